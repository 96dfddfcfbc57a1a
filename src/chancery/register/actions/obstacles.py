"""Writing obstacles."""

from __future__ import annotations

from django.db import transaction

from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.actions.recording import (
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
from chancery.register.models import Obstacle
from chancery.register.numbering import OBSTACLE, next_reference
from chancery.register.queries import obstacle_values
from chancery.register.values import BY_HAND, Guard, ObstacleValues, Source


@transaction.atomic
def add_obstacle(
    *, values: ObstacleValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Obstacle:
    """Record what blocks cooperation with a partner."""
    rules.check_can_add(by, guard.held_by)
    obstacle = Obstacle(**_columns(values), **placed(source, guard, by))
    check_columns(obstacle)
    obstacle.reference = next_reference(OBSTACLE)
    obstacle.save()
    name_units(obstacle, guard.named_units)
    tell(obstacle, "add", by=by, changes=told_of_new(values, source, guard))
    return obstacle


@transaction.atomic
def change_obstacle(
    *, obstacle: Obstacle, values: ObstacleValues, version: int, by: Viewer
) -> Obstacle:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, obstacle)
    row = claim(obstacle, version=version)
    changes = differences(obstacle_values(row), values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    check_columns(row)
    save(row)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def resolve_obstacle(*, obstacle: Obstacle, reason: str, by: Viewer) -> Obstacle:
    """It blocks no more; ``reason`` says how that came about."""
    row = claim(obstacle)
    rules.check_can_resolve(by, row, reason)
    changes = {"state": [row.state, str(Obstacle.State.RESOLVED)]}
    row.state = Obstacle.State.RESOLVED
    save(row)
    tell(row, "resolve", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def withdraw_obstacle(*, obstacle: Obstacle, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; refused once tasks hang on it or it was resolved."""
    row = claim(obstacle)
    first = Obstacle.State.OPEN
    rules.check_can_withdraw(by, row, first_state=first, reason=reason)
    withdraw(row, obstacle_values(row), reason=reason, by=by)


def _columns(values: ObstacleValues) -> dict[str, str]:
    return {"text": values.text.strip(), "partner_id": values.partner, "area": values.area}
