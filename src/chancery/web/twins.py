"""Likely twins of what is about to be recorded: shown once before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from chancery.intake.alike.twins import said_in, twins_of
from chancery.people.access import Viewer
from chancery.register.contacts.likeness import likely_twins
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

    def twins(form: Any) -> list[Twin]:
        said = values(form) if values else form.values
        found = twins_of(said_in(kind, said), viewer)
        names = Names([reason for one in found for reason in one.reasons], viewer)
        return [
            Twin(
                reference=one.known.reference,
                text=one.known.text,
                why="; ".join(filter(None, (words_of(reason, names) for reason in one.reasons))),
                address=reverse(kind, args=[one.known.key]),
            )
            for one in found
        ]

    return twins


def contact_finder(viewer: Viewer) -> Finder:
    """The same for contacts: told apart by name and by how they are reached."""

    def twins(form: Any) -> list[Twin]:
        return [
            Twin(
                reference=one.reference,
                text=one.text,
                why="; ".join(filter(None, (one.office, getattr(one, "organisation_name", "")))),
                address=reverse("contact", args=[one.pk]),
            )
            for one in likely_twins(viewer, form.values)
        ]

    return twins
