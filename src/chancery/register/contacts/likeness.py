"""Contacts that may be the same as one about to be saved."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.register.contacts.queries import Personal, contacts, personal_of, usable
from chancery.register.contacts.values import ContactValues
from chancery.register.models import Contact

_NEAR = 88
"""Of 100: from here on two names of a partner are one name written twice (order left aside)."""
_DIGITS = 8
"""The last digits of a telephone number: country codes and zeros in front are written freely."""
SHOWN = 5


def likely_twins(viewer: Viewer, values: ContactValues) -> list[Contact]:
    """Contacts of the same partner that the person may know of and that may be the same.

    E-mail and telephone are compared only where the person may see them.
    """
    return Alike(viewer).twins_of(values)


class Alike:
    """Looks for the twins of many contacts: those of a partner are read once.

    Of use for as long as nothing is recorded.
    """

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._of: dict[str, list[tuple[Contact, str, Personal | None]]] = {}

    def twins_of(self, values: ContactValues) -> list[Contact]:
        """As ``likely_twins``."""
        rows, name = self._rows(values.partner), _sorted(values.text)
        close = process.extract(
            name,
            [known for _row, known, _reached in rows],
            scorer=fuzz.ratio,
            score_cutoff=_NEAR,
            limit=None,
        )
        named = {at for _name, _score, at in close}
        return [
            row
            for at, (row, _known, reached) in enumerate(rows)
            if (at in named and row.kind == values.kind)
            or (reached and _same_address(reached.email, reached.telephone, values))
        ][:SHOWN]

    def _rows(self, partner: str) -> list[tuple[Contact, str, Personal | None]]:
        if partner not in self._of:
            rows = contacts(self._viewer).filter(partner=partner, erased_at=None)
            self._of[partner] = [
                (row, _sorted(row.text), personal_of(row)) for row in rows.order_by("text", "pk")
            ]
        return self._of[partner]


def _sorted(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def hidden_twins(viewer: Viewer, values: ContactValues) -> list[Contact]:
    """Those that the person may not know of: their owners are told, the person is not."""
    known = contacts(viewer).order_by().values("pk")
    rows = usable(Contact.objects.filter(partner=values.partner, merged_into=None)).exclude(
        pk__in=known
    )
    return [row for row in rows if _alike(row, row, values)]


def _alike(row: Contact, reached: Contact | Personal | None, values: ContactValues) -> bool:
    if reached is not None and _same_address(reached.email, reached.telephone, values):
        return True
    return row.kind == values.kind and near(row.text, values.text)


def _same_address(email: str, telephone: str, values: ContactValues) -> bool:
    if email and email.casefold() == values.email.strip().casefold():
        return True
    number = _number(telephone)
    return len(number) == _DIGITS and number == _number(values.telephone)


def near(one: str, other: str) -> bool:
    """Whether two names may be one, whatever their marks, case and order of words."""
    return fuzz.ratio(_sorted(one), _sorted(other)) >= _NEAR


def _number(telephone: str) -> str:
    return "".join(letter for letter in telephone if letter.isdigit())[-_DIGITS:]
