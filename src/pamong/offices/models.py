"""Offices, the tables their calendar is made of, and the counters of their register books."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from pamong.ledger.identifiers import uuid7
from pamong.offices.rules import DAY_KINDS, DAY_STATUSES, KINDS

OPEN_END = Value(date.max, output_field=models.DateField())
EVERYWHERE = Value("", output_field=models.CharField())


class Office(models.Model):
    """A public office. `code` is the Kemendagri code of its area; an agency adds a word (35.08.dispenduk)."""

    code = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=120, blank=True)
    website = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=60, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=40, default="Asia/Jakarta")

    class Meta:
        constraints = [
            models.CheckConstraint(name="offices_kind_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(name="offices_name_not_empty", condition=~Q(name="")),
        ]
        indexes = [models.Index(fields=["kind", "code"], name="offices_by_kind")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class OfficeHours(models.Model):
    """A week pattern: of one office, or of the whole installation when `office` is null."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="hours")
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    # {"0": [["08:00", "15:00"]], …}, Monday is 0.
    hours = models.JSONField()

    class Meta:
        constraints = [
            # Coalesce, because a null is never equal to another: without it the default week could stand twice.
            models.UniqueConstraint(
                Coalesce("office", EVERYWHERE),
                "valid_from",
                Coalesce("valid_until", OPEN_END),
                name="offices_hours_once_per_validity",
            ),
            models.CheckConstraint(
                name="offices_hours_end_after_they_begin",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id or '*'} {self.name}"


class CalendarDay(models.Model):
    """What is different on one date: for one office, or for the whole installation when `office` is null."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="days")
    on = models.DateField()
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    hours = models.JSONField(default=list)
    # Where the date comes from: a decree, the office itself, or the holiday library with its version.
    source = models.CharField(max_length=200)
    status = models.CharField(max_length=12, default="final")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Coalesce("office", EVERYWHERE), "on", "kind", name="offices_day_once_per_kind"
            ),
            models.CheckConstraint(name="offices_day_kind_known", condition=Q(kind__in=DAY_KINDS)),
            models.CheckConstraint(name="offices_day_status_known", condition=Q(status__in=DAY_STATUSES)),
        ]
        indexes = [models.Index(fields=["on"], name="offices_day_by_date")]

    def __str__(self) -> str:
        return f"{self.office_id or '*'} {self.on} {self.kind}"


class CalendarEdition(models.Model):
    """One row whose token changes whenever hours, days or a time zone change.

    A process keeps the calendars it has built as long as the token stays. It is random and not a number: a number
    taken in a transaction that is rolled back would come again, and the kept calendar would then be a wrong one.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(default=uuid7)

    class Meta:
        constraints = [models.CheckConstraint(name="offices_one_edition", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.token)


class RegisterCounter(models.Model):
    """The last number given in one book of one office in one year."""

    id = models.BigAutoField(primary_key=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "book", "year"], name="offices_one_counter_per_book")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.book} {self.year}: {self.last}"
