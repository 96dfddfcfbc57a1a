"""The same done to many records at once: what is wished, and what came of it.

A run is kept in history alone: one event of kind ``bulk`` whose key is the run's, with what each
record was before and the version it has since. From it the run is taken back, once, within a day;
no other table knows of runs, so nothing can disagree with history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from chancery.history.models import Event
from chancery.history.queries import values_after
from chancery.people.access import Viewer
from chancery.people.models import User

KIND = "bulk"
MOST = 200
"""Records of one run: more than a page holds."""
UNTIL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done to each record, and with what."""

    do: str
    person: User | None = None
    priority: str = ""
    due: date | None = None
    lead: str = ""
    state: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A record that was changed: ``before`` is what taking it back needs."""

    key: int
    reference: str
    version: int
    before: Any = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A record that was left as it is, and why."""

    key: int
    reference: str
    reason: str

    @property
    def said(self) -> str:
        """The reason, for where the reference stands before it."""
        return self.reason.removeprefix(self.reference).strip()


@dataclass(frozen=True, slots=True)
class Run:
    """One run, as history tells it."""

    key: str
    of: str
    do: str
    at: datetime
    done: tuple[Done, ...]
    failed: tuple[Failed, ...]
    taken_back: tuple[str, ...] | None = None
    """References of the records that were; None while nobody tried."""
    kept: tuple[Failed, ...] = ()
    """Those that could not be taken back."""

    @property
    def is_recent(self) -> bool:
        """Whether it may still be taken back."""
        return timezone.now() < self.at + UNTIL


def run_of(viewer: Viewer, key: str) -> Run | None:
    """A run by this person; nobody else's, as it tells of records that others may not know of."""
    events = Event.objects.filter(kind=KIND, key=key, actor=viewer.key)
    told = {event.action: event for event in events.select_related("values_beside")}
    first, back = told.get("bulk.run"), told.get("bulk.undo")
    if first is None:
        return None
    after = values_after(first)
    undone = values_after(back) if back else {}
    return Run(
        key=key,
        of=after["of"],
        do=after["do"],
        at=first.at,
        done=tuple(Done(*row) for row in after.get("done", [])),
        failed=tuple(Failed(*row) for row in after.get("failed", [])),
        taken_back=tuple(undone.get("taken_back", [])) if back else None,
        kept=tuple(Failed(*row) for row in undone.get("kept", [])),
    )
