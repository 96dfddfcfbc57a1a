"""Each acceptance knows how long it took; counts of tasks read the index on the lead alone."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from chancery.people.queries import country_pack

BATCH = 1_000
COUNTED = [
    "lead",
    "state",
    "due",
    "original_due",
    "kept_from",
    "sensitivity",
    "held_by",
    "assigner",
    "response_days",
]


def count(apps: Any, schema_editor: Any) -> None:
    """Count the acceptances that stand, by the calendar of the pack."""
    tasks = apps.get_model("work", "Task").objects
    granted = apps.get_model("work", "LeadProposal").objects.filter(
        task=OuterRef("pk"), state="granted"
    )
    given = Coalesce(
        Subquery(granted.order_by("-decided_at").values("decided_at")[:1]),
        "proposal__created_at",
        "created_at",
    )
    answered = tasks.filter(accepted_at__isnull=False).exclude(basis="resolved")
    answered = answered.exclude(Q(basis="requested"), proposal__isnull=True)
    if not answered.exists():
        return
    home, calendar = ZoneInfo(country_pack().time_zone), country_pack().calendar
    counted = []
    for task in answered.annotate(given=given).order_by("pk").iterator(BATCH):
        first, last = (m.astimezone(home).date() for m in (task.given, task.accepted_at))
        task.response_days = max(0, calendar.working_days_between(first, last))
        counted.append(task)
        if len(counted) == BATCH:
            tasks.bulk_update(counted, ["response_days"])
            counted = []
    tasks.bulk_update(counted, ["response_days"])


class Migration(migrations.Migration):
    dependencies = [("work", "0007_kept_from")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="response_days",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=Q(response_days__isnull=True) | Q(accepted_at__isnull=False),
                name="task_response_is_an_acceptance",
            ),
        ),
        migrations.RemoveIndex(model_name="task", name="task_of_lead"),
        migrations.AddIndex(
            model_name="task", index=models.Index(fields=COUNTED, name="task_of_lead")
        ),
    ]
