"""Likely twins of what is about to be recorded: shown once before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from chancery.intake.alike.scoring import Likeness
from chancery.intake.alike.twins import Looking, said_in
from chancery.people.access import Viewer
from chancery.register.contacts.likeness import Alike
from chancery.web.known import Names, words_of

FIELD = "twins"  # sent by who was shown them, and means another record


@dataclass(frozen=True, slots=True)
class Twin:
    """A record that may be the same one, and why."""

    reference: str
    text: str
    why: str
    address: str


Finder = Callable[[Any], list[Twin]]


def finder(kind: str, viewer: Viewer, values: Callable[[Any], Any] | None = None) -> Finder:
    """What looks through the records of a kind for the twins of a checked form."""

    looking, words = Looking(kind, viewer), _Words(viewer)

    def twins(form: Any) -> list[Twin]:
        said = values(form) if values else form.values
        found = looking.twins_of(said_in(kind, said))
        if not found:
            return []
        return [
            Twin(
                reference=one.known.reference,
                text=one.known.text,
                why=words.why(one),
                address=reverse(kind, args=[one.known.key]),
            )
            for one in found
        ]

    return twins


class _Words:
    """Why two are alike, in words; a name is looked up once, however many rows bear it."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer, self._names = viewer, Names((), viewer)

    def why(self, one: Likeness) -> str:
        self._names.learn(one.reasons, self._viewer)
        said = (words_of(reason, self._names) for reason in one.reasons)
        return "; ".join(filter(None, said))


def contact_finder(viewer: Viewer) -> Finder:
    """The same for contacts: told apart by name and by how they are reached."""
    alike = Alike(viewer)

    def twins(form: Any) -> list[Twin]:
        return [
            Twin(
                reference=one.reference,
                text=one.text,
                why="; ".join(filter(None, (one.office, getattr(one, "organisation_name", "")))),
                address=reverse("contact", args=[one.pk]),
            )
            for one in alike.twins_of(form.values)
        ]

    return twins
