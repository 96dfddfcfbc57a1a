"""Advice: write, approve, submit, decide, hand out, and say what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.register.access import agreements
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    rows_of,
    save,
    tell,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_add, check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work.actions.following import Ordered, hand_out
from chancery.work.actions.recording import fill, kept, moved, paper_named
from chancery.work.advice import rules
from chancery.work.advice.queries import GROUNDS, advice_values
from chancery.work.advice.values import AdviceValues, DecisionValues, Option
from chancery.work.consultations.values import FollowValues
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Advice, AdviceOption, AdviceState, Decided, Proposal, Task
from chancery.work.numbering import ADVICE

_PLAIN = ("text", "asked_on", "asked_by", "memo", "figures", "to_person")


@transaction.atomic
def add_advice(*, values: AdviceValues, guard: Guard, by: Viewer) -> Advice:
    """Take a question up; who records it is its author."""
    check_can_add(by, guard.held_by)
    row = Advice(**placed(BY_HAND, guard, by), author=by.user)
    _fill(row, values, by)
    row.reference = next_reference(ADVICE)
    row.save()
    _hang(row, values, by)
    name_units(row, guard.named_units)
    tell(row, "add", by=by, changes=_changes(None, advice_values(row)))
    return row


@transaction.atomic
def change_advice(*, advice: Advice, values: AdviceValues, version: int, by: Viewer) -> Advice:
    """Put ``values`` in the place of what the person saw as ``version``; records that they may not
    know of stay tied."""
    rules.check_is_author(by, advice)
    row = claim(advice, version=version)
    rules.check_can_change(by, row)
    before = advice_values(row)
    _fill(row, values, by)
    _hang(row, values, by)
    return kept(row, _changes(before, advice_values(row)), "change", by=by)


@transaction.atomic
def withdraw_advice(*, advice: Advice, reason: str, by: Viewer) -> None:
    """Take back what nobody has approved."""
    row = claim(advice)
    rules.check_can_change(by, row)
    check_reason(reason)
    values = replace(advice_values(row), options=())
    row.options.all().delete()
    withdraw(row, values, reason=reason, by=by)


@transaction.atomic
def move_advice(*, advice: Advice, move: str, reason: str = "", by: Viewer) -> Advice:
    """One step of the table but the decision."""
    row = claim(advice)
    known = rules.check_move(by, row, move, reason)
    if move == "decide":
        raise StateError(_("Say what was decided."))
    if known.target == AdviceState.APPROVED:
        row.approved_at, row.approved_by = timezone.now(), by.user
    if known.target == AdviceState.DRAFT:
        row.approved_at = row.approved_by = None
    if known.target == AdviceState.SUBMITTED:
        row.submitted_at = timezone.now()
        if row.sensitivity == "restricted":
            row.named_units.add(row.to_unit)
    return moved(row, known.target, move, by=by, reason=reason)


@transaction.atomic
def decide_advice(*, advice: Advice, values: DecisionValues, by: Viewer) -> Advice:
    """Record the decision: who decides themselves, or who advised, from the paper that says so."""
    row = claim(advice)
    rules.check_move(by, row, "decide")
    _check_decision(row, values, by)
    row.decision, row.decision_on = values.decision, values.decision_on
    row.decision_text, row.decision_by = values.decision_text.strip(), values.decision_by.strip()
    row.decision_paper_id = paper_named("decision_paper", values.decision_paper, by)
    if not row.decision_by and rules.is_decider(by, row):
        row.decision_by = by.user.full_name
    row.decided_entry = by.user
    check_columns(row)
    told: Changes = {name: [None, value] for name, value in differences_of(values).items()}
    return moved(row, AdviceState.DECIDED, "decide", by=by, told=told)


@transaction.atomic
def follow_advice(
    *, advice: Advice, values: Iterable[FollowValues], version: int, by: Viewer
) -> list[Task | Proposal]:
    """Make the decision tasks, all of them or none; a proposal where nobody may assign to a lead.

    Raises ChangedMeanwhileError where somebody did so since the person saw it as ``version``.
    """
    row = claim(advice, version=version)
    rules.check_can_follow(by, row)
    basis = (
        f"{row.decision_by + ': ' if row.decision_by else ''}{row.text[:120]} ({row.reference})"
    )
    partners = tuple(row.partners.values_list("pk", flat=True))
    ordered = Ordered(row, (row.to_unit,), basis, partners)
    made = [hand_out(values=one, ordered=ordered, by=by) for one in values]
    if not made:
        raise InvalidValuesError({"lines": [_("Say what is to be done, by whom.")]})
    row.tasks.add(*(one for one in made if isinstance(one, Task)))
    row.proposals.add(*(one for one in made if isinstance(one, Proposal)))
    save(row)
    tell(row, "follow", by=by, changes={"made": [None, [one.reference for one in made]]})
    return made


@transaction.atomic
def note_outcome(*, advice: Advice, outcome: str, by: Viewer) -> Advice:
    """Say what came of it; said again, it is put right."""
    row = claim(advice)
    rules.check_can_conclude(by, row)
    if not outcome.strip():
        raise InvalidValuesError({"outcome": [_("Say what came of it.")]})
    before = row.outcome or None
    row.outcome, row.outcome_on = outcome.strip(), timezone.localdate()
    save(row)
    tell(row, "outcome", by=by, changes={"outcome": [before, row.outcome]})
    return row


def differences_of(values: DecisionValues) -> dict[str, Any]:
    """What a decision says, as history keeps it."""
    return {name: pair[1] for name, pair in differences(None, values).items()}


def _changes(before: AdviceValues | None, after: AdviceValues) -> Changes:
    """What differs, options in their order as they are typed."""
    old = replace(before, options=()) if before else None
    told = differences(old, replace(after, options=()))
    pair = [_typed(before.options) if before else [], _typed(after.options)]
    return told | ({"options": pair} if pair[0] != pair[1] else {})


def _typed(options: tuple[Option, ...]) -> list[str]:
    return [f"* {one.text}" if one.recommended else one.text for one in options]


def _fill(row: Advice, values: AdviceValues, by: Viewer) -> None:
    fill(row, values, _PLAIN)
    changed = {values.to_unit, values.asked_unit} - {row.to_unit_id, row.asked_unit_id, None}
    row.to_unit_id, row.asked_unit_id = values.to_unit, values.asked_unit
    row.memo_paper_id = paper_named("memo_paper", values.memo_paper, by, row.memo_paper_id)
    if not row.text:
        raise InvalidValuesError({"text": [_("Write the question.")]})
    if values.asked_on > timezone.localdate():
        raise InvalidValuesError({"asked_on": [_("This day is still to come.")]})
    check_columns(row)
    check_current("to_unit", [str(key) for key in changed])


def _hang(row: Advice, values: AdviceValues, by: Viewer) -> None:
    row.partners.set(rows_of("partners", Partner, values.partners))
    row.sectors.set(rows_of("sectors", Sector, values.sectors))
    _tie_grounds(row, values.grounds, by)
    known = agreements(by)
    chosen = list(known.filter(pk__in=values.agreements))
    hidden = row.agreements.exclude(pk__in=known.order_by().values("pk"))
    row.agreements.set([*chosen, *hidden])
    _set_options(row, values.options)


def _tie_grounds(row: Advice, wanted: tuple[str, ...], by: Viewer) -> None:
    """Tie what these references name; what the person may not know of stays tied."""
    missing = set(wanted)
    for name, rows in GROUNDS.items():
        tied, known = getattr(row, name), rows(by)
        chosen = list(known.filter(reference__in=wanted))
        missing -= {one.reference for one in chosen}
        hidden = list(tied.exclude(pk__in=known.order_by().values("pk")))
        missing -= {one.reference for one in hidden}
        tied.set([*chosen, *hidden])
    if missing:
        words = _("unknown: %(keys)s") % {"keys": ", ".join(sorted(missing))}
        raise InvalidValuesError({"grounds": [words]})


def _set_options(row: Advice, options: tuple[Option, ...]) -> None:
    if sum(one.recommended for one in options) > 1:
        raise InvalidValuesError({"options": [_("Recommend one option at most.")]})
    row.options.all().delete()
    AdviceOption.objects.bulk_create(
        AdviceOption(advice=row, number=at, text=one.text, recommended=one.recommended)
        for at, one in enumerate(options, 1)
    )


def _check_decision(row: Advice, values: DecisionValues, by: Viewer) -> None:
    assert row.submitted_at is not None
    if not timezone.localdate(row.submitted_at) <= values.decision_on <= timezone.localdate():
        words = _("It was decided between the day of its submission and today.")
        raise InvalidValuesError({"decision_on": [words]})
    if values.decision in {Decided.IN_PART, Decided.REFUSED} and not values.decision_text.strip():
        words = _("Say what was accepted, or why it was refused.")
        raise InvalidValuesError({"decision_text": [words]})
    if not rules.is_decider(by, row) and values.decision_paper is None:
        words = _("Who advised records a decision from the paper that says so: name the document.")
        raise InvalidValuesError({"decision_paper": [words]})
