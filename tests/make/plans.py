"""What a unit plans, reports and learns."""

from datetime import date

from chancery.people.models import User
from chancery.register.values import (
    Guard,
)
from chancery.work.actions import (
    monthly,
    plans,
)
from chancery.work.actions.training import add_training
from chancery.work.plans.values import PlanValues, ReportValues
from chancery.work.training.queries import TrainingValues
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def plan(
    *, by: User | None = None, keeping: Guard | None = None, held_by="mofa-economic", **values
):
    """The desk's work plan for 2026, begun by lan; with ``line`` its first line."""
    ground()
    line = values.pop("line", None)
    made = plans.add_plan(
        values=PlanValues(**{"year": 2026, **values}),
        guard=keeping or guard(held_by),
        by=viewer(by or lan()),
    )
    if line:
        plans.add_line(plan=made, values=line, by=viewer(by or lan()))
        made.refresh_from_db()
    return made


def monthly_report(
    month: date = date(2026, 10, 1),
    *,
    by: User | None = None,
    keeping: Guard | None = None,
    held_by="mofa-economic",
):
    """The desk's report of a month, drawn by lan."""
    ground()
    return monthly.add_report(
        values=ReportValues(month), guard=keeping or guard(held_by), by=viewer(by or lan())
    )


def training(*, by: User | None = None, keeping: Guard | None = None, **values):
    """Lan was trained in rules of origin for two days, as the desk wrote down."""
    ground()
    defaults = {
        "text": "Quy tắc xuất xứ",
        "person": lan().username,
        "start": date(2026, 3, 2),
        "end": date(2026, 3, 3),
        "hours": 12,
    }
    return add_training(
        values=TrainingValues(**{**defaults, **values}),
        guard=keeping or guard(),
        by=viewer(by or lan()),
    )
