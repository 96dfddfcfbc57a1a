"""What the page of a task puts together: what may be done now, who has taken part, its dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import Area, Unit
from chancery.people.queries import country_pack
from chancery.reference import Calendar, PackError
from chancery.work import asked, queries, rules, told
from chancery.work.escalation import rules as ladder
from chancery.work.models import Acceptance, Extension, Task, TaskState
from chancery.work.models.asking import Decision
from chancery.work.timeliness import Timeliness, closing_day, local_day

SHOWN = 4  # steps beside each other; the rest is in the menu
WATCHED = timedelta(days=45)  # how far ahead the host country's days off are told


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that this person may do to the task now."""

    name: str
    label: str | Promise
    link: str
    icon: str = ""
    is_question: bool = False
    """Asked in a dialog."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The first is what is waited for; few are shown, the rest stands in a menu."""

    first: Step | None
    shown: Sequence[Step]
    more: Sequence[Step]


_MOVES = {"accept": "check", "start": "player-play", "submit": "send", "approve": "check",
          "return": "arrow-back-up", "cancel": "x"}  # fmt: skip
# What may be waited for of somebody, most pressing first; a calm button when it is not the first.
_PRESSING = ("approve", "accept", "coordinate", "start", "progress", "submit", "contribute")
# Once submitted, the lead has done its part: what it still may do is not what is waited for.
_WHEN_SUBMITTED = ("approve", "coordinate")
# These come before whatever else somebody has to answer about the task.
_FIRST_OF_ALL = ("approve", "accept", "coordinate")
_ORDER = (
    *_PRESSING,
    "return",
    "extension",
    "delegate",
    "evidence",
    "part",
    "raise",
    "lead",
    "edit",
    "cancel",
)
_STEPS: dict[str, tuple[str | Promise, str, bool]] = {
    "coordinate": (_("Accept to coordinate"), "circle-check", True),
    "contribute": (_("Contribute"), "pencil", False),
    "progress": (_("Report progress"), "progress-check", False),
    "extension": (_("Ask for more time"), "calendar-due", False),
    "delegate": (_("Put a person in charge"), "user-check", True),
    "evidence": (_("Attach evidence"), "file-text", False),
    "part": (_("Give a part to own unit"), "git-merge", False),
    "raise": (_("Report beyond authority"), "arrow-up", False),
    "lead": (_("Propose another lead"), "replace", False),
    "edit": (pgettext_lazy("task", "Edit"), "edit", False),
}


def steps_of(who: Viewer, task: Task, *, has_to_answer: bool = False) -> Steps:
    """What this person may do now, in the order in which it presses.

    ``has_to_answer``: something else about the task waits for them, and is told with its own button.
    """
    found = {line.name: _move(task, line) for line in rules.moves_open_to(who, task)}
    for name, may in _checks(who, task).items():
        if may():
            label, icon, asks = _STEPS[name]
            link = reverse(f"task-{name}", args=[task.pk])
            found[name] = Step(name, label, link, icon, asks)
    listed = [found[name] for name in _ORDER if name in found]
    waited = _waited_for(task, has_to_answer=has_to_answer)
    first = next((step for step in listed if step.name in waited), None)
    listed = [step for step in listed if step is not first]
    calm = [step for step in listed if step.name != "cancel"]
    number = SHOWN - bool(first)
    rest = [*calm[number:], *(step for step in listed if step not in calm)]
    if len(rest) == 1 and rest[0].name != "cancel":  # no menu for one calm step
        return Steps(first, calm, [])
    return Steps(first, calm[:number], rest)


def _waited_for(task: Task, *, has_to_answer: bool) -> tuple[str, ...]:
    if has_to_answer:
        return _FIRST_OF_ALL
    return _WHEN_SUBMITTED if task.state == TaskState.SUBMITTED else _PRESSING


def _checks(who: Viewer, task: Task) -> dict[str, Callable[[], bool]]:
    return {
        "coordinate": lambda: bool(rules.units_to_accept(who, task)),
        "contribute": lambda: bool(rules.units_to_contribute(who, task)),
        "progress": lambda: rules.can_report(who, task),
        "extension": lambda: rules.can_ask_extension(who, task),
        "delegate": lambda: rules.can_delegate(who, task),
        "evidence": lambda: rules.can_attach(who, task),
        "part": lambda: rules.can_add_part(who, task) and _has_own_units(task.lead),
        "raise": lambda: ladder.can_raise(who, task),
        "lead": lambda: rules.can_propose_lead(who, task),
        "edit": lambda: rules.can_change(who, task),
    }


def _move(task: Task, line: rules.Move) -> Step:
    link = reverse("task-move", args=[task.pk, line.name])
    return Step(line.name, line.label, link, _MOVES.get(line.name, ""), is_question=True)


def _has_own_units(unit: Unit) -> bool:
    return unit.own_units.filter(successor=None, end="").exists()


# Who.


@dataclass(frozen=True, slots=True)
class Coordinating:
    """A unit that contributes: since when it has accepted, and how often it brought something."""

    unit: Unit
    accepted: Acceptance | None
    contributions: int


def coordination_of(task: Task) -> list[Coordinating]:
    """The coordinating units, in the order in which the task names them."""
    accepted = {row.unit_id: row for row in told.acceptances_of(task)}
    given = Counter(task.contributions.values_list("unit", flat=True))
    return [
        Coordinating(unit, accepted.get(unit.pk), given[unit.pk])
        for unit in task.coordinating.all()
    ]


# When.


@dataclass(frozen=True, slots=True)
class DayOff:
    """A public holiday, and whether it is at home or at the lead's post abroad."""

    day: date
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The due date in force and all that surrounds it."""

    timeliness: Timeliness
    against_original: Timeliness
    left: int | None
    """Working days, for a task that is still to be submitted."""
    left_at_post: int | None
    """The same by the calendar of the country where the lead sits, where it differs."""
    closes: date | None
    """The working day to whose end the due date runs, where it is a day off."""
    deadline: datetime | None
    """The last moment that is still in time."""
    lead_zone: str
    extensions: list[Extension]
    extension_count: int
    days_off: list[DayOff]


def dates_of(task: Task) -> Dates:
    """All that the page tells about dates."""
    end = queries.deadline_of(task)
    waits = task.state in rules.OPEN and task.submitted_at is None
    left = queries.days_left(task) if waits else None
    at_post = _left_at_post(task) if waits and task.due else None
    closes = closing_day(task.due, country_pack().calendar) if task.due else None
    granted = [row for row in asked.extensions_of(task) if row.state == Decision.GRANTED]
    return Dates(
        timeliness=queries.timeliness_of(task),
        against_original=queries.timeliness_of(task, against_original=True),
        left=left,
        left_at_post=at_post if at_post != left else None,
        closes=closes if closes != task.due else None,
        deadline=end - timedelta(minutes=1) if end else None,
        lead_zone=task.lead.time_zone,
        extensions=granted,
        extension_count=task.extensions_given,
        days_off=_days_off(task) if waits else [],
    )


def working_days_gained(before: date | None, after: date | None) -> int | None:
    """Working days by which the second date is later than the first; None without both."""
    if before is None or after is None:
        return None
    calendar = country_pack().calendar
    return calendar.working_days_between(
        closing_day(before, calendar), closing_day(after, calendar)
    )


def _host(task: Task) -> tuple[str, Calendar] | None:
    """Where the lead sits abroad, with that country's calendar, as far as it is known."""
    area = Area.objects.filter(unit=task.lead, role=Area.Role.HOST).select_related("partner")
    found = area.first()
    if found is None:
        return None
    name = found.partner.name_en if get_language() == "en" else found.partner.name_vi
    try:
        return name, Calendar.for_country(found.partner_id)
    except PackError:
        return None


def _left_at_post(task: Task) -> int | None:
    host, today = _host(task), local_day(timezone.now(), task.lead.time_zone or "UTC")
    if host is None or task.due is None or task.due < today:
        return None
    try:
        closes = closing_day(task.due, country_pack().calendar)
        return host[1].working_days_between(today, closes)
    except PackError:
        return None


def _days_off(task: Task) -> list[DayOff]:
    """Public holidays at the lead's post between now and the due date; soon ones alone."""
    host = _host(task)
    if host is None or task.due is None:
        return []
    day = local_day(timezone.now(), task.lead.time_zone or "UTC")
    last, found = min(task.due, day + WATCHED), []
    try:
        while day <= last:
            name = host[1].holiday_name(day, get_language() or "vi")
            if name and not host[1].is_working_day(day):
                found.append(DayOff(day, name, host[0]))
            day += timedelta(days=1)
    except PackError:
        return []
    return found
