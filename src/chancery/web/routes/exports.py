"""Addresses of exports."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import exports

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/export/", exports.tasks, name="tasks-export"),
    path("commitments/export/", exports.commitments, name="commitments-export"),
    path("projects/export/", exports.projects, name="projects-export"),
    path("ledger/export/", exports.ledger, name="ledger-export"),
]
