"""The tasks that a tracking sheet may mean: as they stand, stood at export, and what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.work import access, rules
from chancery.work.models import Extension, LeadProposal, Progress, SheetLine, Task, TaskState
from chancery.work.models.asking import Decision
from chancery.work.sheets.base import Base
from chancery.work.sheets.merging import Reading
from chancery.work.sheets.official import as_sheet_task, by_words, official_rows
from chancery.work.sheets.rows import same_words
from chancery.work.sheets.values import UnitNames

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Ground:
    """By what rows are read, and what stood when the sheet went out."""

    names: UnitNames
    today: date
    base: Base

    def reading(self, words: Mapping[str, Any]) -> Reading:
        """The words of a row as what they say."""
        return Reading(as_sheet_task(dict(words), self.names, self.today), words)


@dataclass(slots=True)
class Known:
    """What the person may know of; by reference, but ``by_id`` and ``twins``."""

    by_id: dict[str, str]
    twins: dict[tuple[str, str], str]
    rows: dict[str, Reading] = field(default_factory=dict)
    was: dict[str, Reading] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    touched: dict[str, date] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What waits for an answer or an approval already, by column."""
    is_stamped: bool = False
    """Whether the file is an export of ours: a row of it without its sealed words is in doubt."""


def standing(
    references: set[str], alike: set[tuple[str, str]], by: Viewer, ground: Ground
) -> Known:
    """Look up what the rows of a sheet mean, by their IDs, or by their words and lead."""
    visible = access.tasks(by)
    by_id: dict[str, str] = {}
    for some in _chunks(sorted(references)):
        lines = SheetLine.objects.filter(task__in=visible, other_id__in=some)
        found = lines.values_list("other_id", "task__reference")
        by_id |= {other.casefold(): reference for other, reference in found}
        upper = [reference.upper() for reference in some]
        own = visible.filter(reference__in=upper).values_list("reference", flat=True)
        by_id |= {reference.casefold(): reference for reference in own}
    known = Known(by_id, _twins(alike, visible), is_stamped=ground.base.stamp is not None)
    for some in _chunks(sorted(set(by_id.values()))):
        _read(known, visible.filter(reference__in=some), by, ground)
    return known


def _read(known: Known, tasks: QuerySet[Task], by: Viewer, ground: Ground) -> None:
    for official in official_rows(tasks, by, ground.names):
        reference = official["reference"]
        known.rows[reference] = ground.reading(official)
        if words := ground.base.rows.get(reference.casefold()):
            known.was[reference] = ground.reading(words)
    keys = dict(tasks.values_list("pk", "reference"))
    known.versions |= dict(tasks.values_list("reference", "version"))
    known.touched |= _touched(keys)
    known.asked |= _asked(tasks, by)


def _touched(keys: Mapping[int, str]) -> dict[str, date]:
    """The day on which something last happened to each."""
    events = Event.objects.filter(kind="task", key__in=map(str, keys))
    last = events.values("key").annotate(at=Max("at")).values_list("key", "at")
    return {keys[int(key)]: timezone.localdate(at) for key, at in last}


def _asked(tasks: QuerySet[Task], by: Viewer) -> dict[str, dict[str, Any]]:
    """Drafts of the lead unit for its own people alone; questions for whoever sees the task."""
    drafts = Progress.objects.filter(state=Progress.State.DRAFT).order_by("written_at", "pk")
    later = Extension.objects.filter(state=Decision.OPEN)
    leads = LeadProposal.objects.filter(state=Decision.OPEN)
    rows = tasks.select_related("assigner", "lead").prefetch_related(
        Prefetch("progress", drafts, to_attr="drafts"),
        Prefetch("extensions", later, to_attr="asked_time"),
        Prefetch("lead_proposals", leads, to_attr="asked_lead"),
    )
    return {row.reference: _asked_of(row, by) for row in rows}


def _asked_of(task: Any, by: Viewer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if task.drafts and rules.leads(by, task):
        said = {"result": "text", "difficulty": "difficulty", "proposal": "proposal"}
        draft = task.drafts[-1]
        found |= {name: " ".join(getattr(draft, of).split()) for name, of in said.items()}
    if task.asked_time:
        found["due"] = task.asked_time[-1].due_asked
    if task.asked_lead:
        found["lead"] = task.asked_lead[-1].proposed_id
    if task.state == TaskState.SUBMITTED and not rules.directs(by, task):
        found["state"] = TaskState.DONE.value
    return found


def _twins(wanted: set[tuple[str, str]], visible: QuerySet[Task]) -> dict[tuple[str, str], str]:
    leads = sorted({lead for _words, lead in wanted})
    rows: Any = Task.objects.none()
    if leads:
        rows = visible.filter(lead__in=leads).order_by("pk")
    told = rows.values_list("text", "lead_id", "reference").iterator(chunk_size=2_000)
    alike = ((same_words(text), lead, reference) for text, lead, reference in told)
    return by_words(row for row in alike if row[:2] in wanted)


def _chunks(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(rows), CHUNK):
        yield rows[at : at + CHUNK]
