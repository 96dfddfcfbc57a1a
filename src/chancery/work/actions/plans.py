"""Work plans: write, submit, approve, return, amend by a new edition. One event for every act."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    guard_of,
    name_units,
    placed,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work.actions.plans_telling import tell_heads, tell_writers
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import PlanLine, PlanState, WorkPlan
from chancery.work.numbering import PLAN
from chancery.work.plans import rules
from chancery.work.plans.queries import plan_values
from chancery.work.plans.ties import TIES, line_values, references_of
from chancery.work.plans.values import MONTHS, LineValues, PlanValues

_PERIODS = {
    "year": "năm {year}",
    "h1": "6 tháng đầu năm {year}",
    "h2": "6 tháng cuối năm {year}",
    "q1": "quý I năm {year}",
    "q2": "quý II năm {year}",
    "q3": "quý III năm {year}",
    "q4": "quý IV năm {year}",
}
EARLIEST, LATEST = 2000, 2100


@transaction.atomic
def add_plan(*, values: PlanValues, guard: Guard, by: Viewer) -> WorkPlan:
    """Begin the plan of a unit for a period; nobody else sees it until it is submitted."""
    rules.check_can_begin(by, guard.held_by)
    plan = WorkPlan(**_columns(values, guard.held_by), **placed(BY_HAND, guard, by))
    _check(plan)
    plan.reference = next_reference(PLAN)
    _save_new(plan)
    name_units(plan, guard.named_units)
    tell(plan, "add", by=by, changes=told_of_new(plan_values(plan), BY_HAND, guard))
    return plan


@transaction.atomic
def change_plan(*, plan: WorkPlan, values: PlanValues, version: int, by: Viewer) -> WorkPlan:
    """Put ``values`` in the place of what the person saw as ``version``, while it is in hand."""
    row = claim(plan, version=version)
    rules.check_can_write(by, row)
    before = plan_values(row)
    for name, value in _columns(values, row.held_by_id).items():
        setattr(row, name, value)
    _check(row)
    changes = differences(before, plan_values(row))
    if changes:
        if row.amends_id and changes.keys() & {"year", "period"}:
            raise StateError(_("A new edition is for the same period: begin another plan."))
        _check_free(row)
        save(row)
        tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_plan(*, plan: WorkPlan, reason: str, by: Viewer) -> None:
    """Take back a plan that was not approved; the edition it amends stays in force."""
    row = claim(plan)
    rules.check_can_write(by, row)
    check_reason(reason)
    withdraw(row, plan_values(row), reason=reason, by=by)


@transaction.atomic
def add_line(*, plan: WorkPlan, values: LineValues, by: Viewer) -> PlanLine:
    """One more thing to do."""
    row = claim(plan)
    rules.check_can_write(by, row)
    last = row.lines.order_by("-number").values_list("number", flat=True).first()
    line = PlanLine(plan=row, number=(last or 0) + 1)
    _put(line, values, by)
    save(row)
    tell(row, "line", by=by, changes={"line": [None, _said(line)]})
    return line


@transaction.atomic
def change_line(*, line: PlanLine, values: LineValues, version: int, by: Viewer) -> PlanLine:
    """Put ``values`` in the place of a line, at the version of the plan that the person saw."""
    row = claim(line.plan, version=version)
    rules.check_can_write(by, row)
    before = line_values(line)
    _put(line, values, by)
    changes = differences(before, line_values(line))
    if changes:
        save(row)
        tell(row, "line", by=by, changes={"line": [_said(line), _said(line)], **changes})
    return line


@transaction.atomic
def remove_line(*, line: PlanLine, by: Viewer) -> None:
    """Take a line out of a plan that is in hand."""
    row = claim(line.plan)
    rules.check_can_write(by, row)
    said = _said(line)
    line.delete()
    save(row)
    tell(row, "line", by=by, changes={"line": [said, None]})


@transaction.atomic
def tie_line(*, line: PlanLine, records: tuple[str, ...], by: Viewer) -> PlanLine:
    """Say which records are done for a line, of an approved plan too: what is done is counted so."""
    row = claim(line.plan)
    rules.check_can_tie(by, row)
    before = references_of(line)
    _tie(line, records, by)
    after = references_of(line)
    if before != after:
        save(row)
        changes: Changes = {"line": [_said(line), _said(line)]}
        tell(row, "tied", by=by, changes={**changes, "records": [list(before), list(after)]})
    return line


@transaction.atomic
def move_plan(*, plan: WorkPlan, move: str, by: Viewer, reason: str = "") -> WorkPlan:
    """Submit, approve or return a plan; an approved edition takes the place of the one it amends."""
    row = claim(plan)
    line = rules.check_move(by, row, move, reason)
    if move == "amend":
        return _amend(row, by)
    if move == "submit" and not row.lines.exists():
        raise StateError(_("A plan says what is to be done: add its lines first."))
    was = row.state
    now = timezone.now()
    row.state = line.target
    row.submitted_at = now if move == "submit" else row.submitted_at
    row.answer = reason.strip() if move == "return" else ""
    if move == "approve":
        row.approved_by, row.approved_at = by.user, now
        _supersede(row, by)
    save(row)
    tell(row, move, by=by, changes={"state": [was, row.state]}, reason=reason)
    if move == "submit":
        tell_heads(row, rules.approver_of(row), by)
    elif move in {"approve", "return"}:
        tell_writers(row, row.held_by_id, by)
    return row


def _supersede(row: WorkPlan, by: Viewer) -> None:
    if row.amends is None:
        return
    older = claim(row.amends)
    changes: Changes = {"state": [older.state, str(PlanState.SUPERSEDED)]}
    older.state = PlanState.SUPERSEDED
    save(older)
    tell(older, "supersede", by=by, changes=changes)


def _amend(row: WorkPlan, by: Viewer) -> WorkPlan:
    """The next edition, with every line and all that it is tied to."""
    if WorkPlan.objects.filter(amends=row).exists():
        raise StateError(_("A new edition of this plan has been begun already."))
    guard = guard_of(row)
    made = WorkPlan(
        **_columns(plan_values(row), row.held_by_id),
        **placed(BY_HAND, guard, by),
        edition=row.edition + 1,
        amends=row,
    )
    made.reference = next_reference(PLAN)
    _save_new(made)
    name_units(made, guard.named_units)
    for line in row.lines.all():
        _copy(line, made)
    values = replace(plan_values(made))
    changes = told_of_new(values, BY_HAND, guard)
    tell(made, "add", by=by, changes={**changes, "amends": [None, row.reference]})
    tell(row, "amend", by=by, changes={"edition": [row.edition, made.edition]})
    return made


def _copy(line: PlanLine, plan: WorkPlan) -> None:
    ties = {name: list(getattr(line, name).values_list("pk", flat=True)) for name in TIES}
    line.pk, line._state.adding = None, True  # noqa: SLF001 - Django's documented way to copy a row
    line.plan = plan
    line.save()
    for name, keys in ties.items():
        getattr(line, name).set(keys)


def _columns(values: PlanValues, unit: str) -> dict[str, Any]:
    found = Unit.objects.select_related("belongs_to").get(pk=unit)
    return {
        "year": values.year,
        "period": values.period,
        "text": values.text.strip() or _title(values, found),
        "to_unit_id": values.to_unit or found.belongs_to_id,
    }


def _title(values: PlanValues, unit: Unit) -> str:
    period = _PERIODS.get(values.period, "").format(year=values.year)
    return f"Kế hoạch công tác {period} của {unit.name_vi}"


def _check(plan: WorkPlan) -> None:
    check_columns(plan)
    if not EARLIEST <= plan.year <= LATEST:
        words = _("Write a year from %(first)s to %(last)s.")
        raise InvalidValuesError({"year": [words % {"first": EARLIEST, "last": LATEST}]})
    check_current("to_unit", [plan.to_unit_id] if plan.to_unit_id else [])
    _check_free(plan)


def _check_free(plan: WorkPlan) -> None:
    same = WorkPlan.objects.filter(held_by=plan.held_by_id, year=plan.year, period=plan.period)
    other = same.filter(edition=plan.edition).exclude(pk=plan.pk).first()
    if other is not None:
        words = _("This unit has a plan for that period: amend %(reference)s.")
        raise InvalidValuesError({"period": [words % {"reference": other.reference}]})


def _save_new(plan: WorkPlan) -> None:
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as error:
        words = _("Somebody has just begun a plan of this unit for that period.")
        raise InvalidValuesError({"period": [words]}) from error


def _put(line: PlanLine, values: LineValues, by: Viewer) -> None:
    line.text, line.result = values.text.strip(), values.result.strip()
    line.first_month, line.last_month = values.first_month, values.last_month
    line.partner_id, line.sector_id = values.partner, values.sector
    line.counted, line.target = values.counted, values.target
    line.person = _person(values.person)
    _check_line(line)
    line.save()
    _tie(line, values.records, by)


def _person(username: str | None) -> User | None:
    found = User.objects.filter(username=username, is_active=True).first() if username else None
    if username and found is None:
        raise InvalidValuesError({"person": [_("There is no such person.")]})
    return found


def _check_line(line: PlanLine) -> None:
    if not line.text:
        raise InvalidValuesError({"text": [_("Say what is to be done.")]})
    first, last = MONTHS[line.plan.period]
    if not first <= line.first_month <= line.last_month <= last:
        words = _(
            "The months lie in the period of the plan, from %(first)s to %(last)s, in order."
        )
        raise InvalidValuesError({"last_month": [words % {"first": first, "last": last}]})
    if bool(line.counted) != bool(line.target):
        words = _("Say both what is counted and how many are to be reached, or neither.")
        raise InvalidValuesError({"target": [words]})
    check_columns(line)


def _tie(line: PlanLine, records: tuple[str, ...], by: Viewer) -> None:
    """Ties to what the person may not know of stay as they are."""
    wanted = {name.strip().upper() for name in records if name.strip()}
    for name, tie in TIES.items():
        known = tie.rows(by)
        chosen = list(known.filter(reference__in=wanted))
        wanted -= {row.reference for row in chosen}
        own = getattr(line, name)
        hidden = list(own.exclude(pk__in=known.values("pk")))
        wanted -= {row.reference for row in hidden}
        own.set([*chosen, *hidden])
    if wanted:
        words = _("unknown: %(keys)s") % {"keys": ", ".join(sorted(wanted))}
        raise InvalidValuesError({"records": [words]})


def _said(line: PlanLine) -> str:
    return f"{line.number}. {line.text}"
