"""Writing history: inside the transaction of the change it tells of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chancery.history import anchor
from chancery.history.chain import GENESIS, Link, link_hash, values_digest
from chancery.history.errors import HistoryError, ReasonMissingError
from chancery.history.models import Event, EventValues, Head, Purge

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What one of many events tells, each of an object of its own."""

    key: object
    changes: dict[str, Any] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One of many events that have nothing in common but that they are written together."""

    by: str
    action: str
    kind: str
    entry: Entry
    reason: str = ""


def record_all(
    *, by: str, action: str, kind: str, entries: Iterable[Entry], reason: str = ""
) -> int:
    """Append one event for each entry, as ``record`` would; the head moves once. How many."""
    return record_each(Told(by, action, kind, entry, reason) for entry in entries)


def record_each(told: Iterable[Told]) -> int:
    """Append every event in turn, some at a time; the head moves once. How many.

    Each bears the moment at which it was drawn from ``told``, as with ``record``: there is no way
    to say another.
    """
    if not transaction.get_connection().in_atomic_block:
        raise HistoryError("History is written inside the transaction of the change")
    head = Head.objects.select_for_update().get_or_create(id=1)[0]
    last, waiting, number = None, iter(told), 0
    previous, first = head.hash or GENESIS, head.length + 1
    while some := list(_links(islice(waiting, BATCH), first + number, previous)):
        Event.objects.bulk_create(event for event, _beside in some)
        EventValues.objects.bulk_create(beside for _event, beside in some)
        last, number = some[-1][0], number + len(some)
        previous = last.hash
    if last:
        _move_head(head, last)
    return number


def _links(told: Iterable[Told], first: int, previous: str) -> Iterator[tuple[Event, EventValues]]:
    for seq, one in enumerate(told, first):
        entry = one.entry
        beside = {"salt": secrets.token_hex(16), "label": entry.label[:300], "reason": one.reason}
        link = Link(
            seq=seq,
            at=timezone.now(),
            actor=one.by,
            action=one.action,
            kind=one.kind,
            key=str(entry.key),
            digest=values_digest(**beside, changes=entry.changes),
            previous=previous,
        )
        previous = link_hash(link)
        event = Event(**_columns(link), hash=previous)
        yield event, EventValues(event_id=seq, **beside, changes=entry.changes)


def _columns(link: Link) -> dict[str, Any]:
    return {name: getattr(link, name) for name in Link.__slots__}


def record(  # noqa: PLR0913 - one event, one call
    *,
    by: str,
    action: str,
    kind: str,
    key: object,
    changes: dict[str, Any] | None = None,
    reason: str = "",
    label: str = "",
) -> Event:
    """Append one event. Must run inside the transaction that makes the change.

    ``by`` is a sign-in name or ``system``; ``changes`` is ``{field: [before, after]}`` in JSON
    values; ``label`` is how a person would name the object.
    """
    if not transaction.get_connection().in_atomic_block:
        raise HistoryError(f"{action}: history is written inside the transaction of the change")
    head = Head.objects.select_for_update().get_or_create(id=1)[0]
    salt = secrets.token_hex(16)
    beside: dict[str, Any] = {"salt": salt, "label": label[:300], "reason": reason}
    beside["changes"] = changes or {}
    link = Link(
        seq=head.length + 1,
        at=timezone.now(),
        actor=by,
        action=action,
        kind=kind,
        key=str(key),
        digest=values_digest(**beside),
        previous=head.hash or GENESIS,
    )
    event = Event.objects.create(**asdict(link), hash=link_hash(link))
    EventValues.objects.create(event=event, **beside)
    _move_head(head, event)
    return event


def purge_values(*, by: str, kind: str, keys: list[object], action: str, reason: str) -> int:
    """Take away the values of every event of some objects; how many events lost theirs.

    The events stay, with their digests, so the chain still verifies; one more event says who
    purged, why (the reason must not repeat what is being purged), and which events: so values
    that vanish any other way show. That event keeps its own values, whatever is purged later.
    """
    if not reason.strip():
        raise ReasonMissingError("A purge needs a reason that an auditor can read later")
    wanted = Event.objects.filter(kind=kind, key__in=[str(k) for k in keys], purge__isnull=True)
    told = Purge.objects.values("by_event")
    targets = list(wanted.filter(values_beside__isnull=False).exclude(pk__in=told))
    changes = {"emptied": [None, [event.seq for event in targets]]}
    said = record(
        by=by, action=action, kind=kind, key=str(keys[0]), changes=changes, reason=reason
    )
    Purge.objects.bulk_create([Purge(event=event, by_event=said) for event in targets])
    EventValues.objects.filter(event__in=targets).delete()
    return len(targets)


def _move_head(head: Head, event: Event) -> None:
    head.length, head.hash = event.seq, event.hash
    head.save(update_fields=["length", "hash"])
    path = settings.WORKSPACE.anchor
    moved = anchor.Anchored(event.seq, event.hash)
    transaction.on_commit(lambda: anchor.write(path, moved))
