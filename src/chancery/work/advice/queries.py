"""Questions to advice: lists, values for forms, what it stands on, how long it took."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from chancery.documents.access import documents
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.register import access as register
from chancery.work import access as work
from chancery.work.advice.access import advice
from chancery.work.advice.values import AdviceValues, Option
from chancery.work.consultations.access import consultations
from chancery.work.consultations.clock import middle
from chancery.work.models import Advice, AdviceState, Decided
from chancery.work.sides import headed_by, written_for

GROUNDS: dict[str, Callable[[Viewer], QuerySet[Any]]] = {
    "commitments": register.commitments,
    "obstacles": register.obstacles,
    "opportunities": register.opportunities,
    "consultations": consultations,
}
"""Numbered records on which advice may stand, by its column."""


def listed(viewer: Viewer) -> QuerySet[Advice]:
    """All that a person may know of, with what its lists show."""
    return advice(viewer).select_related("held_by", "to_unit", "asked_unit", "author")


def advice_values(row: Advice) -> AdviceValues:
    """What a person may change about it, with every record it stands on."""
    lists: dict[str, Any] = {
        name: tuple(sorted(one.pk for one in getattr(row, name).all()))
        for name in ("partners", "sectors", "agreements")
    }
    plain = ("text", "asked_on", "asked_by", "memo", "figures", "to_person")
    found: dict[str, Any] = {name: getattr(row, name) for name in plain}
    grounds = [one.reference for name in GROUNDS for one in getattr(row, name).all()]
    return AdviceValues(
        **found,
        **lists,
        to_unit=row.to_unit_id,
        asked_unit=row.asked_unit_id,
        memo_paper=row.memo_paper_id,
        options=tuple(Option(one.text, one.recommended) for one in row.options.all()),
        grounds=tuple(sorted(grounds)),
    )


def grounds_of(viewer: Viewer, row: Advice) -> tuple[list[Any], int]:
    """The records it stands on that the person may know of, and how many more there are."""
    known = [
        one
        for name, rows in GROUNDS.items()
        for one in rows(viewer).filter(pk__in=getattr(row, name).order_by().values("pk"))
    ]
    every = sum(getattr(row, name).count() for name in GROUNDS)
    return known, every - len(known)


def agreements_of(viewer: Viewer, row: Advice) -> QuerySet[Any]:
    """The agreements it stands on that the person may know of."""
    return register.agreements(viewer).filter(pk__in=row.agreements.order_by().values("pk"))


def papers_of(viewer: Viewer, row: Advice) -> set[int]:
    """Which of its papers the person may read."""
    keys = [key for key in (row.memo_paper_id, row.decision_paper_id) if key]
    return set(documents(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def followed(viewer: Viewer, row: Advice) -> list[Any]:
    """The tasks and proposals that it became, as far as the person may know of them."""
    tasks = work.tasks(viewer).filter(pk__in=row.tasks.order_by().values("pk"))
    asked = work.proposals(viewer).filter(pk__in=row.proposals.order_by().values("pk"))
    return [*tasks.select_related("lead"), *asked.select_related("from_unit")]


def days_to_memo(row: Advice) -> int | None:
    """Working days from the question to the memo that the head approved."""
    if row.approved_at is None:
        return None
    day = timezone.localdate(row.approved_at)
    return country_pack().calendar.working_days_between(row.asked_on, max(day, row.asked_on))


def days_to_decision(row: Advice) -> int | None:
    """Working days from the submission to the decision."""
    if row.submitted_at is None or row.decision_on is None:
        return None
    first = timezone.localdate(row.submitted_at)
    return country_pack().calendar.working_days_between(first, max(first, row.decision_on))


@dataclass(frozen=True, slots=True)
class Figures:
    """What some advice came to: how many of each decision, and the two spans by half."""

    decisions: dict[str, int]
    memo_days: float | None
    decision_days: float | None


def figures(rows: QuerySet[Advice]) -> Figures:
    """Of the rows of a list; two queries."""
    plain = rows.order_by()
    counts: Any = plain.exclude(decision="").values("decision").annotate(n=Count("pk"))
    found = {row["decision"]: row["n"] for row in counts}
    names = ("asked_on", "approved_at", "submitted_at", "decision_on")
    spans: Iterable[Advice] = plain.exclude(approved_at=None).select_related(None).only(*names)
    done = list(spans)
    return Figures(
        {one.value: found.get(one.value, 0) for one in Decided},
        middle(n for row in done if (n := days_to_memo(row)) is not None),
        middle(n for row in done if (n := days_to_decision(row)) is not None),
    )


def to_approve(viewer: Viewer) -> QuerySet[Advice]:
    """Memos that wait for the person as head of the unit that advises."""
    rows = advice(viewer).filter(state=AdviceState.WAITING, held_by__in=headed_by(viewer))
    return rows.select_related("held_by").order_by("asked_on", "pk")


def to_decide(viewer: Viewer) -> QuerySet[Advice]:
    """What was submitted to a unit that the person heads."""
    rows = advice(viewer).filter(state=AdviceState.SUBMITTED, to_unit__in=headed_by(viewer))
    return rows.select_related("held_by").order_by("submitted_at", "pk")


def returned(viewer: Viewer) -> QuerySet[Advice]:
    """What the person's units write and have not yet sent on, the longest asked first."""
    rows = advice(viewer).filter(
        state__in=(AdviceState.DRAFT, AdviceState.APPROVED),
        held_by__in=written_for(viewer),
        author=viewer.user,
    )
    return rows.select_related("held_by").order_by("asked_on", "pk")
