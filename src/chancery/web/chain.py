"""What came of something: documents -> commitments -> tasks -> evidence, as one person may know it.

What they may not know is not there, at no step and in no count. As many queries for a long chain
as for a short one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from chancery.documents.access import documents as whole_documents
from chancery.documents.models import Document
from chancery.intake.access import documents as known_documents
from chancery.people.access import Viewer
from chancery.register import access as register
from chancery.register.models import Activity, Commitment
from chancery.register.rules import LIVE_STATES
from chancery.web.record_lines import KINDS
from chancery.work import access
from chancery.work import queries as work
from chancery.work.models import SAID_AGAIN, Evidence, Task
from chancery.work.rules import CLOSED

LONG = 6
"""Lines of one step that are shown at once; the others open on asking."""
ANY = Q()
_BESIDE = ("request", "obstacle", "opportunity", "proposal")


@dataclass(frozen=True, slots=True)
class TaskLink:
    """A task, and how many pieces of evidence show it done."""

    task: Task
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class CommitmentLink:
    """A commitment with its tasks."""

    commitment: Commitment
    is_live: bool
    evidence: int = 0
    tasks: list[TaskLink] = field(default_factory=list)

    @property
    def tasks_done(self) -> int:
        """How many of the tasks are closed."""
        return sum(link.task.state in CLOSED for link in self.tasks)


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document with what was made from it; ``whole`` where the person may read all of it."""

    document: Document
    whole: bool
    commitments: list[CommitmentLink] = field(default_factory=list)
    tasks: list[TaskLink] = field(default_factory=list)
    beside: list[tuple[str, Any, Model]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing was made from it that the person may know of."""
        return not (self.commitments or self.tasks or self.beside)


@dataclass(frozen=True, slots=True)
class Chain:
    """All documents of one thing, and the chain in figures."""

    documents: list[DocumentLink]

    @property
    def commitments(self) -> list[CommitmentLink]:
        """Those of every document."""
        return [link for document in self.documents for link in document.commitments]

    @property
    def kept(self) -> int:
        """Commitments that are done."""
        return sum(link.commitment.state == "done" for link in self.commitments)

    @property
    def tasks(self) -> list[TaskLink]:
        """Those under commitments, and those given in the documents themselves."""
        under = [task for link in self.commitments for task in link.tasks]
        return under + [task for document in self.documents for task in document.tasks]

    @property
    def tasks_done(self) -> int:
        """Tasks approved."""
        return sum(link.task.state == "done" for link in self.tasks)

    @property
    def evidence(self) -> int:
        """Pieces of evidence, of commitments and of tasks."""
        of_tasks = sum(link.evidence for link in self.tasks)
        return of_tasks + sum(link.evidence for link in self.commitments)


def chain_of_activity(activity: Activity, viewer: Viewer) -> Chain:
    """What came of a visit, through the documents tied to it."""
    known = known_documents(viewer).filter(activities=activity, purged_at__isnull=True)
    return _chain(list(known.order_by("published", "pk")), viewer)


def links_of(commitments: Iterable[Commitment], viewer: Viewer) -> list[CommitmentLink]:
    """Some commitments, each with its tasks and evidence."""
    rows = list(commitments)
    tasks = _tasks_by(viewer, "commitment_id", [row.pk for row in rows])
    evidence = _evidence("commitment", [row.pk for row in rows])
    return [
        CommitmentLink(row, row.state in LIVE_STATES, evidence.get(row.pk, 0), tasks[row.pk])
        for row in rows
    ]


def _chain(rows: list[Document], viewer: Viewer) -> Chain:
    keys = [row.pk for row in rows]
    whole = set(whole_documents(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    quoted = register.commitments(viewer).filter(document__in=keys).select_related("lead")
    commitments = _by(links_of(quoted.order_by("quote_start", "reference"), viewer))
    tasks = _tasks_by(viewer, "document_id", keys, Q(commitment__isnull=True))
    beside = _beside(viewer, keys)
    return Chain(
        [
            DocumentLink(r, r.pk in whole, commitments[r.pk], tasks[r.pk], beside[r.pk])
            for r in rows
        ]
    )


def _by(links: list[CommitmentLink]) -> dict[int, list[CommitmentLink]]:
    found: dict[int, list[CommitmentLink]] = defaultdict(list)
    for link in links:
        found[link.commitment.document_id or 0].append(link)
    return found


def _tasks_by(
    viewer: Viewer, column: str, keys: list[int], also: Q = ANY
) -> dict[int, list[TaskLink]]:
    rows = work.leaves(access.tasks(viewer)).filter(also, **{f"{column}__in": keys})
    listed = list(rows.select_related("lead", "assigner"))
    evidence = _evidence("task", [task.pk for task in listed])
    found: dict[int, list[TaskLink]] = defaultdict(list)
    for task in listed:
        found[getattr(task, column)].append(TaskLink(task, evidence.get(task.pk, 0)))
    return found


def _evidence(kind: str, keys: list[int]) -> dict[int, int]:
    """Who may see a record may see what shows that it was done."""
    proof = Evidence.objects.exclude(bearing__in=SAID_AGAIN)
    rows: QuerySet[Any, Any] = proof.filter(**{f"{kind}__in": keys}).order_by()
    return dict(rows.values_list(kind).annotate(number=Count("pk")))


def _beside(viewer: Viewer, keys: list[int]) -> dict[int, list[tuple[str, Any, Model]]]:
    """Requests, obstacles and proposals: what came of a document and is no promise."""
    found: dict[int, list[tuple[str, Any, Model]]] = defaultdict(list)
    for kind in _BESIDE:
        word, rows = KINDS[kind]
        for row in rows(viewer).filter(document__in=keys).order_by("quote_start", "pk"):
            found[row.document_id].append((kind, word, row))
    return found
