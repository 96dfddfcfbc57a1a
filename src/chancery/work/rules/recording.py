"""May this person record, change or prove this piece of work?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from chancery.documents.models import Document, Protected, Sensitivity
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit
from chancery.register import access as register
from chancery.register.models import Commitment
from chancery.register.rules import check_reason
from chancery.register.values import Guard, Source
from chancery.work.errors import AuthorityError, InvalidValuesError, StateError
from chancery.work.models import Basis, Proposal, Task, TaskState
from chancery.work.rules.authority import (
    check_may_assign,
    directs,
    holds,
    is_in_charge,
    speaks_for,
)
from chancery.work.rules.moves import check_not_closed
from chancery.work.values import ProposalValues, TaskValues

_RANK = {level: rank for rank, level in enumerate(Sensitivity.values)}

# Recording work.


def check_can_add_task(viewer: Viewer, values: TaskValues, guard: Guard, source: Source) -> None:
    """An order is recorded from the document that gives it, or by who may give it.

    A task that was requested is recorded by the unit that took it on.
    """
    _check_holds(viewer, guard)
    _check_links(viewer, values)
    _check_commitment(viewer, values)
    if values.basis == Basis.RESOLVED:
        if values.assigner != values.lead:
            raise AuthorityError(_("What a unit resolves for itself it also leads."))
        _check_word(viewer, values.lead, source)
    elif values.basis == Basis.REQUESTED:
        if not viewer.writes_for(values.lead):
            raise AuthorityError(
                _("A request becomes a task when the unit asked accepts it: make a proposal.")
            )
    else:
        check_may_assign(values.assigner, values.lead)
        _check_word(viewer, values.assigner, source)


def check_can_add_proposal(
    viewer: Viewer, values: ProposalValues, guard: Guard, source: Source
) -> None:
    """A unit asks in its own name; what another asked is recorded from its document."""
    _check_holds(viewer, guard)
    _check_links(viewer, values)
    if values.from_unit == values.to_unit:
        raise AuthorityError(_("A unit does not make proposals to itself: resolve a task."))
    _check_word(viewer, values.from_unit, source)


def _check_holds(viewer: Viewer, guard: Guard) -> None:
    if not viewer.writes_for(guard.held_by):
        raise NotAllowedError(
            _("Only an officer or head of the unit that will hold the record may add it.")
        )


def _check_commitment(viewer: Viewer, values: TaskValues) -> None:
    """What a person may not know of is for them not there."""
    commitment, known = values.commitment_id, register.commitments(viewer)
    if commitment is not None and not known.filter(pk=commitment).exists():
        raise InvalidValuesError({"commitment": [_("There is no such commitment.")]})


def _check_links(viewer: Viewer, values: TaskValues | ProposalValues) -> None:
    """The same of the case that work is for."""
    obstacle, opportunity = values.obstacle_id, values.opportunity_id
    if obstacle is not None and not register.obstacles(viewer).filter(pk=obstacle).exists():
        raise InvalidValuesError({"obstacle": [_("There is no such obstacle.")]})
    known = register.opportunities(viewer)
    if opportunity is not None and not known.filter(pk=opportunity).exists():
        raise InvalidValuesError({"opportunity": [_("There is no such opportunity.")]})


def _check_word(viewer: Viewer, unit: str, source: Source) -> None:
    if source.document_id is not None:
        return
    row = Unit.objects.filter(key=unit).first()
    if row is None or not speaks_for(viewer, row):
        raise NotAllowedError(
            _("Only %(unit)s gives its word: record this from its document, or make a proposal.")
            % {"unit": row or unit}
        )


# A task, once it stands.


def check_can_change(viewer: Viewer, task: Task) -> None:
    """The unit that holds an open task keeps its content right, and so may the assigner."""
    if not (viewer.writes_for(task.held_by_id) or directs(viewer, task)):
        raise NotAllowedError(
            _("Only the unit that holds this task or its assigner may change it: %(unit)s")
            % {"unit": task.held_by}
        )
    check_not_closed(task)


def check_can_change_to(viewer: Viewer, task: Task, was: TaskValues, values: TaskValues) -> None:
    """More time, another lead, another ground: the assigner decides. Earlier needs nobody."""
    check_can_change(viewer, task)
    ground = ("basis", "assigner", "lead", "recurrence")
    moved = [name for name in ground if getattr(was, name) != getattr(values, name)]
    if (moved or _gives_time(was, values)) and not directs(viewer, task):
        raise NotAllowedError(
            _("More time, another lead or another ground is for the assigner to decide: %(unit)s")
            % {"unit": task.assigner}
        )
    if values.commitment_id != was.commitment_id:
        _check_commitment(viewer, values)
    cases = (values.obstacle_id, values.opportunity_id)
    if cases != (was.obstacle_id, was.opportunity_id):
        _check_links(viewer, values)
    if moved:
        _check_ground(task, values)
    if {"basis", "assigner"} & set(moved):
        _check_word(viewer, values.assigner, Source(task.document_id))


def _check_ground(task: Task, values: TaskValues) -> None:
    if task.state == TaskState.SUBMITTED or task.children.exists() or task.parent_id:
        raise StateError(
            _("%(reference)s cannot change hands now: cancel it with a reason and assign it anew.")
            % {"reference": task.reference}
        )
    if values.basis == Basis.ASSIGNED:
        check_may_assign(values.assigner, values.lead)
    elif values.basis == Basis.RESOLVED and values.assigner != values.lead:
        raise AuthorityError(_("What a unit resolves for itself it also leads."))
    elif values.basis == Basis.REQUESTED and values.lead != task.lead_id:
        raise AuthorityError(
            _("A request becomes a task when the unit asked accepts it: make a proposal.")
        )


def _gives_time(was: TaskValues, values: TaskValues) -> bool:
    return was.due is not None and (values.due is None or values.due > was.due)


def check_can_attach(viewer: Viewer, record: Task | Commitment) -> None:
    """Evidence is brought by those who do the work, who ordered it, or who keep the record."""
    units = {record.held_by_id, record.lead_id}
    units |= set(record.coordinating.values_list("key", flat=True))
    speaks = isinstance(record, Task) and (
        speaks_for(viewer, record.assigner) or is_in_charge(viewer, record)
    )
    if not speaks and not any(unit and viewer.writes_for(unit) for unit in units):
        raise NotAllowedError(
            _("Evidence is for the lead, the coordinating units and the assigner to attach.")
        )


def check_may_quote(document: Document, record: Task | Commitment) -> None:
    """Words of a document are shown to all who see the record: to no more than may read them.

    A record as closed as the document, for the same units, may quote it; any other may name it
    without its words.
    """
    closed = _RANK[record.sensitivity] - _RANK[document.sensitivity]
    for_named_alone = document.sensitivity == Sensitivity.RESTRICTED
    if closed > 0 or (closed == 0 and not (for_named_alone and _named(record) - _named(document))):
        return
    raise InvalidValuesError(
        {
            "quote": [
                _("More people see %(reference)s than this document: attach it without its words.")
                % {"reference": record.reference}
            ]
        }
    )


def may_quote(document: Document, record: Task | Commitment) -> bool:
    """Whether ``check_may_quote`` would let it through."""
    return holds(lambda: check_may_quote(document, record))


def _named(thing: Protected) -> set[str]:
    return {thing.held_by_id, *thing.named_units.values_list("key", flat=True)}


def check_can_remove_evidence(viewer: Viewer, record: Task | Commitment, reason: str) -> None:
    """Who may attach may take off, saying why, until the task it speaks for is closed."""
    check_can_attach(viewer, record)
    check_reason(reason)
    if isinstance(record, Task):
        check_not_closed(record)


# A proposal.


def check_can_answer(viewer: Viewer, proposal: Proposal) -> None:
    """The unit asked answers an open proposal, once."""
    if not viewer.writes_for(proposal.to_unit_id):
        raise NotAllowedError(
            _("This is for an officer or head of the unit asked: %(unit)s")
            % {"unit": proposal.to_unit}
        )
    if proposal.state != Proposal.State.OPEN:
        raise StateError(_("This proposal has been answered already."))


# The same for templates.


def can_change(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_change`` would let it through."""
    return holds(lambda: check_can_change(viewer, task))


def can_answer(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether ``check_can_answer`` would let it through."""
    return holds(lambda: check_can_answer(viewer, proposal))


def can_attach(viewer: Viewer, record: Task | Commitment) -> bool:
    """Whether ``check_can_attach`` would let it through."""
    return holds(lambda: check_can_attach(viewer, record))
