"""Changes of calendars and how far the recounting of deadlines has come."""

from django.db import models
from django.db.models import Q

from pamong.calendar.rules import Kind
from pamong.ledger.identifiers import uuid7
from pamong.offices.models import Office


class CalendarChange(models.Model):
    """One change that was carried out. Until `finished_at` is set, deadlines may still wait to be counted anew.

    Whoever carried it out stands here by opaque identifiers: what is left undone is finished in the same name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=60, unique=True)
    # Null for a change of the whole installation.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)
    reason = models.CharField(max_length=300)
    # What `rules.Change.to_data` wrote: the notes put and dropped, the pattern, the years.
    data = models.JSONField()
    person = models.CharField(max_length=64)
    post = models.CharField(max_length=40)
    by_office = models.CharField(max_length=40)
    applied_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="calendar_change_kind_known", condition=Q(kind__in=[str(kind) for kind in Kind])
            ),
            models.CheckConstraint(name="calendar_change_has_reason", condition=~Q(reason="")),
        ]
        indexes = [
            models.Index(
                fields=["applied_at"],
                condition=Q(finished_at__isnull=True),
                name="calendar_change_unfinished",
            ),
            models.Index(fields=["-applied_at"], name="calendar_change_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason}"


class OfficeRecount(models.Model):
    """How many deadlines of one office a change has moved so far; complete once `finished_at` is set."""

    change = models.ForeignKey(CalendarChange, on_delete=models.PROTECT, related_name="recounts")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    moved = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "office"], name="calendar_one_recount_per_office")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.moved}"
