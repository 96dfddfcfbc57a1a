"""What a unit owes, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.work import access
from chancery.work.models import Proposal, TaskState
from chancery.work.queries import leaves, with_coordinating, with_timeliness
from chancery.work.rules import OPEN
from chancery.work.timeliness import Timeliness


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """What a unit owes, counted over the tasks that the viewer may know of."""

    by_timeliness: dict[Timeliness, int]
    by_original: dict[Timeliness, int]
    to_accept: int
    submitted: int
    coordinated: int
    proposals: int

    @property
    def led(self) -> int:
        """All the tasks that it leads or led."""
        return sum(self.by_timeliness.values())


def counts_of(viewer: Viewer, unit: Unit, now: datetime | None = None) -> UnitCounts:
    """The four outcomes of a unit's tasks, and what is counted apart: one walk over its rows."""
    by_state: Counter[str] = Counter()
    by_timeliness: Counter[str] = Counter()
    by_original: Counter[str] = Counter()
    columns = ("state", "timeliness", "timeliness_original")
    rows = with_timeliness(leaves(access.tasks(viewer).filter(lead=unit)), now)
    groups = rows.order_by().values_list(*columns).annotate(number=Count("pk"))
    for state, timeliness, original, number in groups:
        by_state[state] += number
        by_timeliness[timeliness] += number
        by_original[original] += number
    helped = with_coordinating(leaves(access.tasks(viewer)), unit.pk)
    asked = access.proposals(viewer).filter(to_unit=unit, state=Proposal.State.OPEN)
    return UnitCounts(
        by_timeliness={value: by_timeliness[value.value] for value in Timeliness},
        by_original={value: by_original[value.value] for value in Timeliness},
        to_accept=by_state[TaskState.ASSIGNED],
        submitted=by_state[TaskState.SUBMITTED],
        coordinated=helped.filter(state__in=OPEN).count(),
        proposals=asked.count(),
    )
