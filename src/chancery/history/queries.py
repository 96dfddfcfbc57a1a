"""Reading history and verifying it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet

from chancery.history import anchor
from chancery.history.chain import GENESIS, Link, link_hash, values_digest
from chancery.history.models import Event, Purge


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


def latest() -> QuerySet[Event]:
    """Everything that happened, newest first."""
    return Event.objects.select_related("values_beside", "purge").order_by("-seq")


def verify(anchor_path: Path | None = None) -> Verdict:
    """Walk the whole chain; name the first broken link, or a tail that was cut off."""
    anchored = anchor.read(anchor_path) if anchor_path else None
    purged = set(Purge.objects.values_list("event_id", flat=True))
    previous, length, at_anchor = GENESIS, 0, ""
    for event in latest().order_by("seq").iterator(chunk_size=2000):
        cause = _fault(event, length + 1, previous, purged)
        if cause:
            return Verdict(length, previous, event.seq, cause)
        length, previous = event.seq, event.hash
        if anchored and length == anchored.length:
            at_anchor = event.hash
    return _at_the_end(length, previous, anchored, at_anchor)


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
    length: int, head: str, anchored: anchor.Anchored | None, at_anchor: str
) -> Verdict:
    if anchored is None:
        return Verdict(length, head)
    if length < anchored.length:
        missing = anchored.length - length
        return Verdict(
            length, head, length + 1, f"the tail is cut: the last {missing} events are gone"
        )
    if at_anchor != anchored.hash:
        return Verdict(length, head, anchored.length, "the chain is not the one that was anchored")
    return Verdict(length, head)
