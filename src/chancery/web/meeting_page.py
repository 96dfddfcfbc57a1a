"""The page of a meeting and of what waits for the committee: lines as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.web.formatting import bilingual
from chancery.work.digest import alarm_word
from chancery.work.meetings import access
from chancery.work.meetings.agenda import TARGETS, Candidate
from chancery.work.meetings.overdue import overdue_by_ministry
from chancery.work.meetings.queries import items_of
from chancery.work.meetings.rulings import word_of
from chancery.work.meetings.said import Said, said_of
from chancery.work.models import AgendaItem, Meeting, MeetingState

Kind = AgendaItem.Kind
LABELS: dict[str, str | Promise] = {
    "agenda": gettext_lazy("Agenda"),
    "participants": gettext_lazy("Participants"),
    "minutes": gettext_lazy("Minutes and decisions"),
    "history": gettext_lazy("History"),
}
GROUPS: dict[str, str | Promise] = {
    Kind.ESCALATION: gettext_lazy("Reported to the committee"),
    Kind.REVIEW: gettext_lazy("Handed up by reviews"),
    Kind.PROPOSAL: gettext_lazy("Proposals to decide"),
    Kind.OVERDUE: gettext_lazy("Overdue by ministry"),
    Kind.ALARM: gettext_lazy("Dates of agreements"),
}
ICONS = {
    Kind.ESCALATION: "arrow-up",
    Kind.REVIEW: "clipboard-list",
    Kind.PROPOSAL: "send",
    Kind.OVERDUE: "alert-circle",
    Kind.ALARM: "alarm",
    Kind.OWN: "notes",
}


def tabs_of(who: Viewer, meeting: Meeting) -> tuple[str, ...]:
    """The parts that this person sees now."""
    if not access.sees_inside(who, meeting):
        return ("agenda",)
    written = meeting.state == MeetingState.CONCLUDED or (
        meeting.state == MeetingState.HELD and access.runs(who, meeting)
    )
    return tuple(LABELS) if written else ("agenda", "participants", "history")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One point of the agenda as the page shows it."""

    row: AgendaItem
    said: Said
    icon: str
    link: str
    count: int | None
    paper: bool
    decisions: list[tuple[Any, str]]


def agenda_lines(who: Viewer, meeting: Meeting) -> list[ItemLine]:
    """The agenda in order, as far as the person may know of it."""
    rows = list(items_of(who, meeting))
    papers = access.readable_papers(who, rows)
    late = any(row.kind == Kind.OVERDUE for row in rows)
    counts = {one.unit.pk: one.tasks for one in overdue_by_ministry(who)} if late else {}
    return [
        ItemLine(
            row,
            said_of(row),
            ICONS[Kind(row.kind)],
            link_of(row.kind, _about(row)),
            counts.get(row.unit_id or "", 0) if row.kind == Kind.OVERDUE else None,
            row.paper_id in papers,
            [(one, word_of(row, one.ruling)) for one in getattr(row, "said", ())],
        )
        for row in rows
    ]


def _about(row: AgendaItem) -> Any:
    column = TARGETS.get(row.kind)
    return getattr(row, column) if column else None


def link_of(kind: str, about: Any) -> str:
    """The page of what an item or candidate is about."""
    if about is None:
        return ""
    if kind == Kind.OVERDUE:
        return (
            f"{reverse('tasks')}?agency={getattr(about, 'unit', about).pk}&timeliness=open_overdue"
        )
    if kind == Kind.REVIEW:
        return reverse("review-item", args=[about.review_id, about.number])
    if kind == Kind.ALARM:
        return reverse("agreement", args=[getattr(about, "agreement", about).pk])
    return reverse(str(kind), args=[about.pk])


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits, as it is offered for an agenda."""

    name: str
    title: str
    reference: str
    details: list[str]
    link: str
    on: str


@dataclass(frozen=True, slots=True)
class Group:
    """What waits of one kind."""

    kind: str
    title: str
    icon: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much waits of one kind."""

    kind: str
    title: str
    icon: str
    count: int


def tallies_of(counts: Mapping[str, int]) -> list[Tally]:
    """How much waits, by where it comes from, nothing too."""
    return [
        Tally(str(kind), str(title), ICONS[Kind(kind)], counts.get(str(kind), 0))
        for kind, title in GROUPS.items()
    ]


def groups_of(found: Iterable[Candidate]) -> list[Group]:
    """What waits, by where it comes from, the empty groups too."""
    rows = list(found)
    return [
        Group(str(kind), str(title), ICONS[Kind(kind)], [_line(r) for r in rows if r.kind == kind])
        for kind, title in GROUPS.items()
    ]


def _line(one: Candidate) -> Line:
    title, reference, details = _WORDS[one.kind](one.about)
    said = [str(words) for words in details if words]
    return Line(one.name, title, reference, said, link_of(one.kind, one.about), one.on)


def _of_rung(row: Any) -> tuple[str, str, list[Any]]:
    days = _("%(days)s working days late") % {"days": row.days_late} if row.days_late else ""
    asked = row.text or row.get_trigger_display()
    return row.task.text, row.reference, [asked, bilingual(row.task.lead), days]


def _of_review(row: Any) -> tuple[str, str, list[Any]]:
    lead = bilingual(row.commitment.lead) if row.commitment.lead else ""
    verdict = row.get_verdict_display() if row.verdict else ""
    said = [row.review.reference, lead, verdict, row.reason]
    return row.commitment.text, row.commitment.reference, said


def _of_proposal(row: Any) -> tuple[str, str, list[Any]]:
    return row.text, row.reference, [bilingual(row.from_unit)]


def _of_ministry(one: Any) -> tuple[str, str, list[Any]]:
    return bilingual(one.unit), "", [_("%(n)s overdue tasks") % {"n": one.tasks}]


def _of_date(one: Any) -> tuple[str, str, list[Any]]:
    return bilingual(one.agreement), "", [alarm_word(one.event), one.day.text]


_WORDS: dict[str, Any] = {
    Kind.ESCALATION: _of_rung,
    Kind.REVIEW: _of_review,
    Kind.PROPOSAL: _of_proposal,
    Kind.OVERDUE: _of_ministry,
    Kind.ALARM: _of_date,
}
