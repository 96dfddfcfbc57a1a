"""Cases on the Today page: what its owner let slip, and what is to be done within days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.written_question import Asked, first_of
from chancery.register import queries as register
from chancery.register.cases import queries as cases
from chancery.web.formatting import day
from chancery.web.today import FIRST, Line, Section


def cases_due(who: Viewer) -> list[Section]:
    """The person's own obstacles and opportunities whose next step is late or soon due."""
    found = []
    for page, title, words, icon, asked in _cases():
        lines, count = first_of(asked, who, FIRST)
        if count:
            link = f"{reverse(page)}?timing=step_due&whose=mine"
            said = [_case(page, row) for row in lines]
            tone = "red" if lines[0].next_step_on < timezone.localdate() else "amber"
            found.append(Section(page, title, words, icon, count, said, link, tone))
    return found


def _cases() -> Iterator[tuple[str, str, str, str, Asked]]:
    """Address, heading, words, icon and question of each kind."""
    yield (
        "obstacles",
        _("Obstacles: next step late or soon due"),
        _("obstacles with a step due"),
        "hand-stop",
        _obstacles,
    )
    yield (
        "opportunities",
        _("Opportunities: next step late or soon due"),
        _("opportunities with a step due"),
        "bulb",
        _opportunities,
    )


def _obstacles(who: Viewer) -> QuerySet[Any]:
    return _due(register.obstacles(who), who)


def _opportunities(who: Viewer) -> QuerySet[Any]:
    return _due(cases.opportunities(who), who)


def _due(rows: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    return cases.first_due(cases.step_due(cases.in_charge_of(rows, who)))


def _case(page: str, row: Any) -> Line:
    address = reverse("obstacle" if page == "obstacles" else "opportunity", args=[row.pk])
    said = f"{day(row.next_step_on)}: {row.next_step}"
    return Line(row.reference, row.text, address, said=said, unit=row.lead)
