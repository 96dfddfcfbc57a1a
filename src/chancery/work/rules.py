"""May this person do this to this piece of work, where it stands now?

The moves of a task are one table. ``check_...`` raises with what to do instead; ``can_...`` answers
yes or no for templates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit, UnitKind
from chancery.people.queries import country_pack
from chancery.reference import UnknownKeyError
from chancery.register import access as register
from chancery.register.models import Commitment
from chancery.register.rules import check_reason
from chancery.register.values import Guard, Source
from chancery.work.errors import AuthorityError, InvalidValuesError, StateError
from chancery.work.models import Basis, Proposal, Task, TaskState
from chancery.work.values import ProposalValues, TaskValues

CLOSED = frozenset({str(TaskState.DONE), str(TaskState.CANCELLED)})
OPEN = frozenset(map(str, TaskState)) - CLOSED

_STATE_ORGANS = frozenset({UnitKind.GOVERNMENT, UnitKind.PRIME_MINISTER, UnitKind.COMMITTEE})
_THEIR_OFFICES = (_STATE_ORGANS - {UnitKind.COMMITTEE}) | {UnitKind.GOVERNMENT_OFFICE}


class Side(models.TextChoices):
    """Whose move it is."""

    LEAD = "lead", gettext_lazy("lead unit")
    ASSIGNER = "assigner", gettext_lazy("assigner")


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from these states, that side may bring a task into that state."""

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    who: Side
    needs_reason: bool = False


def _from(*states: TaskState) -> frozenset[str]:
    return frozenset(map(str, states))


_T = TaskState
_TO_START = _from(_T.ACCEPTED, _T.RETURNED)
_TO_SUBMIT = _from(_T.ACCEPTED, _T.IN_PROGRESS, _T.RETURNED)
MOVES: tuple[Move, ...] = (
    Move(
        "accept", pgettext_lazy("task", "Accept"), _from(_T.ASSIGNED), str(_T.ACCEPTED), Side.LEAD
    ),
    Move("start", pgettext_lazy("task", "Start"), _TO_START, str(_T.IN_PROGRESS), Side.LEAD),
    Move("submit", pgettext_lazy("task", "Submit"), _TO_SUBMIT, str(_T.SUBMITTED), Side.LEAD),
    Move(
        "approve",
        pgettext_lazy("task", "Approve"),
        _from(_T.SUBMITTED),
        str(_T.DONE),
        Side.ASSIGNER,
    ),
    Move(
        "return",
        pgettext_lazy("task", "Return"),
        _from(_T.SUBMITTED),
        str(_T.RETURNED),
        Side.ASSIGNER,
        True,
    ),
    Move("cancel", pgettext_lazy("task", "Cancel"), OPEN, str(_T.CANCELLED), Side.ASSIGNER, True),
)
"""All the moves there are. No unit can refuse what it was assigned, and nothing reopens."""

OWNERS: dict[str, Side | None] = {
    str(_T.ASSIGNED): Side.LEAD,
    str(_T.ACCEPTED): Side.LEAD,
    str(_T.IN_PROGRESS): Side.LEAD,
    str(_T.SUBMITTED): Side.ASSIGNER,
    str(_T.RETURNED): Side.LEAD,
    str(_T.DONE): None,
    str(_T.CANCELLED): None,
}
"""Whom the task waits for in each state."""


# Authority.


def may_assign(assigner: str, lead: str) -> bool:
    """The pack's table: whether the first unit may assign (giao) to the second."""
    try:
        return country_pack().may_assign(assigner, lead)
    except UnknownKeyError:  # a unit that people added: the table does not speak of it
        return False


def check_may_assign(assigner: str, lead: str) -> None:
    """Who has no authority over a unit requests: the receiver accepts, or answers why not."""
    if not may_assign(assigner, lead):
        raise AuthorityError(
            _("%(assigner)s has no authority to assign to %(lead)s: make a proposal instead.")
            % {"assigner": _name(assigner), "lead": _name(lead)}
        )


def leads(viewer: Viewer, task: Task) -> bool:
    """Officer or head of the lead unit."""
    return viewer.writes_for(task.lead_id)


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


# Recording work.


def check_can_add_task(viewer: Viewer, values: TaskValues, guard: Guard, source: Source) -> None:
    """An order is recorded from the document that gives it, or by who may give it.

    A task that was requested is recorded by the unit that took it on.
    """
    _check_holds(viewer, guard)
    _check_links(viewer, values)
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
    if values.from_unit == values.to_unit:
        raise AuthorityError(_("A unit does not make proposals to itself: resolve a task."))
    _check_word(viewer, values.from_unit, source)


def _check_holds(viewer: Viewer, guard: Guard) -> None:
    if not viewer.writes_for(guard.held_by):
        raise NotAllowedError(
            _("Only an officer or head of the unit that will hold the record may add it.")
        )


def _check_links(viewer: Viewer, values: TaskValues) -> None:
    """What a person may not know of is for them not there."""
    commitment, obstacle = values.commitment_id, values.obstacle_id
    known = register.commitments(viewer)
    if commitment is not None and not known.filter(pk=commitment).exists():
        raise InvalidValuesError({"commitment": [_("There is no such commitment.")]})
    if obstacle is not None and not register.obstacles(viewer).filter(pk=obstacle).exists():
        raise InvalidValuesError({"obstacle": [_("There is no such obstacle.")]})


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


def check_move(viewer: Viewer, task: Task, name: str, reason: str) -> Move:
    """The line of the table by which ``viewer`` may move ``task``; the caller applies it."""
    move = _move_named(name)
    if not _is_side(viewer, task, move.who):
        raise NotAllowedError(_said_of_side(task, move.who))
    if task.state not in move.sources:
        raise StateError(
            _("%(reference)s is “%(state)s”: this cannot be done to it now.")
            % {"reference": task.reference, "state": task.get_state_display()}
        )
    if name != "cancel" and task.children.exists():
        raise StateError(
            _("%(reference)s stands as its parts do: open the part that is meant.")
            % {"reference": task.reference}
        )
    if move.needs_reason:
        check_reason(reason)
    return move


def _move_named(name: str) -> Move:
    for move in MOVES:
        if move.name == name:
            return move
    raise StateError(
        _(
            "There is no such move. An assigned unit cannot refuse: propose another lead or ask for time."
        )
    )


def _is_side(viewer: Viewer, task: Task, side: Side) -> bool:
    return leads(viewer, task) if side == Side.LEAD else directs(viewer, task)


def _said_of_side(task: Task, side: Side) -> str:
    if side == Side.LEAD:
        return _("This is for an officer or head of the lead unit: %(unit)s") % {"unit": task.lead}
    return _("This is for who assigned the task: %(unit)s") % {"unit": task.assigner}


def check_can_change(viewer: Viewer, task: Task) -> None:
    """The unit that holds an open task keeps its content right, and so may the assigner."""
    if not (viewer.writes_for(task.held_by_id) or directs(viewer, task)):
        raise NotAllowedError(
            _("Only the unit that holds this task or its assigner may change it: %(unit)s")
            % {"unit": task.held_by}
        )
    if task.state in CLOSED:
        raise StateError(
            _("%(reference)s is closed: what was done stays as it was.")
            % {"reference": task.reference}
        )


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
    links = (values.commitment_id, values.obstacle_id)
    if links != (was.commitment_id, was.obstacle_id):
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
    if isinstance(record, Task):
        units.add(record.assigner_id)
    if not any(unit and viewer.writes_for(unit) for unit in units):
        raise NotAllowedError(
            _("Evidence is for the lead, the coordinating units and the assigner to attach.")
        )


def check_can_remove_evidence(viewer: Viewer, record: Task | Commitment, reason: str) -> None:
    """Who may attach may take off, saying why, until the task it speaks for is closed."""
    check_can_attach(viewer, record)
    check_reason(reason)
    if isinstance(record, Task) and record.state in CLOSED:
        raise StateError(
            _("%(reference)s is closed: what was done stays as it was.")
            % {"reference": record.reference}
        )


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


def moves_open_to(viewer: Viewer, task: Task) -> list[Move]:
    """What this person may do to the task now, in the order of the table."""
    checks = {move.name: partial(check_move, viewer, task, move.name, "asked") for move in MOVES}
    return [move for move in MOVES if _holds(checks[move.name])]


def can_change(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_change`` would let it through."""
    return _holds(lambda: check_can_change(viewer, task))


def can_answer(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether ``check_can_answer`` would let it through."""
    return _holds(lambda: check_can_answer(viewer, proposal))


def can_attach(viewer: Viewer, record: Task | Commitment) -> bool:
    """Whether ``check_can_attach`` would let it through."""
    return _holds(lambda: check_can_attach(viewer, record))


def _holds(check: Callable[[], object]) -> bool:
    try:
        check()
    except ChanceryError:
        return False
    return True


def _name(key: str) -> str:
    return str(Unit.objects.filter(key=key).first() or key)
