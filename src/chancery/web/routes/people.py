"""Addresses of units."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import units

urlpatterns: list[URLPattern | URLResolver] = [
    path("units/", units.index, name="units"),
    path("units/<slug:key>/", units.show, name="unit"),
]
