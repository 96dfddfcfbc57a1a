"""How far a programme has come: outcomes of the tasks under each part, counted and never typed.

A task that hangs on several groups counts once in the objective and once in the programme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.register import access as register
from chancery.register.models import Commitment, CommitmentState
from chancery.work import access as work
from chancery.work.models import Programme, ProgrammePart, Target, Task
from chancery.work.programmes.paths import Course, Progress, Standing, standing
from chancery.work.queries import with_timeliness
from chancery.work.timeliness import Timeliness

OUTCOMES = (
    Timeliness.DONE_ON_TIME,
    Timeliness.DONE_LATE,
    Timeliness.OPEN_IN_TIME,
    Timeliness.OPEN_OVERDUE,
    Timeliness.NO_DUE_DATE,
)


@dataclass(frozen=True, slots=True)
class Rollup:
    """What stands below a part: tasks by outcome, commitments, targets by how they stand."""

    tasks: dict[str, int]
    commitments: int
    commitments_done: int
    targets: dict[str, int]

    @property
    def total(self) -> int:
        """All tasks, the cancelled ones left out."""
        return sum(self.tasks.values())

    @property
    def done(self) -> int:
        """Done, in time or late."""
        return self.tasks[Timeliness.DONE_ON_TIME] + self.tasks[Timeliness.DONE_LATE]

    @property
    def percent(self) -> int | None:
        """Done, of 100; None where there is no task."""
        return round(100 * self.done / self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Stood:
    """A target and how it stands."""

    row: Target
    standing: Standing


@dataclass
class Node:
    """A part of the outline with what hangs on it; ``part`` is None for the programme itself."""

    part: ProgrammePart | None
    number: str
    rollup: Rollup
    targets: list[Stood]
    tasks: list[Task] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    groups: list[Node] = field(default_factory=list)


def outline(viewer: Viewer, programme: Programme) -> Node:
    """The whole tree, over the tasks and commitments that the person may know of; nine queries."""
    parts = list(programme.parts.select_related("lead").order_by("number", "pk"))
    tasks = _linked(ProgrammePart.tasks.through, "task", parts, _tasks(viewer))
    promises = _linked(
        ProgrammePart.commitments.through, "commitment", parts, register.commitments(viewer)
    )
    targets = stood(programme)
    below: dict[int | None, list[ProgrammePart]] = {}
    for part in parts:
        below.setdefault(part.parent_id, []).append(part)

    def node(part: ProgrammePart | None, number: str) -> Node:
        own = part.pk if part else None
        groups = [node(one, f"{number}{at}.") for at, one in enumerate(below.get(own, ()), 1)]
        mine = tasks.get(own or 0, [])
        promised = promises.get(own or 0, [])
        here = [one for one in targets if one.row.part_id == own]
        rollup = _rollup(
            [*mine, *_below(groups, "tasks")],
            [*promised, *_below(groups, "commitments")],
            [*here, *_below(groups, "targets")],
        )
        return Node(part, number.rstrip("."), rollup, here, mine, promised, groups)

    return node(None, "")


def _below(groups: Iterable[Node], name: str) -> list[Any]:
    found: list[Any] = []
    for one in groups:
        found += [*getattr(one, name), *_below(one.groups, name)]
    return found


def _tasks(viewer: Viewer) -> QuerySet[Task]:
    return with_timeliness(work.tasks(viewer)).select_related("lead")


def _linked(
    through: Any, name: str, parts: list[ProgrammePart], rows: QuerySet[Any]
) -> dict[int, list[Any]]:
    """By part, the rows tied to it, in their own order."""
    ties = list(
        through.objects.filter(programmepart__in=parts).values_list("programmepart", f"{name}_id")
    )
    known = {row.pk: row for row in rows.filter(pk__in={key for _part, key in ties})}
    order = {key: at for at, key in enumerate(known)}
    found: dict[int, list[Any]] = {}
    for part, key in ties:
        if key in known:
            found.setdefault(part, []).append(known[key])
    for some in found.values():
        some.sort(key=lambda row: order[row.pk])
    return found


def _rollup(
    tasks: Iterable[Task], commitments: Iterable[Commitment], targets: Iterable[Stood]
) -> Rollup:
    once = {task.pk: str(getattr(task, "timeliness", "")) for task in tasks}
    counts = Counter(once.values())
    promised = {row.pk: row.state for row in commitments}
    kept = sum(state == CommitmentState.DONE for state in promised.values())
    how = Counter(str(one.standing.progress) for one in targets)
    return Rollup(
        {str(one): counts[str(one)] for one in OUTCOMES},
        len(promised),
        kept,
        {str(one): how[str(one)] for one in Progress},
    )


def stood(programme: Programme) -> list[Stood]:
    """Its targets with how they stand today."""
    today = timezone.localdate()
    rows = programme.targets.select_related("part").prefetch_related("milestones", "figures")
    return [Stood(row, standing_of(row, today)) for row in rows.order_by("due", "pk")]


def standing_of(row: Target, today: date) -> Standing:
    """How one target stands; ``milestones`` and ``figures`` prefetched."""
    figures = [(one.day, one.value) for one in row.figures.all()]
    return standing(course_of(row), figures, today)


def course_of(row: Target) -> Course:
    """A target in numbers."""
    return Course(
        (row.baseline_on, row.baseline),
        (row.due, row.value),
        row.better == "higher",
        tuple((one.day, one.value) for one in row.milestones.all()),
    )


def tasks_under(rows: QuerySet[Task], asked: str) -> QuerySet[Task]:
    """The tasks behind a number of the outline: ``p12`` of a programme, ``7`` of a part; what was
    cancelled is not counted."""
    number = asked.removeprefix("p")
    if not number.isdecimal() or len(number) > _LONGEST:
        return rows.none()
    key = int(number)
    parts = ProgrammePart.objects.filter(programme=key)
    if asked == number:
        parts = ProgrammePart.objects.filter(Q(pk=key) | Q(parent=key))
    through = ProgrammePart.tasks.through.objects.filter(programmepart__in=parts.values("pk"))
    return rows.filter(pk__in=through.values("task")).exclude(state="cancelled")


_LONGEST = 18
