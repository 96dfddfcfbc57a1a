"""What upgrades contain is searched too."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

restore = import_module("chancery.intake.migrations.0003_entries_by_row_number").restore


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_how_the_text_was_taken_out"),
        ("intake", "0006_opportunities"),
        ("partners", "0001_first"),
        ("people", "0007_searches_that_tell"),
        ("register", "0006_upgrades"),
        ("work", "0016_work_for_cases"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, restore),
        migrations.AddField(
            model_name="entry",
            name="upgrade",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.upgrade",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("upgrade__isnull", False)),
                fields=("upgrade",),
                name="entry_once_per_upgrade",
            ),
        ),
        migrations.RunPython(restore, migrations.RunPython.noop),
    ]
