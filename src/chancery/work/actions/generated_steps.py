"""The steps of history of a generated record: what its single actions would have told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from chancery.history.actions import Entry, Told
from chancery.register.actions.recording import Changes, told_of_new
from chancery.register.models import Commitment
from chancery.register.values import BY_HAND, CommitmentValues, Guard
from chancery.work.actions.generated_words import Said
from chancery.work.generated import GeneratedCommitment, GeneratedTask, Scene
from chancery.work.models import Task
from chancery.work.values import TaskValues

REVIEWED = "Kết luận rà soát định kỳ"


@dataclass(frozen=True, slots=True)
class Step:
    """One event, and when it happened."""

    at: datetime
    told: Told


@dataclass(frozen=True, slots=True)
class _Record:
    """The record that steps are told of."""

    kind: str
    key: int
    reference: str

    def step(self, at: datetime, by: str, action: str, changes: Changes, reason: str = "") -> Step:
        entry = Entry(self.key, changes, self.reference)
        return Step(at, Told(by, f"{self.kind}.{action}", self.kind, entry, reason))


def commitment_steps(
    commitment: Commitment, row: GeneratedCommitment, scene: Scene, said: Said
) -> Iterator[Step]:
    """It was recorded, remarked upon, and judged by a review."""
    record = _Record("commitment", commitment.pk, commitment.reference)
    values = CommitmentValues(
        text=row.text,
        parties=("VN", row.partner),
        undertaking=row.undertaking,
        lead=row.lead,
        sectors=(row.sector,),
        due=row.due,
        discrete=row.due is not None,
    )
    holder = scene.staff[scene.holder]
    told = told_of_new(values, BY_HAND, Guard(scene.holder))
    yield record.step(row.recorded, holder.officer.username, "add", told)
    yield from _remarks(record, said)
    if row.decided:
        changes: Changes = {"state": ["open", row.state]}
        yield record.step(row.decided, holder.head.username, "verdict", changes, REVIEWED)


def task_steps(task: Task, row: GeneratedTask, scene: Scene, said: Said) -> Iterator[Step]:
    """It was assigned, accepted, reported on, submitted, returned and approved, as far as it got."""
    record = _Record("task", task.pk, task.reference)
    values = TaskValues(
        text=row.text,
        basis="assigned",
        assigner=row.assigner,
        lead=row.lead,
        coordinating=row.coordinating,
        partners=(row.partner,),
        due=row.original_due,
        priority=row.priority,
        commitment_id=task.commitment_id,
    )
    told = told_of_new(values, BY_HAND, Guard(scene.holder))
    yield record.step(row.times.given, scene.recorder(row.assigner).username, "add", told)
    yield from _moves(record, row, scene)
    yield from _extension(record, row, scene)
    yield from _taken_part(record, row, scene, said)
    yield from _reports(record, row, scene, said)
    yield from _remarks(record, said)


def saves_of(row: GeneratedTask) -> int:
    """How often a task was saved after it was added: its version follows."""
    times = row.times
    moves = (
        times.accepted,
        times.started,
        times.submitted_first,
        times.returned,
        times.submitted,
        times.done,
        times.cancelled,
    )
    beside = (bool(row.extension and times.accepted), row.shown_by is not None)
    return sum(moment is not None for moment in moves) + sum(beside)


def _moves(record: _Record, row: GeneratedTask, scene: Scene) -> Iterator[Step]:
    lead, decider = scene.staff[row.lead], scene.decider(row.assigner).username
    officer, head, times = lead.officer.username, lead.head.username, row.times
    moves = (
        (times.accepted, "accept", officer, "accepted", "accepted_at"),
        (times.started, "start", officer, "in_progress", ""),
        (times.submitted_first, "submit", head, "submitted", "submitted_at"),
        (times.returned, "return", decider, "returned", ""),
        (times.submitted, "submit", head, "submitted", "submitted_at"),
        (times.done, "approve", decider, "done", "done_at"),
        (times.cancelled, "cancel", decider, "cancelled", ""),
    )
    state = "assigned"
    for at, action, by, target, column in moves:
        if at is None:
            continue
        changes: Changes = {"state": [state, target]}
        if column:
            changes[column] = [None, at.isoformat()]
        if action == "return" and times.submitted_first:
            changes["submitted_at"] = [times.submitted_first.isoformat(), None]
        state, reason = target, row.remark if action in {"return", "cancel"} else ""
        yield record.step(at, by, action, changes, reason)


def _extension(record: _Record, row: GeneratedTask, scene: Scene) -> Iterator[Step]:
    at = row.times.accepted
    if not (row.extension and at):
        return
    officer = scene.staff[row.lead].officer.username
    decider = scene.decider(row.assigner).username
    asked: Changes = {"due_asked": [None, _iso(row.due)]}
    yield record.step(at, officer, "extension_ask", asked, row.extension)
    yield record.step(
        at, decider, "extension_grant", {"due": [_iso(row.original_due), _iso(row.due)]}
    )


def _taken_part(record: _Record, row: GeneratedTask, scene: Scene, said: Said) -> Iterator[Step]:
    if row.times.accepted:
        for unit in row.coordinating:
            by = scene.staff[unit].officer.username
            yield record.step(row.times.accepted, by, "coordinate", {"unit": [None, unit]})
    for given in said.contributions:
        changes: Changes = {"contribution": [None, given.pk], "unit": [None, given.unit_id]}
        yield record.step(given.given_at, given.given_by.username, "contribute", changes)
    if row.shown_by is not None and row.times.submitted:
        by, shown = scene.staff[row.lead].officer.username, scene.documents[row.shown_by]
        yield record.step(row.times.submitted, by, "evidence", {"evidence": [None, shown]})


def _reports(record: _Record, row: GeneratedTask, scene: Scene, said: Said) -> Iterator[Step]:
    lead = scene.staff[row.lead]
    for one in said.progress:
        changes: Changes = {"progress": [None, one.pk], "period": [None, str(one.period)]}
        yield record.step(one.written_at, lead.officer.username, "progress", changes)
        approved = changes | {"health": [None, one.health]}
        at = one.decided_at or one.written_at
        yield record.step(at, lead.head.username, "progress_approve", approved)


def _remarks(record: _Record, said: Said) -> Iterator[Step]:
    for one in said.comments:
        by = one.written_by.username
        yield record.step(one.written_at, by, "comment", {"comment": [None, one.pk]})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
