"""Residents as far as an office served them, and the register of recordings. Nothing of SIAK is mirrored here."""

from django.db import models
from django.db.models import F, Q

from pamong.ledger.identifiers import uuid7
from pamong.notices.rules import CHANNELS, LANGUAGES
from pamong.offices.models import Office
from pamong.residents.rules import ANSWERS, CITIZENSHIPS, KEY_LENGTH, MISSING_REASONS, SEXES, VOID_REASONS


class Resident(models.Model):
    """One person, once in the whole installation where the number is known.

    Columns named ``*_sealed`` are ciphertexts bound to this row (`pamong.residents.sealed` reads and writes them).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    sex = models.CharField(max_length=1)
    birth_place = models.CharField(max_length=80)
    birth_date = models.DateField()
    citizenship = models.CharField(max_length=3)
    village = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    number_sealed = models.BinaryField(null=True)
    # The blind index decides that two rows are two people; a race between two counters ends here.
    number_index = models.BinaryField(max_length=32, null=True, unique=True)
    number_missing_reason = models.CharField(max_length=30, blank=True)
    kk_number_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    address_sealed = models.BinaryField(null=True)
    email_sealed = models.BinaryField(null=True)
    # How the person wishes to be told about an application; empty: not at all.
    notice_channel = models.CharField(max_length=20, blank=True, default="")
    notice_language = models.CharField(max_length=2, default="id")

    # Handed over at one of our counters to somebody who was recorded elsewhere, so that no recording can carry it.
    card_issued_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="residents_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(name="residents_sex_known", condition=Q(sex__in=list(SEXES))),
            models.CheckConstraint(
                name="residents_citizenship_known", condition=Q(citizenship__in=list(CITIZENSHIPS))
            ),
            models.CheckConstraint(
                name="residents_notice_channel_known", condition=Q(notice_channel__in=["", *CHANNELS])
            ),
            models.CheckConstraint(
                name="residents_notice_language_known", condition=Q(notice_language__in=LANGUAGES)
            ),
            models.CheckConstraint(
                name="residents_number_or_reason",
                condition=Q(number_sealed__isnull=False, number_index__isnull=False, number_missing_reason="")
                | Q(
                    number_sealed__isnull=True,
                    number_index__isnull=True,
                    number_missing_reason__in=list(MISSING_REASONS),
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ResidentOffice(models.Model):
    """An office has served this resident, and may therefore find the person by name."""

    id = models.BigAutoField(primary_key=True)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="offices")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    # The normalised name stands here and not on the resident: a search by name reads one office's part of one index.
    name_key = models.CharField(max_length=KEY_LENGTH)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "office"], name="residents_known_at_office_once")
        ]
        indexes = [models.Index(fields=["office", "name_key", "resident"], name="residents_by_name")]

    def __str__(self) -> str:
        return f"{self.resident_id} @ {self.office_id}"


class Correction(models.Model):
    """What stood in a resident's row before a correction. Erasing this row leaves the ledger's entry provable and mute."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="corrections")
    before_sealed = models.BinaryField()
    salt = models.BinaryField(max_length=16)

    def __str__(self) -> str:
        return f"{self.resident_id} {self.id}"


class Recording(models.Model):
    """That, when, where and by whom a person was recorded. No biometrics. Never deleted: voided, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="recordings")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    reference = models.CharField(max_length=80)
    card_issued_on = models.DateField(null=True)
    # Voiding takes two people: `voided_by` asks with a reason, `approved_by` decides.
    void_reason = models.CharField(max_length=30, blank=True)
    void_requested_at = models.DateTimeField(null=True)
    voided_by = models.CharField(max_length=64, blank=True)
    voided_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            # Recorded once, in every office of the installation: the rule says it, this decides it.
            models.UniqueConstraint(
                fields=["resident"], condition=Q(voided_at__isnull=True), name="residents_recorded_once"
            ),
            models.CheckConstraint(
                name="residents_void_asked_with_reason",
                condition=Q(void_requested_at__isnull=True, void_reason="", voided_by="")
                | Q(void_requested_at__isnull=False, void_reason__in=list(VOID_REASONS)) & ~Q(voided_by=""),
            ),
            models.CheckConstraint(
                name="residents_void_by_two_people",
                condition=Q(voided_at__isnull=True, approved_by="")
                | Q(voided_at__isnull=False, void_requested_at__isnull=False)
                & ~Q(approved_by="")
                & ~Q(approved_by=F("voided_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.recorded_at:%Y-%m-%d}"


class NationalAnswer(models.Model):
    """What the national system answered about a person, typed in with its time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="national_answers")
    state = models.CharField(max_length=30)
    answered_at = models.DateTimeField()
    typed_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(name="residents_answer_known", condition=Q(state__in=list(ANSWERS)))
        ]
        indexes = [models.Index(fields=["resident", "-answered_at"], name="residents_newest_answer")]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.state}"
