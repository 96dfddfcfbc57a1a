"""May this person do this to this consultation, where it stands now? The moves are one table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Role
from chancery.register.rules import check_reason
from chancery.work.consultations.clock import Standing, standing_of
from chancery.work.errors import StateError
from chancery.work.models import (
    Consultation,
    ConsultationExtension,
    ConsultationState,
    ConsultedUnit,
)
from chancery.work.models.asking import Decision
from chancery.work.rules import holds

S = ConsultationState
ASKER, HEAD = "asker", "asker's head"


@dataclass(frozen=True, slots=True)
class Move:
    """One move: from where to where, whose it is, what the button says, whether it says why."""

    name: str
    source: ConsultationState
    target: ConsultationState
    who: str
    words: str | Promise
    icon: str
    needs_reason: bool = False
    leads_on: bool = True


MOVES: tuple[Move, ...] = (
    Move("send", S.DRAFT, S.SENT, ASKER, gettext_lazy("Send it to the units"), "send"),
    Move("close", S.SENT, S.CLOSED, ASKER, gettext_lazy("Close with a conclusion"), "check"),
    Move(
        "reopen", S.CLOSED, S.SENT, HEAD, gettext_lazy("Open it again"), "rotate",
        needs_reason=True, leads_on=False,
    ),
    Move(
        "withdraw", S.SENT, S.WITHDRAWN, ASKER, gettext_lazy("Withdraw the question"), "x",
        needs_reason=True, leads_on=False,
    ),
)  # fmt: skip
BY_NAME = {move.name: move for move in MOVES}
WAITS_FOR: dict[str, str] = {
    S.DRAFT: ASKER,
    S.SENT: "each unit asked, until it replied; then the asker",
    S.CLOSED: "",
    S.WITHDRAWN: "",
}
"""Whose turn it is in each state; nobody's where it is over."""
UNIT_ACTS = (
    ("take note", "sent", "a unit asked, once"),
    ("reply, put the reply right", "sent", "a unit asked"),
    ("enter a reply that came by letter or mail", "sent", "asker, or a clerk of its unit"),
    ("ask for more time", "sent, no reply yet", "a unit asked, one question at a time"),
    ("grant or decline more time", "sent", "asker"),
    ("ask another unit", "draft, sent", "asker"),
    ("let a unit off", "draft; sent, no reply yet", "asker, saying why"),
)
"""What happens to one unit asked; written into the reference page."""


def check_is_asker(viewer: Viewer, row: Consultation) -> None:
    """A question is the unit's that asks it."""
    if not viewer.writes_for(row.held_by_id):
        raise NotAllowedError(
            _("Only an officer or head of the unit that asks may do this: %(unit)s")
            % {"unit": row.held_by}
        )


def check_state(row: Consultation, *wanted: ConsultationState) -> None:
    """It stands in one of these states."""
    if row.state not in wanted:
        raise StateError(
            _("This cannot be done while the consultation is “%(now)s”.")
            % {"now": row.get_state_display()}
        )


def check_move(viewer: Viewer, row: Consultation, name: str, reason: str = "") -> Move:
    """The move, where the table has it and the person may make it; it says why where that matters."""
    move = BY_NAME[name]
    check_is_asker(viewer, row)
    if move.who == HEAD and not viewer.heads(row.held_by_id):
        raise NotAllowedError(_("Only the head of the unit that asks may open it again."))
    check_state(row, move.source)
    if name == "send":
        _check_can_go_out(row)
    if name == "close":
        _check_all_had_their_time(row)
    if move.needs_reason:
        check_reason(reason)
    return move


def _check_can_go_out(row: Consultation) -> None:
    if not row.asked.exists():
        raise StateError(_("Nobody is asked yet: name the units first."))
    if row.reply_by < timezone.localdate():
        raise StateError(_("The day to reply has passed: set a later one first."))


def _check_all_had_their_time(row: Consultation) -> None:
    waiting = [
        str(one.unit)
        for one in row.asked.select_related("unit")
        if standing_of(one) == Standing.WAITING
    ]
    if waiting:
        raise StateError(
            _("These still have time to reply: %(units)s. Wait, or let them off first.")
            % {"units": "; ".join(waiting)}
        )
    asking = row.asked.filter(extensions__state=Decision.OPEN).select_related("unit")
    if asking:
        raise StateError(
            _("These asked for more time and wait for your answer: %(units)s. Decide it first.")
            % {"units": "; ".join(str(one.unit) for one in asking)}
        )


def moves_open_to(viewer: Viewer, row: Consultation) -> list[Move]:
    """What this person may do next with it, in the order of the table."""
    return [
        move
        for move in MOVES
        if holds(lambda move=move: check_move(viewer, row, move.name, "asked"))  # type: ignore[misc]
    ]


def check_can_change(viewer: Viewer, row: Consultation) -> None:
    """The question is put right until it is sent: who answers must know what was asked."""
    check_is_asker(viewer, row)
    check_state(row, S.DRAFT)


def check_can_ask_more(viewer: Viewer, row: Consultation) -> None:
    """Units are added until it is closed."""
    check_is_asker(viewer, row)
    check_state(row, S.DRAFT, S.SENT)


def check_can_let_off(viewer: Viewer, one: ConsultedUnit) -> None:
    """A unit that has replied stays: its answer is part of the round."""
    check_can_ask_more(viewer, one.consultation)
    if one.replied_on is not None:
        raise StateError(_("This unit has replied: it cannot be let off any more."))


def check_speaks(viewer: Viewer, one: ConsultedUnit) -> None:
    """A unit answers for itself."""
    if not viewer.writes_for(one.unit_id):
        raise NotAllowedError(_("Only an officer or head of the unit asked may answer for it."))
    check_state(one.consultation, S.SENT)


def check_can_note(viewer: Viewer, one: ConsultedUnit) -> None:
    """Note is taken once."""
    check_speaks(viewer, one)
    if one.noted_at is not None:
        raise StateError(_("Note was taken already."))


def check_can_confirm(viewer: Viewer, one: ConsultedUnit) -> None:
    """A letter of the unit is confirmed as its reply by who answers for it, or its records clerk."""
    if not viewer.has_role(one.unit_id, Role.CLERK):
        check_speaks(viewer, one)
    check_state(one.consultation, S.SENT)


def check_can_enter(viewer: Viewer, row: Consultation) -> None:
    """What came by letter or mail is entered by the unit that asks, its records clerk too."""
    if not viewer.has_role(row.held_by_id, Role.CLERK):
        check_is_asker(viewer, row)
    check_state(row, S.SENT)


def check_can_ask_time(viewer: Viewer, one: ConsultedUnit) -> None:
    """More time is asked for before one replies, one question at a time."""
    check_speaks(viewer, one)
    if one.replied_on is not None:
        raise StateError(_("Your unit has replied: it needs no more time."))
    if one.extensions.filter(state=Decision.OPEN).exists():
        raise StateError(_("More time was asked for already; it waits for the unit that asks."))


def check_can_decide_time(viewer: Viewer, asked: ConsultationExtension) -> None:
    """The unit that asks decides, once."""
    check_is_asker(viewer, asked.asked.consultation)
    check_state(asked.asked.consultation, S.SENT)
    if asked.state != Decision.OPEN:
        raise StateError(_("This was decided already."))


def check_can_follow(viewer: Viewer, row: Consultation) -> None:
    """Of a conclusion one task, or one proposal, is made."""
    check_is_asker(viewer, row)
    check_state(row, S.CLOSED)
    if row.task_id or row.proposal_id:
        raise StateError(_("The conclusion was handed out already."))


# The same for templates.


def can_change(viewer: Viewer, row: Consultation) -> bool:
    """Whether ``check_can_change`` would let it through."""
    return holds(lambda: check_can_change(viewer, row))


def can_ask_more(viewer: Viewer, row: Consultation) -> bool:
    """Whether ``check_can_ask_more`` would let it through."""
    return holds(lambda: check_can_ask_more(viewer, row))


def can_speak(viewer: Viewer, one: ConsultedUnit) -> bool:
    """Whether ``check_speaks`` would let it through."""
    return holds(lambda: check_speaks(viewer, one))


def can_confirm(viewer: Viewer, one: ConsultedUnit) -> bool:
    """Whether ``check_can_confirm`` would let it through."""
    return holds(lambda: check_can_confirm(viewer, one))


def can_enter(viewer: Viewer, row: Consultation) -> bool:
    """Whether ``check_can_enter`` would let it through."""
    return holds(lambda: check_can_enter(viewer, row))


def can_follow(viewer: Viewer, row: Consultation) -> bool:
    """Whether ``check_can_follow`` would let it through."""
    return holds(lambda: check_can_follow(viewer, row))
