"""Cases on the Today page: what its owner let slip, and what is to be done within days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import queries as register
from chancery.register.cases import queries as cases
from chancery.web.formatting import day
from chancery.web.today import Line, Section, first


def cases_due(who: Viewer) -> list[Section]:
    """The person's own obstacles and opportunities whose next step is late or soon due."""
    found = []
    for page, title, words, icon, rows in _cases(who):
        lines, count = first(cases.first_due(cases.step_due(cases.in_charge_of(rows, who))))
        if count:
            link = f"{reverse(page)}?timing=step_due&whose=mine"
            said = [_case(page, row) for row in lines]
            tone = "red" if lines[0].next_step_on < timezone.localdate() else "amber"
            found.append(Section(page, title, words, icon, count, said, link, tone))
    return found


def _cases(who: Viewer) -> Iterator[tuple[str, str, str, str, QuerySet[Any]]]:
    """Address, heading, words, icon and rows of each kind."""
    yield (
        "obstacles",
        _("Obstacles: next step late or soon due"),
        _("obstacles with a step due"),
        "hand-stop",
        register.obstacles(who),
    )
    yield (
        "opportunities",
        _("Opportunities: next step late or soon due"),
        _("opportunities with a step due"),
        "bulb",
        cases.opportunities(who),
    )


def _case(page: str, row: Any) -> Line:
    address = reverse("obstacle" if page == "obstacles" else "opportunity", args=[row.pk])
    said = f"{day(row.next_step_on)}: {row.next_step}"
    return Line(row.reference, row.text, address, said=said, unit=row.lead)
