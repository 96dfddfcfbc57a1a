"""Addresses of projects and of their ledgers."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.fta_list import FTA_USES
from chancery.web.views import (
    exports,
    fta_imports,
    fta_use,
    project_imports,
    project_ledgers,
    projects,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/", projects.index, name="projects"),
    path("projects/new/", projects.new, name="project-new"),
    path("projects/import/", project_imports.choose, name="projects-import"),
    path("projects/import/check/", project_imports.check, name="projects-import-check"),
    path("imports/projects/<slug:run>/", project_imports.outcome, name="projects-imported"),
    path("imports/projects/<slug:run>/undo/", project_imports.undo, name="projects-imported-undo"),
    path("projects/<int:pk>/", projects.show, name="project"),
    path("projects/<int:pk>/edit/", projects.edit, name="project-edit"),
    path("projects/<int:pk>/stage/", projects.move, name="project-move"),
    path("projects/<int:pk>/entries/new/", project_ledgers.add, name="project-entry"),
    path(
        "projects/<int:pk>/entries/<int:entry>/correct/",
        project_ledgers.correct,
        name="project-correct",
    ),
    path("projects/<int:pk>/withdraw/", projects.withdraw, name="project-withdraw"),
    path("fta-use/", fta_use.index, name="fta-use"),
    path("fta-use/new/", fta_use.new, name="fta-use-new"),
    path("fta-use/export/", exports.of(FTA_USES), name="fta-use-export"),
    path("fta-use/import/", fta_imports.choose, name="fta-use-import"),
    path("fta-use/import/check/", fta_imports.check, name="fta-use-import-check"),
    path("imports/fta-use/<slug:run>/", fta_imports.outcome, name="fta-use-imported"),
    path("imports/fta-use/<slug:run>/undo/", fta_imports.undo, name="fta-use-imported-undo"),
    path("fta-use/<int:pk>/", fta_use.show, name="ftause"),
    path("fta-use/<int:pk>/edit/", fta_use.edit, name="fta-use-edit"),
    path("fta-use/<int:pk>/withdraw/", fta_use.withdraw, name="fta-use-withdraw"),
    path("ledger/", projects.ledger, name="ledger"),
    path("ledger/totals/", project_ledgers.totals, name="ledger-totals"),
]
