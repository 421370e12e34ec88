import django.db.models.deletion
import pamong.ledger.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_by_due"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pamong.ledger.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("requirement", models.CharField(blank=True, max_length=60)),
                ("picture_sealed", models.BinaryField()),
                ("small_sealed", models.BinaryField(null=True)),
                ("salt", models.CharField(max_length=64)),
                ("background", models.CharField(blank=True, max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("attached_at", models.DateTimeField()),
                ("attached_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=64)),
                ("withdraw_reason", models.CharField(blank=True, max_length=30)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdraw_reason", ""), ("withdrawn_at__isnull", True), ("withdrawn_by", "")
                            ),
                            models.Q(
                                (
                                    "withdraw_reason__in",
                                    ["other_person", "unreadable", "replaced", "not_needed"],
                                ),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="applications_scan_withdrawn_with_reason",
                    )
                ],
            },
        ),
    ]
