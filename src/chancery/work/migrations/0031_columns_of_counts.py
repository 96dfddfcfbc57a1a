"""One index from which tasks are counted and put in order: without it each count read every row."""

from django.db import migrations, models

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
    "accepted_at",
    "reference",
]


class Migration(migrations.Migration):
    """See ``work.models.tasks``."""

    dependencies = [
        ("work", "0030_replies_by_mail"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="task", name="task_of_lead"),
        migrations.AddIndex(
            model_name="task", index=models.Index(fields=COUNTED, name="task_of_lead")
        ),
    ]
