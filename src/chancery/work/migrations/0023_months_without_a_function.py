"""A condition that asked for the first of a month used a function of Django's own: SQLite could not
check a copy of the file without it. ``work.plans.values.first_of`` sees to it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0018_shared_proposals"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="monthlyreport",
            name="report_of_a_whole_month",
        ),
    ]
