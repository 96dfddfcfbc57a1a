"""Projects are found by search."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

restore = import_module("chancery.intake.migrations.0003_entries_by_row_number").restore


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0004_what_is_being_read"),
        ("register", "0003_projects"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="project",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.project",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("project__isnull", False)),
                fields=("project",),
                name="entry_once_per_project",
            ),
        ),
        migrations.RunPython(restore, migrations.RunPython.noop),
    ]
