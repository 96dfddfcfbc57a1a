"""An index that answers how a task stood last: asked of every open task at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See ``work.models.reporting``."""

    dependencies = [
        ("work", "0024_consultations_and_advice"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                fields=["task", "state", "-period", "-written_at", "-id"],
                name="progress_of_task",
            ),
        ),
    ]
