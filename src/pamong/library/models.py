"""Versions of the standards an office works by, and their drafts. A version is never edited: a change is a new one."""

from django.db import models

from pamong.ledger.identifiers import uuid7
from pamong.library.rules import OPEN, DraftState, Kind, Part
from pamong.offices.models import Office

# Plain texts: a migration must not need the code of its day.
_STATES = sorted(state.value for state in DraftState)
_OPEN = sorted(state.value for state in OPEN)


class StandardVersion(models.Model):
    """One published text. `text` is its canonical JSON, `digest` the SHA-256 of exactly these bytes.

    The databases refuse to change what was published (`triggers`). What is noted later about its paper are the last
    columns: the day somebody signed it by hand, and the decree that enacts it, where there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, default=Kind.STANDARD.value)
    service = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80)
    revision = models.CharField(max_length=10)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    in_force_from = models.DateField()
    installed_at = models.DateTimeField()
    signed_paper_on = models.DateField(null=True)
    decree = models.CharField(max_length=120, blank=True, default="")
    decree_on = models.DateField(null=True)

    class Meta:
        constraints = [
            # Exactly one text may begin to bind on a day; which one binds is then never a matter of opinion.
            models.UniqueConstraint(
                fields=["office", "kind", "service", "in_force_from"],
                name="library_one_version_begins_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["office", "kind", "service", "digest"], name="library_text_once_per_service"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "kind", "service", "-in_force_from"], name="library_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.number} rev. {self.revision}"


class Draft(models.Model):
    """A text on its way to becoming a version. `text` is YAML as somebody typed it, and may not be readable yet.

    `version` counts the saved texts from 1: who saves names the one they began with, so that nobody overwrites what
    they have not seen. `base` is the version the draft starts from; None for a service the office did not have.
    `service` is the key of the service, or of the document where `kind` says so. `submitted` is the canonical text that
    lies with the checkers, `digest` its SHA-256; `submissions` counts how often it was submitted; `became` is the
    version it is now.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, default=Kind.STANDARD.value)
    service = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField()
    base = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, default=DraftState.DRAFT.value)
    begun_by = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)
    saved_by_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    submitted = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    submissions = models.PositiveSmallIntegerField(default=0)
    became = models.OneToOneField(StandardVersion, on_delete=models.PROTECT, null=True, related_name="draft")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "service"],
                condition=models.Q(state__in=_OPEN),
                name="library_one_open_draft",
            ),
            models.CheckConstraint(condition=models.Q(state__in=_STATES), name="library_draft_state"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.service} {self.version}"


class SavedText(models.Model):
    """A text that somebody saved in a draft. `number` is the draft's version it became.

    None where somebody else had saved meanwhile: such a text is laid aside, not lost, and not the draft's text. `text` is
    empty where the same person soon saved the next one (`rules.replaces`).
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="saved_texts")
    number = models.PositiveIntegerField(null=True)
    began_with = models.PositiveIntegerField()
    text = models.TextField()
    person = models.CharField(max_length=64)
    person_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    key = models.CharField(max_length=100, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="library_one_text_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"


class SigningAct(models.Model):
    """A signature under a submitted text, or its return. `digest` is the text that the person saw.

    `remark` is free text: the ledger's entry keeps its digest under `salt`.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="signing_acts")
    submission = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    person_name = models.CharField(max_length=200)
    post = models.CharField(max_length=40)
    substitute = models.BooleanField(default=False)
    remark = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "submission", "act"], name="library_each_act_once"),
            # Three signatures are three people, whatever the program believed.
            models.UniqueConstraint(
                fields=["draft", "submission", "person"],
                condition=models.Q(act__in=sorted(part.value for part in Part)),
                name="library_three_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.submission} {self.act}"


class Acknowledgement(models.Model):
    """Somebody answers by name for a finding that stays in a text. `finding` is the digest of what it says."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="acknowledgements")
    finding = models.CharField(max_length=64)
    rule = models.CharField(max_length=60)
    clause = models.CharField(max_length=80, blank=True)
    person = models.CharField(max_length=64)
    person_name = models.CharField(max_length=200)
    reason = models.TextField()
    salt = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "finding"], name="library_finding_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.rule} {self.clause}"
