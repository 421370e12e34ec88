from django.db import models

from pamong.ledger.identifiers import uuid7


class Entry(models.Model):
    """One act. Office and actor are opaque here: a foreign key would make the ledger lean on the rooms above it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.CharField(max_length=40)
    position = models.BigIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    subject_sequence = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    occurred_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=64)
    actor_post = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    clause = models.CharField(max_length=80, null=True)  # noqa: DJ001 (null says that no clause governs the act)
    payload = models.JSONField()
    key = models.CharField(max_length=100, unique=True)
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "position"], name="ledger_entry_position"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "subject_sequence"], name="ledger_entry_sequence"
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=0), name="ledger_entry_position_from_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(subject_sequence__gte=1), name="ledger_entry_sequence_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.position} {self.verb}"


class LogHead(models.Model):
    """Where an office's log ends. The frontier is the hashes of its complete subtrees, largest first, 32 bytes each."""

    office = models.CharField(max_length=40, primary_key=True)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=bytes)
    root = models.BinaryField(max_length=32)
    last_recorded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.office} {self.size}"


class Checkpoint(models.Model):
    """The signed note of one office day: `text` is what is published, the other columns are read from it."""

    office = models.CharField(max_length=40)
    on = models.DateField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "on"], name="ledger_checkpoint_day")]

    def __str__(self) -> str:
        return f"{self.office} {self.on} {self.size}"


class Subtree(models.Model):
    """The root of a complete subtree of 256 or 65,536 leaves.

    Without these rows every inclusion proof on the public page would have to read the whole log.
    """

    office = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    root = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "level", "number"], name="ledger_subtree_place")
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.level}/{self.number}"
