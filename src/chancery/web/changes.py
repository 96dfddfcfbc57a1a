"""What changed since a person was here last, in the records that they may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from chancery.history.models import Event
from chancery.history.queries import latest
from chancery.people.access import Viewer
from chancery.people.follows import followed
from chancery.register.actions.recording import kind_of
from chancery.web.actors import names_of
from chancery.web.formatting import is_vietnamese
from chancery.web.record_lines import FOLLOWED, KINDS, OF_UNITS

LAST_VISIT = "last_visit"  # in the session, put there by signing in
LAST_SEEN = "last_seen"  # in the session: when the Today page was opened last
AWAY = timedelta(hours=4)  # after so long without it, the visit before is over
NOTED = timedelta(minutes=15)  # the session is not written for each page
WITHOUT_ONE = timedelta(days=7)  # how far back the changes go on the first visit
SEARCHED = 300  # events looked through for those on records that the person may see
SHOWN = 8

Key = tuple[str, str]
Rows = QuerySet[Any, tuple[Any, ...]]
_TOLD = {
    **KINDS,
    **OF_UNITS,
    "agreement": ("", FOLLOWED["agreement"]),
    "meeting": (pgettext_lazy("kind", "meeting"), FOLLOWED["meeting"]),
    "programme": (pgettext_lazy("kind", "programme"), FOLLOWED["programme"]),
    "advice": (pgettext_lazy("kind", "advice"), FOLLOWED["advice"]),
    "consultation": (pgettext_lazy("kind", "consultation"), FOLLOWED["consultation"]),
}
# What stands in the way from a kind of record to the partners and units that one may follow.
_PARTNERS = {
    "commitment": ("parties",),
    "task": ("partners",),
    "proposal": ("partners",),
    "activity": ("partners",),
    "agreement": ("parties",),
    "request": ("partner",),
    "obstacle": ("partner",),
    "project": ("partners",),
    "opportunity": ("partner",),
    "upgrade": ("partner",),
    "mechanism": ("partners",),
    "initiative": ("proposed_by", "partners"),
    "contact": ("partner",),
    "interaction": ("partner",),
    "consultation": ("partners",),
    "advice": ("partners",),
}
_UNITS = {
    "commitment": ("lead", "coordinating"),
    "task": ("lead", "coordinating"),
    "proposal": ("to_unit", "from_unit"),
    "activity": ("lead",),
    "obstacle": ("lead", "pending_unit"),
    "opportunity": ("lead",),
    "upgrade": ("lead",),
    "mechanism": ("lead", "coordinating"),
    "initiative": ("lead",),
    "contact": ("held_by",),
    "interaction": ("units", "next_unit"),
    "shortcoming": ("unit",),
    "project": ("host",),
    "training": ("held_by",),
    "workplan": ("held_by", "to_unit"),
    "monthlyreport": ("held_by", "to_unit"),
    "consultation": ("held_by", "units"),
    "advice": ("held_by", "to_unit", "asked_unit"),
}


@dataclass(frozen=True)
class Change:
    """The last event on a record that the person may see; ``more`` events came before it."""

    event: Event
    who: str
    word: str | Promise
    text: str
    address: str
    more: int = 0


@dataclass(frozen=True)
class Changes:
    """What changed since then: in what the person follows, and in everything else."""

    since: datetime
    followed: list[Change]
    others: list[Change]
    follows: bool = False


def remember_visit(request: HttpRequest, before: datetime | None) -> None:
    """At sign-in: when the person signed in the time before."""
    if before is not None:
        request.session[LAST_VISIT] = before.isoformat()


def last_visit(request: HttpRequest) -> datetime:
    """When the person was here before this visit; a week ago where that is not known.

    Who leaves the page open overnight comes back to a new visit, without signing in again.
    """
    now, seen = timezone.now(), parse_datetime(request.session.get(LAST_SEEN, ""))
    if seen is not None and now - seen > AWAY:
        request.session[LAST_VISIT] = seen.isoformat()
    if seen is None or now - seen > NOTED:
        request.session[LAST_SEEN] = now.isoformat()
    kept = parse_datetime(request.session.get(LAST_VISIT, ""))
    return kept or now - WITHOUT_ONE


def changes(viewer: Viewer, since: datetime) -> Changes:
    """The newest events by others since then, one line a record; six queries at most."""
    found = latest().filter(at__gt=since, kind__in=_TOLD).exclude(actor=viewer.key)
    by_record: dict[Key, list[int]] = defaultdict(list)
    for seq, kind, key in found.values_list("seq", "kind", "key")[:SEARCHED]:
        by_record[kind, key].append(seq)
    texts = _visible(viewer, by_record)
    mine = followed(viewer.user)
    wanted = _followed(viewer, mine, texts)
    seen = [key for key in by_record if key in texts]
    theirs = [key for key in seen if key in wanted][:SHOWN]
    others = [key for key in seen if key not in wanted][:SHOWN]
    shown = [*theirs, *others]
    events = latest().in_bulk([by_record[key][0] for key in shown])
    names = names_of(event.actor for event in events.values())
    lines = {
        key: _change(events[by_record[key][0]], len(by_record[key]) - 1, texts[key], names)
        for key in shown
    }
    return Changes(
        since, [lines[key] for key in theirs], [lines[key] for key in others], bool(mine)
    )


def _visible(viewer: Viewer, records: Iterable[Key]) -> dict[Key, str]:
    """What is said of each of the records that the person may know of; one query."""
    parts = [
        _named(rows(viewer).filter(pk__in=keys), kind)
        for kind, keys in _by_kind(records).items()
        for rows in [_TOLD[kind][1]]
    ]
    return {(kind, key): text for kind, key, text in _union(parts)}


def _named(rows: QuerySet[Any], kind: str) -> Rows:
    text = Concat("reference", Value(" "), "text", output_field=CharField())
    named = _agreement_name() if kind == "agreement" else text
    return rows.order_by().values_list(
        Value(kind), Cast("pk", CharField()), Cast(named, CharField())
    )


def _agreement_name() -> Any:
    if is_vietnamese():
        return F("name_vi")
    return Coalesce(NullIf("name_en", Value("")), "name_vi")


def _followed(viewer: Viewer, mine: Mapping[str, set[str]], records: Iterable[Key]) -> set[Key]:
    """Those followed themselves, or through a partner or unit that they concern; one query."""
    by_kind = _by_kind(records)
    found = {(kind, key) for kind, keys in by_kind.items() for key in keys & mine.get(kind, set())}
    parts = [
        _TOLD[kind][1](viewer).model.objects.filter(pk__in=keys, **{f"{column}__in": chosen})
        for chosen, columns in ((mine.get("partner"), _PARTNERS), (mine.get("unit"), _UNITS))
        for kind, keys in by_kind.items()
        for column in columns.get(kind, ())
        if chosen
    ]
    rows = [
        part.order_by().values_list(Value(kind_of(part.model())), Cast("pk", CharField()))
        for part in parts
    ]
    return found | set(_union(rows))


def _union(parts: list[Rows]) -> Iterable[tuple[Any, ...]]:
    return parts[0].union(*parts[1:], all=True) if parts else ()


def _by_kind(records: Iterable[Key]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, key in records:
        keys[kind].add(key)
    return keys


def _change(last: Event, more: int, text: str, names: Mapping[str, str]) -> Change:
    return Change(last, names[last.actor], _TOLD[last.kind][0], text, _address(last), more)


def _address(event: Event) -> str:
    try:
        return reverse(event.kind, args=[event.key])
    except NoReverseMatch:  # a shortcoming has no page
        return ""
