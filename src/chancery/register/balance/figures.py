"""What stands between us and each of some partners today, and a year before as far as it is known.

Each figure is the number of rows of a list as its reader sees it, so that it can be opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Coalesce

from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.agreements.days import months_on
from chancery.register.cases.rules import LIVE_OBSTACLES
from chancery.register.models import (
    Activity,
    Agreement,
    AgreementStage,
    CommitmentParty,
    CommitmentState,
    Ledger,
    Stage,
)
from chancery.register.projects.queries import entries
from chancery.register.projects.totals import grouped
from chancery.register.queries import taking_place_from
from chancery.register.standing import Undertaking

HIGH = (Activity.Level.STATE, Activity.Level.GOVERNMENT, Activity.Level.ASSEMBLY)
"""The levels of high-level activities."""
COLUMNS = (
    "ours_open",
    "theirs_open",
    "joint_open",
    "kept",
    "overdue",
    "agreements",
    "activities",
    "disbursed",
    "obstacles",
)
_ENDED = (Stage.EXPIRED, Stage.TERMINATED)
_By = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Figures:
    """One column: by partner now, and a year before where that can still be told.

    ``without`` counts by partner the entries of ledgers that have no rate to USD.
    """

    key: str
    now: Mapping[str, Decimal]
    before: Mapping[str, Decimal] | None = None
    without: Mapping[str, int] = field(default_factory=dict)

    def change(self, partner: str) -> Decimal | None:
        """By how much it grew in a year."""
        if self.before is None:
            return None
        return self.now[partner] - self.before[partner]


def figures(viewer: Viewer, partners: Iterable[str], today: date) -> list[Figures]:
    """The columns in their order; the same number of queries whatever the number of partners."""
    codes = list(partners)
    return [
        *_commitments(viewer, codes, today),
        _agreements(viewer, codes, today),
        _activities(viewer, codes, today),
        _disbursed(viewer, codes, today),
        _obstacles(viewer, codes),
    ]


def year_before(day: date) -> date:
    """The same day of the year before."""
    return months_on(day, -12)


def within_a_year(rows: QuerySet[Activity], day: date) -> QuerySet[Activity]:
    """Those that took place in the year up to ``day``: ended after it began, begun by then."""
    since = year_before(day) + timedelta(days=1)
    return taking_place_from(rows, since).filter(start__lte=day)


def high_level(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Those of heads of state, Party, government and parliament."""
    return rows.filter(level__in=HIGH)


def in_force_on(rows: QuerySet[Agreement], day: date) -> QuerySet[Agreement]:
    """Those that had come into force by a day and had not ended by it.

    A stage whose day nobody knows had been reached: "" stands before every day.
    """
    by = AgreementStage.objects.filter(date__lte=day.isoformat())
    begun = by.filter(stage=Stage.IN_FORCE).values("agreement")
    return rows.filter(pk__in=begun).exclude(
        pk__in=by.filter(stage__in=_ENDED).values("agreement")
    )


def _count(codes: list[str], pairs: Iterable[str]) -> _By:
    found = Counter(pairs)
    return {code: Decimal(found[code]) for code in codes}


def _commitments(viewer: Viewer, codes: list[str], today: date) -> list[Figures]:
    """Open by side, kept and overdue. What they were a year before is not kept by the day."""
    undertaking = CommitmentParty.objects.filter(
        commitment=OuterRef("commitment"), undertakes=True
    )
    rows = CommitmentParty.objects.filter(
        partner__in=codes, commitment__in=access.commitments(viewer).order_by().values("pk")
    ).annotate(
        ours=Exists(undertaking.filter(partner__is_home=True)),
        theirs=Exists(undertaking.filter(partner__is_home=False)),
    )
    past = ExpressionWrapper(Q(commitment__due__lt=today), BooleanField())
    # Alike but for their numbers: of each kind one stands for all.
    kinds = rows.order_by().values_list(
        "partner", "commitment__state", "ours", "theirs", Coalesce(past, False)
    )
    found = [
        (code, Undertaking(pk, state, due, ours, theirs), number)
        for code, state, ours, theirs, _past, pk, due, number in kinds.annotate(
            first=Min("commitment"), soonest=Min("commitment__due"), number=Count("pk")
        )
    ]
    wanted: dict[str, Callable[[Undertaking], bool]] = {
        "ours_open": lambda one: one.is_live and one.side == "ours",
        "theirs_open": lambda one: one.is_live and one.side == "theirs",
        "joint_open": lambda one: one.is_live and one.side == "joint",
        "kept": lambda one: one.state == CommitmentState.DONE,
        "overdue": lambda one: one.is_overdue(today),
    }
    return [Figures(key, _fitting(codes, found, fits)) for key, fits in wanted.items()]


def _fitting(
    codes: list[str],
    found: Iterable[tuple[str, Undertaking, int]],
    fits: Callable[[Undertaking], bool],
) -> _By:
    counted: Counter[str] = Counter()
    for code, one, number in found:
        if fits(one):
            counted[code] += number
    return {code: Decimal(counted[code]) for code in codes}


def _through(rows: QuerySet[Any], through: Any, name: str, codes: list[str]) -> list[str]:
    pairs = through.objects.filter(
        **{f"{name}__in": rows.order_by().values("pk")}, partner__in=codes
    )
    return list(pairs.values_list("partner", flat=True))


def _agreements(viewer: Viewer, codes: list[str], today: date) -> Figures:
    def on(day: date) -> _By:
        rows = in_force_on(access.agreements(viewer), day)
        return _count(codes, _through(rows, Agreement.parties.through, "agreement", codes))

    return Figures("agreements", on(today), on(year_before(today)))


def _activities(viewer: Viewer, codes: list[str], today: date) -> Figures:
    def until(day: date) -> _By:
        rows = high_level(within_a_year(access.activities(viewer), day))
        return _count(codes, _through(rows, Activity.partners.through, "activity", codes))

    return Figures("activities", until(today), until(year_before(today)))


def _disbursed(viewer: Viewer, codes: list[str], today: date) -> Figures:
    """In USD, of the lines that are in USD or have a rate to it: all that was ever disbursed."""
    rows = entries(viewer).filter(ledger=Ledger.DISBURSED)
    now, missing = _sums(rows, codes)
    before, _missing = _sums(rows.filter(day__lte=year_before(today)), codes)
    return Figures("disbursed", now, before, missing)


def _sums(rows: QuerySet[Any], codes: list[str]) -> tuple[_By, dict[str, int]]:
    found = {group.key: group.totals.disbursed for group in grouped(rows, "partner")[0]}
    sums = {code: found[code].usd if code in found else Decimal(0) for code in codes}
    missing = {code: found[code].without_usd for code in codes if code in found}
    return sums, {code: number for code, number in missing.items() if number}


def _obstacles(viewer: Viewer, codes: list[str]) -> Figures:
    rows = access.obstacles(viewer).filter(Q(state__in=LIVE_OBSTACLES), partner__in=codes)
    return Figures("obstacles", _count(codes, rows.order_by().values_list("partner", flat=True)))
