from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["office", "due_at", "submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="applications_by_due",
            ),
        )
    ]
