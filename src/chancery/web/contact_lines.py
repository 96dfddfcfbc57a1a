"""Contacts on the Today page: those that the person's own unit may not keep much longer."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.contacts import queries
from chancery.web.formatting import day
from chancery.web.today import Line, Section, first


def contacts_to_review(who: Viewer) -> list[Section]:
    """What a writer of the unit that keeps them has to review or erase."""
    mine = [unit for unit in who.own_units if who.writes_for(unit)]
    if not mine:
        return []
    rows = queries.to_review(queries.listed(who).filter(held_by__in=mine))
    lines, count = first(rows.prefetch_related(None).order_by("text", "pk"))
    if not count:
        return []
    link = f"{reverse('contacts')}?standing=review"
    words = (_("Contacts to review or erase"), _("contacts to review"), "users")
    return [Section("contacts", *words, count, [_line(row) for row in lines], link, "amber")]


def _line(row: Any) -> Line:
    until = queries.kept_until(row)
    said = _("kept until %(day)s") % {"day": day(until)} if until else _("consent withdrawn")
    return Line(row.reference, row.text, reverse("contact", args=[row.pk]), said=said)
