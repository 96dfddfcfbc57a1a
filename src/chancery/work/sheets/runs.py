"""Imports of tracking sheets, as history tells them: see decision 9. No table knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from chancery.history.models import Event
from chancery.history.queries import values_after
from chancery.people.access import Viewer

KIND = "import"
UNTIL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Brought:
    """One task that an import made, with the version it had then."""

    key: int
    reference: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A task that could not be taken back, and why."""

    key: int
    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A task that stood and was changed: its version since, and what the acts left."""

    key: int
    reference: str
    version: int
    traces: list[list[Any]]


@dataclass(frozen=True, slots=True)
class NotDone:
    """A cell that the rules did not let this person carry out, and why."""

    reference: str
    at: str
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Import:
    """One import: what it made, how many rows of which fate it left alone."""

    key: str
    file: str
    held_by: str
    at: datetime
    made: tuple[Brought, ...]
    left: Mapping[str, int] = field(default_factory=dict)
    changed: tuple[Changed, ...] = ()
    not_done: tuple[NotDone, ...] = ()
    settled: Mapping[str, int] = field(default_factory=dict)
    """How many conflicts were decided for the sheet, for the system, or left."""
    taken_back: tuple[str, ...] | None = None
    """References of the tasks that were; None while nobody tried."""
    kept: tuple[Kept, ...] = ()

    @property
    def is_recent(self) -> bool:
        """Whether it may still be taken back."""
        return timezone.now() < self.at + UNTIL


def import_of(viewer: Viewer, key: str) -> Import | None:
    """An import by this person; nobody else's, as it names records that others may not know of."""
    events = Event.objects.filter(kind=KIND, key=key, actor=viewer.key)
    told = {event.action: event for event in events.select_related("values_beside")}
    first, back = told.get("import.run"), told.get("import.undo")
    if first is None:
        return None
    after, undone = values_after(first), values_after(back) if back else {}
    return Import(
        key=key,
        file=after.get("file", ""),
        held_by=after.get("held_by", ""),
        at=first.at,
        made=tuple(Brought(*row) for row in after.get("tasks", [])),
        left=after.get("left", {}),
        changed=tuple(Changed(*row) for row in after.get("changed", [])),
        not_done=tuple(NotDone(*row) for row in after.get("not_done", [])),
        settled=after.get("settled", {}),
        taken_back=tuple(undone.get("taken_back", [])) if back else None,
        kept=tuple(Kept(*row) for row in undone.get("kept", [])),
    )
