"""The demo's obstacles and opportunities: ``demo/cases.yaml``, played back day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from chancery.cli.demo_documents import DEMO, DemoError
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register import actions
from chancery.register.models import Obstacle, Opportunity
from chancery.register.queries import obstacle_values
from chancery.register.values import Guard, ObstacleValues, OpportunityValues, StepValues

MADE_UP = "Số liệu minh họa của bản demo"
_NOT_VALUES = {"found", "by", "recorded", "steps", "moves", "moved", "resolved", "estimated"}


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story is played: the clock, the cast, and what was confirmed from papers."""

    today: date
    on: Callable[[date], AbstractContextManager[None]]
    viewer: Callable[[str], Viewer]
    found: Callable[[str, str], Obstacle]

    def day(self, offset: int | None) -> date | None:
        """A day of the story; none where none is said."""
        return None if offset is None else self.today + timedelta(days=offset)


@cache
def case_rows() -> Mapping[str, list[dict[str, Any]]]:
    """``demo/cases.yaml``: its obstacles and its opportunities."""
    loaded: Mapping[str, list[dict[str, Any]]] = yaml.safe_load(
        (DEMO / "cases.yaml").read_text("utf-8")
    )
    return loaded


def load_cases(stage: Stage) -> Iterator[str]:
    """Record every case of the story; gives each reference as it is done."""
    for kind, rows in case_rows().items():
        for row in rows:
            try:
                case = _obstacle(row, stage) if kind == "obstacles" else _opportunity(row, stage)
                _follow(case, row, stage)
            except ChanceryError as error:
                named = row.get("text") or row["found"]["quote"]
                raise DemoError(f"cases.yaml: “{named}”: {error}") from error
            yield case.reference


def _obstacle(row: Mapping[str, Any], stage: Stage) -> Obstacle:
    said = _values(row, stage)
    said["pending_since"] = stage.day(row.get("pending_since"))
    estimates = [stage.day(offset) for offset in row.get("estimated", [])]
    said["estimated"] = estimates[0] if estimates else None
    by = stage.viewer(row["by"])
    with stage.on(stage.today + timedelta(days=row["recorded"])):
        if "found" in row:
            found = stage.found(row["found"]["document"], row["found"]["quote"])
            case = _change(found, said, by)
        else:
            values = ObstacleValues(**said)
            case = actions.add_obstacle(values=values, guard=_guard(by), by=by)
    for place, estimate in enumerate(estimates[1:], 1):
        with stage.on(stage.today - timedelta(days=30 - 10 * place)):
            case = _change(case, {"estimated": estimate}, by, row["moved"])
    return case


def _change(case: Obstacle, said: dict[str, Any], by: Viewer, reason: str = "") -> Obstacle:
    case = Obstacle.objects.get(pk=case.pk)
    values = replace(obstacle_values(case), **said)
    return actions.change_obstacle(
        obstacle=case, values=values, version=case.version, by=by, reason=reason
    )


def _opportunity(row: Mapping[str, Any], stage: Stage) -> Opportunity:
    said, by = _values(row, stage), stage.viewer(row["by"])
    if "amount" in row:
        said |= {"amount": Decimal(row["amount"]), "value_source": MADE_UP}
        said["valued_on"] = stage.day(row["recorded"])
    with stage.on(stage.today + timedelta(days=row["recorded"])):
        values = OpportunityValues(**said)
        return actions.add_opportunity(values=values, guard=_guard(by), by=by)


def _values(row: Mapping[str, Any], stage: Stage) -> dict[str, Any]:
    said = {name: value for name, value in row.items() if name not in _NOT_VALUES}
    said |= {name: tuple(said[name]) for name in ("hs", "sectors") if name in said}
    return said | {"next_step_on": stage.day(row.get("next_step_on"))}


def _guard(by: Viewer) -> Guard:
    return Guard(next(iter(sorted(by.own_units))))


def _follow(case: Any, row: Mapping[str, Any], stage: Stage) -> None:
    """Its moves and steps, in the order of their days; what comes next stays as it is."""
    done = [*row.get("steps", []), *row.get("moves", [])]
    for one in sorted(done, key=lambda one: (one["day"], "move" in one)):
        by = stage.viewer(one.get("by", row["by"]))
        with stage.on(stage.today + timedelta(days=one["day"])):
            if "move" in one:
                reason = one.get("reason", "")
                actions.move_case(case=case, move=one["move"], reason=reason, by=by)
            else:
                actions.log_step(case=case, values=_step(one, row, stage), by=by)
    if "resolved" in row:
        last = row["resolved"]
        with stage.on(stage.today + timedelta(days=last["day"])):
            actions.resolve_obstacle(
                obstacle=case,
                reason=last["reason"],
                by=stage.viewer(last["by"]),
                confirmed_by=last["confirmed_by"],
            )


def _step(one: Mapping[str, Any], row: Mapping[str, Any], stage: Stage) -> StepValues:
    return StepValues(
        day=stage.today + timedelta(days=one["day"]),
        text=one["text"],
        by_whom=one["by_whom"],
        outcome=one["outcome"],
        next_step=row.get("next_step", ""),
        next_step_on=stage.day(row.get("next_step_on")),
    )
