"""Addresses of a person's own settings, invitations and password reset."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
