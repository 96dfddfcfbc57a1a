"""Writing generated records in bulk, for demonstrations and measurements alone.

They do not come through the single actions: history tells of the whole run in one event, and says
that it was generated. Nothing in the product that serves real work calls this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from chancery.history.actions import record
from chancery.people.models import User
from chancery.people.queries import country_pack
from chancery.register.models import Commitment, CommitmentParty
from chancery.register.numbering import COMMITMENT, next_references
from chancery.work.clock import response_days
from chancery.work.generated import GeneratedCommitment, GeneratedTask
from chancery.work.models import Acceptance, Comment, Extension, Progress, Task
from chancery.work.numbering import TASK
from chancery.work.timeliness import first_open_day

BATCH = 1_000
HOLDER = "mofa-economic"


@transaction.atomic
def write_generated(
    *,
    commitments: Sequence[GeneratedCommitment],
    tasks: Iterable[GeneratedTask],
    author: User,
    by: str,
    tell: Callable[[str, int], None] = lambda _label, _done: None,
) -> None:
    """Write them all, or none; ``tell`` is called after every thousand."""
    written: list[Commitment] = []
    for some in _batches(commitments):
        written += _commitments(some, author)
        tell("commitments", len(written))
    number = 0
    for batch in _batches(tasks):
        _tasks(batch, written, author)
        number += len(batch)
        tell("tasks", number)
    changes = {"commitments": [None, len(written)], "tasks": [None, number]}
    record(
        by=by, action="demo.generate", kind="demo", key="generated", changes=changes, label="demo"
    )


def _batches(rows: Iterable[Any]) -> Iterable[list[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _commitments(rows: list[GeneratedCommitment], author: User) -> list[Commitment]:
    references = next_references(COMMITMENT, len(rows))
    made = Commitment.objects.bulk_create(
        Commitment(
            reference=reference,
            text=row.text,
            state=row.state,
            lead_id=row.lead,
            due=row.due,
            discrete=row.due is not None,
            held_by_id=HOLDER,
            created_by=author,
            created_at=row.recorded,
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


def _tasks(rows: list[GeneratedTask], above: list[Commitment], author: User) -> None:
    references = next_references(TASK, len(rows))
    made = Task.objects.bulk_create(
        Task(
            reference=reference,
            text=row.text,
            state=row.state,
            basis="assigned",
            assigner_id=row.assigner,
            lead_id=row.lead,
            priority=row.priority,
            commitment=None if row.commitment is None else above[row.commitment],
            due=row.due,
            original_due=row.original_due,
            accepted_at=row.accepted,
            response_days=response_days(row.given, row.accepted) if row.accepted else None,
            submitted_at=row.submitted,
            kept_from=row.submitted and _kept_from(row.submitted),
            done_at=row.done,
            held_by_id=HOLDER,
            created_by=author,
            created_at=row.given,
        )
        for reference, row in zip(references, rows, strict=True)
    )
    pairs = list(zip(made, rows, strict=True))
    _links(pairs)
    _said(pairs, author)


@lru_cache(maxsize=BATCH)
def _kept_from(submitted: datetime) -> date:
    """Who assigns in generated records sits at home."""
    pack = country_pack()
    return first_open_day(submitted, pack.time_zone, pack.calendar)


def _links(pairs: list[tuple[Task, GeneratedTask]]) -> None:
    units, partners = Task.coordinating.through, Task.partners.through
    units.objects.bulk_create(
        units(task=task, unit_id=unit) for task, row in pairs for unit in row.coordinating
    )
    partners.objects.bulk_create(
        partners(task=task, partner_id=row.partner) for task, row in pairs
    )


def _said(pairs: list[tuple[Task, GeneratedTask]], author: User) -> None:
    """What was reported, accepted, extended and remarked, with every name of the one author."""
    Progress.objects.bulk_create(
        Progress(
            task=task,
            unit_id=row.lead,
            period=timezone.localdate(one.at),
            health=one.health,
            text=one.text,
            difficulty=one.difficulty,
            state="approved",
            written_by=author,
            written_at=one.at,
            decided_by=author,
            decided_at=one.at,
        )
        for task, row in pairs
        for one in row.progress
    )
    Acceptance.objects.bulk_create(
        Acceptance(task=task, unit_id=unit, accepted_by=author, accepted_at=row.accepted)
        for task, row in pairs
        for unit in row.coordinating
        if row.accepted
    )
    Extension.objects.bulk_create(
        Extension(
            task=task,
            unit_id=row.lead,
            reason=row.extension,
            asked_by=author,
            asked_at=row.accepted,
            state="granted",
            decided_by=author,
            decided_at=row.accepted,
            due_before=row.original_due,
            due_asked=row.due,
            due_granted=row.due,
        )
        for task, row in pairs
        if row.extension and row.accepted
    )
    Comment.objects.bulk_create(
        Comment(
            task=task, unit_id=row.lead, text=row.comment, written_by=author, written_at=row.given
        )
        for task, row in pairs
        if row.comment
    )
