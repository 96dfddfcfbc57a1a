"""Addresses of saved views and bulk actions."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import bulk, saved_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("views/save/", saved_views.keep, name="views-save"),
    path("views/columns/", saved_views.columns, name="views-columns"),
    path("views/<int:pk>/delete/", saved_views.delete, name="views-delete"),
    path("tasks/bulk/", bulk.tasks, name="tasks-bulk"),
    path("commitments/bulk/", bulk.commitments, name="commitments-bulk"),
    path("bulk/<slug:run>/", bulk.outcome, name="bulk"),
    path("bulk/<slug:run>/undo/", bulk.undo, name="bulk-undo"),
]
