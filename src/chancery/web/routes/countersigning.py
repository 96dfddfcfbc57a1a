"""Addresses of what waits for a second person."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import countersigning

urlpatterns: list[URLPattern | URLResolver] = [
    path("countersigns/", countersigning.index, name="countersigns"),
    path("countersigns/confirm/", countersigning.confirm_many, name="countersigns-confirm"),
    path("countersigns/<int:pk>/confirm/", countersigning.confirm, name="countersign-confirm"),
    path("countersigns/<int:pk>/refuse/", countersigning.refuse, name="countersign-refuse"),
]
