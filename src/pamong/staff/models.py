"""People, the dated appointments that give them a post, and what signing in needs to remember."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from pamong.ledger.identifiers import uuid7
from pamong.shell.looks import LOOKS
from pamong.staff.rules import POSTS

POST_CHOICES = [(post.code, post.label.text) for post in POSTS.values()]


class Person(AbstractBaseUser):
    """A member of staff. What the person may do comes from appointments alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    # For quick change of person on a shared PC; never enough on a device that the password did not open first.
    pin = models.CharField(max_length=128, blank=True, default="")
    # How large and strong the person wants to read; nobody else's business, so no page shows it to others.
    look = models.CharField(max_length=16, blank=True, default="")
    # Where the morning briefing goes, if IT noted one; the office's own address of the person, not a private one.
    email = models.CharField(max_length=200, blank=True, default="")
    password = models.CharField(max_length=128)
    # The ledger has the moment of every sign-in; a second copy here would be one more write on a hot row.
    last_login = None

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(name="person_username_not_empty", condition=~Q(username="")),
            models.CheckConstraint(name="person_full_name_not_empty", condition=~Q(full_name="")),
            models.CheckConstraint(name="person_look_known", condition=Q(look__in=["", *LOOKS])),
        ]

    def __str__(self) -> str:
        return self.full_name


class Appointment(models.Model):
    """One person in one post of one office from a day on; ``valid_until`` is the last day, inclusive.

    A substitute (Plh./Plt.) names the appointment it stands in for and must end on a named day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=32, choices=POST_CHOICES)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    decree = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(name="appointment_post_known", condition=Q(post__in=list(POSTS))),
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="appointment_substitute_is_dated",
                condition=Q(substitute_for__isnull=True) | Q(valid_until__isnull=False),
            ),
            models.UniqueConstraint(
                name="appointment_once_per_day", fields=["person", "office", "post", "valid_from"]
            ),
        ]
        indexes = [models.Index(fields=["office", "post", "valid_from"], name="appointment_by_post")]

    def __str__(self) -> str:
        return f"{self.post} @ {self.office_id}"


class Seat(models.Model):
    """One person at one device. Its row says that the device has signed in as this person before.

    ``session_key`` is the session that waits for the person here, empty after sign-out. ``path`` is the page the
    person had open when somebody else took the device over.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    session_key = models.CharField(max_length=40, blank=True, default="")
    opened_at = models.DateTimeField()
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    path = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(name="seat_once", fields=["device", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.device}"


class KeptForm(models.Model):
    """What a person has typed into one form of one office and not sent. Nothing of it is readable here.

    The key is derived from person, office and form (`kept.identifier`), so the row does not even say which form.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kept_forms")
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.office_id}"


class SignInFailures(models.Model):
    """Wrong answers for one account from one source; an empty account counts a source over all accounts.

    Both are keyed digests: people type passwords into the wrong field, and an address tells where somebody was.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="sign_in_failures_once", fields=["account", "source"])]

    def __str__(self) -> str:
        return f"{self.account[:8]} @ {self.source[:8]}: {self.count}"


class CodeSecret(models.Model):
    """The sealed secret of a person's one-time codes (TOTP); unconfirmed until one right code was typed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="code_secret")
    secret = models.BinaryField()
    confirmed = models.BooleanField(default=False)
    used_step = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.person_id)


class Passkey(models.Model):
    """A public key that a person's telephone or security key holds the other half of. Nothing here is secret."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
