"""Work plans, monthly reports, training and rounds are searched too; a kind's word may be longer."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

restore = import_module("chancery.intake.migrations.0003_entries_by_row_number").restore
KINDS = ("workplan", "monthlyreport", "training", "review")


def _target(kind: str) -> migrations.AddField:
    return migrations.AddField(
        model_name="entry",
        name=kind,
        field=models.ForeignKey(
            blank=True,
            db_index=False,
            null=True,
            on_delete=django.db.models.deletion.CASCADE,
            related_name="+",
            to=f"work.{kind}",
        ),
    )


def _once(kind: str) -> migrations.AddConstraint:
    return migrations.AddConstraint(
        model_name="entry",
        constraint=models.UniqueConstraint(
            condition=models.Q((f"{kind}__isnull", False)),
            fields=(kind,),
            name=f"entry_once_per_{kind}",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0011_consultations_and_advice_in_search"),
        ("work", "0028_plan_lines_of_outreach"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, restore),
        migrations.AlterField(
            model_name="entry", name="kind", field=models.CharField(max_length=16)
        ),
        *map(_target, KINDS),
        *map(_once, KINDS),
        migrations.RunPython(restore, migrations.RunPython.noop),
    ]
