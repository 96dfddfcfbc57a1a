"""Who may assign to whom, and which side of a task a person stands on."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer, stands_in_line
from chancery.people.models import Unit, UnitKind
from chancery.people.queries import country_pack
from chancery.reference import UnknownKeyError
from chancery.work.errors import AuthorityError
from chancery.work.models import Basis, Task

_STATE_ORGANS = frozenset({UnitKind.GOVERNMENT, UnitKind.PRIME_MINISTER, UnitKind.COMMITTEE})
_THEIR_OFFICES = (_STATE_ORGANS - {UnitKind.COMMITTEE}) | {UnitKind.GOVERNMENT_OFFICE}


def may_assign(assigner: str, lead: str) -> bool:
    """The pack's table: whether the first unit may assign (giao) to the second."""
    try:
        return country_pack().may_assign(assigner, lead)
    except UnknownKeyError:
        return _may_assign_by_kind(assigner, lead)


def _may_assign_by_kind(assigner: str, lead: str) -> bool:
    """The same table for units that people added: it speaks of their kinds."""
    units = Unit.objects.in_bulk([assigner, lead])
    if len(units) < 2:
        return False
    giver, taker = units[assigner], units[lead]
    for row in country_pack().authority:
        if row.assigner not in {assigner, f"kind:{giver.kind}"}:
            continue
        scope, _colon, kind = row.assignee.rpartition(":")
        if kind == taker.kind and (scope == "kind" or (scope and _owns(giver, taker))):
            return True
    return False


def _owns(owner: Unit, unit: Unit) -> bool:
    above = unit.belongs_to
    while above is not None and above != owner:
        above = above.belongs_to
    return above is not None


def check_may_assign(assigner: str, lead: str) -> None:
    """Who has no authority over a unit requests: the receiver accepts, or answers why not."""
    if not may_assign(assigner, lead):
        raise AuthorityError(
            _("%(assigner)s has no authority to assign to %(lead)s: make a proposal instead.")
            % {"assigner": _name(assigner), "lead": _name(lead)}
        )


def leads(viewer: Viewer, task: Task) -> bool:
    """Officer or head of the lead unit, or the person in charge in a unit below it."""
    return viewer.writes_for(task.lead_id) or is_in_charge(viewer, task)


def is_in_charge(viewer: Viewer, task: Task) -> bool:
    """The person whom the lead unit named, while they still write in its line."""
    return task.person_id == viewer.user.pk and stands_in_line(viewer, task.lead)


def directs(viewer: Viewer, task: Task) -> bool:
    """Speaks for the assigner: the assigning unit itself; for the Government, the Prime Minister
    and their committees the Government Office; failing that the unit that recorded the order,
    unless it is the lead's.

    What a unit resolved for itself is approved by its head.
    """
    if task.basis == Basis.RESOLVED:
        return viewer.heads(task.lead_id)
    if speaks_for(viewer, task.assigner):
        return True
    return viewer.writes_for(task.held_by_id) and not leads(viewer, task)


def speaks_for(viewer: Viewer, unit: Unit) -> bool:
    """Officer or head of the unit; of the Government Office for the organs it is the office of."""
    return viewer.writes_for(unit.pk) or unit.kind in organs_spoken_for(viewer)


def organs_spoken_for(viewer: Viewer) -> frozenset[str]:
    """The kinds of state organ for which this person acts, being in their Office."""
    written_for = [own for own in viewer.own_units if viewer.writes_for(own)]
    if not viewer.oversees or not written_for:
        return frozenset()
    offices = Unit.objects.filter(key__in=written_for, kind__in=_THEIR_OFFICES)
    return _STATE_ORGANS if offices.exists() else frozenset()


def holds(check: Callable[[], object]) -> bool:
    """The same as a question, for templates: whether ``check`` would let it through."""
    try:
        check()
    except ChanceryError:
        return False
    return True


def _name(key: str) -> str:
    return str(Unit.objects.filter(key=key).first() or key)
