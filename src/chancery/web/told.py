"""History for auditors: every step; what it said only where they may see the record itself.

Denied by default: the values, reason and name of an event are told when its object is a record, a
document or a finding that the auditor may open today, or when it is about people, units and the
pack, which are no content. What is gone, purged or not for them shows as a step without words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.documents.access import documents
from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.readings.models import Finding
from chancery.register import access as register
from chancery.web.actors import names_of
from chancery.web.record_lines import KINDS, address_of

ABOUT_THE_HOUSE = frozenset({"user", "unit", "pack", "run", "backup"})
FOR_OWNERS = frozenset({"document.twin"})  # names a unit that holds the same file


def _findings(viewer: Viewer) -> QuerySet[Finding]:
    return Finding.objects.filter(document__in=documents(viewer).values("pk"))


_SEEN: dict[str, Callable[[Viewer], QuerySet[Any]]] = {
    **{kind: rows for kind, (_word, rows) in KINDS.items()},
    "agreement": register.agreements,
    "document": documents,
    "finding": _findings,
}
WORDS: dict[str, str | Promise] = {
    **{kind: word for kind, (word, _rows) in KINDS.items()},
    "agreement": _("agreement"),
    "document": _("document"),
    "finding": _("finding"),
    "user": pgettext_lazy("history", "person"),
    "unit": _("unit"),
    "pack": _("country pack"),
    "run": _("run of the clock"),
    "backup": _("backup"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the auditor may read it; ``is_open`` where its values are told."""

    event: Event
    who: str
    word: str | Promise
    name: str
    address: str
    is_open: bool


def told(events: Iterable[Event], viewer: Viewer) -> list[Told]:
    """The events of one page; one query for each kind of object and one for the names."""
    shown = list(events)
    seen = _seen(shown, viewer)
    names = names_of(event.actor for event in shown)
    return [_told(event, seen, names[event.actor]) for event in shown]


def _seen(events: Iterable[Event], viewer: Viewer) -> dict[tuple[str, str], Model]:
    keys: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.kind in _SEEN and event.key:
            keys[event.kind].add(event.key)
    return {
        (kind, str(row.pk)): row
        for kind, wanted in keys.items()
        for row in _SEEN[kind](viewer).filter(pk__in=wanted)
    }


def _told(event: Event, seen: dict[tuple[str, str], Model], who: str) -> Told:
    row = seen.get((event.kind, event.key))
    is_open = row is not None or event.kind in ABOUT_THE_HOUSE
    is_open = is_open and event.action not in FOR_OWNERS
    label = getattr(getattr(event, "values_beside", None), "label", "")
    return Told(
        event=event,
        who=who,
        word=WORDS.get(event.kind, event.kind),
        name=(label or event.key) if is_open else "",
        address=address_of(event.kind, row) if row is not None else "",
        is_open=is_open,
    )
