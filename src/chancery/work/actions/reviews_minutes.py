"""Minutes of the meeting that concluded a round; its decisions become tasks, or proposals."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import Changes, check_columns, check_current, claim, tell
from chancery.register.values import Guard
from chancery.work.actions.proposals import add_proposal
from chancery.work.actions.tasks import add_task
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Basis, Review, ReviewDecision, ReviewState
from chancery.work.reviews import rules
from chancery.work.reviews.values import DecisionValues, MinutesValues
from chancery.work.rules import may_assign, speaks_for
from chancery.work.values import ProposalValues, TaskValues


@transaction.atomic
def write_minutes(*, review: Review, values: MinutesValues, version: int, by: Viewer) -> Review:
    """Keep who met when, who was there, and what was concluded."""
    rules.check_can_minute(by, review)
    row = claim(review, version=version)
    changes: Changes = {}
    for name in MinutesValues.__dataclass_fields__:
        value, before = getattr(values, name), getattr(row, name)
        if value != before:
            setattr(row, name, value)
            changes[name] = [str(before or "") or None, str(value or "") or None]
    if not changes:
        return row
    check_columns(row)
    row.version += 1
    row.save()
    tell(row, "minutes", by=by, changes=changes)
    return row


@transaction.atomic
def add_decision(*, review: Review, values: DecisionValues, by: Viewer) -> ReviewDecision:
    """One decision; nobody is given anything before the minutes are issued."""
    row = claim(review)
    rules.check_can_minute(by, row)
    item = row.items.filter(pk=values.item).first() if values.item else None
    if values.item and item is None:
        raise InvalidValuesError({"item": [_("There is no such commitment in this round.")]})
    if values.due and values.due <= timezone.localdate():
        raise InvalidValuesError({"due": [_("A due date lies ahead.")]})
    decision = ReviewDecision(
        review=row, item=item, text=values.text.strip(), lead_id=values.lead, due=values.due
    )
    check_columns(decision)
    check_current("lead", [values.lead] if values.lead else [])
    decision.save()
    tell(row, "minutes", by=by, changes={"decision": [None, decision.text]})
    return decision


@transaction.atomic
def remove_decision(*, decision: ReviewDecision, by: Viewer) -> None:
    """Take a decision out again, before the minutes are issued."""
    row = claim(decision.review)
    rules.check_can_minute(by, row)
    tell(row, "minutes", by=by, changes={"decision": [decision.text, None]})
    decision.delete()


@transaction.atomic
def issue_minutes(*, review: Review, by: Viewer) -> Review:
    """The minutes stand from now on; each decision with a lead goes out as a task of its own.

    Where nobody in whose name the person speaks may assign to the lead, it goes as a proposal.
    """
    row = claim(review)
    rules.check_can_minute(by, row)
    rules.check_state(row, ReviewState.CONCLUDED)
    if row.met_on is None:
        raise StateError(_("Say first when the meeting was, and who was there."))
    tasks = proposals = 0
    for decision in row.decisions.select_related("item__commitment", "lead"):
        if decision.lead_id is None:
            continue
        if assigner := assigner_of(row, decision.lead_id, by):
            _assign(row, decision, assigner, by)
            tasks += 1
        else:
            _ask(row, decision, by)
            proposals += 1
    row.minutes_issued_at = timezone.now()
    row.version += 1
    row.save()
    changes: Changes = {"tasks": [None, tasks], "proposals": [None, proposals]}
    tell(row, "issue", by=by, changes=changes)
    return row


def assigner_of(review: Review, lead: str, by: Viewer) -> str:
    """In whose name a decision is assigned: the round's issuer, else its secretariat; empty where
    neither may assign to the lead."""
    for unit in (review.issuer, review.held_by):
        if unit is not None and speaks_for(by, unit) and may_assign(unit.pk, lead):
            return unit.pk
    return ""


def _assign(row: Review, decision: ReviewDecision, assigner: str, by: Viewer) -> None:
    item = decision.item
    known = item is not None and item.commitment.sensitivity != "restricted"
    values = TaskValues(
        text=decision.text,
        basis=Basis.RESOLVED if assigner == decision.lead_id else Basis.ASSIGNED,
        assigner=assigner,
        lead=decision.lead_id or "",
        issuer_text=_basis_of(row),
        due=decision.due,
        commitment_id=item.commitment_id if item is not None and known else None,
    )
    decision.task = add_task(values=values, guard=_guard(row), by=by)
    decision.save()


def _ask(row: Review, decision: ReviewDecision, by: Viewer) -> None:
    if decision.lead_id == row.held_by_id:
        _assign(row, decision, row.held_by_id, by)
        return
    values = ProposalValues(
        text=f"{decision.text} ({_basis_of(row)})",
        from_unit=row.held_by_id,
        to_unit=decision.lead_id or "",
        due=decision.due,
    )
    decision.proposal = add_proposal(values=values, guard=_guard(row), by=by)
    decision.save()


def _basis_of(row: Review) -> str:
    """The round, as the task says who ordered it."""
    issuer: Unit = row.issuer or row.held_by
    number = row.minutes_number or row.reference
    return f"{number}: {row.text} ({row.reference}), {issuer.name_vi}"[:250]


def _guard(row: Review) -> Guard:
    named = tuple(row.named_units.values_list("key", flat=True))
    return Guard(row.held_by_id, row.sensitivity, named)
