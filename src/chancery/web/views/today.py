"""Today: what needs me now?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.documents import access
from chancery.documents.models import Document
from chancery.history.models import Head
from chancery.people.access import Viewer
from chancery.people.models import User
from chancery.people.queries import current_units
from chancery.web import formatting
from chancery.web.middleware import viewer
from chancery.web.record_lines import address_of
from chancery.web.views.documents import counted
from chancery.web.views.inbox import in_which_wait, to_confirm
from chancery.work.queries import waiting_for

FIRST = 6


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by what they are."""
    who = viewer(request)
    context: dict[str, Any] = {
        "greeting": formatting.part_of_day(),
        "day": formatting.long_day(timezone.localdate()),
        "may_add": bool(access.units_to_add_for(who)),
    }
    if who.reads:
        context |= _work(who) | _documents(who)
    if who.is_auditor:
        context["steps"] = _steps()
    if who.is_administrator:
        context["runs"] = _runs()
    context["figures"] = _figures(context) if who.reads else []
    context["quiet"] = who.reads and not any(figure.count for figure in context["figures"])
    return render(request, "today.html", context)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens its rows."""

    count: int
    words: str
    link: str
    tone: str


def _figures(context: dict[str, Any]) -> list[Figure]:
    """What waits, in numbers; who decides nothing is not shown what there is to decide."""
    dated = [
        Figure(context["overdue_count"], _("overdue"), "#overdue", "red"),
        Figure(context["due_soon_count"], _("due within five working days"), "#due-soon", "amber"),
    ]
    if not context["confirms"]:
        return dated
    inbox = reverse("inbox")
    return [
        Figure(context["confirm_count"], _("documents to confirm"), inbox, "blue"),
        *dated,
        Figure(context["to_accept_count"], _("tasks to accept"), "#to-accept", "blue"),
        Figure(context["to_approve_count"], _("results to approve"), "#to-approve", "blue"),
        Figure(context["to_answer_count"], _("proposals to answer"), "#to-answer", "blue"),
    ]


def _work(who: Viewer) -> dict[str, Any]:
    waiting = waiting_for(who)
    lists: dict[str, tuple[str, QuerySet[Any]]] = {
        "to_accept": ("task", waiting.to_accept),
        "to_approve": ("task", waiting.to_approve),
        "overdue": ("task", waiting.overdue),
        "due_soon": ("task", waiting.due_soon),
        "to_answer": ("proposal", waiting.to_answer),
    }
    context: dict[str, Any] = {}
    for name, (kind, rows) in lists.items():
        context[f"{name}_count"] = rows.count()
        context[name] = [(row, address_of(kind, row)) for row in rows[:FIRST]]
    return context


def _documents(who: Viewer) -> dict[str, Any]:
    """What waits in the units that the person confirms for; a clerk sees what came in last."""
    held = access.documents(who).filter(purged_at__isnull=True)
    mine = [unit for unit in who.roles if who.writes_for(unit)]
    rows = in_which_wait(held.filter(held_by__in=mine)) if mine else Document.objects.none()
    context: dict[str, Any] = {"confirm_count": rows.count(), "confirms": bool(mine)}
    context["confirm"] = counted(rows.order_by("added_at", "pk")[:FIRST])
    if not mine and access.units_to_add_for(who):
        context["came_in"] = counted(to_confirm(held, who).order_by("-added_at", "-pk")[:FIRST])
    return context


def _runs() -> dict[str, int]:
    """What an administrator looks after, in numbers; nothing of any content."""
    return {
        "people": User.objects.filter(is_active=True).count(),
        "units": current_units().count(),
        "documents": Document.objects.filter(purged_at__isnull=True).count(),
        "events": _steps(),
    }


def _steps() -> int:
    """The length of the chain: the auditor's own page shows what the steps say."""
    head = Head.objects.first()
    return head.length if head else 0
