"""Imports into the register, as history tells them: see decision 9. No table knows of them.

What an import made bears its key; it may be taken back for a day, by who made it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.history.models import Event
from chancery.history.queries import values_after
from chancery.people.access import Viewer
from chancery.register.errors import StateError
from chancery.register.rules import check_can_add

KIND = "register_import"
UNTIL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """One import: of what, how many rows of which sort it made, how many it left alone."""

    key: str
    what: str
    file: str
    held_by: str
    at: datetime
    made: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    records: tuple[tuple[Any, str, int], ...] = ()
    """Of an import row by row through a form: key, reference and version of each record."""
    taken_back: Mapping[str, int] | None = None
    kept: tuple[tuple[Any, str, str], ...] = ()
    """Records that could not be taken back: key, reference, why."""


def new_key() -> str:
    """The key of a new import."""
    return secrets.token_hex(8)


def import_of(viewer: Viewer, key: str, what: str) -> RegisterImport | None:
    """An import by this person; nobody else's, as it names records that others may not know of."""
    events = Event.objects.filter(kind=KIND, key=key, actor=viewer.key)
    told = {event.action: event for event in events.select_related("values_beside")}
    first, back = told.get(f"{KIND}.run"), told.get(f"{KIND}.undo")
    after = values_after(first) if first else {}
    if first is None or after.get("what") != what:
        return None
    undone = values_after(back) if back else {}
    return RegisterImport(
        key=key,
        what=what,
        file=after.get("file", ""),
        held_by=after.get("held_by", ""),
        at=first.at,
        made=after.get("made", {}),
        left=after.get("left", {}),
        records=tuple((k, ref, version) for k, ref, version in after.get("records", [])),
        taken_back=undone.get("taken_back", {}) if back else None,
        kept=tuple((k, ref, why) for k, ref, why in undone.get("kept", [])),
    )


def tell_import(action: str, key: str, file: str, by: Viewer, after: Mapping[str, Any]) -> None:
    """One event of an import: ``run`` or ``undo``."""
    changes = {name: [None, value] for name, value in after.items()}
    record(by=by.key, action=f"{KIND}.{action}", kind=KIND, key=key, changes=changes, label=file)


def check_can_take_back(viewer: Viewer, run: RegisterImport) -> None:
    """Who imported takes it back, within a day, once, while still writing for the unit."""
    check_can_add(viewer, run.held_by)
    if run.taken_back is not None:
        raise StateError(_("This import has been taken back already."))
    if timezone.now() >= run.at + UNTIL:
        raise StateError(_("An import is taken back within a day: change its rows one by one."))
