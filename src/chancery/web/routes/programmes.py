"""Addresses of programmes."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.programme_listing import PROGRAMMES
from chancery.web.views import exports, programmes
from chancery.web.views import programme_outline as outline

_ONE = "programmes/<int:pk>/"
_PART = f"{_ONE}parts/<int:objective>/"
_TARGET = f"{_ONE}targets/<int:target>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("programmes/", programmes.index, name="programmes"),
    path("programmes/export/", exports.of(PROGRAMMES), name="programmes-export"),
    path("programmes/new/", programmes.new, name="programme-new"),
    path(_ONE, programmes.show, name="programme"),
    path(f"{_ONE}edit/", programmes.edit, name="programme-edit"),
    path(f"{_ONE}withdraw/", programmes.withdraw, name="programme-withdraw"),
    path(f"{_ONE}outline/", programmes.book, name="programme-outline"),
    path(f"{_ONE}parts/", outline.part_new, name="programme-part-new"),
    path(_PART, outline.part_edit, name="programme-part"),
    path(f"{_PART}move/", outline.part_move, name="programme-part-move"),
    path(f"{_PART}remove/", outline.part_remove, name="programme-part-remove"),
    path(f"{_PART}links/", outline.links, name="programme-links"),
    path(f"{_ONE}targets/", outline.target_new, name="programme-target-new"),
    path(_TARGET, outline.target_edit, name="programme-target"),
    path(f"{_TARGET}remove/", outline.target_remove, name="programme-target-remove"),
    path(f"{_TARGET}figures/", outline.figure_new, name="programme-figure"),
    path(
        f"{_TARGET}figures/<int:figure>/remove/",
        outline.figure_remove,
        name="programme-figure-remove",
    ),
]
