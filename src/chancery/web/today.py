"""What the Today page shows: what is owed, asked and changed, ready for its templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.written_question import all_of, first_of
from chancery.register import queries as register
from chancery.register.agreements.alarm_rules import alarms
from chancery.register.agreements.queries import Date, coming_for
from chancery.register.models import Activity
from chancery.web.formatting import bilingual, day
from chancery.work import access, asked, clock, told
from chancery.work.escalation import queries as ladder
from chancery.work.models import (
    Escalation,
    Extension,
    LeadProposal,
    Progress,
    Proposal,
    ReviewCall,
    ReviewReply,
    Task,
    UrgedTask,
)
from chancery.work.owed import Desk, desk_of, few, load, overdue_by_lead
from chancery.work.reviews import queries as reviews
from chancery.work.rules import organs_spoken_for
from chancery.work.sides import headed_by, written_for

FIRST = 5
DATED = 8
COMING = timedelta(days=60)
"""How far ahead activities are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a panel; ``said`` is what somebody asks, in a few words."""

    reference: str
    text: str
    address: str
    task: Task | None = None
    said: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A panel: the first lines of what waits, how many there are, where they all are."""

    key: str
    title: str
    words: str
    icon: str
    count: int
    lines: list[Line]
    link: str = ""
    tone: str = "blue"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one list of ``Waiting`` is shown."""

    name: str
    title: Any
    words: Any
    icon: str
    line: Callable[[Any], Line]
    tone: str = "blue"


def first(rows: QuerySet[Any], shown: int = FIRST) -> tuple[list[Any], int]:
    """The first rows, and how many there are in all; one query."""
    if rows.query.is_empty():
        return [], 0
    found = list(rows.annotate(in_all=Window(Count("pk")))[:shown])
    return found, found[0].in_all if found else 0


@dataclass(frozen=True, slots=True)
class Morning:
    """All that concerns work: what is dated, what asks for a decision, what to look at."""

    desk: Desk
    dated: list[Task]
    decided: list[Section]
    watched: list[Section]


def morning(who: Viewer) -> Morning:
    """What a person's desk holds, the first of each list loaded."""
    desk = desk_of(who)
    dated = desk.dated(DATED)
    firsts = (key for kind in _ON_DESK for key in getattr(desk, kind.name)[:FIRST])
    tasks = load(who, [*dated, *firsts])
    lists = {kind.name: _of_desk(kind, desk, tasks) for kind in _ON_DESK}
    found = zip(_ASKED, _asking(who), strict=True)
    lists |= {kind.name: _section(kind, *rows) for kind, rows in found}
    return Morning(
        desk,
        [tasks[key] for key in dated],
        decided=[lists[kind.name] for kind in _DECIDED if lists[kind.name].count],
        watched=[lists[kind.name] for kind in _WATCHED if lists[kind.name].count],
    )


def _of_desk(kind: _Kind, desk: Desk, tasks: dict[int, Task]) -> Section:
    keys = getattr(desk, kind.name)
    return _section(kind, [tasks[key] for key in keys[:FIRST]], len(keys))


def _section(kind: _Kind, rows: list[Any], count: int) -> Section:
    words = (str(kind.title), str(kind.words), kind.icon)
    lines = [kind.line(row) for row in rows]
    return Section(kind.name, *words, count, lines, link_of(kind.name), kind.tone)


def _asking(who: Viewer) -> list[tuple[list[Any], int]]:
    """What others ask that is no task, in the order of ``_ASKED``: the first, and how many."""
    drafts = Progress.objects.filter(state=Progress.State.DRAFT, unit__in=headed_by(who))
    returned = Progress.objects.filter(state=Progress.State.RETURNED, written_by=who.user)
    late, leads = (model.objects.filter(state="open") for model in (Extension, LeadProposal))
    return [
        first(few(asked.extensions_to_decide, who, late)),
        first(few(asked.lead_proposals_to_decide, who, leads)),
        first(few(told.progress_to_approve, who, drafts)),
        first(few(told.returned_progress, who, returned)),
        first_of(_to_answer, who, FIRST),
        first_of(reviews.still_to_answer, who, FIRST),
        first_of(reviews.to_approve, who, FIRST),
        first_of(_gone_up, who, FIRST, organs_spoken_for(who)),
        first_of(_to_reply, who, FIRST),
    ]


def _to_answer(who: Viewer) -> QuerySet[Proposal]:
    open_ones = access.proposals(who).filter(state=Proposal.State.OPEN)
    return open_ones.filter(to_unit__in=written_for(who)).select_related("from_unit")


def _gone_up(who: Viewer, _organs: frozenset[str]) -> QuerySet[Escalation]:
    return ladder.to_answer(who)


def _to_reply(who: Viewer) -> QuerySet[UrgedTask]:
    """A draft of an answer that waits for its head stands among those to approve."""
    return ladder.to_reply(who).filter(answer="")


def link_of(name: str) -> str:
    """The list of all that a panel shows the first of; empty where there is none."""
    if name == "to_answer":
        return f"{reverse('proposals')}?way=received&state=open"
    if name in {"reviews_to_answer", "review_replies"}:
        return reverse("reviews")
    if name == "escalations":
        return f"{reverse('escalations')}?scope=mine&state=open"
    return f"{reverse('tasks')}?waits={name}" if name in LISTED else ""


LISTED = {
    "overdue": gettext_lazy("overdue, ours"),
    "due_soon": gettext_lazy("due soon, ours"),
    "to_accept": gettext_lazy("to be accepted by us"),
    "to_coordinate": gettext_lazy("to be taken note of by us as coordinating"),
    "to_approve": gettext_lazy("results to be approved by us"),
    "at_risk": gettext_lazy("at risk, ours"),
    "reports_due": gettext_lazy("progress to be reported by us"),
}
"""What the list of tasks can be narrowed to: attributes of ``Waiting``."""


def _task(task: Task) -> Line:
    return Line(task.reference, task.text, _page(task), task, unit=task.lead)


def _extension(asked: Extension) -> Line:
    words = _("%(unit)s asks for %(day)s: %(reason)s")
    said = {"unit": bilingual(asked.unit), "day": day(asked.due_asked), "reason": asked.reason}
    return _about(asked.task, words % said)


def _lead(asked: LeadProposal) -> Line:
    words = _("%(unit)s proposes %(proposed)s: %(reason)s")
    units = {"unit": bilingual(asked.unit), "proposed": bilingual(asked.proposed)}
    return _about(asked.task, words % {**units, "reason": asked.reason})


def _progress(told: Progress) -> Line:
    words = "%(who)s, %(health)s: %(text)s"
    said = {"who": told.written_by, "health": told.get_health_display(), "text": told.text}
    return _about(told.task, words % said)


def _returned(told: Progress) -> Line:
    return _about(told.task, f"{told.decided_by}: {told.answer}")


def _proposal(asked: Proposal) -> Line:
    said = _("from %(unit)s") % {"unit": bilingual(asked.from_unit)}
    if asked.due:
        said += _(", by %(day)s") % {"day": day(asked.due)}
    page = reverse("proposal", args=[asked.pk])
    return Line(asked.reference, asked.text, page, said=said)


def _review(call: ReviewCall) -> Line:
    words = _("%(unit)s, reply by %(day)s")
    said = words % {"unit": bilingual(call.unit), "day": day(call.review.reply_by)}
    page = reverse("review-answer", args=[call.review_id, call.unit_id])
    return Line(call.review.reference, call.review.text, page, said=said)


def _review_reply(reply: ReviewReply) -> Line:
    commitment, words = reply.item.commitment, reply.progress or reply.result
    said = f"{reply.written_by}, {reply.get_standing_display()}: {words}"
    page = reverse("review-answer", args=[reply.item.review_id, reply.unit_id])
    return Line(commitment.reference, commitment.text, page, said=said)


def _rung(row: Escalation) -> Line:
    words = _("%(ground)s, %(unit)s; answer by %(day)s")
    said = {"ground": row.get_trigger_display(), "unit": bilingual(row.task.lead)}
    page = reverse("escalation", args=[row.pk])
    line = words % {**said, "day": day(row.due)}
    return Line(row.reference, row.task.text, page, said=row.text or line)


def _urged(row: UrgedTask) -> Line:
    words = _("%(unit)s urges; answer by %(day)s")
    said = {"unit": bilingual(row.urging.by_unit), "day": day(row.urging.reply_by)}
    page = reverse("urging-reply", args=[row.urging_id, row.pk])
    return Line(row.task.reference, row.task.text, page, said=words % said)


def _about(task: Task, said: str) -> Line:
    return Line(task.reference, task.text, _page(task), said=said)


def _page(task: Task) -> str:
    return reverse("task", args=[task.pk])


_TO_ACCEPT = _Kind(
    "to_accept",
    gettext_lazy("Tasks to accept"),
    gettext_lazy("tasks to accept"),
    "circle-dashed",
    _task,
)
_TO_COORDINATE = _Kind(
    "to_coordinate",
    gettext_lazy("To coordinate: take note"),
    gettext_lazy("tasks to coordinate"),
    "users",
    _task,
)
_TO_APPROVE = _Kind(
    "to_approve",
    gettext_lazy("Results to approve"),
    gettext_lazy("results to approve"),
    "checks",
    _task,
)
_AT_RISK = _Kind(
    "at_risk", gettext_lazy("At risk"), gettext_lazy("at risk"), "alert-triangle", _task, "amber"
)
_SILENT = _Kind(
    "reports_due",
    gettext_lazy("Progress to report"),
    gettext_lazy("progress reports due"),
    "report",
    _task,
    "",
)
_ASKED = (
    _Kind(
        "extensions",
        gettext_lazy("More time asked for"),
        gettext_lazy("extensions to decide"),
        "hourglass",
        _extension,
    ),
    _Kind(
        "lead_proposals",
        gettext_lazy("Another lead proposed"),
        gettext_lazy("proposals of another lead"),
        "rotate",
        _lead,
    ),
    _Kind(
        "progress_to_approve",
        gettext_lazy("Progress to approve"),
        gettext_lazy("progress reports to approve"),
        "clipboard-check",
        _progress,
    ),
    _Kind(
        "progress_returned",
        gettext_lazy("Returned to you"),
        gettext_lazy("progress reports returned to you"),
        "arrow-back-up",
        _returned,
    ),
    _Kind(
        "to_answer",
        gettext_lazy("Proposals to answer"),
        gettext_lazy("proposals to answer"),
        "send",
        _proposal,
    ),
    _Kind(
        "reviews_to_answer",
        gettext_lazy("Reviews to answer"),
        gettext_lazy("reviews to answer"),
        "clipboard-list",
        _review,
    ),
    _Kind(
        "review_replies",
        gettext_lazy("Replies to a review to approve"),
        gettext_lazy("replies to a review to approve"),
        "clipboard-check",
        _review_reply,
    ),
    _Kind(
        "escalations",
        gettext_lazy("Gone up to you"),
        gettext_lazy("matters that went up to you"),
        "arrow-up",
        _rung,
    ),
    _Kind(
        "urged",
        gettext_lazy("Urged: to be answered"),
        gettext_lazy("urgings to answer"),
        "mail",
        _urged,
    ),
)
_ON_DESK = (_TO_ACCEPT, _TO_COORDINATE, _TO_APPROVE, _AT_RISK, _SILENT)
_DECIDED = (_TO_ACCEPT, _TO_COORDINATE, _TO_APPROVE, *_ASKED)
_WATCHED = (_AT_RISK, _SILENT)


def coming(who: Viewer) -> list[Activity]:
    """Activities that are on or come within two months, the soonest first."""
    today = timezone.localdate()
    return first_of(_coming, who, FIRST, today)[0]


def _coming(who: Viewer, today: date) -> QuerySet[Activity]:
    rows = register.taking_place_from(register.activities(who), today)
    return rows.filter(start__lte=today + COMING).order_by("start", "pk")


def agreement_dates(who: Viewer) -> tuple[list[Date], int]:
    """The first dates of agreements that concern the person, and how many there are in all."""
    found = coming_for(who, days=alarms().within)
    return found[:FIRST], len(found)


def late_units(who: Viewer, shown: int = 8) -> list[tuple[Unit, int, str]]:
    """For those who oversee: the units with the most overdue tasks, each with its list."""
    counted = all_of(overdue_by_lead, who, clock.read())[:shown]
    units = Unit.objects.in_bulk([key for key, _number in counted])
    tasks = reverse("tasks")
    return [
        (units[key], number, f"{tasks}?lead={key}&timeliness=open_overdue")
        for key, number in counted
    ]


def own_zone(who: Viewer) -> str:
    """The time zone of the mission that the person works at; empty at home."""
    abroad = Unit.objects.filter(~Q(time_zone=""), pk__in=who.own_units)
    return abroad.values_list("time_zone", flat=True).first() or ""
