"""Addresses of proposals."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import proposal_sharing, proposals

urlpatterns: list[URLPattern | URLResolver] = [
    path("proposals/", proposals.index, name="proposals"),
    path("proposals/new/", proposals.new, name="proposal-new"),
    path("proposals/speed/", proposal_sharing.speed, name="proposal-speed"),
    path("proposals/<int:pk>/share/", proposal_sharing.share, name="proposal-share"),
    path("proposals/<int:pk>/echo/", proposal_sharing.echo, name="proposal-echo"),
    path(
        "proposals/<int:pk>/echo/<slug:unit>/withdraw/",
        proposal_sharing.unecho,
        name="proposal-unecho",
    ),
    path("proposals/<int:pk>/", proposals.show, name="proposal"),
    path("proposals/<int:pk>/edit/", proposals.edit, name="proposal-edit"),
    path("proposals/<int:pk>/accept/", proposals.accept, name="proposal-accept"),
    path("proposals/<int:pk>/decline/", proposals.decline, name="proposal-decline"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="proposal-withdraw"),
]
