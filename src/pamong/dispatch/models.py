"""Bundles between two offices, what lies in them, and what was said about it."""

from django.db import models
from django.db.models import Q

from pamong.applications.models import Application
from pamong.dispatch.rules import DIRECTIONS, ENDINGS, RESULTS
from pamong.ledger.identifiers import uuid7
from pamong.offices.models import Office


class Bundle(models.Model):
    """Applications that go from one office to another with one manifest: out for printing, or back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sender = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # Guards what the two offices change at once (UPDATE … WHERE version = n): their logs do not lock each other.
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # Who carries it: a name on paper. It may be erased, the entry keeps only a digest.
    courier = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "year", "number"], name="dispatch_bundle_number_once"),
            models.CheckConstraint(
                name="dispatch_direction_known", condition=Q(direction__in=list(DIRECTIONS))
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "-made_at"], name="dispatch_by_sender"),
            models.Index(fields=["receiver", "-made_at"], name="dispatch_by_receiver"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} {self.number}/{self.year}"


class BundleItem(models.Model):
    """One application on its way out and home: which bundle took it, what became of it there, which brings it back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    received_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    # The requirement of the pinned standard that is missing or unreadable.
    requirement = models.CharField(max_length=60, blank=True)
    result_at = models.DateTimeField(null=True)
    # The bundle that brings it back; null while it lies there.
    home = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, related_name="homeward")
    closed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            # Two who bundle at once cannot both have it: what goes out twice is counted twice, and comes back once.
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at__isnull=True),
                name="dispatch_in_one_open_bundle",
            ),
            models.CheckConstraint(name="dispatch_result_known", condition=Q(result__in=["", *RESULTS])),
            models.CheckConstraint(
                name="dispatch_closed_with_ending",
                condition=Q(closed_at__isnull=True, ending="")
                | Q(closed_at__isnull=False, ending__in=list(ENDINGS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.place}"


class Signature(models.Model):
    """That the other office has signed a product which is printed here (KK 4.3, 7.1); open until the office confirms it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(confirmed_at__isnull=True),
                name="dispatch_one_open_signature",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.signed_at}"


class BundleRemark(models.Model):
    """Free text and names that belong to a ledger entry of this room.

    The entry holds only a digest of `detail` under `salt`; erasing this row leaves the entry provable and mute.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=40)
    entry_key = models.CharField(max_length=100, unique=True)
    detail = models.JSONField()
    salt = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="dispatch_remark_by_subject")]

    def __str__(self) -> str:
        return f"remark on {self.entry_key}"


class ResultList(models.Model):
    """A list of results that Dispenduk sent as a table, worked through in portions, with a report for every line."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, unique=True)
    sent_at = models.DateTimeField()
    # [{"line": …, "code": …, "result": …, …}]: what is read and not yet done. Emptied at the end.
    waiting = models.JSONField(default=list)
    # [{"line": …, "code": …, "what": …, "why": …, "mend": …}]: lines that were not applied.
    wrong = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    applied = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.office_id} {self.sent_at}"
