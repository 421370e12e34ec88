"""What is known of the people of an office, what stands in it, and what of that is out of use."""

from django.db import models
from django.db.models import F, Q

from pamong.ledger.identifiers import uuid7
from pamong.readiness.rules.competence import Aspect
from pamong.readiness.rules.equipment import FAULTS

ASPECTS = [(aspect.value, aspect.value) for aspect in Aspect]


class Qualification(models.Model):
    """One diploma, training, skill or work of a member of staff. Personal: the ledger keeps only a salted digest of it.

    `since` and `until` are days, both included. A note that was wrong is withdrawn and counts for no day, also not for
    days that are over.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    aspect = models.CharField(max_length=20, choices=ASPECTS)
    name = models.CharField(max_length=200)
    detail = models.CharField(max_length=200, blank=True, default="")
    certificate = models.CharField(max_length=80, blank=True, default="")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    salt = models.CharField(max_length=64)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(aspect__in=[aspect.value for aspect in Aspect]), name="readiness_aspect_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="readiness_qualification_named"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="readiness_qualification_order",
            ),
        ]
        indexes = [models.Index(fields=["person", "aspect"], name="readiness_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.aspect}"


class InventoryItem(models.Model):
    """What an office has of one thing; `code` is the id by which chapter 8 of its standards and the steps name it.

    `counted_on` is the day of the last stocktaking; None when the thing is known only because somebody reported it.
    """

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    quantity = models.PositiveIntegerField()
    purchased_on = models.DateField(null=True)
    counted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="readiness_item_once"),
            models.CheckConstraint(condition=~Q(code=""), name="readiness_item_named"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.code}"


class Fault(models.Model):
    """So many pieces of one thing out of use from `since` on; `ended_on` is the first day they work again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(InventoryItem, on_delete=models.PROTECT, related_name="faults")
    fault = models.CharField(max_length=20)
    quantity = models.PositiveIntegerField()
    since = models.DateField()
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    salt = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fault__in=sorted(FAULTS)), name="readiness_fault_known"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="readiness_fault_counts"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="readiness_fault_order",
            ),
        ]
        indexes = [
            models.Index(fields=["item"], condition=Q(ended_on__isnull=True), name="readiness_open_faults")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.fault} {self.since}"
