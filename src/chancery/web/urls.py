"""Every address of the product. Each area keeps its own list in ``routes``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
