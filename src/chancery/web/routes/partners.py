"""Addresses of partners."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import partners

urlpatterns: list[URLPattern | URLResolver] = [
    path("partners/", partners.index, name="partners"),
    path("partners/<str:code>/", partners.show, name="partner"),
]
