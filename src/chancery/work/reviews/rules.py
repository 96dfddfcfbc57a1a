"""May this person do this to this round, where it stands now? The moves are one table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Role
from chancery.register.rules import check_reason
from chancery.work.errors import StateError
from chancery.work.models import Review, ReviewItem, ReviewReply, ReviewState
from chancery.work.rules import holds

S = ReviewState


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a round: from where to where, what the button says, whether it says why."""

    name: str
    sources: tuple[ReviewState, ...]
    target: ReviewState
    words: str | Promise
    icon: str
    needs_reason: bool = False

    @property
    def leads_on(self) -> bool:
        """Towards the end of the round."""
        order = list(ReviewState)
        return order.index(self.target) > order.index(self.sources[0])


MOVES: tuple[Move, ...] = (
    Move("open", (S.DRAFT,), S.OPENED, gettext_lazy("Open it"), "lock"),
    Move("rework", (S.OPENED,), S.DRAFT, gettext_lazy("Change the scope"), "arrow-back-up"),
    Move("call", (S.OPENED,), S.CALLED, gettext_lazy("Call the units"), "send"),
    Move("close", (S.CALLED,), S.CLOSED, gettext_lazy("Close for replies"), "lock"),
    Move("judge", (S.CLOSED,), S.VERDICTS, gettext_lazy("Begin the verdicts"), "gavel"),
    Move(
        "reopen", (S.CLOSED, S.VERDICTS), S.CALLED, gettext_lazy("Open again for replies"),
        "arrow-back-up", needs_reason=True,
    ),
    Move("conclude", (S.VERDICTS,), S.CONCLUDED, gettext_lazy("Conclude the round"), "check"),
    Move(
        "take_back", (S.CONCLUDED,), S.VERDICTS, gettext_lazy("Take the conclusion back"),
        "arrow-back-up", needs_reason=True,
    ),
)  # fmt: skip
"""Every move is one of the secretariat: an officer or head of the unit that holds the round."""
BY_NAME = {move.name: move for move in MOVES}


def is_secretariat(viewer: Viewer, review: Review) -> bool:
    """Officer or head of the unit that holds the round, or of one above it."""
    return viewer.writes_for(review.held_by_id)


def check_is_secretariat(viewer: Viewer, review: Review) -> None:
    """A round is run by the unit that holds it."""
    if not is_secretariat(viewer, review):
        raise NotAllowedError(
            _("Only an officer or head of the unit that runs this round may do this: %(unit)s")
            % {"unit": review.held_by}
        )


def check_move(viewer: Viewer, review: Review, name: str, reason: str = "") -> Move:
    """The move, where the table has it and the person may make it; it says why where that matters."""
    check_is_secretariat(viewer, review)
    move = BY_NAME[name]
    check_state(review, *move.sources)
    if name == "take_back" and review.minutes_issued_at is not None:
        raise StateError(_("The minutes are issued: what they say stays. Open a new round."))
    if move.needs_reason:
        check_reason(reason)
    return move


def check_state(review: Review, *wanted: ReviewState) -> None:
    """The round stands in one of these states."""
    if review.state not in wanted:
        raise StateError(
            _("This cannot be done while the round is “%(now)s”; it can where it is: %(wanted)s.")
            % {
                "now": review.get_state_display(),
                "wanted": ", ".join(str(state.label) for state in wanted),
            }
        )


def moves_open_to(viewer: Viewer, review: Review) -> list[Move]:
    """What this person may do next with the round, in the order of the table."""
    if not is_secretariat(viewer, review):
        return []
    return [
        move
        for move in MOVES
        if review.state in move.sources
        and not (move.name == "take_back" and review.minutes_issued_at)
    ]


# Replies.


def units_asked(item: ReviewItem) -> list[str]:
    """Who is asked about a commitment: its lead, and where the round wants them its helpers."""
    helping = sorted(unit.pk for unit in item.coordinating.all())
    return [*([item.unit_id] if item.unit_id else []), *helping]


def check_can_reply(viewer: Viewer, item: ReviewItem, unit: str) -> None:
    """An officer or head of a unit that is asked, while replies are awaited."""
    check_answers_for(viewer, item, unit)
    check_state(item.review, S.CALLED)


def check_answers_for(viewer: Viewer, item: ReviewItem, unit: str) -> None:
    """The unit is asked about this commitment, and the person writes for it."""
    if unit not in units_asked(item) or not viewer.writes_for(unit):
        raise NotAllowedError(_("Only an officer or head of a unit that is asked may reply."))


def check_heads(viewer: Viewer, unit: str) -> None:
    """The head stands behind what the unit says."""
    if not viewer.heads(unit):
        raise NotAllowedError(_("Only the head of the unit approves its replies."))


def check_can_decide_reply(viewer: Viewer, reply: ReviewReply) -> None:
    """A draft is approved or returned by the unit's head, while replies are awaited."""
    check_heads(viewer, reply.unit_id)
    check_state(reply.item.review, S.CALLED)
    if reply.state != ReviewReply.State.DRAFT:
        raise StateError(_("This reply does not wait for approval."))


def check_can_enter(viewer: Viewer, review: Review) -> None:
    """The secretariat enters what a unit sent by letter or sheet, late ones too."""
    check_is_secretariat(viewer, review)
    check_state(review, S.CALLED, S.CLOSED, S.VERDICTS)


def check_can_enter_letter(viewer: Viewer, review: Review) -> None:
    """The same for a records clerk of the secretariat: letters are their work."""
    if not viewer.has_role(review.held_by_id, Role.CLERK):
        check_is_secretariat(viewer, review)
    check_state(review, S.CALLED, S.CLOSED, S.VERDICTS)


def check_can_judge(viewer: Viewer, review: Review) -> None:
    """Verdicts are given by the secretariat once replies are closed, until the round is concluded."""
    check_is_secretariat(viewer, review)
    check_state(review, S.VERDICTS)


def check_can_minute(viewer: Viewer, review: Review) -> None:
    """Minutes are written from the verdicts on, and stay as they are once issued."""
    check_is_secretariat(viewer, review)
    check_state(review, S.VERDICTS, S.CONCLUDED)
    if review.minutes_issued_at is not None:
        raise StateError(_("The minutes are issued: what they say stays."))


# The same for templates.


def can_reply(viewer: Viewer, item: ReviewItem, unit: str) -> bool:
    """Whether ``check_can_reply`` would let it through."""
    return holds(lambda: check_can_reply(viewer, item, unit))


def can_enter(viewer: Viewer, review: Review) -> bool:
    """Whether ``check_can_enter`` would let it through."""
    return holds(lambda: check_can_enter(viewer, review))


def can_enter_letter(viewer: Viewer, review: Review) -> bool:
    """Whether ``check_can_enter_letter`` would let it through."""
    return holds(lambda: check_can_enter_letter(viewer, review))


def can_judge(viewer: Viewer, review: Review) -> bool:
    """Whether ``check_can_judge`` would let it through."""
    return holds(lambda: check_can_judge(viewer, review))


def can_minute(viewer: Viewer, review: Review) -> bool:
    """Whether ``check_can_minute`` would let it through."""
    return holds(lambda: check_can_minute(viewer, review))
