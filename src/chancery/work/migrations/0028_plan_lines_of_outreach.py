"""Lines of plans are tied to outreach too, and stand in the order of their numbers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0023_months_without_a_function"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="planline",
            options={
                "ordering": ["number"],
                "verbose_name": "line of a plan",
                "verbose_name_plural": "lines of plans",
            },
        ),
        migrations.AddField(
            model_name="planline",
            name="outreach",
            field=models.ManyToManyField(
                blank=True, related_name="plan_lines", to="work.outreach"
            ),
        ),
        migrations.AlterField(
            model_name="planline",
            name="counted",
            field=models.CharField(
                blank=True,
                choices=[
                    ("activities", "activities held"),
                    ("tasks", "tasks done"),
                    ("commitments", "commitments kept"),
                    ("opportunities", "opportunities won"),
                    ("obstacles", "obstacles resolved"),
                    ("outreach", "outreach held"),
                ],
                max_length=14,
                verbose_name="what is counted",
            ),
        ),
    ]
