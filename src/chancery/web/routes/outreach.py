"""Addresses of outreach."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.outreach_listing import OUTREACH
from chancery.web.views import exports, outreach

_O = "outreach/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("outreach/", outreach.index, name="outreach-list"),
    path("outreach/export/", exports.of(OUTREACH), name="outreach-list-export"),
    path("outreach/new/", outreach.new, name="outreach-new"),
    path(_O, outreach.show, name="outreach"),
    path(f"{_O}edit/", outreach.edit, name="outreach-edit"),
    path(f"{_O}result/", outreach.result, name="outreach-result"),
    path(f"{_O}cancel/", outreach.move, {"name": "cancel"}, name="outreach-cancel"),
    path(f"{_O}replan/", outreach.move, {"name": "replan"}, name="outreach-replan"),
    path(f"{_O}withdraw/", outreach.withdraw, name="outreach-withdraw"),
]
