"""What becomes of a person's basis and day of keeping when two contacts are merged, and parted."""

from __future__ import annotations

from typing import Any

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register.contacts.merging import BASIS, earlier_end, stricter_basis
from chancery.register.models import Contact


def bind_both(kept: Contact, merged: Contact, by: Viewer) -> list[str]:
    """The stricter basis and the earlier day hold for the one that stays; the columns changed.

    The caller saves ``kept`` and tells of it.
    """
    if kept.kind != Contact.Kind.PERSON:
        return []
    before = {name: getattr(kept, name) for name in (*BASIS, "kept_until")}
    kept.kept_until = earlier_end(by, kept, merged)
    strict = stricter_basis(kept, merged)
    for name in BASIS:
        setattr(kept, name, getattr(strict, name))
    return [name for name, value in before.items() if getattr(kept, name) != value]


def withdrawn_since(kept: Contact, merged: Contact, merger: int) -> dict[str, list[Any]]:
    """Consent withdrawn after the event ``merger`` was withdrawn for both: what changes of merged.

    The caller saves ``merged``.
    """
    told = events_of("contact", kept.pk).filter(action="contact.withdrawn", seq__gt=merger)
    if kept.basis != Contact.Basis.WITHDRAWN or not told.exists():
        return {}
    changes = {}
    for name in BASIS:
        before, now = getattr(merged, name), getattr(kept, name)
        setattr(merged, name, now)
        if before != now:
            changes[name] = [_plain(before), _plain(now)]
    return changes


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
