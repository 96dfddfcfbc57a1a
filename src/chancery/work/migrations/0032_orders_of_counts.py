"""Two more orders in which tasks are counted: of answers, and of what is owed to whom."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def look_again(apps: Any, schema_editor: Any) -> None:
    """Where SQLite was told how its tables are filled, it is told of the new indexes too.

    Of those that it knows nothing of it thinks better than of those that it knows.
    """
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if "sqlite_stat1" in connection.introspection.table_names(cursor):
            cursor.execute("ANALYZE work_task")


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
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
