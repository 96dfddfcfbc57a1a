"""What came later is searched too: contacts, interactions, mechanisms, initiatives, meetings, outreach,
programmes."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

restore = import_module("chancery.intake.migrations.0003_entries_by_row_number").restore


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_how_the_text_was_taken_out"),
        ("intake", "0009_mail"),
        ("partners", "0001_first"),
        ("people", "0008_skills"),
        ("register", "0007_contacts"),
        ("work", "0017_outreach"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, restore),
        migrations.AddField(
            model_name="entry",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.contact",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="initiative",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.initiative",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="interaction",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.interaction",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="mechanism",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.mechanism",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="work.meeting",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="outreach",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="work.outreach",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="work.programme",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact__isnull", False)),
                fields=("contact",),
                name="entry_once_per_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("interaction__isnull", False)),
                fields=("interaction",),
                name="entry_once_per_interaction",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mechanism__isnull", False)),
                fields=("mechanism",),
                name="entry_once_per_mechanism",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("initiative__isnull", False)),
                fields=("initiative",),
                name="entry_once_per_initiative",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("meeting__isnull", False)),
                fields=("meeting",),
                name="entry_once_per_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outreach__isnull", False)),
                fields=("outreach",),
                name="entry_once_per_outreach",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("programme__isnull", False)),
                fields=("programme",),
                name="entry_once_per_programme",
            ),
        ),
        migrations.RunPython(restore, migrations.RunPython.noop),
    ]
