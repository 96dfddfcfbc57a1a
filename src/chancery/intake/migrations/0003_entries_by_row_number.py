"""The key of an entry becomes the row's own number in SQLite: a hit is found in one step, not two."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from chancery.intake.search.tables import SQLITE

TRIGGERS = tuple(one for one in SQLITE if one.startswith("CREATE TRIGGER"))


def restore(apps: Any, editor: Any) -> None:
    """SQLite makes the table anew for this, and its triggers go with the old one."""
    if editor.connection.vendor == "sqlite":
        for statement in TRIGGERS:
            editor.execute(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1))


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_scrubbing_in_steps")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, restore),
        migrations.AlterField(
            model_name="entry",
            name="id",
            field=models.BigAutoField(primary_key=True, serialize=False),
        ),
        migrations.RunPython(restore, migrations.RunPython.noop),
    ]
