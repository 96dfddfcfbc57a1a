"""Which records of the register a person may know of."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet

from chancery.people.access import Concerns, Viewer, visible
from chancery.register.models import (
    Activity,
    Agreement,
    Commitment,
    FtaUse,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Project,
)

_OF_COMMITMENTS = Concerns(
    units=("lead",), many_units=("coordinating",), many_partners=("parties",)
)


def commitments(viewer: Viewer) -> QuerySet[Commitment]:
    """Those its lead and coordinating units, and the missions to its parties, are concerned with."""
    return visible(viewer, Commitment, _OF_COMMITMENTS)


def commitments_ever(viewer: Viewer) -> QuerySet[Commitment]:
    """Those too that were merged since: what a review once judged stays among its rows."""
    return visible(viewer, Commitment, replace(_OF_COMMITMENTS, merged=True))


def requests(viewer: Viewer) -> QuerySet[PartnerRequest]:
    """What was asked, for the missions to that partner too."""
    return visible(viewer, PartnerRequest, Concerns(partner="partner"))


def obstacles(viewer: Viewer) -> QuerySet[Obstacle]:
    """What blocks, for who leads, with whom it is pending and the missions to that partner too."""
    concerns = Concerns(units=("lead", "pending_unit"), partner="partner")
    return visible(viewer, Obstacle, concerns)


def opportunities(viewer: Viewer) -> QuerySet[Opportunity]:
    """What could be won, for the unit that owns it and the missions to that partner too."""
    return visible(viewer, Opportunity, Concerns(units=("lead",), partner="partner"))


def agreements(viewer: Viewer) -> QuerySet[Agreement]:
    """Agreements, for the unit that leads them and the missions to their parties too; those of the
    pack are public."""
    return visible(viewer, Agreement, Concerns(units=("lead",), many_partners=("parties",)))


def activities(viewer: Viewer) -> QuerySet[Activity]:
    """Visits and talks, for the unit that leads them and the missions to its partners too."""
    return visible(viewer, Activity, Concerns(units=("lead",), many_partners=("partners",)))


def projects(viewer: Viewer) -> QuerySet[Project]:
    """Projects, for the unit or province that hosts them and the missions to their partners too."""
    return visible(viewer, Project, Concerns(units=("host",), many_partners=("partners",)))


def fta_uses(viewer: Viewer) -> QuerySet[FtaUse]:
    """Figures on the use of agreements that the person may know of too."""
    known = agreements(viewer).order_by().values("pk")
    return visible(viewer, FtaUse).filter(agreement__in=known)
