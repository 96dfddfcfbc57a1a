"""A task knows up to when it was reported on and how often it was given more time.

A question for more time knows how long its decision took.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from chancery.people.queries import country_pack

BATCH = 500
OWED = [
    "lead",
    "assigner",
    "basis",
    "held_by",
    "state",
    "due",
    "priority",
    "accepted_at",
    "created_at",
    "reported_until",
    "sensitivity",
    "recurrence",
    "reference",
    "done_at",
]
ANSWERED = [
    "lead",
    "response_days",
    "state",
    "due",
    "original_due",
    "kept_from",
    "accepted_at",
    "sensitivity",
    "held_by",
    "assigner",
    "extensions_given",
]
COUNTED = [
    "unit",
    "state",
    "due_before",
    "due_granted",
    "due_asked",
    "asked_at",
    "decided_at",
    "decision_days",
    "task",
]


def keep_reported(apps: Any, schema_editor: Any) -> None:
    """Put the last day that an approved update speaks of beside each task that has one."""
    approved = apps.get_model("work", "Progress").objects.filter(state="approved").order_by()
    last = approved.filter(task=OuterRef("pk")).values("task").annotate(day=Max("period"))
    tasks = apps.get_model("work", "Task").objects.filter(pk__in=approved.values("task"))
    tasks.update(reported_until=Subquery(last.values("day")))


def keep_given(apps: Any, schema_editor: Any) -> None:
    """Count the extensions of each task that had any: granted, to a later date or to none."""
    granted = apps.get_model("work", "Extension").objects.filter(state="granted").order_by()
    more = Q(due_granted__gt=F("due_before")) | Q(due_granted__isnull=True)
    given = granted.filter(more, due_before__isnull=False)
    number = given.filter(task=OuterRef("pk")).values("task").annotate(number=Count("pk"))
    tasks = apps.get_model("work", "Task").objects.filter(pk__in=given.values("task"))
    tasks.update(extensions_given=Subquery(number.values("number")))


def count_decisions(apps: Any, schema_editor: Any) -> None:
    """Count what was decided, by the calendar of the pack."""
    asked = apps.get_model("work", "Extension").objects
    decided = asked.filter(decided_at__isnull=False).order_by("pk")
    if not decided.exists():
        return
    home, calendar = ZoneInfo(country_pack().time_zone), country_pack().calendar
    took: dict[int, list[int]] = defaultdict(list)
    for pk, *moments in decided.values_list("pk", "asked_at", "decided_at").iterator():
        first, last = (moment.astimezone(home).date() for moment in moments)
        took[max(0, calendar.working_days_between(first, last))].append(pk)
    for days, keys in took.items():
        for start in range(0, len(keys), BATCH):
            asked.filter(pk__in=keys[start : start + BATCH]).update(decision_days=days)


class Migration(migrations.Migration):
    """See ``work.models.tasks`` and ``work.models.asking``."""

    dependencies = [("work", "0034_deep_pages")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="reported_until",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(keep_reported, migrations.RunPython.noop),
        migrations.AddField(
            model_name="task",
            name="extensions_given",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(keep_given, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="task", name="task_owed"),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=OWED, name="task_owed", condition=Q(done_at__isnull=True)),
        ),
        migrations.RemoveIndex(model_name="task", name="task_answered"),
        migrations.AddIndex(
            model_name="task", index=models.Index(fields=ANSWERED, name="task_answered")
        ),
        migrations.AddField(
            model_name="extension",
            name="decision_days",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(count_decisions, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision_days__isnull=True)
                | Q(decided_at__isnull=False, decision_days__isnull=False),
                name="extension_decision_is_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="extension",
            index=models.Index(fields=COUNTED, name="extension_counted"),
        ),
    ]
