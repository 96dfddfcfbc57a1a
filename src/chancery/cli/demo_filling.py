"""Bringing a demo up to its size with generated records; what is there already stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest import mock

from django.db import connection, transaction
from django.utils import timezone

from chancery.cli.demo_generated import REACH, Generator
from chancery.cli.demo_staff import papers, staff
from chancery.intake.search.actions import rebuild
from chancery.people.queries import country_pack
from chancery.register.models import Commitment
from chancery.work.actions.generated import write_generated
from chancery.work.generated import GeneratedCommitment, GeneratedTask, Scene
from chancery.work.models import Task

SIZES = {"small": (0, 0), "medium": (1_000, 10_000), "large": (5_000, 50_000)}
"""Commitments and tasks in all."""
HOLDER = "mofa-economic"
PAPERS = 12
"""At most, and one to every hundred tasks."""
ABOVE = {"pm"}
"""Who assigns and has nobody here: the unit that holds the records acts for it."""
Tell = Callable[[str, int, int], None]


def fill(size: str, today: date, *, tell: Tell) -> None:
    """Generate what is missing to ``size``; a second call finds nothing missing."""
    commitments, tasks = SIZES[size]
    fill_to(commitments, tasks, today, tell=tell)


def fill_to(commitments: int, tasks: int, today: date, *, tell: Tell) -> None:
    """Generate what is missing to so many commitments and tasks; all of it, or none."""
    missing = max(0, commitments - Commitment.objects.count())
    tasks_missing = max(0, tasks - Task.objects.count())
    if not missing and not tasks_missing:
        return
    drawn = Generator(country_pack(), today, seed=Task.objects.count())
    rows = list(drawn.commitments(missing))
    of_papers = min(PAPERS, tasks_missing // 100)
    of_tasks = list(drawn.tasks(tasks_missing, rows, of_papers))
    with transaction.atomic():
        _write(rows, of_tasks, of_papers, drawn, today, tell)
        rebuild(lambda done, total: tell("search index", done, total))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(
    rows: list[GeneratedCommitment],
    tasks: list[GeneratedTask],
    of_papers: int,
    drawn: Generator,
    today: date,
    tell: Tell,
) -> None:
    units = {HOLDER, *(row.lead for row in rows)}
    for task in tasks:
        units |= {task.assigner, task.lead, *task.coordinating}
    people = staff(units - ABOVE, drawn, since=today - timedelta(days=3 * REACH))
    tell("generated people", 2 * len(people), 2 * len(people))
    shown = papers(of_papers, people[HOLDER].officer, HOLDER, today)
    with _clock() as set_clock:
        write_generated(
            commitments=rows,
            tasks=tasks,
            scene=Scene(people, shown, HOLDER),
            set_clock=set_clock,
            by="system",
            tell=lambda what, done, total: tell(f"generated {what}", done, total),
        )


@contextmanager
def _clock() -> Iterator[Callable[[datetime], None]]:
    """A clock that is set to each moment of the past in turn, so that history reads as one."""
    moment = timezone.now()

    def set_clock(to: datetime) -> None:
        nonlocal moment
        moment = to

    with mock.patch.object(timezone, "now", side_effect=lambda: moment):
        yield set_clock
