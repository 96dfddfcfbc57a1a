"""Addresses of the first start."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import setup

urlpatterns: list[URLPattern | URLResolver] = [
    path("setup/", setup.start, name="setup"),
    path("setup/country/", setup.country, name="setup-country"),
    path("setup/administrator/", setup.make_administrator, name="setup-administrator"),
    path("setup/done/", setup.done, name="setup-done"),
]
