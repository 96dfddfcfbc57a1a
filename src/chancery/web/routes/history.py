"""Addresses of the history of everything."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import history

urlpatterns: list[URLPattern | URLResolver] = [
    path("history/", history.index, name="history"),
    path("history/verify/", history.verify, name="history-verify"),
]
