"""Addresses of proposals."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import proposals

urlpatterns: list[URLPattern | URLResolver] = [
    path("proposals/", proposals.index, name="proposals"),
    path("proposals/new/", proposals.new, name="proposal-new"),
    path("proposals/<int:pk>/", proposals.show, name="proposal"),
    path("proposals/<int:pk>/edit/", proposals.edit, name="proposal-edit"),
    path("proposals/<int:pk>/accept/", proposals.accept, name="proposal-accept"),
    path("proposals/<int:pk>/decline/", proposals.decline, name="proposal-decline"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="proposal-withdraw"),
]
