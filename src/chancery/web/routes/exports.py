"""Addresses of exports."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.activity_listing import ACTIVITIES
from chancery.web.asking_listing import PROPOSALS, REQUESTS
from chancery.web.listing import COMMITMENTS, TASKS
from chancery.web.project_lists import ENTRIES, PROJECTS
from chancery.web.views import exports

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/export/", exports.of(TASKS), name="tasks-export"),
    path("commitments/export/", exports.of(COMMITMENTS), name="commitments-export"),
    path("requests/export/", exports.of(REQUESTS), name="requests-export"),
    path("proposals/export/", exports.of(PROPOSALS), name="proposals-export"),
    path("activities/export/", exports.of(ACTIVITIES), name="activities-export"),
    path("projects/export/", exports.of(PROJECTS), name="projects-export"),
    path("ledger/export/", exports.of(ENTRIES), name="ledger-export"),
]
