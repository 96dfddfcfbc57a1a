"""What was said of generated records: reports, acceptances, contributions, remarks, evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from chancery.register.models import Commitment
from chancery.work.generated import GeneratedCommitment, GeneratedTask, Scene
from chancery.work.models import (
    Acceptance,
    Comment,
    Contribution,
    Evidence,
    Extension,
    Progress,
    Task,
)


@dataclass(slots=True)
class Said:
    """The rows that tell of one record, by whose numbers history names them."""

    progress: list[Progress] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def write_said(pairs: list[tuple[Task, GeneratedTask]], scene: Scene) -> Iterator[Said]:
    """Write what was said of each task by the people of ``scene``; in their order."""
    told: dict[int, Said] = defaultdict(Said)
    for report in Progress.objects.bulk_create(_reports(pairs, scene)):
        told[report.task_id].progress.append(report)
    for given in Contribution.objects.bulk_create(_contributions(pairs, scene)):
        told[given.task_id].contributions.append(given)
    for comment in Comment.objects.bulk_create(_comments(pairs, scene)):
        told[comment.task_id or 0].comments.append(comment)
    Acceptance.objects.bulk_create(_acceptances(pairs, scene))
    Extension.objects.bulk_create(_extensions(pairs, scene))
    Evidence.objects.bulk_create(_evidence(pairs, scene))
    for task, _row in pairs:
        yield told[task.pk]


def write_said_of_commitments(
    pairs: list[tuple[Commitment, GeneratedCommitment]], scene: Scene
) -> Iterator[Said]:
    """Write what was remarked on each commitment; in their order."""
    made = Comment.objects.bulk_create(
        Comment(
            commitment=one,
            unit_id=row.lead,
            text=row.comment,
            written_by=scene.staff[row.lead].officer,
            written_at=row.decided or row.recorded,
        )
        for one, row in pairs
        if row.comment
    )
    by_key = {comment.commitment_id: comment for comment in made}
    for one, _row in pairs:
        yield Said(comments=[by_key[one.pk]] if one.pk in by_key else [])


def _reports(pairs: list[tuple[Task, GeneratedTask]], scene: Scene) -> Iterable[Progress]:
    return (
        Progress(
            task=task,
            unit_id=row.lead,
            period=timezone.localdate(one.at),
            health=one.health,
            text=one.text,
            difficulty=one.difficulty,
            proposal=one.proposal,
            state=Progress.State.APPROVED,
            written_by=scene.staff[row.lead].officer,
            written_at=one.at,
            decided_by=scene.staff[row.lead].head,
            decided_at=one.approved,
        )
        for task, row in pairs
        for one in row.progress
    )


def _contributions(
    pairs: list[tuple[Task, GeneratedTask]], scene: Scene
) -> Iterable[Contribution]:
    return (
        Contribution(
            task=task,
            unit_id=one.unit,
            text=one.text,
            given_by=scene.staff[one.unit].officer,
            given_at=one.at,
        )
        for task, row in pairs
        for one in row.contributions
    )


def _comments(pairs: list[tuple[Task, GeneratedTask]], scene: Scene) -> Iterable[Comment]:
    return (
        Comment(
            task=task,
            unit_id=row.lead,
            text=row.comment,
            written_by=scene.staff[row.lead].officer,
            written_at=row.times.accepted or row.times.given,
        )
        for task, row in pairs
        if row.comment
    )


def _acceptances(pairs: list[tuple[Task, GeneratedTask]], scene: Scene) -> Iterable[Acceptance]:
    return (
        Acceptance(
            task=task,
            unit_id=unit,
            accepted_by=scene.staff[unit].officer,
            accepted_at=row.times.accepted,
        )
        for task, row in pairs
        for unit in row.coordinating
        if row.times.accepted
    )


def _extensions(pairs: list[tuple[Task, GeneratedTask]], scene: Scene) -> Iterable[Extension]:
    return (
        Extension(
            task=task,
            unit_id=row.lead,
            reason=row.extension,
            asked_by=scene.staff[row.lead].officer,
            asked_at=row.times.accepted,
            state="granted",
            decided_by=scene.decider(row.assigner),
            decided_at=row.times.accepted,
            decision_days=0,
            due_before=row.original_due,
            due_asked=row.due,
            due_granted=row.due,
        )
        for task, row in pairs
        if row.extension and row.times.accepted
    )


def _evidence(pairs: list[tuple[Task, GeneratedTask]], scene: Scene) -> Iterable[Evidence]:
    return (
        Evidence(
            task=task,
            document_id=scene.documents[row.shown_by],
            added_by=scene.staff[row.lead].officer,
            added_at=row.times.submitted,
        )
        for task, row in pairs
        if row.shown_by is not None and row.times.submitted
    )
