"""Delivery jobs. A row says that somebody wished to be told and how far that came; text and address are not in it."""

from django.db import models
from django.db.models import Q

from pamong.ledger.identifiers import uuid7
from pamong.notices.rules import CHANNELS, ERRORS, LANGUAGES, LOG, NEEDS_SOMEBODY, TRIED_BY_ITSELF, State


class Notice(models.Model):
    """One delivery job that points at a ledger entry, or, without an entry, at what happens by itself.

    `attempts` also guards every change: whoever finds another number than was read leaves the row alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # As the ledger keeps them: identifiers of rooms above.
    office = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=120)
    entry = models.UUIDField(null=True)
    # Where the entry stands in its office's log; what was told later stands at a higher one.
    position = models.PositiveBigIntegerField(null=True)
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=2)

    state = models.CharField(max_length=12)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Attempts that were spent before somebody asked to try again.
    spent = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=20, blank=True)
    # When the job is looked at next; while a worker has it, when its lease ends.
    next_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # The person who pressed send; empty for what the program sent.
    sent_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "channel"], name="notices_entry_told_once"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "channel"],
                condition=Q(entry__isnull=True),
                name="notices_without_entry_once",
            ),
            models.CheckConstraint(name="notices_state_known", condition=Q(state__in=list(State))),
            models.CheckConstraint(name="notices_channel_known", condition=Q(channel__in=[*CHANNELS, LOG])),
            models.CheckConstraint(name="notices_language_known", condition=Q(language__in=LANGUAGES)),
            models.CheckConstraint(name="notices_error_known", condition=Q(last_error__in=["", *ERRORS])),
            models.CheckConstraint(
                name="notices_looked_at_again",
                condition=Q(state__in=sorted(TRIED_BY_ITSELF), next_at__isnull=False)
                | ~Q(state__in=sorted(TRIED_BY_ITSELF)) & Q(next_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="notices_due"),
            models.Index(
                fields=["office", "id"],
                condition=Q(state__in=sorted(NEEDS_SOMEBODY)),
                name="notices_need_somebody",
            ),
            models.Index(fields=["office", "-id"], name="notices_of_office"),
            models.Index(fields=["subject_kind", "subject_id"], name="notices_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state} {self.id}"
