"""Today: what needs me now?"""

from __future__ import annotations

from dataclasses import replace
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
from chancery.history.models import Event, Head
from chancery.notices.models import Notice
from chancery.people.access import Viewer
from chancery.people.countersigning import decidable_by
from chancery.people.models import Invitation, Role, User
from chancery.people.queries import current_units
from chancery.people.written_question import first_of
from chancery.web import changes, formatting, today
from chancery.web.case_lines import cases_due
from chancery.web.consultation_lines import questions
from chancery.web.contact_lines import contacts_to_review
from chancery.web.figures import Figure
from chancery.web.mechanism_lines import sessions_ahead
from chancery.web.middleware import viewer
from chancery.web.papers_waiting import papers_to_decide, papers_to_write
from chancery.web.views.documents import counted
from chancery.web.views.inbox import in_which_wait, to_confirm
from chancery.work.sides import written_for


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by what they are."""
    who = viewer(request)
    since = changes.last_visit(request)
    context: dict[str, Any] = {
        "greeting": formatting.part_of_day(),
        "day": formatting.long_day(timezone.localdate()),
        "may_add": bool(access.units_to_add_for(who)),
    }
    if who.is_anywhere(Role.HEAD, Role.ADMINISTRATOR):
        context["countersigns"] = len(decidable_by(who))
    if who.reads:
        context |= _work(who) | _documents(who)
        context |= {"changes": changes.changes(who, since), "coming": today.coming(who)}
        context["dates"], context["date_count"] = today.agreement_dates(who)
        context["figures"] = _figures(context)
        context["quiet"] = not any(figure.count for figure in context["figures"])
    if who.is_auditor:
        context |= {"steps": _steps(), "steps_since": Event.objects.filter(at__gt=since).count()}
    if who.is_administrator:
        context["runs"] = _runs()
    return render(request, "today.html", context)


def _work(who: Viewer) -> dict[str, Any]:
    return {
        "morning": _morning(who),
        "late_units": today.late_units(who) if who.oversees else [],
        "zone": today.own_zone(who),
    }


def _morning(who: Viewer) -> today.Morning:
    """What concerns work; the person's own cases that wait; sessions of mechanisms they lead."""
    found = today.morning(who)
    return replace(
        found,
        decided=[*found.decided, *papers_to_decide(who), *questions(who)],
        watched=[
            *found.watched,
            *papers_to_write(who),
            *cases_due(who),
            *sessions_ahead(who),
            *contacts_to_review(who),
        ],
    )


def _figures(context: dict[str, Any]) -> list[Figure]:
    """What waits, in numbers that open their rows; what is not asked of a person is not there."""
    morning: today.Morning = context["morning"]
    late, soon, mine = (len(getattr(morning.desk, n)) for n in ("overdue", "due_soon", "mine"))
    found = [
        Figure(late, _("overdue"), today.link_of("overdue"), "red"),
        Figure(soon, _("due within five working days"), today.link_of("due_soon"), "amber"),
    ]
    if context["confirms"]:
        inbox = Figure(
            context["confirm_count"], _("documents to confirm"), reverse("inbox"), "blue"
        )
        found.insert(0, inbox)
    if mine:
        found.append(Figure(mine, _("in my charge"), f"{reverse('tasks')}?waits=mine"))
    return found + [
        Figure(section.count, section.words, section.link or f"#{section.key}", section.tone)
        for section in (*morning.decided, *morning.watched)
    ]


def _documents(who: Viewer) -> dict[str, Any]:
    """What waits in the units that the person confirms for; a clerk sees what came in last."""
    held = access.documents(who).filter(purged_at__isnull=True)
    mine = written_for(who)
    found, count = first_of(_to_confirm, who, today.FIRST) if mine else ([], 0)
    context: dict[str, Any] = {"confirm_count": count, "confirms": bool(mine)}
    context["confirm"] = counted(found)
    if not mine and access.units_to_add_for(who):
        latest = to_confirm(held, who).order_by("-added_at", "-pk")
        context["came_in"] = counted(latest[: today.FIRST])
    return context


def _to_confirm(who: Viewer) -> QuerySet[Document]:
    held = access.documents(who).filter(purged_at__isnull=True, held_by__in=written_for(who))
    return in_which_wait(held).order_by("added_at", "pk")


def _runs() -> dict[str, int]:
    """What an administrator looks after, in numbers; nothing of any content."""
    open_ones = Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    return {
        "people": User.objects.filter(is_active=True).count(),
        "invited": open_ones.filter(expires_at__gt=timezone.now()).count(),
        "units": current_units().count(),
        "documents": Document.objects.filter(purged_at__isnull=True).count(),
        "unsent": Notice.objects.filter(state=Notice.State.FAILED).count(),
        "events": _steps(),
    }


def _steps() -> int:
    """The length of the chain: the auditor's own page shows what the steps say."""
    head = Head.objects.first()
    return head.length if head else 0
