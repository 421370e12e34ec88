"""Versions of the standards an office works by. A version is never edited: a change is a new version."""

from django.db import models

from pamong.ledger.identifiers import uuid7
from pamong.offices.models import Office


class StandardVersion(models.Model):
    """One published text. `text` is its canonical JSON, `digest` the SHA-256 of exactly these bytes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80)
    revision = models.CharField(max_length=10)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    in_force_from = models.DateField()
    installed_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Exactly one text may begin to bind on a day; which one binds is then never a matter of opinion.
            models.UniqueConstraint(
                fields=["office", "service", "in_force_from"], name="library_one_version_begins_on_a_day"
            ),
            models.UniqueConstraint(
                fields=["office", "service", "digest"], name="library_text_once_per_service"
            ),
        ]
        indexes = [models.Index(fields=["office", "service", "-in_force_from"], name="library_in_force")]

    def __str__(self) -> str:
        return f"{self.number} rev. {self.revision}"
