"""Tasks, proposals between units and what falls short."""

from datetime import datetime

from chancery.people.models import User
from chancery.register.values import (
    Guard,
    Source,
)
from chancery.work import actions as work
from chancery.work.clock import kept_from, response_days
from chancery.work.models import Task
from chancery.work.values import ProposalValues, ShortcomingValues, TaskValues
from tests.make.documents import guard, source
from tests.make.people import binh, lan, quang, viewer
from tests.make.places import ground


def task_values(**values) -> TaskValues:
    defaults = {
        "text": "Xây dựng kế hoạch hành động",
        "basis": "assigned",
        "assigner": "pm",
        "lead": "moit",
    }
    return TaskValues(**{**defaults, **values})


def task(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """What the Prime Minister assigned to moit, recorded by lan from a document."""
    ground()
    return work.add_task(
        values=task_values(**values),
        guard=keeping or guard(),
        source=of or source(),
        by=viewer(by or lan()),
    )


def moved(found, *steps: str, at: datetime | None = None):
    """The task after these moves, each made by who may: binh leads for moit, quang for the PM."""
    for step in steps:
        by = quang() if step in {"approve", "return", "cancel"} else binh()
        found = work.move(task=found, move=step, by=viewer(by), reason="Cần bổ sung", at=at)
    return found


def judged(task: Task) -> Task:
    """A task made by hand, judged as the actions judge it."""
    if task.accepted_at:
        task.response_days = response_days(task.created_at, task.accepted_at)
    task.kept_from = task.submitted_at and kept_from(task, task.submitted_at)
    if task.submitted_at and task.done_at:
        task.approval_days = response_days(task.submitted_at, task.done_at)
    return task


def proposal_values(**values) -> ProposalValues:
    defaults = {
        "text": "Đề nghị cung cấp số liệu tận dụng ưu đãi",
        "from_unit": "mofa-economic",
        "to_unit": "moit",
    }
    return ProposalValues(**{**defaults, **values})


def proposal(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """mofa-economic asks moit, recorded by lan."""
    ground()
    return work.add_proposal(
        values=proposal_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def shortcoming(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """Something that falls short in moit, recorded by lan."""
    ground()
    defaults = {"text": "Phối hợp chưa kịp thời", "unit": "moit", "area": "coordination"}
    return work.add_shortcoming(
        values=ShortcomingValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )
