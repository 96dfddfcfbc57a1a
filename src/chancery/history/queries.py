"""Reading history and verifying it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from chancery.history import anchor
from chancery.history.chain import GENESIS, Link, link_hash, values_digest
from chancery.history.models import Event, Head, Purge


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome of a walk along the chain. ``broken_at`` is the first wrong link's number."""

    length: int
    head: str
    broken_at: int | None = None
    cause: str = ""

    @property
    def is_whole(self) -> bool:
        """Every link holds and the tail is there."""
        return not self.cause


def events_of(kind: str, key: object) -> QuerySet[Event]:
    """What happened to one object, oldest first, with the values that are still kept."""
    found = Event.objects.filter(kind=kind, key=str(key))
    return found.select_related("values_beside", "purge").order_by("seq")


def events_of_many(kind: str, keys: Iterable[object]) -> QuerySet[Event]:
    """What happened to several objects of a kind, as ``events_of`` tells it."""
    found = Event.objects.filter(kind=kind, key__in=[str(key) for key in keys])
    return found.select_related("values_beside", "purge").order_by("seq")


def latest() -> QuerySet[Event]:
    """Everything that happened, newest first."""
    return Event.objects.select_related("values_beside", "purge").order_by("-seq")


def values_after(event: Event) -> dict[str, Any]:
    """Each field that an event tells of, as it was afterwards; nothing once that was purged."""
    beside = getattr(event, "values_beside", None)
    return {name: pair[1] for name, pair in beside.changes.items()} if beside else {}


def length() -> int:
    """How many steps there are: the number of the last one."""
    head = Head.objects.first()
    return head.length if head else 0


def begun_between(after: int, up_to: int, kinds: Iterable[str]) -> QuerySet[Event]:
    """The first step of each object of some kinds whose history begins there."""
    before = Event.objects.filter(
        kind=OuterRef("kind"), key=OuterRef("key"), seq__lt=OuterRef("seq")
    )
    there = Event.objects.filter(seq__gt=after, seq__lte=up_to, kind__in=list(kinds))
    return there.filter(~Exists(before)).order_by("seq")


def keys_telling(kind: str, field: str, value: object) -> set[str]:
    """Objects of a kind, those long gone too, of which an event tells this value of a field."""
    changes = "values_beside__changes"
    told = Q((f"{changes}__{field}__0", value)) | Q((f"{changes}__{field}__1", value))
    return set(Event.objects.filter(told, kind=kind).values_list("key", flat=True))


def verify(anchor_path: Path | None = None) -> Verdict:
    """Walk the whole chain; name the first broken link, or a tail that was cut off.

    The chain must pass through the head that the database keeps and through the anchored one.
    """
    anchored = anchor.read(anchor_path) if anchor_path else None
    head = Head.objects.first()  # before the walk: what is written meanwhile comes after it
    purged = _purged()
    previous, length, passed = GENESIS, 0, {0: ""}
    wanted = {point.length for point in (anchored, head) if point}
    for event in latest().order_by("seq").iterator(chunk_size=2000):
        cause = _fault(event, length + 1, previous, purged)
        if cause:
            return Verdict(length, previous, event.seq, cause)
        length, previous = event.seq, event.hash
        if length in wanted:
            passed[length] = event.hash
    walked = Verdict(length, previous)
    if anchor_path and anchored is None and length:
        return replace(walked, broken_at=1, cause="the anchor is gone")
    return _at_the_end(walked, passed, anchored, head)


def _purged() -> set[int]:
    """The events that a later event says were emptied; a row of ``Purge`` alone proves nothing."""
    rows = Purge.objects.select_related("by_event__values_beside")
    return {row.event_id for row in rows if row.event_id in _emptied_by(row.by_event)}


def _emptied_by(event: Event) -> list[int]:
    beside = getattr(event, "values_beside", None)
    return beside.changes.get("emptied", [None, []])[1] if beside else []


def _fault(event: Event, expected: int, previous: str, purged: set[int]) -> str:
    if event.seq != expected:
        return f"event {expected} is missing"
    if event.previous != previous:
        return "it does not continue the event before it"
    link = Link(
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        action=event.action,
        kind=event.kind,
        key=event.key,
        digest=event.digest,
        previous=event.previous,
    )
    if link_hash(link) != event.hash:
        return "it was changed after it was written"
    return _fault_beside(event, purged)


def _fault_beside(event: Event, purged: set[int]) -> str:
    beside = getattr(event, "values_beside", None)
    if beside is None:
        return "" if event.seq in purged else "its values are gone and no purge says so"
    digest = values_digest(
        salt=beside.salt, label=beside.label, reason=beside.reason, changes=beside.changes
    )
    return "" if digest == event.digest else "its values were changed after they were written"


def _at_the_end(
    walked: Verdict,
    passed: dict[int, str],
    anchored: anchor.Anchored | None,
    head: Head | None,
) -> Verdict:
    known = max((point.length for point in (anchored, head) if point), default=0)
    if walked.length < known:
        cut = f"the tail is cut: the last {known - walked.length} events are gone"
        return replace(walked, broken_at=walked.length + 1, cause=cut)
    if anchored and passed[anchored.length] != anchored.hash:
        cause = "the chain is not the one that was anchored"
        return replace(walked, broken_at=anchored.length, cause=cause)
    if walked.length and (head is None or passed[head.length] != head.hash):
        cause = "the head kept in the database is not of this chain"
        return replace(walked, broken_at=head.length if head else 1, cause=cause)
    return walked
