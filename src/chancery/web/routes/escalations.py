"""Addresses of the ladder and of urging."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.escalation_listing import ESCALATIONS
from chancery.web.views import escalations, exports, urging

_RUNG = "escalations/<int:pk>/"
_LETTER = "urgings/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("escalations/", escalations.index, name="escalations"),
    path("escalations/export/", exports.of(ESCALATIONS), name="escalations-export"),
    path(_RUNG, escalations.show, name="escalation"),
    path(f"{_RUNG}answer/", escalations.answer, name="escalation-answer"),
    path(f"{_RUNG}withdraw/", escalations.withdraw, name="escalation-withdraw"),
    path(f"{_RUNG}undo/", escalations.undo, name="escalation-undo"),
    path("tasks/<int:pk>/raise/", escalations.raise_task, name="task-raise"),
    path("urgings/", urging.index, name="urgings"),
    path("urgings/due/", urging.due, name="urging-due"),
    path("urgings/new/", urging.new, name="urging-new"),
    path("urgings/send/", urging.send, name="urging-send"),
    path(_LETTER, urging.show, name="urging"),
    path(f"{_LETTER}file/", urging.file, name="urging-file"),
    path(f"{_LETTER}withdraw/", urging.take_back, name="urging-withdraw"),
    path(f"{_LETTER}answer/<int:line>/", urging.reply, name="urging-reply"),
]
