"""Writing history: inside the transaction of the change it tells of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
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


def record_all(
    *, by: str, action: str, kind: str, entries: Iterable[Entry], reason: str = ""
) -> int:
    """Append one event for each entry, as ``record`` would; the head moves once. How many."""
    if not transaction.get_connection().in_atomic_block:
        raise HistoryError(f"{action}: history is written inside the transaction of the change")
    head = Head.objects.select_for_update().get_or_create(id=1)[0]
    events: list[Event] = []
    values: list[EventValues] = []
    last, first = head.hash or GENESIS, head.length + 1
    for seq, entry in enumerate(entries, first):
        beside = {"salt": secrets.token_hex(16), "label": entry.label[:300], "reason": reason}
        link = Link(
            seq=seq,
            at=timezone.now(),
            actor=by,
            action=action,
            kind=kind,
            key=str(entry.key),
            digest=values_digest(**beside, changes=entry.changes),
            previous=last,
        )
        last = link_hash(link)
        events.append(Event(**asdict(link), hash=last))
        values.append(EventValues(event_id=seq, **beside, changes=entry.changes))
    Event.objects.bulk_create(events, batch_size=BATCH)
    EventValues.objects.bulk_create(values, batch_size=BATCH)
    if events:
        _move_head(head, events[-1])
    return len(events)


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
