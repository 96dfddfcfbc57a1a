"""How a decision answers what an item is about, and whether this person may give that answer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.register.models import CommitmentState
from chancery.work import rules as work
from chancery.work.errors import InvalidValuesError
from chancery.work.escalation import rules as ladder
from chancery.work.meetings.values import DecisionValues
from chancery.work.models import (
    AgendaItem,
    Proposal,
    ReviewItem,
    ReviewState,
    Ruling,
    Verdict,
)
from chancery.work.reviews.rules import is_secretariat

Kind = AgendaItem.Kind
_ON_LADDER = (Ruling.INSTRUCT, Ruling.EXTEND, Ruling.DECLINE, Ruling.CANCEL, Ruling.DISMISS)
_OF_REVIEWS = (Verdict.CONTINUE, Verdict.DONE, Verdict.STOP)
ACCEPT, DECLINE = "accept", "decline"
WORDS: dict[str, dict[str, str | Promise]] = {
    Kind.ESCALATION: {str(one): one.label for one in _ON_LADDER},
    Kind.REVIEW: {str(one): one.label for one in _OF_REVIEWS},
    Kind.PROPOSAL: {
        ACCEPT: gettext_lazy("accept it: it becomes a task"),
        DECLINE: gettext_lazy("decline it"),
    },
}
"""By kind of item: the answers there are, and their words."""


def word_of(item: AgendaItem | None, ruling: str) -> str:
    """The answer in words; empty where none is given."""
    return str(WORDS.get(item.kind, {}).get(ruling, "")) if item else ""


def lead_of(item: AgendaItem) -> str | None:
    """Who would carry a decision out: the lead of what the item is about."""
    if item.escalation:
        return item.escalation.task.lead_id
    if item.review_item:
        return item.review_item.commitment.lead_id
    return item.presenter_id or item.unit_id


def rulings_open_to(viewer: Viewer, item: AgendaItem | None) -> list[tuple[str, str]]:
    """The answers that this person may have put into force, with their words."""
    if item is None:
        return []
    words = WORDS.get(item.kind, {})
    return [(name, str(said)) for name, said in words.items() if name in _open(viewer, item)]


def check_ruling(viewer: Viewer, item: AgendaItem | None, values: DecisionValues) -> None:
    """It is one of those open to the person, and says all that it needs."""
    if not values.ruling:
        return
    if values.ruling not in dict(rulings_open_to(viewer, item)):
        raise InvalidValuesError({"ruling": [_("This answer cannot be given here.")]})
    assert item is not None
    if item.kind == Kind.ESCALATION:
        _check_on_ladder(item, values)
    if item.kind == Kind.PROPOSAL and values.ruling == DECLINE and values.lead:
        raise InvalidValuesError({"lead": [_("What is declined has no lead.")]})


def _check_on_ladder(item: AgendaItem, values: DecisionValues) -> None:
    rung = item.escalation
    assert rung is not None
    if values.ruling == Ruling.INSTRUCT:
        ladder.check_instructed(rung.to_unit_id, values.lead or rung.task.lead_id)
    if values.ruling == Ruling.EXTEND and values.due is None:
        raise InvalidValuesError({"due": [_("Say until when the time is extended.")]})
    late = rung.task.due and values.due and values.due <= rung.task.due
    if values.ruling == Ruling.EXTEND and late:
        raise InvalidValuesError({"due": [_("Name a later day than the due date in force.")]})


def _open(viewer: Viewer, item: AgendaItem) -> set[str]:
    if item.kind == Kind.ESCALATION and item.escalation:
        return {str(one) for one in ladder.verdicts_open_to(viewer, item.escalation)}
    if item.kind == Kind.PROPOSAL and item.proposal:
        answers = work.can_answer(viewer, item.proposal)
        return {ACCEPT, DECLINE} if answers else set()
    if item.kind == Kind.REVIEW and item.review_item and may_judge(viewer, item.review_item):
        return {str(one) for one in _OF_REVIEWS}
    return set()


def may_judge(viewer: Viewer, item: ReviewItem) -> bool:
    """The secretariat of the round gives its verdicts; after it is concluded, while nobody has
    decided what was handed up."""
    if not is_secretariat(viewer, item.review):
        return False
    if item.review.state == ReviewState.VERDICTS:
        return True
    waits = item.commitment.state == CommitmentState.HANDED_UP
    return item.review.state == ReviewState.CONCLUDED and waits


def is_waiting(item: AgendaItem) -> bool:
    """Whether what it is about still waits for an answer."""
    if item.kind == Kind.ESCALATION and item.escalation:
        return bool(item.escalation.state == item.escalation.State.OPEN)
    if item.kind == Kind.PROPOSAL and item.proposal:
        return bool(item.proposal.state == Proposal.State.OPEN)
    return True
