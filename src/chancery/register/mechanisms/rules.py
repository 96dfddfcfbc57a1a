"""What may be done to mechanisms and initiatives, by whom: one table of moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.mechanisms.values import InitiativeValues, RoleValues, SessionValues
from chancery.register.models import Initiative, Mechanism, MechanismSession
from chancery.register.rules import check_reason, holds

_S = Initiative.State


@dataclass(frozen=True, slots=True)
class InitiativeMove:
    """One line of the table: from these states into that one."""

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    asks: str | Promise
    """What the note is to say."""
    needs_note: bool = True
    icon: str = "arrow-right"


def _from(*states: str) -> frozenset[str]:
    return frozenset(map(str, states))


INITIATIVE_MOVES: tuple[InitiativeMove, ...] = (
    InitiativeMove(
        "put_forward",
        pgettext_lazy("initiative", "Put it forward"),
        _from(_S.IDEA),
        str(_S.PUT_FORWARD),
        gettext_lazy("Where it was put forward, and by whom."),
        needs_note=False,
        icon="send",
    ),
    InitiativeMove(
        "support",
        pgettext_lazy("initiative", "It is supported"),
        _from(_S.PUT_FORWARD),
        str(_S.SUPPORTED),
        gettext_lazy("Who supports it, and where they said so."),
        icon="users",
    ),
    InitiativeMove(
        "adopt",
        pgettext_lazy("initiative", "It is adopted"),
        _from(_S.PUT_FORWARD, _S.SUPPORTED),
        str(_S.ADOPTED),
        gettext_lazy("What was adopted, and in which document."),
        icon="check",
    ),
    InitiativeMove(
        "drop",
        pgettext_lazy("initiative", "Drop it"),
        _from(_S.IDEA, _S.PUT_FORWARD, _S.SUPPORTED),
        str(_S.DROPPED),
        gettext_lazy("Why it is not followed any further."),
        icon="x",
    ),
    InitiativeMove(
        "reopen",
        pgettext_lazy("initiative", "Take up again"),
        _from(_S.ADOPTED, _S.DROPPED),
        str(_S.IDEA),
        gettext_lazy("What has changed."),
        icon="rotate",
    ),
)
"""All the moves of an initiative: by the unit that holds it, or the one that leads it."""


def check_can_keep(viewer: Viewer, row: Mechanism | Initiative) -> None:
    """The unit that holds it and the unit that leads keep roles, sessions and moves right."""
    if not any(viewer.writes_for(unit) for unit in (row.held_by_id, row.lead_id) if unit):
        raise NotAllowedError(
            _("This is for the unit that holds or leads %(reference)s.")
            % {"reference": row.reference}
        )


def check_move(viewer: Viewer, initiative: Initiative, name: str, note: str) -> InitiativeMove:
    """The line of the table by which the person may move it; the caller applies it."""
    move = next((one for one in INITIATIVE_MOVES if one.name == name), None)
    if move is None:
        raise StateError(_("There is no such move: choose one of those on the record's page."))
    check_can_keep(viewer, initiative)
    if initiative.state not in move.sources:
        words = _("%(reference)s is “%(state)s”: this cannot be done to it now.")
        state = initiative.get_state_display()
        raise StateError(words % {"reference": initiative.reference, "state": state})
    if move.needs_note:
        check_reason(note)
    return move


def check_role(values: RoleValues) -> None:
    """A term does not end before it begins."""
    if values.start and values.end and values.end < values.start:
        raise InvalidValuesError({"end": [_("It cannot end before it starts.")]})


def check_session(values: SessionValues) -> None:
    """A session has a day, planned or held; what is to come has not been held."""
    if values.planned is None and values.held is None:
        words = _("Say for which day it is planned, or on which day it was held.")
        raise InvalidValuesError({"planned": [words]})
    if values.outcome.strip() and values.held is None:
        words = _("An outcome is that of a session held: on which day?")
        raise InvalidValuesError({"held": [words]})


def check_initiative(values: InitiativeValues, session: MechanismSession | None) -> None:
    """A session belongs to the mechanism in which it is put forward."""
    if session is not None and session.mechanism_id != values.mechanism:
        words = _("This session is one of another mechanism: choose one of its own, or none.")
        raise InvalidValuesError({"session": [words]})


def can_keep(viewer: Viewer, row: Mechanism | Initiative) -> bool:
    """Whether ``check_can_keep`` would let it through."""
    return holds(lambda: check_can_keep(viewer, row))


def moves_open_to(viewer: Viewer, initiative: Initiative) -> list[InitiativeMove]:
    """What this person may do to it now, in the order of the table."""
    return [
        move
        for move in INITIATIVE_MOVES
        if holds(partial(check_move, viewer, initiative, move.name, "asked"))
    ]
