"""Addresses of the page Balance."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import balance

urlpatterns: list[URLPattern | URLResolver] = [
    path("balance/", balance.show, name="balance"),
    path("balance/export/", balance.export, name="balance-export"),
]
