"""Delivery of commitments counted: by partner, sector, driver, lead unit or quarter.

A commitment belongs to the period in which it falls due; one without a due date, to that in which
it was recorded. Superseded ones are left out: what superseded them is counted. One that concerns
several partners, sectors or drivers counts under each, so their lines do not add up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.models import Commitment, CommitmentParty, CommitmentState
from chancery.work.measures.periods import EVER, NOTHING, Period, home, quarter_days, quarter_of
from chancery.work.models import ReviewReply, Standing, Verdict

BY = ("partner", "sector", "driver", "unit", "quarter")
_COLUMNS = {"unit": "lead", "quarter": "belongs"}
"""What the row itself says of its line; of the others a table beside it does."""
_VERDICT = "commitment.verdict"
_SAID = ("commitment.state", _VERDICT, "commitment.verdict_undo")


class Delivery(TextChoices):
    """How it came out, or how it stands; each commitment is one of these."""

    DELIVERED = "delivered", _("delivered")
    LATE = "late", _("delivered late")
    ON_THE_WAY = "on_the_way", _("on the way")
    OVERDUE = "overdue", _("overdue")
    NO_DATE = "no_date", _("no due date")
    STOPPED = "stopped", _("stopped")


class Made(TextChoices):
    """How it was undertaken."""

    SIGNED = "signed", _("signed")
    STATED = "stated", _("stated")


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one partner, sector, driver, unit or quarter; ``key`` is empty for none."""

    key: str
    counts: Mapping[str, int]
    """By the values of ``Delivery`` and ``Made``."""

    @property
    def total(self) -> int:
        """All the commitments of the line."""
        return sum(self.counts[value] for value in Delivery.values)

    @property
    def delivered(self) -> float | None:
        """Of what was delivered or is overdue, the share delivered, late or not."""
        return self._share(Delivery.DELIVERED, Delivery.LATE)

    @property
    def in_time(self) -> float | None:
        """Of what was delivered or is overdue, the share delivered in time."""
        return self._share(Delivery.DELIVERED)

    def _share(self, *kept: str) -> float | None:
        due = sum(self.counts[one] for one in (*_KEPT, Delivery.OVERDUE))
        return sum(self.counts[one] for one in kept) / due if due else None


_KEPT = (Delivery.DELIVERED, Delivery.LATE)


def delivery_by(
    viewer: Viewer, by: str, period: Period = EVER, today: date | None = None
) -> tuple[list[Line], Line]:
    """The lines of a dimension and every commitment once, of those that the person may know of.

    Two queries, however many there are.
    """
    rows: QuerySet[Any] = judged(viewer, period, today)
    column = _COLUMNS.get(by, "pk")
    found = list(rows.values_list("pk", "outcome", "agreement", column))
    keys = _keys(rows, by, ((pk, value) for pk, _outcome, _made, value in found))
    total = Counter((outcome, made is None) for _pk, outcome, made, _value in found)
    counted = Counter(
        (key, outcome, made is None)
        for pk, outcome, made, _value in found
        for key in keys.get(pk) or ("",)
    )
    lines: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for (key, *figure), number in counted.items():
        lines[key][tuple(figure)] = number
    return [_line(key, counts) for key, counts in lines.items()], _line("", total)


def rows_behind(
    viewer: Viewer,
    *,
    by: str = "",
    key: str = "",
    measure: str = "",
    period: Period = EVER,
    today: date | None = None,
) -> QuerySet[Commitment]:
    """The commitments that a figure counts; without a key or a measure those of all of them."""
    rows = judged(viewer, period, today)
    if measure in Made.values:
        rows = rows.filter(agreement__isnull=measure == Made.STATED)
    elif measure:
        rows = rows.filter(Q(("outcome", measure)))
    return _of_line(rows, by, key) if by and key else rows


def judged(
    viewer: Viewer, period: Period = EVER, today: date | None = None
) -> QuerySet[Commitment]:
    """Those counted, each with ``done_on``, its ``outcome`` and the day it ``belongs`` to."""
    known = access.commitments(viewer).exclude(state=CommitmentState.SUPERSEDED).order_by()
    recorded = TruncDate("created_at", tzinfo=home())
    rows = known.annotate(
        done_on=_done_on(), belongs=Coalesce("due", recorded, output_field=DateField())
    )
    rows = rows.annotate(outcome=_outcome(today or timezone.localdate()))
    first, last = period
    rows = rows.filter(_belongs("gte", first)) if first else rows
    return rows.filter(_belongs("lt", last + timedelta(days=1))) if last else rows


def _belongs(compared: str, day: date) -> Q:
    """``belongs`` compared with a day, asked of the columns: SQLite calls Python to cut a moment to its day."""
    morning = datetime.combine(day, time.min, tzinfo=home())
    recorded = Q(due__isnull=True, **{f"created_at__{compared}": morning})
    return Q(**{f"due__{compared}": day}) | recorded


def _outcome(today: date) -> Case:
    return Case(
        When(state=CommitmentState.STOPPED, then=Value(Delivery.STOPPED.value)),
        When(
            Q(("done_on__gt", F("due"))),
            state=CommitmentState.DONE,
            then=Value(Delivery.LATE.value),
        ),
        When(state=CommitmentState.DONE, then=Value(Delivery.DELIVERED.value)),
        When(due__isnull=True, then=Value(Delivery.NO_DATE.value)),
        When(due__lt=today, then=Value(Delivery.OVERDUE.value)),
        default=Value(Delivery.ON_THE_WAY.value),
        output_field=CharField(),
    )


def _done_on() -> Case:
    """The day on which what is done was done.

    Of one that a review closed it is the day that its lead named in the reply, else that of the
    reply; of others the day of the verdict, which history knows, or of the recording.
    """
    said = Event.objects.filter(
        kind="commitment", key=Cast(OuterRef("pk"), CharField()), action__in=_SAID
    ).order_by("-seq")
    given = Coalesce(
        Subquery(said.annotate(day=TruncDate("at", tzinfo=home())).values("day")[:1]),
        TruncDate("created_at", tzinfo=home()),
        output_field=DateField(),
    )
    by_review = Exact(Subquery(said.values("action")[:1]), Value(_VERDICT))
    replied = When(by_review, then=Coalesce(_told(), given, output_field=DateField()))
    day = Case(replied, default=given, output_field=DateField())
    return Case(When(state=CommitmentState.DONE, then=day), default=None, output_field=DateField())


def _told() -> Subquery:
    """What the lead's approved reply says in the last concluded round that closed it."""
    replies = ReviewReply.objects.filter(
        item__commitment=OuterRef("pk"),
        item__verdict=Verdict.DONE,
        item__applied_version__isnull=False,
        unit=F("item__unit"),
        state=ReviewReply.State.APPROVED,
        standing=Standing.DONE,
    )
    answered = TruncDate("first_approved_at", tzinfo=home())
    day = Coalesce("done_on", answered, output_field=DateField())
    return Subquery(replies.annotate(day=day).order_by("-item__pk").values("day")[:1])


def _line(key: str, counted: Mapping[tuple[str, bool], int]) -> Line:
    """Of the numbers by outcome and whether there is no agreement."""
    counts = dict.fromkeys((*Delivery.values, *Made.values), 0)
    for (outcome, is_stated), number in counted.items():
        counts[outcome] += number
        counts[Made.STATED.value if is_stated else Made.SIGNED.value] += number
    return Line(key, counts)


def _keys(
    rows: QuerySet[Commitment], by: str, found: Iterable[tuple[int, Any]]
) -> dict[int, list[str]]:
    """Under which lines each commitment counts, ``found`` with its column of ``_COLUMNS``."""
    if by == "unit":
        return {pk: [lead or ""] for pk, lead in found}
    if by == "quarter":
        return {pk: [quarter_of(day)] for pk, day in found}
    keys: dict[int, list[str]] = defaultdict(list)
    for pk, key in _pairs(by, rows):
        keys[pk].append(key)
    return keys


def _pairs(by: str, rows: QuerySet[Commitment]) -> Iterable[tuple[int, str]]:
    of = {"commitment__in": rows.values("pk")}
    if by == "partner":
        parties = CommitmentParty.objects.filter(**of, partner__is_home=False)
        return parties.values_list("commitment", "partner")
    sectors = Commitment.sectors.through.objects.filter(**of).order_by()
    if by == "driver":
        return sectors.values_list("commitment", "sector__driver").distinct()
    return sectors.values_list("commitment", "sector")


def _of_line(rows: QuerySet[Commitment], by: str, key: str) -> QuerySet[Commitment]:
    nothing = key == NOTHING
    if by == "unit":
        return rows.filter(lead__isnull=True) if nothing else rows.filter(lead=key)
    if by == "quarter":
        first, last = quarter_days(key)
        return rows.filter(Q(("belongs__gte", first)), Q(("belongs__lte", last)))
    sectors = Commitment.sectors.through.objects.order_by()
    parties = CommitmentParty.objects.filter(partner__is_home=False)
    column = {"partner": "partner", "sector": "sector", "driver": "sector__driver"}[by]
    pairs: QuerySet[Any] = parties if by == "partner" else sectors
    tied = (pairs if nothing else pairs.filter(**{column: key})).values("commitment")
    return rows.exclude(pk__in=tied) if nothing else rows.filter(pk__in=tied)
