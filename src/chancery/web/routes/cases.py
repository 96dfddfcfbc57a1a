"""Addresses of obstacles and opportunities."""

from typing import Any

from django.urls import URLPattern, URLResolver, path

from chancery.web.case_listing import OBSTACLES, OPPORTUNITIES
from chancery.web.views import cases, exports, obstacles, opportunities

_OBSTACLE: dict[str, Any] = {"kind": "obstacle"}
_OPPORTUNITY: dict[str, Any] = {"kind": "opportunity"}
_O, _C = "obstacles/<int:pk>/", "opportunities/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("obstacles/", obstacles.index, name="obstacles"),
    path("obstacles/export/", exports.of(OBSTACLES), name="obstacles-export"),
    path("obstacles/new/", obstacles.new, name="obstacle-new"),
    path(_O, obstacles.show, name="obstacle"),
    path(f"{_O}edit/", obstacles.edit, name="obstacle-edit"),
    path(f"{_O}resolve/", obstacles.resolve, name="obstacle-resolve"),
    path(f"{_O}withdraw/", obstacles.withdraw, name="obstacle-withdraw"),
    path(f"{_O}move/<slug:name>/", cases.move, _OBSTACLE, name="obstacle-move"),
    path(f"{_O}step/", cases.step, _OBSTACLE, name="obstacle-step"),
    path(
        f"{_O}step/<int:step>/withdraw/",
        cases.withdraw_step,
        _OBSTACLE,
        name="obstacle-step-withdraw",
    ),
    path(f"{_O}link/", cases.link, _OBSTACLE, name="obstacle-link"),
    path(f"{_O}unlink/", cases.unlink, _OBSTACLE, name="obstacle-unlink"),
    path("opportunities/", opportunities.index, name="opportunities"),
    path("opportunities/board/", opportunities.board, name="opportunities-board"),
    path("opportunities/export/", exports.of(OPPORTUNITIES), name="opportunities-export"),
    path("opportunities/new/", opportunities.new, name="opportunity-new"),
    path(_C, opportunities.show, name="opportunity"),
    path(f"{_C}edit/", opportunities.edit, name="opportunity-edit"),
    path(f"{_C}own/", opportunities.own, name="opportunity-own"),
    path(f"{_C}withdraw/", opportunities.withdraw, name="opportunity-withdraw"),
    path(f"{_C}move/<slug:name>/", cases.move, _OPPORTUNITY, name="opportunity-move"),
    path(f"{_C}step/", cases.step, _OPPORTUNITY, name="opportunity-step"),
    path(
        f"{_C}step/<int:step>/withdraw/",
        cases.withdraw_step,
        _OPPORTUNITY,
        name="opportunity-step-withdraw",
    ),
    path(f"{_C}link/", cases.link, _OPPORTUNITY, name="opportunity-link"),
    path(f"{_C}unlink/", cases.unlink, _OPPORTUNITY, name="opportunity-unlink"),
]
