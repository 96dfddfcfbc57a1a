"""Contacts on the Today page: those that the person's own unit may not keep much longer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.written_question import first_of
from chancery.register.contacts import queries
from chancery.register.contacts.retention import retention
from chancery.register.models import Contact
from chancery.web.formatting import day
from chancery.web.today import FIRST, Line, Section


def contacts_to_review(who: Viewer) -> list[Section]:
    """What a writer of the unit that keeps them has to review or erase."""
    if not _kept_for(who):
        return []
    rule = retention()
    told = (rule.within, tuple(sorted(rule.months.items())))
    lines, count = first_of(_to_review, who, FIRST, told)
    if not count:
        return []
    link = f"{reverse('contacts')}?standing=review"
    words = (_("Contacts to review or erase"), _("contacts to review"), "users")
    return [Section("contacts", *words, count, [_line(row) for row in lines], link, "amber")]


def _kept_for(who: Viewer) -> list[str]:
    return [unit for unit in who.own_units if who.writes_for(unit)]


def _to_review(who: Viewer, _rule: tuple[Any, ...]) -> QuerySet[Contact]:
    rows = queries.to_review(queries.listed(who).filter(held_by__in=_kept_for(who)))
    return rows.prefetch_related(None).order_by("text", "pk")


def _line(row: Any) -> Line:
    until = queries.kept_until(row)
    said = _("kept until %(day)s") % {"day": day(until)} if until else _("consent withdrawn")
    return Line(row.reference, row.text, reverse("contact", args=[row.pk]), said=said)
