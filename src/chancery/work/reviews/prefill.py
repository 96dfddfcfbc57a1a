"""What is known already of a commitment: approved progress on its tasks fills in the reply first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils import timezone

from chancery.people.access import Viewer
from chancery.work import access
from chancery.work.models import Progress, ReviewItem, ReviewReply, Standing, Task, TaskState
from chancery.work.reviews.values import ReplyValues

_GONE = {TaskState.CANCELLED}


def prefilled(viewer: Viewer, items: Iterable[ReviewItem], unit: str) -> Mapping[int, ReplyValues]:
    """By item what the reply says first: the last approved report of the unit on a task of that
    commitment; of any other lead's for who leads the commitment. Two queries.

    Where every task is done the commitment is proposed as done; it is for the unit to say so.
    """
    wanted = {item.commitment_id: item for item in items}
    tasks = access.tasks(viewer).filter(commitment__in=wanted).exclude(state__in=_GONE)
    of_commitment: dict[int, list[Task]] = defaultdict(list)
    for task in tasks.only("pk", "commitment", "lead", "state", "submitted_at"):
        of_commitment[task.commitment_id or 0].append(task)
    chosen = {key: _chosen(rows, unit, wanted[key]) for key, rows in of_commitment.items()}
    latest = _latest([task.pk for rows in chosen.values() for task in rows])
    return {
        wanted[key].pk: found
        for key, rows in chosen.items()
        if (found := _values(rows, latest)) is not None
    }


def _chosen(rows: list[Task], unit: str, item: ReviewItem) -> list[Task]:
    own = [task for task in rows if task.lead_id == unit]
    return own or (rows if item.unit_id == unit else [])


def _latest(tasks: list[int]) -> dict[int, Progress]:
    rows = Progress.objects.filter(task__in=tasks, state=Progress.State.APPROVED)
    return {row.task_id: row for row in rows.order_by("period", "written_at", "pk")}


def _values(rows: list[Task], latest: Mapping[int, Progress]) -> ReplyValues | None:
    said = sorted(
        (latest[task.pk] for task in rows if task.pk in latest),
        key=lambda row: (row.period, row.written_at),
    )
    done = [task for task in rows if task.state == TaskState.DONE and task.submitted_at]
    if rows and len(done) == len(rows):
        day = max(timezone.localdate(task.submitted_at) for task in done)
        words = said[-1].text if said else ""
        return ReplyValues(Standing.DONE, progress=words, verdict="done", done_on=day)
    if not said:
        return None
    last = said[-1]
    return ReplyValues(
        last.health, progress=last.text, difficulty=last.difficulty, proposal=last.proposal
    )


def values_of(reply: ReviewReply) -> ReplyValues:
    """What a reply says."""
    names = ReplyValues.__dataclass_fields__
    return ReplyValues(**{name: getattr(reply, name) for name in names})
