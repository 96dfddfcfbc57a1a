"""Who may share a proposal with the missions, and who may say that they do it too."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.models import Sensitivity
from chancery.people.access import OUTPOSTS, Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit
from chancery.register.rules import check_can_change, holds
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Proposal
from chancery.work.values import ProposalValues


def check_can_share(viewer: Viewer, proposal: Proposal) -> None:
    """The unit that holds it opens it to the missions, unless it is restricted."""
    check_can_change(viewer, proposal)
    if proposal.sensitivity == Sensitivity.RESTRICTED:
        raise StateError(_("A restricted proposal is for the units named: it is not shared."))


def check_can_echo(viewer: Viewer, proposal: Proposal, unit: Unit) -> None:
    """An officer or head of another mission says so, of a proposal that is shared."""
    if unit.kind not in OUTPOSTS or not viewer.writes_for(unit.pk):
        raise NotAllowedError(_("Only an officer or head of a mission says so, for the mission."))
    if not proposal.shared:
        raise StateError(_("This proposal is not shared with the missions."))
    if unit.pk == proposal.from_unit_id:
        raise StateError(_("It is this mission's own proposal."))


def missions_of(viewer: Viewer) -> list[Unit]:
    """The missions and trade offices that the person writes for."""
    mine = [unit for unit in viewer.own_units if viewer.writes_for(unit)]
    return list(Unit.objects.filter(pk__in=mine, kind__in=OUTPOSTS).order_by("pk"))


def check_event(values: ProposalValues) -> None:
    """An outside event has its words and its day, which has come."""
    if bool(values.event.strip()) != (values.event_on is not None):
        words = _("Say both what happened and on which day.")
        raise InvalidValuesError({"event_on": [words]})
    if values.event_on and values.event_on > timezone.localdate():
        raise InvalidValuesError({"event_on": [_("What a proposal answers has happened.")]})


def can_share(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether ``check_can_share`` would let it through."""
    return holds(lambda: check_can_share(viewer, proposal))
