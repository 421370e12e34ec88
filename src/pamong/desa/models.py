"""Forms that a desa prepares with its residents and sends ahead to the kecamatan."""

from django.db import models
from django.db.models import Q

from pamong.applications.models import Application
from pamong.desa.rules import WITHDRAWAL_REASONS, CollectionState, FormState
from pamong.ledger.identifiers import uuid7
from pamong.library.models import StandardVersion
from pamong.offices.models import Office
from pamong.residents.rules import KEY_LENGTH


class PreparedForm(models.Model):
    """One form of one resident of the desa, e.g. F-1.07. What was typed lies sealed in `content_sealed`.

    Name and birth date stand beside it in the clear, as a resident's do: by them the counter finds the form.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=14, unique=True)
    desa = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    # The text by which it was prepared; the application is pinned to the one in force at intake.
    standard = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="+")
    # Guards every change: of two people who act at once one is told that the other was first.
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12)

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=KEY_LENGTH)
    birth_date = models.DateField()
    content_sealed = models.BinaryField()
    # Ids of the signatures and papers that the desa saw on the paper form.
    seen = models.JSONField(default=list)

    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=30, blank=True)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desa_form_state_known", condition=Q(state__in=[str(state) for state in FormState])
            ),
            models.CheckConstraint(name="desa_form_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="desa_form_taken_in_with_application",
                condition=Q(state="taken_in", application__isnull=False)
                | ~Q(state="taken_in") & Q(application__isnull=True),
            ),
            models.CheckConstraint(
                name="desa_form_withdrawn_with_reason",
                condition=Q(state="withdrawn", withdraw_reason__in=list(WITHDRAWAL_REASONS))
                | ~Q(state="withdrawn") & Q(withdraw_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["desa", "state", "prepared_at"], name="desa_forms_of_a_desa"),
            models.Index(fields=["office", "state", "sent_at"], name="desa_forms_for_an_office"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.code}"


class CollectionList(models.Model):
    """What one person of a desa collects for several residents at one counter, with the paper they signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=14, unique=True)
    desa = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12)
    collector = models.CharField(max_length=100)
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desa_list_state_known", condition=Q(state__in=[str(state) for state in CollectionState])
            ),
            models.CheckConstraint(name="desa_list_collector_named", condition=~Q(collector="")),
        ]
        indexes = [
            models.Index(fields=["desa", "state", "prepared_at"], name="desa_lists_of_a_desa"),
            models.Index(fields=["office", "state", "prepared_at"], name="desa_lists_at_an_office"),
        ]

    def __str__(self) -> str:
        return self.code


class CollectionItem(models.Model):
    """One application on a list; `is_open` until the list is worked off, `handed` when it was handed over by it."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(CollectionList, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField(default=True)
    handed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # Two officers of the desa may tick the same line at once: one list gets it.
            models.UniqueConstraint(
                fields=["application"], condition=Q(is_open=True), name="desa_listed_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.application_id}"
