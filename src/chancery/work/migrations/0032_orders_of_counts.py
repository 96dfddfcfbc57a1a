"""Two more orders in which tasks are counted: of answers, and of what is owed to whom."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """See ``work.models.tasks``."""

    dependencies = [
        ("work", "0031_columns_of_counts"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=[
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
                ],
                name="task_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=[
                    "lead",
                    "assigner",
                    "basis",
                    "held_by",
                    "state",
                    "due",
                    "priority",
                    "accepted_at",
                    "created_at",
                    "sensitivity",
                    "recurrence",
                    "reference",
                    "done_at",
                ],
                name="task_owed",
                condition=Q(done_at__isnull=True),
            ),
        ),
    ]
