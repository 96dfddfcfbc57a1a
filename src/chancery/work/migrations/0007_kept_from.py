"""Each submission knows the earliest due date that it was in time for."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from chancery.people.queries import country_pack
from chancery.work.timeliness import first_open_day

BATCH = 1_000


def judge(apps: Any, schema_editor: Any) -> None:
    """Judge the submissions that stand, by the calendar of the pack."""
    handed_in = apps.get_model("work", "Task").objects.filter(submitted_at__isnull=False)
    if not handed_in.exists():
        return
    pack, judged = country_pack(), []
    for task in handed_in.select_related("assigner").order_by("pk").iterator(BATCH):
        zone = task.assigner.time_zone or pack.time_zone
        task.kept_from = first_open_day(task.submitted_at, zone, pack.calendar)
        judged.append(task)
        if len(judged) == BATCH:
            handed_in.model.objects.bulk_update(judged, ["kept_from"])
            judged = []
    handed_in.model.objects.bulk_update(judged, ["kept_from"])


class Migration(migrations.Migration):
    atomic = True
    dependencies = [("work", "0006_task_in_state")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="kept_from",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(judge, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, kept_from__isnull=True)
                | Q(submitted_at__isnull=False, kept_from__isnull=False),
                name="task_submission_is_judged",
            ),
        ),
    ]
