"""Bringing a demo up to its size with generated records; what is there already stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection

from chancery.cli.demo_generated import Generator
from chancery.intake.search.actions import rebuild
from chancery.people.models import User
from chancery.people.queries import country_pack
from chancery.register.models import Commitment
from chancery.work.actions.generated import write_generated
from chancery.work.models import Task

SIZES = {"small": (0, 0), "medium": (1_000, 10_000), "large": (5_000, 50_000)}
"""Commitments and tasks in all."""
Tell = Callable[[str, int, int], None]


def fill(size: str, today: date, *, tell: Tell) -> None:
    """Generate what is missing to ``size``; a second call finds nothing missing."""
    commitments, tasks = SIZES[size]
    fill_to(commitments, tasks, today, tell=tell)


def fill_to(commitments: int, tasks: int, today: date, *, tell: Tell) -> None:
    """Generate what is missing to so many commitments and tasks."""
    missing = max(0, commitments - Commitment.objects.count())
    tasks_missing = max(0, tasks - Task.objects.count())
    if not missing and not tasks_missing:
        return
    drawn = Generator(country_pack(), today, seed=Task.objects.count())
    rows = list(drawn.commitments(missing))
    totals = {"commitments": missing, "tasks": tasks_missing}
    write_generated(
        commitments=rows,
        tasks=drawn.tasks(tasks_missing, rows),
        author=User.objects.filter(is_demo=True, posts__unit="mofa-economic").earliest("pk"),
        by="system",
        tell=lambda label, done: tell(f"generated {label}", done, totals[label]),
    )
    rebuild(lambda done, total: tell("search index", done, total))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
