"""Acceptances are counted from an index half as wide, as approvals are."""

from django.db import migrations, models
from django.db.models import Q

ACCEPTED = ["lead", "response_days", "accepted_at", "sensitivity", "held_by", "assigner"]


class Migration(migrations.Migration):
    """See ``work.models.tasks``."""

    dependencies = [("work", "0035_kept_for_lists")]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=ACCEPTED, name="task_accepted", condition=Q(response_days__isnull=False)
            ),
        ),
    ]
