"""What is done to obstacles and opportunities alike: steps, moves, links, goods, who is in charge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    rows_of,
    save,
    tell,
)
from chancery.register.cases import rules
from chancery.register.cases.queries import Target, step_values
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import (
    Activity,
    Agreement,
    CaseProduct,
    CaseStep,
    Commitment,
    Obstacle,
    Opportunity,
    PartnerRequest,
)
from chancery.register.values import Guard, ObstacleValues, OpportunityValues, StepValues

C = TypeVar("C", Obstacle, Opportunity)
LINKS: dict[type[Target], str] = {
    Commitment: "commitments",
    PartnerRequest: "requests",
    Activity: "activities",
    Agreement: "agreements",
}
"""What a case may be linked to, and the field that holds the link."""


@transaction.atomic
def move_case(*, case: C, move: str, reason: str, by: Viewer) -> C:
    """Bring a case into another state by the table of its kind; resolving is ``resolve_obstacle``."""
    row = claim(case)
    line = rules.check_move(by, row, move, reason)
    changes: Changes = {"state": [row.state, line.target]}
    row.state = line.target
    if isinstance(row, Obstacle) and line.name == "reopen":
        changes |= _unconfirm(row)
    save(row)
    tell(row, move, by=by, changes=changes, reason=reason)
    return row


def _unconfirm(row: Obstacle) -> Changes:
    """What blocks again was not resolved: history keeps who said so."""
    was = {"resolved_on": row.resolved_on and row.resolved_on.isoformat()}
    was["confirmed_by"] = row.confirmed_by
    row.resolved_on, row.confirmed_by = None, ""
    return {name: [value, None] for name, value in was.items() if value}


@transaction.atomic
def log_step(*, case: Obstacle | Opportunity, values: StepValues, by: Viewer) -> CaseStep:
    """Write down what was done and what comes next; the next step before is done or dropped."""
    row = claim(case)
    rules.check_can_log(by, row)
    if values.day > timezone.localdate():
        message = _("A step has been taken already: what is to come is the next step.")
        raise InvalidValuesError({"day": [message]})
    if values.next_step_on and not values.next_step.strip():
        raise InvalidValuesError({"next_step": [_("Say what is to be done on that day.")]})
    step = CaseStep(
        **{_name(row): row},
        day=values.day,
        text=values.text.strip(),
        by_whom=values.by_whom.strip(),
        outcome=values.outcome.strip(),
        written_by=by.user,
        written_at=timezone.now(),
    )
    check_columns(step)
    before = StepValues(values.day, "", next_step=row.next_step, next_step_on=row.next_step_on)
    row.next_step, row.next_step_on = values.next_step.strip(), values.next_step_on
    check_columns(row)
    step.save()
    save(row)
    tell(row, "step", by=by, changes=differences(before, values) | _day_of(values))
    return step


def _day_of(values: StepValues) -> Changes:
    return {"day": [None, values.day.isoformat()]}


@transaction.atomic
def withdraw_step(*, step: CaseStep, reason: str, by: Viewer) -> None:
    """Take back a step written down wrongly; history keeps what it said."""
    row = claim(_case_of(step))
    kept = CaseStep.objects.select_for_update().filter(pk=step.pk).first()
    if kept is None:
        raise StateError(_("This step was taken back already."))
    rules.check_can_withdraw_step(by, kept, reason)
    said = differences(step_values(kept), None)
    kept.delete()
    save(row)
    tell(row, "step_withdraw", by=by, changes=said, reason=reason)


def _case_of(step: CaseStep) -> Obstacle | Opportunity:
    case = rules.case_of(step)
    assert isinstance(case, Obstacle | Opportunity)
    return case


@transaction.atomic
def link_record(*, case: Obstacle | Opportunity, target: Target, by: Viewer) -> None:
    """Tie a case to what it stands in the way of, or came from; twice is once."""
    _tie(case, target, by, tied=True)


@transaction.atomic
def unlink_record(*, case: Obstacle | Opportunity, target: Target, by: Viewer) -> None:
    """Take a tie away."""
    _tie(case, target, by, tied=False)


def _tie(case: Obstacle | Opportunity, target: Target, by: Viewer, *, tied: bool) -> None:
    row = claim(case)
    rules.check_can_handle(by, row)
    links = getattr(row, LINKS[type(target)])
    if links.filter(pk=target.pk).exists() == tied:
        return
    (links.add if tied else links.remove)(target)
    save(row)
    told = [getattr(target, "reference", target.pk)]  # never a name: see web.events
    told_of = [None, told] if tied else [told, None]
    tell(row, "tie" if tied else "untie", by=by, changes={LINKS[type(target)]: told_of})


# For the actions of each kind.


def in_charge(
    values: ObstacleValues | OpportunityValues, case: Obstacle | Opportunity, held_by: str
) -> None:
    """Set the unit that leads and the person in charge, once both are fit for it."""
    case.lead_id, case.person = values.lead, None
    if values.person is None:
        return
    person = User.objects.filter(username=values.person).first()
    unit = Unit.objects.filter(pk=values.lead or held_by).first()
    if person is None or unit is None:
        raise InvalidValuesError({"person": [_("There is no such person.")]})
    rules.check_person(person, unit, case if case.pk else None)
    case.person = person


def check_units(was: Any, values: ObstacleValues | OpportunityValues) -> None:
    """Cases are given to units of today."""
    for name in ("lead", "pending_unit"):
        unit = getattr(values, name, None)
        if unit and (was is None or getattr(was, name) != unit):
            check_current(name, [unit])


def hang(case: Obstacle | Opportunity, values: ObstacleValues | OpportunityValues) -> None:
    """Set the goods and sectors of a saved case."""
    case.sectors.set(rows_of("sectors", Sector, values.sectors))
    case.caseproducts.all().delete()
    name = _name(case)
    CaseProduct.objects.bulk_create(CaseProduct(**{name: case}, code=code) for code in values.hs)


def guarding(guard: Guard, values: ObstacleValues | OpportunityValues) -> tuple[str, ...]:
    """The units named on a restricted case: who must act on it must know it."""
    return tuple(sorted({*guard.named_units, *_acting(guard.sensitivity, values)}))


def name_acting(case: Obstacle | Opportunity, values: ObstacleValues | OpportunityValues) -> None:
    """The same for one that stands already."""
    acting = _acting(case.sensitivity, values)
    if acting:
        named = case.named_units.values_list("key", flat=True)
        name_units(case, {*named, *acting})


def _acting(sensitivity: str, values: ObstacleValues | OpportunityValues) -> set[str]:
    if sensitivity != "restricted":
        return set()
    return {key for key in (values.lead, getattr(values, "pending_unit", None)) if key}


def _name(case: Obstacle | Opportunity) -> str:
    return "obstacle" if isinstance(case, Obstacle) else "opportunity"


@transaction.atomic
def pass_on_cases(*, rows: Iterable[C], to: User, by: Viewer, reason: str) -> int:
    """Put another person in charge of cases whose person leaves; how many.

    Whether ``by`` may hand over for the unit is asked by who calls this. Raises where ``to`` is not
    fit for one of them: a writing post in the unit, and the right to know of it.
    """
    number = 0
    for case in rows:
        row = claim(case)
        unit = row.lead or row.held_by
        rules.check_person(to, unit, row)
        changes: Changes = {"person": [row.person and row.person.username, to.username]}
        row.person = to
        save(row)
        tell(row, "delegate", by=by, changes=changes, reason=reason)
        number += 1
    return number
