"""Writing obstacles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import rules as register_rules
from chancery.register.actions.cases import (
    check_units,
    guarding,
    hang,
    in_charge,
    name_acting,
)
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    claim,
    differences,
    name_units,
    placed,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.cases import rules
from chancery.register.cases.products import check_codes
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Obstacle
from chancery.register.numbering import OBSTACLE, next_reference
from chancery.register.queries import obstacle_values
from chancery.register.values import BY_HAND, Guard, ObstacleValues, Source


@transaction.atomic
def add_obstacle(
    *, values: ObstacleValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Obstacle:
    """Record what blocks cooperation with a partner; a restricted one names who must act on it."""
    register_rules.check_can_add(by, guard.held_by)
    obstacle = Obstacle(**_columns(values), **placed(source, guard, by))
    obstacle.original_estimate = values.estimated
    _check(obstacle, values, None, guard.held_by)
    obstacle.reference = next_reference(OBSTACLE)
    obstacle.save()
    hang(obstacle, values)
    name_units(obstacle, guarding(guard, values))
    tell(obstacle, "add", by=by, changes=told_of_new(values, source, guard))
    return obstacle


@transaction.atomic
def change_obstacle(
    *, obstacle: Obstacle, values: ObstacleValues, version: int, by: Viewer, reason: str = ""
) -> Obstacle:
    """Put ``values`` in the place of what the person saw as ``version``.

    An estimate that was moved later, or given up, needs a ``reason``; the old one is kept.
    """
    rules.check_can_handle(by, obstacle)
    row = claim(obstacle, version=version)
    was = obstacle_values(row)
    changes = differences(was, values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row, values, was, row.held_by_id)
    _keep_old_estimate(row, was.estimated, values.estimated, reason, by)
    save(row)
    hang(row, values)
    name_acting(row, values)
    tell(row, "change", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def resolve_obstacle(
    *,
    obstacle: Obstacle,
    reason: str,
    by: Viewer,
    confirmed_by: str = "",
    resolved_on: date | None = None,
) -> Obstacle:
    """It blocks no more; ``reason`` says how that came about, ``confirmed_by`` who says so.

    Nobody named: the person who records it. No day given: today.
    """
    row = claim(obstacle)
    move = rules.check_move(by, row, "resolve", reason)
    today = timezone.localdate()
    day = resolved_on or today
    if day > today:
        raise InvalidValuesError({"resolved_on": [_("This day is still to come.")]})
    changes: Changes = {"state": [row.state, move.target], "resolved_on": [None, day.isoformat()]}
    row.state, row.resolved_on = move.target, day
    row.confirmed_by = confirmed_by.strip() or by.user.full_name
    changes["confirmed_by"] = [None, row.confirmed_by]
    check_columns(row)
    save(row)
    tell(row, "resolve", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def withdraw_obstacle(*, obstacle: Obstacle, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; refused once steps or tasks hang on it, or it moved."""
    row = claim(obstacle)
    first = Obstacle.State.OPEN
    register_rules.check_can_withdraw(by, row, first_state=first, reason=reason)
    withdraw(row, obstacle_values(row), reason=reason, by=by)


def _check(
    obstacle: Obstacle, values: ObstacleValues, was: ObstacleValues | None, held_by: str
) -> None:
    check_columns(obstacle)
    check_codes(values.hs)
    rules.check_values(values, (was.kind,) if was else ())
    check_units(was, values)
    if was is None or (was.lead, was.person) != (values.lead, values.person):
        in_charge(values, obstacle, held_by)


def _keep_old_estimate(
    row: Obstacle, old: date | None, new: date | None, reason: str, by: Viewer
) -> None:
    """Later, or given up, is remembered; earlier needs nothing. The first estimate stays."""
    row.original_estimate = row.original_estimate or new
    if old is None or (new is not None and new <= old):
        return
    if not reason.strip():
        message = _("Say why the estimate moves: the old one is kept beside it.")
        raise InvalidValuesError({"reason": [message]})
    row.moved_estimates.create(
        old=old, new=new, reason=reason.strip(), moved_by=by.user, moved_at=timezone.now()
    )


def _columns(values: ObstacleValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "partner_id": values.partner,
        "area": values.area,
        "kind": values.kind,
        "affected": values.affected.strip(),
        "pending_unit_id": values.pending_unit,
        "pending_text": values.pending_text.strip(),
        "pending_since": values.pending_since,
        "lead_id": values.lead,
        "priority": values.priority,
        "next_step": values.next_step.strip(),
        "next_step_on": values.next_step_on,
        "estimated": values.estimated,
    }
