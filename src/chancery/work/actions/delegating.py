"""The person in charge of a task inside its lead unit; handing over all that a person holds."""

from __future__ import annotations

from django.db import transaction

from chancery.people.access import Viewer
from chancery.people.models import User
from chancery.register.actions.agreements import pass_on_agreements
from chancery.register.actions.cases import pass_on_cases
from chancery.register.actions.recording import Changes, claim, save, tell
from chancery.register.rules import check_reason
from chancery.work import rules
from chancery.work.handing_over import in_charge
from chancery.work.models import PlanLine, Task


@transaction.atomic
def delegate(*, task: Task, person: User | None, by: Viewer, reason: str = "") -> Task:
    """Put a person of the lead unit in charge; None takes it back to the unit."""
    row = claim(task)
    rules.check_can_delegate(by, row, person)
    _put_in_charge(row, person, by, reason)
    return row


@transaction.atomic
def hand_over(*, person: User, to: User, by: Viewer, reason: str, unit: str) -> int:
    """Pass on what a person leaving ``unit`` was in charge of there; how many records.

    Open tasks, obstacles and opportunities, agreements, lines of plans. All of it or nothing.
    """
    rules.check_can_hand_over(by, unit)
    check_reason(reason)
    held = in_charge(person).of_unit(unit)
    rows = list(held.tasks.select_for_update())
    for row in rows:
        rules.check_may_be_in_charge(row, to)
        _put_in_charge(row, to, by, reason)
    cases = pass_on_cases(rows=list(held.obstacles), to=to, by=by, reason=reason)
    cases += pass_on_cases(rows=list(held.opportunities), to=to, by=by, reason=reason)
    agreements = pass_on_agreements(rows=list(held.agreements), to=to, by=by, reason=reason)
    lines = list(held.lines.select_related("plan"))
    for line in lines:
        _pass_on_line(line, to, by, reason)
    return len(rows) + cases + agreements + len(lines)


def _pass_on_line(line: PlanLine, to: User, by: Viewer, reason: str) -> None:
    row = claim(line.plan)
    was = line.person and line.person.username
    line.person = to
    line.save(update_fields=["person"])
    save(row)
    said = f"{line.number}. {line.text}"
    changes: Changes = {"line": [said, said], "person": [was, to.username]}
    tell(row, "line", by=by, changes=changes, reason=reason)


def _put_in_charge(task: Task, person: User | None, by: Viewer, reason: str) -> None:
    if task.person == person:
        return
    changes = {"person": [task.person and task.person.username, person and person.username]}
    task.person = person
    save(task)
    tell(task, "delegate", by=by, changes=changes, reason=reason)
