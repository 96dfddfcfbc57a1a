"""Encoding, warnings and the confidence of recognised pages stand beside the text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_part_of_a_mail")]

    operations = [
        migrations.AddField(
            model_name="documenttext", name="told", field=models.JSONField(default=dict)
        )
    ]
