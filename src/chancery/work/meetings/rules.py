"""May this person do this to this meeting, where it stands now? The moves are one table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.register.rules import check_reason
from chancery.work.errors import StateError
from chancery.work.models import Meeting, MeetingState, Participant
from chancery.work.rules import holds

S = MeetingState
_COMING = (S.PREPARED, S.INVITED)
_OPEN = (S.PREPARED, S.INVITED, S.HELD)


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a meeting: from where to where, what the button says, whether it says why."""

    name: str
    sources: tuple[MeetingState, ...]
    target: MeetingState
    words: str | Promise
    icon: str
    needs_reason: bool = False
    leads_on: bool = True


MOVES: tuple[Move, ...] = (
    Move("invite", (S.PREPARED,), S.INVITED, gettext_lazy("Send the invitations"), "send"),
    Move("hold", (S.INVITED,), S.HELD, gettext_lazy("It was held"), "users-group"),
    Move("conclude", (S.HELD,), S.CONCLUDED, gettext_lazy("Approve the minutes"), "check"),
    Move(
        "take_back", (S.HELD,), S.INVITED, gettext_lazy("It was not held"), "arrow-back-up",
        needs_reason=True, leads_on=False,
    ),
    Move(
        "cancel", _COMING, S.CANCELLED, gettext_lazy("Cancel the meeting"), "x",
        needs_reason=True, leads_on=False,
    ),
)  # fmt: skip
"""Every move is the secretariat's; the last one only of its head, the secretary or the chair."""
BY_NAME = {move.name: move for move in MOVES}


def is_secretariat(viewer: Viewer, meeting: Meeting) -> bool:
    """Officer or head of the unit that prepares it, or of one above it."""
    return viewer.writes_for(meeting.held_by_id)


def check_is_secretariat(viewer: Viewer, meeting: Meeting) -> None:
    """A meeting is prepared by the unit that holds it."""
    if not is_secretariat(viewer, meeting):
        raise NotAllowedError(
            _(
                "Only an officer or head of the unit that prepares this meeting may do this: %(unit)s"
            )
            % {"unit": meeting.held_by}
        )


def check_may_approve(viewer: Viewer, meeting: Meeting) -> None:
    """Minutes are approved by the chair or the secretary, or the head of the secretariat."""
    check_is_secretariat(viewer, meeting)
    named = {meeting.chair_person_id, meeting.secretary_id}
    if not (viewer.user.pk in named or viewer.heads(meeting.held_by_id)):
        raise NotAllowedError(
            _("Minutes are approved by the chair, the secretary or the head of the secretariat.")
        )


def check_move(viewer: Viewer, meeting: Meeting, name: str, reason: str = "") -> Move:
    """The move, where the table has it and the person may make it; it says why where that matters."""
    move = BY_NAME[name]
    if name == "conclude":
        check_may_approve(viewer, meeting)
    check_is_secretariat(viewer, meeting)
    check_state(meeting, *move.sources)
    if name == "hold" and meeting.day > timezone.localdate():
        raise StateError(_("Its day has not come yet: change the day first if it met earlier."))
    if name == "take_back" and meeting.decisions.exists():
        raise StateError(_("Decisions are written down: take them out first."))
    if name == "invite" and not meeting.participants.exists():
        raise StateError(_("Nobody is to take part yet: say first who is invited."))
    if move.needs_reason:
        check_reason(reason)
    return move


def check_state(meeting: Meeting, *wanted: MeetingState) -> None:
    """The meeting stands in one of these states."""
    if meeting.state not in wanted:
        raise StateError(
            _(
                "This cannot be done while the meeting is “%(now)s”; it can where it is: %(wanted)s."
            )
            % {
                "now": meeting.get_state_display(),
                "wanted": ", ".join(str(state.label) for state in wanted),
            }
        )


def moves_open_to(viewer: Viewer, meeting: Meeting) -> list[Move]:
    """What this person may do next with it, in the order of the table."""
    return [
        move
        for move in MOVES
        if holds(lambda move=move: check_move(viewer, meeting, move.name, "asked"))  # type: ignore[misc]
    ]


def check_can_prepare(viewer: Viewer, meeting: Meeting) -> None:
    """Day and place, participants and agenda are the secretariat's while there is a meeting ahead."""
    check_is_secretariat(viewer, meeting)
    check_state(meeting, *_COMING)


def check_can_put(viewer: Viewer, meeting: Meeting) -> None:
    """The agenda is made until the minutes stand: a session takes up things on the spot."""
    check_is_secretariat(viewer, meeting)
    check_state(meeting, *_OPEN)


def check_can_decide(viewer: Viewer, meeting: Meeting) -> None:
    """Decisions and minutes are written down once it was held, until they are approved."""
    check_is_secretariat(viewer, meeting)
    check_state(meeting, S.HELD)


def check_can_answer(viewer: Viewer, participant: Participant) -> None:
    """A unit says itself whether it comes; the secretariat for everybody, until the minutes stand."""
    meeting = participant.meeting
    if is_secretariat(viewer, meeting):
        check_state(meeting, *_OPEN)
        return
    unit = participant.unit_id
    if unit is None or not viewer.writes_for(unit):
        raise NotAllowedError(_("Only an officer or head of the unit invited may answer for it."))
    check_state(meeting, S.INVITED)


# The same for templates.


def can_prepare(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether ``check_can_prepare`` would let it through."""
    return holds(lambda: check_can_prepare(viewer, meeting))


def can_put(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether ``check_can_put`` would let it through."""
    return holds(lambda: check_can_put(viewer, meeting))


def can_decide(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether ``check_can_decide`` would let it through."""
    return holds(lambda: check_can_decide(viewer, meeting))


def can_answer(viewer: Viewer, participant: Participant) -> bool:
    """Whether ``check_can_answer`` would let it through."""
    return holds(lambda: check_can_answer(viewer, participant))
