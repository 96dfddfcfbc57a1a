"""What changed since a person was here last, in the records that they may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise

from chancery.history.models import Event
from chancery.history.queries import latest
from chancery.people.access import Viewer
from chancery.web.record_lines import KINDS, address_of

LAST_VISIT = "last_visit"  # in the session, put there by signing in
WITHOUT_ONE = timedelta(days=7)  # how far back the changes go on the first visit
SEARCHED = 300  # events looked through for those on records that the person may see
SHOWN = 8


@dataclass(frozen=True)
class Change:
    """An event on a record that the person may see."""

    event: Event
    word: str | Promise
    text: str
    address: str


def remember_visit(request: HttpRequest, before: datetime | None) -> None:
    """At sign-in: when the person signed in the time before."""
    if before is not None:
        request.session[LAST_VISIT] = before.isoformat()


def last_visit(request: HttpRequest) -> datetime:
    """When the person was here before this session; a week ago where that is not known."""
    kept = parse_datetime(request.session.get(LAST_VISIT, ""))
    return kept or timezone.now() - WITHOUT_ONE


def changes(viewer: Viewer, since: datetime) -> list[Change]:
    """The newest events by others since then; one query for each kind of record."""
    events = list(
        latest().filter(at__gt=since, kind__in=KINDS).exclude(actor=viewer.key)[:SEARCHED]
    )
    rows = _visible(viewer, events)
    seen = (event for event in events if (event.kind, event.key) in rows)
    return [_change(event, rows[event.kind, event.key]) for event in islice(seen, SHOWN)]


def _visible(viewer: Viewer, events: Iterable[Event]) -> dict[tuple[str, str], Any]:
    keys: dict[str, set[str]] = defaultdict(set)
    for event in events:
        keys[event.kind].add(event.key)
    return {
        (kind, str(row.pk)): row
        for kind, wanted in keys.items()
        for row in KINDS[kind][1](viewer).filter(pk__in=wanted)
    }


def _change(event: Event, row: Any) -> Change:
    return Change(event, KINDS[event.kind][0], str(row), address_of(event.kind, row))
