"""Decisions and minutes; approved, each decision is a task and answers what had asked for it.

Nothing goes out before the minutes are approved: then all of it does, or none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register.actions import Ruling, apply_verdicts
from chancery.register.actions.recording import Changes, check_columns, check_current, claim, tell
from chancery.register.values import Guard
from chancery.work.actions.escalating import answer_escalation
from chancery.work.actions.proposals import accept_proposal, add_proposal, decline_proposal
from chancery.work.actions.recording import moved
from chancery.work.actions.reviews_judging import BECOMES, give_verdict
from chancery.work.actions.tasks import add_task
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.escalation.values import AnswerValues
from chancery.work.meetings import rules
from chancery.work.meetings.queries import items_of, minutes_values
from chancery.work.meetings.rulings import ACCEPT, check_ruling, is_waiting, may_judge
from chancery.work.meetings.values import DecisionValues, MinutesValues
from chancery.work.models import (
    AgendaItem,
    Basis,
    Meeting,
    MeetingDecision,
    MeetingState,
    ReviewState,
    Task,
    Verdict,
)
from chancery.work.reviews.values import VerdictValues
from chancery.work.rules import may_assign, speaks_for
from chancery.work.values import ProposalValues, TaskValues

_OUTCOME = MeetingDecision.Outcome


@transaction.atomic
def write_minutes(*, meeting: Meeting, values: MinutesValues, version: int, by: Viewer) -> Meeting:
    """Keep what was concluded, and the numbers of the papers."""
    rules.check_can_decide(by, meeting)
    row = claim(meeting, version=version)
    before, changes = minutes_values(row), {}
    for name in MinutesValues.__dataclass_fields__:
        was, now = getattr(before, name), getattr(values, name).strip()
        if was != now:
            setattr(row, name, now)
            changes[name] = [was or None, now or None]
    if changes:
        check_columns(row)
        row.version += 1
        row.save()
        tell(row, "minutes", by=by, changes=changes)
    return row


@transaction.atomic
def decide(*, meeting: Meeting, values: DecisionValues, by: Viewer) -> MeetingDecision:
    """Write a decision down; nobody is given anything before the minutes are approved."""
    row = claim(meeting)
    rules.check_can_decide(by, row)
    item = items_of(by, row).filter(pk=values.item).first() if values.item else None
    if values.item and item is None:
        raise InvalidValuesError({"item": [_("There is no such item on this agenda.")]})
    decision = decided(row, item, values, by)
    tell(row, "decision", by=by, changes={"decision": [None, _known(decision)]})
    return decision


def decided(
    row: Meeting, item: AgendaItem | None, values: DecisionValues, by: Viewer
) -> MeetingDecision:
    """A decision of a claimed meeting, checked and kept; whoever calls this tells it."""
    if not values.text.strip():
        raise InvalidValuesError({"text": [_("Say what was decided.")]})
    if values.due and values.due <= timezone.localdate():
        raise InvalidValuesError({"due": [_("A due date lies ahead.")]})
    _check_once(item, values)
    check_ruling(by, item, values)
    decision = MeetingDecision(
        meeting=row,
        item=item,
        text=values.text.strip(),
        ruling=values.ruling,
        lead_id=values.lead,
        due=values.due,
    )
    check_columns(decision)
    check_current("lead", [values.lead] if values.lead else [])
    decision.save()
    return decision


@transaction.atomic
def undecide(*, decision: MeetingDecision, by: Viewer) -> None:
    """Take a decision out again, before the minutes are approved."""
    row = claim(decision.meeting)
    rules.check_can_decide(by, row)
    tell(row, "decision", by=by, changes={"decision": [_known(decision), None]})
    decision.delete()


@transaction.atomic
def conclude(*, meeting: Meeting, by: Viewer) -> Meeting:
    """Approve the minutes: decisions answer what had asked for them, and go out as tasks.

    Where nobody in whose name the person speaks may assign to the lead, it goes as a proposal.
    """
    row = claim(meeting)
    rules.check_move(by, row, "conclude")
    items = {item.pk: item for item in items_of(by, row)}
    made = list(row.decisions.select_related("lead").order_by("item__number", "pk"))
    for decision in made:
        if decision.item_id and decision.item_id not in items:
            raise StateError(
                _("You may not know of all that was decided about: another must approve.")
            )
        decision.meeting = row
        try:
            _put_into_force(decision, items.get(decision.item_id or 0), by)
        except ChanceryError as error:
            said = _("The decision “%(text)s” cannot be put into force: %(why)s")
            raise StateError(said % {"text": decision.text[:80], "why": error}) from error
        decision.save()
    row.concluded_at, row.approved_by = timezone.now(), by.user
    told: Changes = {
        "tasks": [None, sum(one.task_id is not None for one in made)],
        "proposals": [None, sum(one.proposal_id is not None for one in made)],
    }
    return moved(row, MeetingState.CONCLUDED, "conclude", by=by, told=told)


def _check_once(item: AgendaItem | None, values: DecisionValues) -> None:
    """What asked for an answer is answered once."""
    if item is None or not values.ruling:
        return
    if item.decisions.exclude(ruling="").exists():
        said = _("Another decision answers this item already: take that out first.")
        raise InvalidValuesError({"ruling": [said]})


def assigner_of(meeting: Meeting, lead: str, by: Viewer) -> str:
    """In whose name a decision is assigned: the meeting's issuer, else its secretariat; empty where
    neither may assign to the lead."""
    for unit in (meeting.issuer, meeting.held_by):
        if unit is None or not speaks_for(by, unit):
            continue
        if unit.pk == lead or may_assign(unit.pk, lead):
            return unit.pk
    return ""


def _put_into_force(decision: MeetingDecision, item: AgendaItem | None, by: Viewer) -> None:
    if decision.ruling and item is not None:
        given = is_waiting(item)
        decision.outcome = _OUTCOME.GIVEN if given else _OUTCOME.OVERTAKEN
        if given:
            _ANSWERS[item.kind](decision, item, by)
    if decision.lead_id and decision.task is None:
        _assign(decision, item, by)


def _answer_rung(decision: MeetingDecision, item: AgendaItem, by: Viewer) -> None:
    rung = item.escalation
    assert rung is not None
    values = AnswerValues(
        verdict=decision.ruling,
        answer=f"{decision.text} ({_basis_of(decision.meeting)})",
        text=decision.text,
        lead=decision.lead_id or "",
        due=decision.due,
    )
    answered = answer_escalation(escalation=rung, values=values, by=by)
    decision.task = answered.order


def _answer_proposal(decision: MeetingDecision, item: AgendaItem, by: Viewer) -> None:
    asked = item.proposal
    assert asked is not None
    if decision.ruling == ACCEPT:
        task = accept_proposal(proposal=asked, by=by)
        decision.task = task if decision.lead_id in {None, task.lead_id} else None
    else:
        decline_proposal(proposal=asked, answer=_words(decision), by=by)


def _answer_review(decision: MeetingDecision, item: AgendaItem, by: Viewer) -> None:
    """While the round gives verdicts it is one of them; after that it settles what was handed up."""
    row = item.review_item
    assert row is not None
    if not may_judge(by, row):
        decision.outcome = _OUTCOME.OVERTAKEN
        return
    due = decision.due if decision.ruling == Verdict.CONTINUE else None
    if row.review.state == ReviewState.VERDICTS:
        give_verdict(
            item=row, values=VerdictValues(decision.ruling, due, "", _words(decision)), by=by
        )
        return
    state = BECOMES[Verdict(decision.ruling)]
    ruling = Ruling(row.commitment_id, state, due, "", decision.text)
    apply_verdicts(rulings=[ruling], cause=_basis_of(decision.meeting), by=by)


_ANSWERS: dict[str, Callable[[MeetingDecision, AgendaItem, Viewer], None]] = {
    AgendaItem.Kind.ESCALATION: _answer_rung,
    AgendaItem.Kind.PROPOSAL: _answer_proposal,
    AgendaItem.Kind.REVIEW: _answer_review,
}


def _assign(decision: MeetingDecision, item: AgendaItem | None, by: Viewer) -> None:
    row, lead = decision.meeting, decision.lead_id or ""
    assigner = assigner_of(row, lead, by)
    if not assigner and lead != row.held_by_id:
        decision.proposal = add_proposal(
            values=ProposalValues(_words(decision), row.held_by_id, lead, due=decision.due),
            guard=_guard(decision, item),
            by=by,
        )
        return
    assigner = assigner or row.held_by_id
    decision.task = add_task(
        values=TaskValues(
            text=decision.text,
            basis=Basis.RESOLVED if assigner == lead else Basis.ASSIGNED,
            assigner=assigner,
            lead=lead,
            issuer_text=_basis_of(row),
            due=decision.due,
            commitment_id=_commitment_of(item),
        ),
        guard=_guard(decision, item),
        by=by,
    )


def _commitment_of(item: AgendaItem | None) -> int | None:
    """What the task is for, where its lead may know of that."""
    if item is None:
        return None
    if item.review_item:
        commitment = item.review_item.commitment
        return None if commitment.sensitivity == "restricted" else commitment.pk
    task: Task | None = item.escalation.task if item.escalation else None
    return task.commitment_id if task and task.sensitivity != "restricted" else None


def _guard(decision: MeetingDecision, item: AgendaItem | None) -> Guard:
    """As closed as the meeting, and as what it was decided about."""
    row = decision.meeting
    about = _about(item)
    closed = "restricted" in {row.sensitivity, getattr(about, "sensitivity", "")}
    named = set(row.named_units.values_list("key", flat=True))
    if closed and about is not None:
        named = set(about.named_units.values_list("key", flat=True))
    sensitivity = "restricted" if closed else "internal"
    return Guard(row.held_by_id, sensitivity, tuple(sorted(named)) if closed else ())


def _about(item: AgendaItem | None) -> Any:
    if item is None:
        return None
    if item.escalation:
        return item.escalation.task
    return item.review_item.commitment if item.review_item else item.proposal or item.agreement


def _words(decision: MeetingDecision) -> str:
    return f"{decision.text} ({_basis_of(decision.meeting)})"


def _basis_of(row: Meeting) -> str:
    """The meeting, as the task says who ordered it."""
    number = row.notice_number or row.minutes_number
    first = f"{number}: " if number else ""
    return f"{first}{row.text}, {row.day:%d/%m/%Y} ({row.reference})"[:250]


def _known(decision: MeetingDecision) -> str:
    """History is read by all who know of the meeting: of what is about a record only its number."""
    item = decision.item
    return decision.text if item is None or item.kind in _OPEN_KINDS else f"#{item.number}"


_OPEN_KINDS = (AgendaItem.Kind.OWN, AgendaItem.Kind.OVERDUE)
