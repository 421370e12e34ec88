"""The application and what people wrote about it.

The row is the projection of the ledger's entries: pinned standard + awaited step + holder + version counter.
"""

from django.db import models
from django.db.models import F, Q

from pamong.applications.scans import SCAN_REASONS
from pamong.ledger.identifiers import uuid7
from pamong.library.models import StandardVersion
from pamong.offices.models import Office
from pamong.residents.models import Resident


class Application(models.Model):
    """One request of one resident for one service, under the version of the standard in force at intake."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    standard = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    public_code = models.CharField(max_length=14, unique=True)
    book = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    # Guards every change (UPDATE … WHERE version = n): two people acting at once cannot both succeed.
    version = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=60, blank=True)
    holder_kind = models.CharField(max_length=20)
    holder_name = models.CharField(max_length=60)
    hold_reason = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=80, blank=True)

    # When the applicant truly came; for a late entry that is before `entered_late_at`, when the number was given.
    submitted_at = models.DateTimeField()
    entered_late_at = models.DateTimeField(null=True)
    complete_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    # [[start, end or null], …]: when the applicant held it after completeness (clock rule 4).
    pauses = models.JSONField(default=list)
    # {fact: value}: what the applicant and the operator answered.
    answers = models.JSONField(default=dict)
    # {requirement: {"state": …, "note": …, "named": …}}
    checklist = models.JSONField(default=dict)
    # [{"field": …, "given": …, "evidence": …}]: what did not match at the last examination.
    invalid_fields = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "book", "year", "number"], name="applications_register_number_once"
            ),
            # One open run: the same person cannot have the same service pending twice, at any counter.
            models.UniqueConstraint(
                fields=["resident", "service"],
                condition=Q(closed_at__isnull=True),
                name="applications_one_open_run",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "step", "due_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="applications_queue",
            ),
            # The order in which lists of open applications are read, page after page.
            models.Index(
                fields=["office", "due_at", "submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="applications_by_due",
            ),
            models.Index(fields=["office", "submitted_at", "id"], name="applications_register"),
            # What figures of a period are counted from; what is neither ready nor closed takes no room in them.
            models.Index(
                fields=["office", "ready_at"],
                condition=Q(ready_at__isnull=False),
                name="applications_by_ready",
            ),
            models.Index(
                fields=["office", "closed_at"],
                condition=Q(closed_at__isnull=False),
                name="applications_by_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.number}/{self.year}"


class Remark(models.Model):
    """Free text and personal detail that belongs to a ledger entry.

    The entry holds only a digest of `detail` under `salt`; erasing this row leaves the entry provable and mute.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="remarks")
    entry_key = models.CharField(max_length=80, unique=True)
    detail = models.JSONField()
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"remark on {self.entry_key}"


class LateEntry(models.Model):
    """An act that was done on paper and entered afterwards. The Sekretaris sees each and acknowledges it.

    Beside the ledger's entry, which has the declared moment, only so that those not acknowledged yet are found quickly.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="late_entries")
    entry_key = models.CharField(max_length=100, unique=True)
    verb = models.CharField(max_length=60)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=30)
    person = models.CharField(max_length=64)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="applications_late_before_it_was_recorded",
                condition=Q(occurred_at__lte=F("recorded_at")),
            ),
            models.CheckConstraint(
                name="applications_late_acknowledged_by_somebody",
                condition=Q(acknowledged_at__isnull=True, acknowledged_by="")
                | Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recorded_at"],
                condition=Q(acknowledged_at__isnull=True),
                name="applications_late_unseen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.occurred_at:%Y-%m-%d}"


class Scan(models.Model):
    """A picture of a paper or a photo that belongs to an application. Never changed and never deleted: withdrawn.

    Columns named ``*_sealed`` are ciphertexts bound to this row (`pamong.applications.sealed`). The ledger's entry holds
    a digest of the picture under `salt`; erasing this row leaves the entry provable and mute.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="scans")
    # The requirement of the pinned standard that it shows; empty for another paper.
    requirement = models.CharField(max_length=60, blank=True)
    picture_sealed = models.BinaryField()
    # Of a portrait only: on a small picture of a card the number could still be read.
    small_sealed = models.BinaryField(null=True)
    salt = models.CharField(max_length=64)
    # The colour behind the person, as the program saw it; advice, and nothing depends on it.
    background = models.CharField(max_length=20, blank=True)
    size = models.PositiveIntegerField()
    attached_at = models.DateTimeField()
    attached_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdraw_reason = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="applications_scan_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdraw_reason__in=list(SCAN_REASONS)) & ~Q(withdrawn_by=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.id}"
