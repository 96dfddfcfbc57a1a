"""What a document says of a record: what stood so far showed what was done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0008_response_days")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="bearing",
            field=models.CharField(
                choices=[
                    ("shows", "shows what was done"),
                    ("progress", "tells of progress"),
                    ("repeats", "says it again"),
                    ("changes", "says it otherwise"),
                ],
                default="shows",
                max_length=10,
                verbose_name="bearing",
            ),
        ),
    ]
