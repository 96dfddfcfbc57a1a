"""Addresses of commitments, agreements, obstacles, requests."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
