"""The tokens of partners' programs, and how often each was used this minute."""

from django.db import models

from pamong.ledger.identifiers import uuid7
from pamong.offices.models import Office


class PartnerToken(models.Model):
    """What a program shows to act for its office. Only a keyed digest is kept; the text is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    scopes = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    valid_until = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.office_id} {self.name}"


class PartnerUse(models.Model):
    """The requests of one token in one minute (since 1970); only the newest minute of a token is kept."""

    token = models.OneToOneField(PartnerToken, on_delete=models.CASCADE, primary_key=True, related_name="use")
    minute = models.BigIntegerField()
    requests = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.token_id} {self.minute}: {self.requests}"
