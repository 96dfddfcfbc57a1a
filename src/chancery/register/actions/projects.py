"""Writing projects: recorded, changed, moved on, taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.actions.recording import (
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    rows_of,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Commitment, Obstacle, Project, ProjectStage
from chancery.register.numbering import PROJECT, next_reference
from chancery.register.projects.queries import project_values
from chancery.register.projects.rules import (
    check_can_move,
    check_can_withdraw_project,
    check_days,
)
from chancery.register.projects.values import ProjectValues
from chancery.register.values import BY_HAND, Guard, Source


@transaction.atomic
def add_project(
    *,
    values: ProjectValues,
    guard: Guard,
    by: Viewer,
    state: str = ProjectStage.PROPOSED,
    source: Source = BY_HAND,
) -> Project:
    """Record a project at the stage it has reached; its money goes into its ledgers."""
    rules.check_can_add(by, guard.held_by)
    project = Project(**columns_of(values), state=state, **placed(source, guard, by))
    _check(project, values)
    project.reference = next_reference(PROJECT)
    project.save()
    _link(project, values)
    name_units(project, guard.named_units)
    changes = told_of_new(values, source, guard) | {"state": [None, str(state)]}
    tell(project, "add", by=by, changes=changes)
    return project


@transaction.atomic
def change_project(
    *, project: Project, values: ProjectValues, version: int, by: Viewer
) -> Project:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, project)
    row = claim(project, version=version)
    changes = differences(project_values(row), values)
    if not changes:
        return row
    for name, value in columns_of(values).items():
        setattr(row, name, value)
    _check(row, values, hosted_anew="host" in changes)
    save(row)
    _link(row, values)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def move_project(*, project: Project, stage: str, reason: str, by: Viewer) -> Project:
    """Say how far it has come; what is stopped or taken up again says why."""
    row = claim(project)
    check_can_move(by, row, stage, reason)
    changes = {"state": [row.state, stage]}
    row.state = stage
    save(row)
    tell(row, "state", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def withdraw_project(*, project: Project, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; refused once anything stands in its ledgers."""
    row = claim(project)
    check_can_withdraw_project(by, row, reason)
    withdraw(row, project_values(row), reason=reason, by=by)


def columns_of(values: ProjectValues) -> dict[str, Any]:
    """What of the values stands in the row itself."""
    return {
        **{name: getattr(values, name).strip() for name in _WORDS},
        **{f"{when}_{how}": getattr(values, f"{when}_{how}") for when, how in _DAYS},
        "kind": values.kind,
        "host_id": values.host,
        "agreement_id": values.agreement,
        "activity_id": values.activity,
    }


_WORDS = ("text", "name_en", "agencies", "place", "difficulties", "identifier")
_DAYS = [(when, how) for when in ("start", "end") for how in ("planned", "actual")]


def _check(project: Project, values: ProjectValues, *, hosted_anew: bool = True) -> None:
    check_columns(project)
    if not values.partners:
        raise InvalidValuesError({"partners": [_("A project has at least one partner.")]})
    check_days({f"{when}_{how}": getattr(values, f"{when}_{how}") for when, how in _DAYS})
    check_current("host", [values.host] if values.host and hosted_anew else [])


def _link(project: Project, values: ProjectValues) -> None:
    project.partners.set(rows_of("partners", Partner, values.partners))
    project.sectors.set(rows_of("sectors", Sector, values.sectors))
    project.commitments.set(_numbered("commitments", Commitment, values.commitments))
    project.obstacles.set(_numbered("obstacles", Obstacle, values.obstacles))


def _numbered(field: str, model: type[Any], keys: tuple[int, ...]) -> list[Any]:
    known: dict[int, Any] = model.objects.in_bulk(sorted(set(keys)))
    if missing := sorted(set(keys) - set(known)):
        words = _("unknown: %(keys)s") % {"keys": ", ".join(map(str, missing))}
        raise InvalidValuesError({field: [words]})
    return list(known.values())
