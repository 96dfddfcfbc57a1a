"""Which consultations a person may know of, and whose answers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chancery.people.access import Concerns, Viewer, visible
from chancery.work.models import Consultation, ConsultationReply, ConsultedUnit


def consultations(viewer: Viewer) -> QuerySet[Consultation]:
    """Those the person's agency asks or is asked, and those on a mission's partners.

    Nobody but the asking agency, and who oversees, knows of one that was not sent.
    """
    concerns = Concerns(many_units=("units",), many_partners=("partners",))
    rows = visible(viewer, Consultation, concerns)
    if viewer.oversees:
        return rows
    return rows.filter(Q(sent_at__isnull=False) | Q(held_by__in=_circle(viewer)))


def asked(viewer: Viewer) -> QuerySet[ConsultedUnit]:
    """The units asked whose answers the person may read: their own agency's; all of them for the
    agency that asks and for who oversees."""
    rows = ConsultedUnit.objects.filter(consultation__in=consultations(viewer))
    if viewer.oversees:
        return rows
    circle = _circle(viewer)
    return rows.filter(Q(unit__in=circle) | Q(consultation__held_by__in=circle))


def replies(viewer: Viewer) -> QuerySet[ConsultationReply]:
    """What those units said, earlier replies included."""
    return ConsultationReply.objects.filter(asked__in=asked(viewer))


def sees_all_answers(viewer: Viewer, consultation: Consultation) -> bool:
    """Whether the person is of the agency that asks, or oversees: they read the synthesis."""
    return viewer.oversees or consultation.held_by_id in _circle(viewer)


def _circle(viewer: Viewer) -> frozenset[str]:
    return viewer.units | viewer.agency_units
