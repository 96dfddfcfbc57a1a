"""Each approval knows how long it took, as each acceptance does (0008)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import Q

from chancery.people.queries import country_pack

BATCH = 500


def count(apps: Any, schema_editor: Any) -> None:
    """Count the approvals that stand, by the calendar of the pack."""
    tasks = apps.get_model("work", "Task").objects
    done = tasks.filter(done_at__isnull=False).order_by("pk")
    if not done.exists():
        return
    home, calendar = ZoneInfo(country_pack().time_zone), country_pack().calendar
    took: dict[int, list[int]] = defaultdict(list)
    for pk, *moments in done.values_list("pk", "submitted_at", "done_at").iterator():
        first, last = (moment.astimezone(home).date() for moment in moments)
        took[max(0, calendar.working_days_between(first, last))].append(pk)
    for days, keys in took.items():
        for start in range(0, len(keys), BATCH):
            tasks.filter(pk__in=keys[start : start + BATCH]).update(approval_days=days)


class Migration(migrations.Migration):
    """See ``work.models.tasks``."""

    dependencies = [("work", "0032_orders_of_counts")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="approval_days",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=Q(done_at__isnull=True, approval_days__isnull=True)
                | Q(done_at__isnull=False, approval_days__isnull=False),
                name="task_approval_is_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["assigner", "approval_days", "done_at", "lead", "sensitivity", "held_by"],
                name="task_approved",
                condition=Q(approval_days__isnull=False),
            ),
        ),
    ]
