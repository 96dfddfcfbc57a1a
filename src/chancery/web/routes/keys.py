"""Addresses of keys for programs."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import keys

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/keys/", keys.index, name="keys"),
    path("account/keys/new/", keys.make, name="key-make"),
    path("account/keys/<int:token>/revoke/", keys.revoke, name="key-revoke"),
]
