"""What a task or proposal came from: a decision, a conclusion, an answer on the ladder, a proposal.

One query finds which ties there are; of those that are there, each is asked for by its own rule of
access, so that a page without ties pays for one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Model, Q, QuerySet

from chancery.people.access import Viewer
from chancery.work import access
from chancery.work.advice.access import advice
from chancery.work.consultations.access import consultations
from chancery.work.meetings.access import decisions
from chancery.work.models import Proposal, ReviewDecision, Task
from chancery.work.reviews.access import items, reviews

_TIES = ("meeting_decision", "review_decision", "advice", "consultation")


Kind = Literal["meeting", "review", "advice", "consultation", "escalation", "proposal"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A record that the person may know of; ``item`` is its line on the agenda of a meeting."""

    kind: Kind
    record: Any
    item: int | None = None


def origins_of_task(viewer: Viewer, task: int) -> list[Origin]:
    """What gave this task, as far as the person may know of it."""
    return list(_origins(viewer, Task, task, (*_TIES, "ordered_by", "proposal")))


def origins_of_proposal(viewer: Viewer, proposal: int) -> list[Origin]:
    """What made this proposal, as far as the person may know of it."""
    return list(_origins(viewer, Proposal, proposal, _TIES))


def _origins(
    viewer: Viewer, model: type[Model], key: int, ties: tuple[str, ...]
) -> Iterator[Origin]:
    tied = model._default_manager.filter(pk=key).order_by().values(*ties)  # noqa: SLF001
    rows = list(tied)
    for tie, kind, find in FOUND:
        wanted = {row[tie] for row in rows if row.get(tie)}
        for found in find(viewer).filter(pk__in=wanted) if wanted else ():
            yield _shown(kind, found)


def _shown(kind: Kind, found: Any) -> Origin:
    if kind == "meeting":
        return Origin(kind, found.meeting, found.item_id)
    return Origin(kind, found.review if kind == "review" else found)


def _meeting_decisions(viewer: Viewer) -> QuerySet[Any]:
    return decisions(viewer).select_related("meeting")


def _review_decisions(viewer: Viewer) -> QuerySet[Any]:
    """Those on commitments that the person may know of, and those on none."""
    known = Q(item__isnull=True) | Q(item__in=items(viewer).values("pk"))
    rows = ReviewDecision.objects.filter(known, review__in=reviews(viewer).values("pk"))
    return rows.select_related("review")


def _escalations(viewer: Viewer) -> QuerySet[Any]:
    return access.escalations(viewer).select_related("task")


FOUND: tuple[tuple[str, Kind, Callable[[Viewer], QuerySet[Any]]], ...] = (
    ("meeting_decision", "meeting", _meeting_decisions),
    ("review_decision", "review", _review_decisions),
    ("advice", "advice", advice),
    ("consultation", "consultation", consultations),
    ("ordered_by", "escalation", _escalations),
    ("proposal", "proposal", access.proposals),
)
"""The tie, the kind of record it leads to, and which of its rows a person may know of."""
