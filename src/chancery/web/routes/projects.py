"""Addresses of projects and of their ledgers."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import project_imports, project_ledgers, projects

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
    path("ledger/", projects.ledger, name="ledger"),
    path("ledger/totals/", project_ledgers.totals, name="ledger-totals"),
]
