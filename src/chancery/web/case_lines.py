"""Cases on the Today page: what its owner let slip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import queries as register
from chancery.register.cases import queries as cases
from chancery.web.formatting import day
from chancery.web.today import Line, Section, first


def late_cases(who: Viewer) -> list[Section]:
    """The person's own obstacles and opportunities whose next step is past its day."""
    found = []
    for page, title, words, icon, rows in _cases(who):
        late = cases.first_due(cases.step_late(cases.in_charge_of(rows, who)))
        lines, count = first(late)
        if count:
            link = f"{reverse(page)}?timing=step_late&whose=mine"
            said = [_case(page, row) for row in lines]
            found.append(Section(page, title, words, icon, count, said, link, "amber"))
    return found


def _cases(who: Viewer) -> Iterator[tuple[str, str, str, str, QuerySet[Any]]]:
    """Address, heading, words, icon and rows of each kind."""
    yield (
        "obstacles",
        _("Obstacles: next step past its day"),
        _("obstacles with a late step"),
        "hand-stop",
        register.obstacles(who),
    )
    yield (
        "opportunities",
        _("Opportunities: next step past its day"),
        _("opportunities with a late step"),
        "bulb",
        cases.opportunities(who),
    )


def _case(page: str, row: Any) -> Line:
    address = reverse("obstacle" if page == "obstacles" else "opportunity", args=[row.pk])
    said = f"{day(row.next_step_on)}: {row.next_step}"
    return Line(row.reference, row.text, address, said=said, unit=row.lead)
