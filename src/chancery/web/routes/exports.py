"""Addresses of exports."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.listing import COMMITMENTS, TASKS
from chancery.web.project_lists import ENTRIES, PROJECTS
from chancery.web.views import exports

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/export/", exports.of(TASKS), name="tasks-export"),
    path("commitments/export/", exports.of(COMMITMENTS), name="commitments-export"),
    path("projects/export/", exports.of(PROJECTS), name="projects-export"),
    path("ledger/export/", exports.of(ENTRIES), name="ledger-export"),
]
