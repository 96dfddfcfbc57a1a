"""Verdicts of a review put into force on many commitments at once, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chancery.history.actions import Entry, record_all
from chancery.people.access import Viewer
from chancery.register.actions.recording import Changes
from chancery.register.models import Commitment
from chancery.register.rules import LIVE_STATES

BATCH = 200
_WRITTEN = ["state", "due", "text", "version"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of one commitment; an empty ``due`` or ``text`` leaves that as it is."""

    key: int
    state: str
    due: date | None = None
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What was done to one commitment: the version it has since, and what it was before."""

    key: int
    version: int
    state: str
    due: date | None
    text: str


@transaction.atomic
def apply_verdicts(*, rulings: Iterable[Ruling], cause: str, by: Viewer) -> tuple[Ruled, ...]:
    """Put verdicts into force, one event of history for each, with ``cause`` as the reason.

    That ``by`` may judge these commitments is for the caller to have asked: a review judges what
    other units hold. One that was closed meanwhile is left alone and missing from what comes back.
    """
    wanted = {ruling.key: ruling for ruling in rulings}
    rows = Commitment.objects.select_for_update().filter(pk__in=wanted, state__in=LIVE_STATES)
    done: list[Ruled] = []
    entries: list[Entry] = []
    found = list(rows.order_by("pk"))
    for row in found:
        ruling = wanted[row.pk]
        done.append(Ruled(row.pk, row.version + 1, row.state, row.due, row.text))
        changes = _put(row, ruling.state, ruling.due or row.due, ruling.text or row.text)
        if ruling.reason:
            changes["reason"] = [None, ruling.reason]
        entries.append(Entry(row.pk, changes, row.reference))
    _keep(found, entries, "commitment.verdict", cause, by)
    return tuple(done)


@transaction.atomic
def take_back_verdicts(*, ruled: Iterable[Ruled], cause: str, by: Viewer) -> tuple[int, ...]:
    """Put commitments back as they were; the keys of those that somebody has changed since."""
    wanted = {one.key: one for one in ruled}
    rows = Commitment.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    same = [row for row in rows if row.version == wanted[row.pk].version]
    entries = []
    for row in same:
        was = wanted[row.pk]
        entries.append(Entry(row.pk, _put(row, was.state, was.due, was.text), row.reference))
    _keep(same, entries, "commitment.verdict_undo", cause, by)
    kept = {row.pk for row in same}
    return tuple(key for key in wanted if key not in kept)


def _put(row: Commitment, state: str, due: date | None, text: str) -> Changes:
    after = {"state": state, "due": due, "text": text}
    changes: Changes = {}
    for name, value in after.items():
        before = getattr(row, name)
        if before != value:
            changes[name] = [_plain(before), _plain(value)]
            setattr(row, name, value)
    row.version += 1
    return changes


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _keep(
    rows: list[Commitment], entries: list[Entry], action: str, cause: str, by: Viewer
) -> None:
    Commitment.objects.bulk_update(rows, _WRITTEN, batch_size=BATCH)
    record_all(by=by.key, action=action, kind="commitment", entries=entries, reason=cause)
