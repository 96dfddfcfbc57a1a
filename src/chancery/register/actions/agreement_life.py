"""What becomes of an agreement: stages reached and taken back, renewals, reviews, the next step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.actions.agreements import set_stages
from chancery.register.actions.recording import claim, differences, save, tell
from chancery.register.agreements.days import is_day, known, surely_after
from chancery.register.agreements.life import check_life
from chancery.register.agreements.stages import ENDS, reached
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Agreement, Stage
from chancery.register.queries import agreement_values


@transaction.atomic
def record_stage(
    *, agreement: Agreement, stage: str, day: str, by: Viewer, note: str = ""
) -> Agreement:
    """It reached a stage, or is to reach it on a day ahead; the day as exactly as it is known."""
    row = _claimed(agreement, by)
    if stage in dict(agreement_values(row).stages):
        words = _("“%(stage)s” is recorded already: put its day right, or take it back.")
        raise StateError(words % {"stage": Stage(stage).label})
    stages = (*agreement_values(row).stages, (stage, day))
    return _change(row, "stage", note, by, stages=stages)


@transaction.atomic
def correct_stage(
    *, agreement: Agreement, stage: str, day: str, by: Viewer, note: str = ""
) -> Agreement:
    """Put the day of a stage right."""
    row = _claimed(agreement, by)
    said = _recorded(row, stage)
    stages = tuple((name, day if name == stage else before) for name, before in said.items())
    return _change(row, "stage_correct", note, by, stages=stages)


@transaction.atomic
def withdraw_stage(*, agreement: Agreement, stage: str, reason: str, by: Viewer) -> Agreement:
    """Take back a stage that was recorded by mistake; history keeps it, and why.

    Refused where what stays would make no life: take back what follows first.
    """
    row = _claimed(agreement, by)
    said = _recorded(row, stage)
    rules.check_reason(reason)
    stages = tuple((name, day) for name, day in said.items() if name != stage)
    return _change(row, "stage_withdraw", reason, by, stages=stages)


@transaction.atomic
def renew_agreement(
    *, agreement: Agreement, expires: str, by: Viewer, note: str = ""
) -> Agreement:
    """Both sides agreed to go on: its term ends on a later day. The note says by which papers."""
    row = _claimed(agreement, by)
    if row.renewal == Agreement.Renewal.AUTOMATIC:
        raise StateError(
            _("It renews itself: its terms are counted from the first. Edit that if it is wrong.")
        )
    _check_not_ended(row)
    if not expires:
        raise InvalidValuesError({"expires": [_("Say when the new term ends.")]})
    before, after = known(row.expires), known(expires) if is_day(expires) else None
    if before is not None and after is not None and after.last <= before.last:
        words = _("The new term must end after the one in force, which ends %(day)s.")
        raise InvalidValuesError({"expires": [words % {"day": row.expires}]})
    changed = {"expires": expires}
    if row.renewal == Agreement.Renewal.NONE:
        changed["renewal"] = Agreement.Renewal.NOTES.value
    return _change(row, "renew", note, by, **changed)


@transaction.atomic
def hold_review(
    *, agreement: Agreement, held: str, by: Viewer, again: str = "", note: str = ""
) -> Agreement:
    """A review took place; ``again`` is the day of the next one where the sides agreed on one."""
    row = _claimed(agreement, by)
    _check_not_ended(row)
    day = known(held) if is_day(held) else None
    if not held or (day is not None and day.first > timezone.localdate()):
        words = _("Say on which day, not later than today, the review was held.")
        raise InvalidValuesError({"held": [words]})
    if surely_after(row.review_held, held):
        words = _("A review was held later than that already, %(day)s.")
        raise InvalidValuesError({"held": [words % {"day": row.review_held}]})
    if again and not surely_after(again, held):
        words = _("The next review comes after the one that was held.")
        raise InvalidValuesError({"again": [words]})
    changed = {"review_held": held}
    if again:
        changed["review_first"] = again
    return _change(row, "review", note, by, **changed)


@transaction.atomic
def set_next_step(
    *, agreement: Agreement, step: str, on: date | None, by: Viewer, note: str = ""
) -> Agreement:
    """What is to be done next, and by when; nothing at all once no step is left."""
    row = _claimed(agreement, by)
    return _change(row, "step", note, by, next_step=step.strip(), next_step_on=on)


def _claimed(agreement: Agreement, by: Viewer) -> Agreement:
    row = claim(agreement)
    rules.check_can_keep(by, row)
    return row


def _recorded(row: Agreement, stage: str) -> dict[str, str]:
    said = dict(agreement_values(row).stages)
    if stage not in said:
        raise StateError(_("This stage is not recorded: it was taken back meanwhile."))
    return said


def _check_not_ended(row: Agreement) -> None:
    stages = ((stage.stage, stage.date) for stage in row.stages.all())
    if ENDS & set(reached(stages, timezone.localdate())):
        raise StateError(_("It has ended: take that stage back first if it was recorded wrongly."))


def _change(row: Agreement, action: str, reason: str, by: Viewer, **changed: Any) -> Agreement:
    before = agreement_values(row)
    values = replace(before, **changed)
    changes = differences(before, values)
    if not changes:
        return row
    check_life(values)
    for name, value in changed.items():
        if name != "stages":
            setattr(row, name, value)
    save(row)
    if "stages" in changed:
        set_stages(row, values.stages)
    tell(row, action, by=by, changes=changes, reason=reason)
    return row
