"""Consultations and advice are searched too."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

restore = import_module("chancery.intake.migrations.0003_entries_by_row_number").restore


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_how_the_text_was_taken_out"),
        ("intake", "0010_newer_kinds_in_search"),
        ("partners", "0001_first"),
        ("people", "0008_skills"),
        ("register", "0007_contacts"),
        ("work", "0024_consultations_and_advice"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, restore),
        migrations.AddField(
            model_name="entry",
            name="consultation",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="work.consultation",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="advice",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="work.advice",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("consultation__isnull", False)),
                fields=("consultation",),
                name="entry_once_per_consultation",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("advice__isnull", False)),
                fields=("advice",),
                name="entry_once_per_advice",
            ),
        ),
        migrations.RunPython(restore, migrations.RunPython.noop),
    ]
