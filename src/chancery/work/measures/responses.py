"""How many working days units take to answer, by what was asked of them.

An answer belongs to the period in which it was given. Days are counted by the calendar of the home
country, from the day after the question up to and with the day of the answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import ceil
from typing import Any

from django.db.models import Count, F, Max, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.people.written_question import all_of
from chancery.work import access
from chancery.work.home_days import TO_THE_MINUTE, HomeDays, written
from chancery.work.measures.extensions import extensions
from chancery.work.measures.periods import EVER, Period, within
from chancery.work.models import ReviewReply
from chancery.work.models.asking import Decision
from chancery.work.queries import leaves
from chancery.work.reviews import access as reviews


class Answer(TextChoices):
    """What is answered, and by whom."""

    ACCEPTANCE = "acceptance", _("task accepted by its lead")
    APPROVAL = "approval", _("result approved by the assigner")
    EXTENSION = "extension", _("more time decided by the assigner")
    PROPOSAL = "proposal", _("proposal answered by the unit asked")
    REVIEW = "review", _("review answered by the lead")


@dataclass(frozen=True, slots=True)
class Waits:
    """How long answers took: so many of each number of working days."""

    days: Mapping[int, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many answers."""
        return sum(self.days.values())

    @property
    def median(self) -> float | None:
        """The middle one, the mean of the middle two of an even number."""
        if not self.count:
            return None
        return (self._at((self.count + 1) // 2) + self._at(self.count // 2 + 1)) / 2

    @property
    def most(self) -> int | None:
        """The 90th percentile: nine of ten took no longer (by nearest rank)."""
        return self._at(ceil(self.count * 9 / 10)) if self.count else None

    def _at(self, place: int) -> int:
        """The value that stands there, the first at 1, when they stand by size."""
        passed = 0
        for days in sorted(self.days):
            passed += self.days[days]
            if passed >= place:
                return days
        raise IndexError(place)


@dataclass(frozen=True, slots=True)
class Line:
    """What one unit took for each kind of answer; ``key`` is empty for all units together."""

    key: str
    waits: Mapping[str, Waits]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One kind: its rows, the unit that answers, the days of question and answer.

    Where ``known`` names a column the working days are kept with the row.
    """

    rows: Callable[[Viewer], QuerySet[Any]]
    unit: str
    asked: str
    answered: str
    known: str = ""


def responses(viewer: Viewer, period: Period = EVER) -> tuple[list[Line], Line]:
    """What each unit took, and all together; one query for each kind."""
    units: dict[str, dict[str, Counter[int]]] = defaultdict(dict)
    for kind in Answer.values:
        for unit, days, number in _counted(viewer, kind, period):
            units[unit].setdefault(kind, Counter())[days] += number
    every: dict[str, Counter[int]] = {}
    for found in units.values():
        for kind, counted in found.items():
            every.setdefault(kind, Counter()).update(counted)
    return [_line(unit, found) for unit, found in units.items()], _line("", every)


def rows_behind(viewer: Viewer, kind: str, unit: str = "", period: Period = EVER) -> QuerySet[Any]:
    """What a figure counts: tasks, extensions, proposals, or replies to reviews."""
    rows = _within(viewer, kind, period)
    return rows.filter(**{_KINDS[kind].unit: unit}) if unit else rows


def _line(key: str, found: Mapping[str, Counter[int]]) -> Line:
    return Line(key, {kind: Waits(dict(found.get(kind, {}))) for kind in Answer.values})


def _counted(viewer: Viewer, kind: str, period: Period) -> list[tuple[str, int, int]]:
    """Unit, working days, and how many answers took those."""
    if _KINDS[kind].known:
        counted = all_of(_days_kept, viewer, kind, period)
        return [(str(unit), int(days), number) for unit, days, number in counted]
    between, home = cache(country_pack().calendar.working_days_between), HomeDays()
    counts: Counter[tuple[str, int]] = Counter()
    for unit, asked, answered in all_of(_moments, viewer, kind, period):
        days = between(home[asked[TO_THE_MINUTE]], home[answered[TO_THE_MINUTE]])
        counts[str(unit), max(0, days)] += 1
    return [(unit, days, number) for (unit, days), number in counts.items()]


def _days_kept(viewer: Viewer, kind: str, period: Period) -> QuerySet[Any]:
    told, rows = _KINDS[kind], _within(viewer, kind, period)
    counted: QuerySet[Any] = rows.values_list(told.unit, told.known).annotate(number=Count("*"))
    return counted


def _moments(viewer: Viewer, kind: str, period: Period) -> QuerySet[Any]:
    told, rows = _KINDS[kind], _within(viewer, kind, period)
    return rows.values_list(told.unit, written(F(told.asked)), written(F(told.answered)))


def _within(viewer: Viewer, kind: str, period: Period) -> QuerySet[Any]:
    told = _KINDS[kind]
    rows = within(told.rows(viewer).order_by(), told.answered, period)
    return _last_of_each(rows) if kind == Answer.REVIEW else rows


def _accepted(viewer: Viewer) -> QuerySet[Any]:
    return leaves(access.tasks(viewer)).filter(response_days__isnull=False)


def _approved(viewer: Viewer) -> QuerySet[Any]:
    """A unit's own resolutions are left out: nobody else approves them. So is what came in done."""
    done = leaves(access.tasks(viewer)).filter(approval_days__isnull=False)
    return done.exclude(assigner=F("lead"))


def _decided(viewer: Viewer) -> QuerySet[Any]:
    return extensions(viewer).filter(state__in=[Decision.GRANTED, Decision.DECLINED])


def _answered(viewer: Viewer) -> QuerySet[Any]:
    return access.proposals(viewer).filter(answered_at__isnull=False)


def _replied(viewer: Viewer) -> QuerySet[Any]:
    """First approved replies of lead units on commitments that the person may know of."""
    return reviews.replies(viewer).filter(
        item__commitment__merged_into__isnull=True,  # those merged since are known to it too
        unit=F("item__unit"),
        state=ReviewReply.State.APPROVED,
        first_approved_at__isnull=False,
        item__review__called_at__isnull=False,
    )


def _last_of_each(rows: QuerySet[Any]) -> QuerySet[Any]:
    """A commitment asked about in several rounds counts with its last reply."""
    last = rows.values("item__commitment").annotate(last=Max("pk"))
    return rows.filter(pk__in=last.values("last"))


_KINDS: dict[str, _Asked] = {
    Answer.ACCEPTANCE: _Asked(_accepted, "lead", "", "accepted_at", "response_days"),
    Answer.APPROVAL: _Asked(_approved, "assigner", "", "done_at", "approval_days"),
    Answer.EXTENSION: _Asked(
        _decided, "task__assigner", "asked_at", "decided_at", "decision_days"
    ),
    Answer.PROPOSAL: _Asked(_answered, "to_unit", "created_at", "answered_at"),
    Answer.REVIEW: _Asked(_replied, "unit", "item__review__called_at", "first_approved_at"),
}
