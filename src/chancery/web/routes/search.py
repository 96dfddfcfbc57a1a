"""Addresses of search."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import search

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search.show, name="search"),
    path("search/suggest/", search.suggestions, name="search-suggest"),
]
