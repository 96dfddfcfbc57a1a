"""Which advice a person may know of."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chancery.people.access import Concerns, Viewer, visible
from chancery.work.models import Advice


def advice(viewer: Viewer) -> QuerySet[Advice]:
    """That which the person's agency writes, asked for or decides, and that on a mission's partners.

    Until it is submitted it is the own of the agency that writes it, and of who oversees.
    """
    concerns = Concerns(units=("asked_unit", "to_unit"), many_partners=("partners",))
    rows = visible(viewer, Advice, concerns)
    if viewer.oversees:
        return rows
    own = Q(held_by__in=viewer.units | viewer.agency_units)
    return rows.filter(own | Q(submitted_at__isnull=False))
