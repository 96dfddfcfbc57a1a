from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_invitations_and_installation"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="leaves_on",
            field=models.DateField(blank=True, null=True, verbose_name="leaves on"),
        ),
    ]
