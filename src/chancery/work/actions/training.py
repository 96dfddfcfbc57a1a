"""Writing down who was trained in what."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.people.access import Viewer
from chancery.people.models import User
from chancery.people.skills import skills
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
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_add, check_can_change, check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work.errors import InvalidValuesError
from chancery.work.models import Training
from chancery.work.numbering import TRAINING
from chancery.work.training.queries import TrainingValues, training_values


@transaction.atomic
def add_training(*, values: TrainingValues, guard: Guard, by: Viewer) -> Training:
    """Write down one person's training, for the unit they are of."""
    check_can_add(by, guard.held_by)
    row = Training(**placed(BY_HAND, guard, by))
    _put(row, values, by)
    row.reference = next_reference(TRAINING)
    row.save()
    name_units(row, guard.named_units)
    tell(row, "add", by=by, changes=told_of_new(values, BY_HAND, guard))
    return row


@transaction.atomic
def change_training(
    *, training: Training, values: TrainingValues, version: int, by: Viewer
) -> Training:
    """Put ``values`` in the place of what the person saw as ``version``."""
    check_can_change(by, training)
    row = claim(training, version=version)
    before = training_values(row)
    _put(row, values, by)
    changes = differences(before, training_values(row))
    if changes:
        save(row)
        tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_training(*, training: Training, reason: str, by: Viewer) -> None:
    """Take back what was written down by mistake."""
    row = claim(training)
    check_can_change(by, row)
    check_reason(reason)
    withdraw(row, training_values(row), reason=reason, by=by)


def _put(row: Training, values: TrainingValues, by: Viewer) -> None:
    person = User.objects.filter(username=values.person).first()
    wrong = _wrong(row, values, by)
    if person is None:
        wrong["person"] = [_("There is no such person.")]
    if wrong or person is None:
        raise InvalidValuesError(wrong)
    row.text, row.person = values.text.strip(), person
    for name in ("start", "end", "hours", "by_whom", "skill", "level", "result"):
        setattr(row, name, getattr(values, name))
    row.document_id = values.document
    check_columns(row)


def _wrong(row: Training, values: TrainingValues, by: Viewer) -> dict[str, list[Any]]:
    known = skills()
    document = values.document if values.document != row.document_id else None
    checks = {
        "hours": (values.hours >= 1, _("Say how many hours it took, at least one.")),
        "end": (values.end >= values.start, _("It ends before it begins.")),
        "skill": (
            values.skill in {row.skill, "", *known.skills},
            _("There is no such skill: see definitions/skills.yaml."),
        ),
        "level": (
            values.level in ({"", *known.levels} if values.skill else {""}),
            _("Say which skill reached which level."),
        ),
        "document": (
            document is None or _may_read(by, document),
            _("There is no such document that you may read."),
        ),
    }
    return {name: [said] for name, (is_right, said) in checks.items() if not is_right}


def _may_read(by: Viewer, document: int) -> bool:
    return documents(by).filter(pk=document, purged_at__isnull=True).exists()
