"""Filters of the lists of contacts and interactions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.register.contacts import queries
from chancery.register.models import Contact, Interaction
from chancery.web.forms.documents import day_field
from chancery.web.forms.narrowing import (
    Narrowing,
    Rows,
    choice,
    equal,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.web.forms.selecting import ShortSelect

ERASED = "erased"


def _sector() -> forms.ModelChoiceField:  # type: ignore[type-arg] # not generic when it runs
    rows = Sector.objects.all()
    return forms.ModelChoiceField(
        rows, label=_("Sector"), required=False, empty_label=_("all"), widget=ShortSelect
    )


def _in_sector(rows: Rows, sector: Sector) -> Rows:
    return rows.filter(sectors=sector)


def _named(rows: Rows, text: str) -> Rows:
    """By reference, name, office, organisation; by e-mail or telephone where those are shown."""
    fits = Q(reference__icontains=text)
    for casing in {text, text.lower(), text.upper(), text.capitalize(), text.title()}:
        for column in ("text", "office"):
            fits |= Q(**{f"{column}__icontains": casing})
    return queries.found_by(rows, fits, text)


def _standing(rows: Rows, value: str) -> Rows:
    if value == "review":
        return queries.to_review(rows)
    if value == "quiet":
        return queries.quiet(rows)
    if value == "withdrawn":
        return rows.filter(basis=Contact.Basis.WITHDRAWN)
    return rows


class ContactFilter(Narrowing):
    """Whom do we know there?"""

    text = search_field(_("Reference, name or office"))
    partner = partner_field()
    kind = choice(_("Kind"), Contact.Kind.choices)
    standing = choice(
        _("Standing"),
        [
            ("review", _("to be reviewed or erased")),
            ("quiet", _("met by nobody for a year")),
            ("withdrawn", _("consent withdrawn")),
            (ERASED, _("erased")),
        ],
    )
    sector = _sector()
    held_by = unit_field(_("Kept by"))
    basis = choice(_("Basis for keeping"), Contact.Basis.choices)
    MORE = frozenset({"sector", "held_by", "basis"})
    FILTERS = {
        "text": _named,
        "partner": equal("partner"),
        "kind": equal("kind"),
        "standing": _standing,
        "sector": _in_sector,
        "held_by": equal("held_by"),
        "basis": equal("basis"),
    }

    def narrow(self, rows: Rows) -> Rows:
        """The erased only where they are asked for."""
        gone = self.cleaned_data.get("standing") == ERASED
        return super().narrow(rows.filter(erased_at__isnull=not gone))


def _from_day(rows: Rows, day: Any) -> Rows:
    return rows.filter(day__gte=day)


def _to_day(rows: Rows, day: Any) -> Rows:
    return rows.filter(day__lte=day)


def _next(rows: Rows, value: str) -> Rows:
    return rows.exclude(next_step="") if value == "agreed" else rows.filter(next_step="")


class InteractionFilter(Narrowing):
    """Who met whom about what?"""

    text = search_field()
    partner = partner_field()
    kind = choice(_("Kind"), Interaction.Kind.choices)
    from_day = day_field(_("From day"))
    to_day = day_field(_("To day"))
    unit = unit_field(_("Our unit"))
    sector = _sector()
    contact = forms.CharField(label=_("Reference of a contact"), required=False, max_length=20)
    next = choice(_("Next step"), [("agreed", _("agreed")), ("none", _("none"))])
    MORE = frozenset({"unit", "sector", "contact", "next"})
    FILTERS = {
        "text": worded("reference", "text", "summary", "place", "theirs", "people", "next_step"),
        "partner": equal("partner"),
        "kind": equal("kind"),
        "from_day": _from_day,
        "to_day": _to_day,
        "sector": _in_sector,
        "next": _next,
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, viewer=viewer)
        self._viewer = viewer

    def narrow(self, rows: Rows) -> Rows:
        """Also by our unit, and by a contact that the person may know of."""
        if unit := self.cleaned_data.get("unit"):
            took_part = Interaction.units.through.objects.filter(unit=unit)
            held = Q(held_by=unit) | Q(next_unit=unit)
            rows = rows.filter(held | Q(pk__in=took_part.values("interaction")))
        if reference := self.cleaned_data.get("contact", "").strip().upper():
            known = queries.contacts(self._viewer).filter(reference=reference).first()
            met = queries.interactions_of(self._viewer, known) if known else None
            rows = rows.filter(pk__in=met.order_by().values("pk")) if met else rows.none()
        return super().narrow(rows)
