"""What went up the ladder is searched too."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

restore = import_module("chancery.intake.migrations.0003_entries_by_row_number").restore


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0013_plans_reports_training_and_rounds_in_search"),
        ("work", "0028_plan_lines_of_outreach"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, restore),
        migrations.AddField(
            model_name="entry",
            name="escalation",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="work.escalation",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("escalation__isnull", False)),
                fields=("escalation",),
                name="entry_once_per_escalation",
            ),
        ),
        migrations.RunPython(restore, migrations.RunPython.noop),
    ]
