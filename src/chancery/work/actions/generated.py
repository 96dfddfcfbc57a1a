"""Writing generated records in bulk, for demonstrations and measurements alone.

They do not come through the single actions; history tells of each of them what those would have
told, in the order in which it happened, and of the run that it was generated. Nothing in the
product that serves real work calls this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from chancery.history.actions import record, record_each
from chancery.people.queries import country_pack
from chancery.register.models import Commitment, CommitmentParty
from chancery.register.numbering import COMMITMENT, next_references
from chancery.work.actions.generated_steps import Step, commitment_steps, saves_of, task_steps
from chancery.work.actions.generated_words import Said, write_said, write_said_of_commitments
from chancery.work.clock import response_days
from chancery.work.generated import GeneratedCommitment, GeneratedTask, Scene
from chancery.work.models import Task
from chancery.work.numbering import TASK
from chancery.work.timeliness import first_open_day

BATCH = 1_000
Tell = Callable[[str, int, int], None]
SetClock = Callable[[datetime], None]


@transaction.atomic
def write_generated(
    *,
    commitments: Sequence[GeneratedCommitment],
    tasks: Sequence[GeneratedTask],
    scene: Scene,
    set_clock: SetClock,
    by: str,
    tell: Tell = lambda _label, _done, _total: None,
) -> None:
    """Write them all with their histories, or none; ``tell`` is called after every thousand.

    ``set_clock`` makes it the moment that is written of: the demo's past is played back.
    """
    steps: list[Step] = []
    written: dict[int, Commitment] = {}
    for rows, places in _in_order(commitments, lambda row: row.recorded, set_clock):
        made = _commitments(rows, scene)
        written |= dict(zip(places, made, strict=True))
        pairs = list(zip(made, rows, strict=True))
        for (one, row), said in zip(pairs, write_said_of_commitments(pairs, scene), strict=True):
            steps += commitment_steps(one, row, scene, said)
        tell("commitments", len(written), len(commitments))
    number = 0
    for batch, _places in _in_order(tasks, lambda row: row.times.given, set_clock):
        for task, row, said in _tasks(batch, written, scene):
            steps += task_steps(task, row, scene, said)
        number += len(batch)
        tell("tasks", number, len(tasks))
    _tell_of(steps, set_clock, tell)
    changes = {"commitments": [None, len(written)], "tasks": [None, number]}
    record(
        by=by, action="demo.generate", kind="demo", key="generated", changes=changes, label="demo"
    )


def _in_order(
    rows: Sequence[Any], moment: Callable[[Any], datetime], set_clock: SetClock
) -> Iterator[tuple[list[Any], list[int]]]:
    """Rows in the order in which they came about, some of one year at a time, with their places."""
    placed = sorted(enumerate(rows), key=lambda pair: moment(pair[1]))
    for _year, of_year in groupby(placed, key=lambda pair: moment(pair[1]).year):
        while batch := list(islice(of_year, BATCH)):
            set_clock(moment(batch[0][1]))
            yield [row for _place, row in batch], [place for place, _row in batch]


def _tell_of(steps: list[Step], set_clock: SetClock, tell: Tell) -> None:
    """History of them all, as it came about."""
    steps.sort(key=lambda step: step.at)

    def drawn() -> Iterable[Any]:
        for number, step in enumerate(steps, 1):
            set_clock(step.at)
            yield step.told
            if number % BATCH == 0 or number == len(steps):
                tell("steps of history", number, len(steps))

    record_each(drawn())


def _commitments(rows: list[GeneratedCommitment], scene: Scene) -> list[Commitment]:
    references = next_references(COMMITMENT, len(rows))
    made = Commitment.objects.bulk_create(
        Commitment(
            reference=reference,
            text=row.text,
            state=row.state,
            lead_id=row.lead,
            due=row.due,
            discrete=row.due is not None,
            held_by_id=scene.holder,
            created_by=scene.staff[scene.holder].officer,
            created_at=row.recorded,
            version=2 if row.decided else 1,
        )
        for reference, row in zip(references, rows, strict=True)
    )
    pairs = list(zip(made, rows, strict=True))
    CommitmentParty.objects.bulk_create(
        CommitmentParty(commitment=one, partner_id=party, undertakes=party in row.undertaking)
        for one, row in pairs
        for party in ("VN", row.partner)
    )
    through = Commitment.sectors.through
    through.objects.bulk_create(through(commitment=one, sector_id=r.sector) for one, r in pairs)
    return made


def _tasks(
    rows: list[GeneratedTask], above: dict[int, Commitment], scene: Scene
) -> Iterator[tuple[Task, GeneratedTask, Said]]:
    references = next_references(TASK, len(rows))
    made = Task.objects.bulk_create(
        Task(reference=reference, **_columns(row, above), **_placed(row, scene))
        for reference, row in zip(references, rows, strict=True)
    )
    pairs = list(zip(made, rows, strict=True))
    _link(pairs)
    for (task, row), said in zip(pairs, write_said(pairs, scene), strict=True):
        yield task, row, said


def _columns(row: GeneratedTask, above: dict[int, Commitment]) -> dict[str, Any]:
    times = row.times
    return {
        "text": row.text,
        "state": row.state,
        "basis": "assigned",
        "assigner_id": row.assigner,
        "lead_id": row.lead,
        "priority": row.priority,
        "commitment": None if row.commitment is None else above[row.commitment],
        "due": row.due,
        "original_due": row.original_due,
        "accepted_at": times.accepted,
        "response_days": _days(times.given, times.accepted),
        "submitted_at": times.submitted,
        "kept_from": times.submitted and _kept_from(times.submitted),
        "done_at": times.done,
        "approval_days": _days(times.submitted, times.done),
        "extensions_given": 1 if row.extension and times.accepted else 0,
        "reported_until": max((timezone.localdate(one.at) for one in row.progress), default=None),
        "version": 1 + saves_of(row),
    }


def _placed(row: GeneratedTask, scene: Scene) -> dict[str, Any]:
    return {
        "held_by_id": scene.holder,
        "created_by": scene.recorder(row.assigner),
        "created_at": row.times.given,
    }


def _days(asked: datetime | None, answered: datetime | None) -> int | None:
    return response_days(asked, answered) if asked and answered else None


@lru_cache(maxsize=BATCH)
def _kept_from(submitted: datetime) -> date:
    """Who assigns in generated records sits at home."""
    pack = country_pack()
    return first_open_day(submitted, pack.time_zone, pack.calendar)


def _link(pairs: list[tuple[Task, GeneratedTask]]) -> None:
    units, partners = Task.coordinating.through, Task.partners.through
    units.objects.bulk_create(
        units(task=task, unit_id=unit) for task, row in pairs for unit in row.coordinating
    )
    partners.objects.bulk_create(
        partners(task=task, partner_id=row.partner) for task, row in pairs
    )
