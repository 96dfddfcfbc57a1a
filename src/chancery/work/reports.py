"""Timeliness counted: by unit, partner or month, against the due date in force or the original.

Counted are tasks that somebody does (no wholes, no standing orders), the cancelled ones left out.
A task belongs to the period in which it falls due; one without a due date, to that in which it was
recorded. One that concerns several partners counts under each, so their lines do not add up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    CharField,
    Count,
    DateField,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate, TruncMonth

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.people.written_question import all_of
from chancery.work import access, clock
from chancery.work.models import Task, TaskState
from chancery.work.queries import leaves
from chancery.work.timeliness import Timeliness

OUTCOMES = (
    Timeliness.DONE_ON_TIME,
    Timeliness.DONE_LATE,
    Timeliness.OPEN_IN_TIME,
    Timeliness.OPEN_OVERDUE,
)
COUNTED = (*OUTCOMES, Timeliness.NO_DUE_DATE)
Period = tuple[date | None, date | None]
EVER: Period = (None, None)
_DUE = {"due": "due", "original": "original_due"}
_GROUPS = {"unit": "lead", "partner": "partners", "period": "month", "": "every"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report. ``about`` is the unit or partner; a month is its ``key``, 2026-03."""

    key: str
    about: Unit | Partner | None
    counts: dict[Timeliness, int]
    extensions: int
    responses: int
    """How many acceptances ``response`` is the median of."""
    response: float | None
    """Median working days from assignment to acceptance."""
    filter: dict[str, str] = field(default_factory=dict)
    """What ``rows_behind`` takes to give the rows of this line, less the outcome."""

    @property
    def total(self) -> int:
        """All the tasks of the line."""
        return sum(self.counts.values())

    def filter_of(self, outcome: str) -> dict[str, str]:
        """What ``rows_behind`` takes to give the rows of one figure."""
        return {**self.filter, "outcome": str(outcome)}


def timeliness_by(
    viewer: Viewer,
    by: str = "unit",
    against: str = "due",
    period: Period = EVER,
    rows: QuerySet[Task] | None = None,
    now: datetime | None = None,
) -> list[Line]:
    """The four outcomes over the tasks the viewer may know of: six queries, however many there are.

    ``by`` is unit (the lead), partner or period (months); ``against`` is due or original;
    ``rows`` narrows the tasks that are counted.
    """
    return _lines(_found(viewer, by, against, period, rows, now), by, against, period)


def timeliness_total(
    viewer: Viewer,
    against: str = "due",
    period: Period = EVER,
    rows: QuerySet[Task] | None = None,
    now: datetime | None = None,
) -> Line:
    """The same in one line, every task counted once."""
    found = timeliness_by(viewer, "", against, period, rows, now)
    return found[0] if found else Line("", None, dict.fromkeys(COUNTED, 0), 0, 0, None)


def timeliness_report(
    viewer: Viewer, by: str, against: str = "due", period: Period = EVER
) -> tuple[list[Line], Line]:
    """The lines and their total; asked for once where every task stands in one line alone."""
    if by == "partner":
        lines = timeliness_by(viewer, by, against, period)
        return lines, timeliness_total(viewer, against, period)
    found = _found(viewer, by, against, period)
    total = {"": sum(found.values(), _Tally())}
    return _lines(found, by, against, period), _lines(total, "", against, period)[0]


@dataclass(slots=True)
class _Tally:
    """What is counted for one line."""

    counts: Counter[str] = field(default_factory=Counter)
    extensions: int = 0
    waits: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(
            self.counts + other.counts,
            self.extensions + other.extensions,
            self.waits + other.waits,
        )

    def line(self, key: str, about: Unit | Partner | None, told: dict[str, str]) -> Line:
        return Line(
            key=key,
            about=about,
            counts={value: self.counts[value.value] for value in COUNTED},
            extensions=self.extensions,
            responses=sum(self.waits.values()),
            response=_median(self.waits),
            filter=told,
        )


NOTHING = "-"
"""The key in an address of tasks that concern no partner."""


def rows_behind(  # noqa: PLR0913 - one figure, its parts
    viewer: Viewer,
    *,
    by: str = "",
    key: str = "",
    against: str = "due",
    period: Period = EVER,
    outcome: str = "",
    rows: QuerySet[Task] | None = None,
    now: datetime | None = None,
) -> QuerySet[Task]:
    """The tasks that a figure counts; without a key or an outcome those of all of them."""
    judged = _judged(viewer, against, period, rows, clock.read(now))
    if outcome:
        judged = judged.filter(Q(("outcome", outcome)))
    if not by or not key:
        return judged
    if by == "period":
        year, month = map(int, key.split("-"))
        return judged.filter(Q(("month", date(year, month, 1))))
    if by == "unit":
        return judged.filter(lead=key)
    through = Task.partners.through.objects.order_by()
    if key == NOTHING:
        return judged.exclude(pk__in=through.values("task"))
    return judged.filter(pk__in=through.filter(partner=key).values("task"))


def _judged(
    viewer: Viewer,
    against: str,
    period: Period,
    rows: QuerySet[Task] | None,
    reading: clock.Reading,
) -> QuerySet[Task]:
    """The tasks counted, each with its outcome, the day it belongs to, that day's month."""
    due = _DUE[against]
    known = access.tasks(viewer) if rows is None else rows.filter(pk__in=access.tasks(viewer))
    done = leaves(known).exclude(state=TaskState.CANCELLED)
    recorded = TruncDate("created_at", tzinfo=_home())
    belongs = done.annotate(
        outcome=reading.timeliness(due), on=Coalesce(due, recorded, output_field=DateField())
    )
    first, last = period
    if first:
        belongs = belongs.filter(Q(("on__gte", first)))
    if last:
        belongs = belongs.filter(Q(("on__lte", last)))
    return belongs.annotate(month=TruncMonth("on"), every=Value("", output_field=CharField()))


def _lines(found: dict[str, _Tally], by: str, against: str, period: Period) -> list[Line]:
    told = {"by": by, "against": against, "from": _iso(period[0]), "until": _iso(period[1])}
    about = _about(by, found)
    lines = [
        tally.line(key, about.get(key), {**told, "key": key or NOTHING})
        for key, tally in found.items()
    ]
    return sorted(lines, key=lambda line: (line.key == "", str(line.about or line.key)))


def _found(
    viewer: Viewer,
    by: str,
    against: str,
    period: Period,
    rows: QuerySet[Task] | None = None,
    now: datetime | None = None,
) -> dict[str, _Tally]:
    """What each line counts, by its key."""
    asked = _Asked(by, against, period, clock.read(now))
    names, others = [value.value for value in asked.alone], Timeliness.OPEN_IN_TIME.value
    found: dict[str, _Tally] = defaultdict(_Tally)
    for value, days, every, given, *some in _answers(_counted, viewer, asked, rows):
        tally = found[_key(value)]
        for name, number in zip(names, some, strict=True):
            tally.counts[name] += number
        tally.counts[others] += every - sum(some)
        tally.extensions += given
        if days is not None:
            tally.waits[days] += every
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the report is asked for; two that are the same are one question."""

    by: str
    against: str
    period: Period
    reading: clock.Reading

    @property
    def alone(self) -> dict[Timeliness, Q]:
        return self.reading.counted(_DUE[self.against])

    def of(self, viewer: Viewer, rows: QuerySet[Task] | None) -> QuerySet[Task]:
        return _judged(viewer, self.against, self.period, rows, self.reading).order_by()


def _answers(
    question: Callable[..., QuerySet[Any, Any]],
    viewer: Viewer,
    asked: _Asked,
    rows: QuerySet[Task] | None,
) -> Iterable[Any]:
    return all_of(question, viewer, asked) if rows is None else question(viewer, asked, rows)


def _counted(
    viewer: Viewer, asked: _Asked, rows: QuerySet[Task] | None = None
) -> QuerySet[Any, Any]:
    """Line and days to accept, how many tasks, how often they were given more time, and how many
    of each of ``alone``."""
    numbers = [Count("pk", filter=one) for one in asked.alone.values()]
    sums = [Count("*"), Sum("extensions_given"), *numbers]
    named = {f"n{place}": number for place, number in enumerate(sums)}
    columns = asked.of(viewer, rows).values_list(_GROUPS[asked.by], "response_days")
    return columns.annotate(**named)


def _median(found: Counter[int]) -> float | None:
    """The middle value of a counted list, the mean of the middle two of an even one."""
    number = sum(found.values())
    if not number:
        return None
    middle = ((number - 1) // 2, number // 2)
    values, passed = [], 0
    for value in sorted(found):
        values += [value for place in middle if passed <= place < passed + found[value]]
        passed += found[value]
    return sum(values) / len(values)


def _about(by: str, keys: Iterable[str]) -> dict[str, Any]:
    if by == "unit":
        return Unit.objects.in_bulk(keys)
    return Partner.objects.in_bulk(keys) if by == "partner" else {}


def _key(value: Any) -> str:
    return f"{value:%Y-%m}" if isinstance(value, date) else value or ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _home() -> ZoneInfo:
    return ZoneInfo(country_pack().time_zone)
