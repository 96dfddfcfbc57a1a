"""The life of an agreement as a line of steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from chancery.register.models import Agreement, Stage

_WAY = (Stage.PROPOSED, Stage.NEGOTIATING, Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE)
_ENDS = (Stage.EXPIRED, Stage.TERMINATED)
_BEFORE_SIGNING = frozenset({Stage.PROPOSED, Stage.NEGOTIATING})


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: reached, planned for a later day, passed without a record, or still to come."""

    stage: str
    label: str
    day: str
    reached: bool
    planned: bool
    passed: bool
    is_now: bool


def stage_line(agreement: Agreement, today: date | None = None) -> list[Step]:
    """The steps in their order; wants ``stages`` prefetched for lists.

    An arrangement is not ratified; a line that reached its signing leaves out what nobody recorded
    before it; the ends show only where they came.
    """
    days = {row.stage: row.date for row in agreement.stages.all()}
    iso = (today or timezone.localdate()).isoformat()
    reached = {stage for stage, day in days.items() if day <= iso}
    shown = [stage for stage in (*_WAY, *_ENDS) if _is_shown(agreement, stage, days)]
    last = max((i for i, stage in enumerate(shown) if stage in reached), default=-1)
    return [
        Step(
            stage=stage.value,
            label=str(stage.label),
            day=days.get(stage.value, ""),
            reached=stage in reached,
            planned=stage in days and stage not in reached,
            passed=stage not in days and place < last,
            is_now=place == last,
        )
        for place, stage in enumerate(shown)
    ]


def stage_now(agreement: Agreement, today: date | None = None) -> Step | None:
    """Where an agreement stands; None where no stage is known."""
    return next((step for step in stage_line(agreement, today) if step.is_now), None)


def _is_shown(agreement: Agreement, stage: Stage, days: dict[str, str]) -> bool:
    if stage in days:
        return True
    if stage in _ENDS or (stage == Stage.RATIFIED and agreement.kind == "arrangement"):
        return False
    return not (stage in _BEFORE_SIGNING and Stage.SIGNED in days)
