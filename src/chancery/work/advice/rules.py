"""May this person do this to this advice, where it stands now? The moves are one table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.register.rules import check_reason
from chancery.work.errors import StateError
from chancery.work.models import Advice, AdviceState
from chancery.work.rules import holds, organs_spoken_for

S = AdviceState
AUTHOR, HEAD, DECIDER = "author", "author's head", "decider; author with the paper"


@dataclass(frozen=True, slots=True)
class Move:
    """One move: from where to where, whose it is, what the button says, whether it says why."""

    name: str
    source: AdviceState
    target: AdviceState
    who: str
    words: str | Promise
    icon: str
    needs_reason: bool = False
    leads_on: bool = True


MOVES: tuple[Move, ...] = (
    Move("ask", S.DRAFT, S.WAITING, AUTHOR, gettext_lazy("Put it to the head"), "send"),
    Move("approve", S.WAITING, S.APPROVED, HEAD, gettext_lazy("Approve the memo"), "check"),
    Move(
        "return", S.WAITING, S.DRAFT, HEAD, gettext_lazy("Return it"), "arrow-back-up",
        needs_reason=True, leads_on=False,
    ),
    Move("submit", S.APPROVED, S.SUBMITTED, AUTHOR, gettext_lazy("Submit for a decision"), "send"),
    Move(
        "rework", S.APPROVED, S.DRAFT, AUTHOR, gettext_lazy("Write it anew"), "edit",
        needs_reason=True, leads_on=False,
    ),
    Move("decide", S.SUBMITTED, S.DECIDED, DECIDER, gettext_lazy("Record the decision"), "gavel"),
)  # fmt: skip
BY_NAME = {move.name: move for move in MOVES}
WAITS_FOR: dict[str, str] = {
    S.DRAFT: AUTHOR,
    S.WAITING: HEAD,
    S.APPROVED: AUTHOR,
    S.SUBMITTED: "decider",
    S.DECIDED: "",
}
"""Whose turn it is in each state; nobody's once it is decided."""


def check_is_author(viewer: Viewer, row: Advice) -> None:
    """Advice is the unit's that writes it."""
    if not viewer.writes_for(row.held_by_id):
        raise NotAllowedError(
            _("Only an officer or head of the unit that advises may do this: %(unit)s")
            % {"unit": row.held_by}
        )


def is_decider(viewer: Viewer, row: Advice) -> bool:
    """Head of the unit that decides, or its Office where it is an organ of state."""
    return viewer.heads(row.to_unit_id) or row.to_unit.kind in organs_spoken_for(viewer)


def check_state(row: Advice, *wanted: AdviceState) -> None:
    """It stands in one of these states."""
    if row.state not in wanted:
        raise StateError(
            _("This cannot be done while the advice is “%(now)s”.")
            % {"now": row.get_state_display()}
        )


def check_move(viewer: Viewer, row: Advice, name: str, reason: str = "") -> Move:
    """The move, where the table has it and the person may make it; it says why where that matters."""
    move = BY_NAME[name]
    if move.who == HEAD and not viewer.heads(row.held_by_id):
        raise NotAllowedError(_("Memos are approved by the head of the unit that advises."))
    if move.who == AUTHOR or (move.who == DECIDER and not is_decider(viewer, row)):
        check_is_author(viewer, row)
    check_state(row, move.source)
    if name == "ask" and not (row.memo or row.memo_paper_id):
        raise StateError(_("There is no memo yet: write it, or attach it as a document."))
    if move.needs_reason:
        check_reason(reason)
    return move


def moves_open_to(viewer: Viewer, row: Advice) -> list[Move]:
    """What this person may do next with it, in the order of the table."""
    return [
        move
        for move in MOVES
        if holds(lambda move=move: check_move(viewer, row, move.name, "asked"))  # type: ignore[misc]
    ]


def check_can_change(viewer: Viewer, row: Advice) -> None:
    """Question, memo and options are put right until the head has them."""
    check_is_author(viewer, row)
    check_state(row, S.DRAFT)


def check_can_follow(viewer: Viewer, row: Advice) -> None:
    """What was decided is handed out by who advised or decided."""
    if not is_decider(viewer, row):
        check_is_author(viewer, row)
    check_state(row, S.DECIDED)


def check_can_conclude(viewer: Viewer, row: Advice) -> None:
    """What came of it is noted by who advised, once it was decided; and put right later."""
    check_is_author(viewer, row)
    check_state(row, S.DECIDED)


# The same for templates.


def can_change(viewer: Viewer, row: Advice) -> bool:
    """Whether ``check_can_change`` would let it through."""
    return holds(lambda: check_can_change(viewer, row))


def can_follow(viewer: Viewer, row: Advice) -> bool:
    """Whether ``check_can_follow`` would let it through."""
    return holds(lambda: check_can_follow(viewer, row))


def can_conclude(viewer: Viewer, row: Advice) -> bool:
    """Whether ``check_can_conclude`` would let it through."""
    return holds(lambda: check_can_conclude(viewer, row))
