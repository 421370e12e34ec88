"""The signed-in person of a request, and the door that still stands between the person and the work."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pamong.ledger import clock
from pamong.staff.actions import signing
from pamong.staff.models import Person, Seat
from pamong.staff.queries import Account, AppointmentRow, account, current_appointments, seat_of
from pamong.staff.remembering import SessionStore
from pamong.staff.rules import POSTS, Actor
from pamong.staff.rules.signing import SIGNED_IN_FOR, idle, proved

BACKEND = "pamong.staff.remembering.People"
DEVICE_COOKIE = "perangkat"
DEVICE_COOKIE_AGE = timedelta(days=400)
IDLE_SECONDS = 180
# Every touch is a write with a sync to the disk; a quarter of a minute is near enough for a lock of three.
TOUCH_EVERY = timedelta(seconds=15)

APPOINTMENT, MEANS, FACTOR = "appointment", "means", "factor"
SEEN, OPENED, PROVED, LOCKED = "seen", "opened", "proved", "locked"


class Door(Enum):
    """What is still missing, and the name of the page where it is given."""

    SIGN_IN = "staff:sign_in"
    LOCKED = "staff:lock"
    POST = "staff:choose_post"
    PASSWORD = "staff:change_password"  # noqa: S105 - the name of a page
    FACTOR = "staff:second_factor"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who the request comes from and which door is closed; the actor acts only when none is."""

    person: Person | None
    actor: Actor | None
    door: Door | None


def standing(request: HttpRequest) -> Standing:
    """Read the session and the appointments, today. Nothing is kept between requests: a post that ended is gone."""
    person = person_of(request)
    if person is None:
        return Standing(None, None, Door.SIGN_IN)
    appointment = _chosen(request, person)
    actor = None if appointment is None else as_actor(appointment)
    if is_locked(request):
        return Standing(person, actor, Door.LOCKED)
    if actor is None:
        return Standing(person, None, Door.POST)
    if person.must_change_password:
        return Standing(person, actor, Door.PASSWORD)
    if needs_factor(actor) and not has_factor(request):
        return Standing(person, actor, Door.FACTOR)
    return Standing(person, actor, None)


def person_of(request: HttpRequest) -> Person | None:
    """The person who signed in with this session and has not left; None otherwise."""
    user = request.user
    return user if isinstance(user, Person) and user.is_active else None


def account_of(request: HttpRequest) -> Account | None:
    """The signed-in person as the person's own pages see it."""
    person = person_of(request)
    return None if person is None else account(person)


def actor_of(request: HttpRequest) -> Actor | None:
    """Who acts in this request; None while any door is closed."""
    found = standing(request)
    return found.actor if found.door is None else None


def as_actor(appointment: AppointmentRow) -> Actor:
    """The actor that an appointment makes of its person."""
    return Actor(
        person_id=appointment.person_id,
        name=appointment.person_name,
        office=appointment.office,
        post=appointment.post,
        substitute=appointment.substitute,
    )


def needs_factor(actor: Actor) -> bool:
    """Posts that approve or administer sign in with a second factor; the demo office has none to lose."""
    return POSTS[actor.post].second_factor and not settings.DEMO


def is_locked(request: HttpRequest) -> bool:
    """Whether the page shows nothing until PIN or password: locked by hand, left alone, or open since yesterday."""
    session = request.session
    if session.get(LOCKED):
        return True
    if settings.DEMO:
        # The demo's clock jumps by days; a lock after every jump would show nothing but itself.
        return False
    now = clock.now()
    limit = timedelta(seconds=getattr(settings, "STAFF_IDLE_SECONDS", IDLE_SECONDS))
    return idle(_moment(session.get(SEEN)), now, limit) or now - _moment(session.get(OPENED)) >= SIGNED_IN_FOR


def touch(request: HttpRequest) -> None:
    """Note that somebody is working at the page."""
    now = clock.now()
    if now - _moment(request.session.get(SEEN)) >= TOUCH_EVERY:
        request.session[SEEN] = now.timestamp()


def choose(request: HttpRequest, appointment_id: str) -> None:
    """Act in this appointment from now on; whether it is the person's and in force is read again at every request."""
    request.session[APPOINTMENT] = appointment_id


def means_of(request: HttpRequest) -> str:
    """How this session began: password, pin or demo."""
    return str(request.session.get(MEANS, "password"))


def give_factor(request: HttpRequest) -> None:
    """Note that a second factor was given in this session."""
    request.session[FACTOR] = True


def has_factor(request: HttpRequest) -> bool:
    return bool(request.session.get(FACTOR))


def lock(request: HttpRequest) -> None:
    request.session[LOCKED] = True


def unlock(request: HttpRequest, *, by_password: bool) -> None:
    """Open the locked page for the person it belongs to, under a new session key."""
    request.session.cycle_key()
    request.session[LOCKED] = False
    _stamp(request, by_password=by_password)
    _seat(request, by_password=by_password)


def prove(request: HttpRequest) -> None:
    """Note that the password was typed just now, for an approval."""
    request.session[PROVED] = clock.now().timestamp()


def is_proved(request: HttpRequest) -> bool:
    """Whether the password was typed recently enough for an approval."""
    seconds = request.session.get(PROVED)
    return settings.DEMO or proved(None if seconds is None else _moment(seconds), clock.now())


def enter(request: HttpRequest, person_id: UUID, *, means: str) -> None:
    """Begin a session after the password (or, in the demo, after a click). Whoever else is signed in at this browser stays, locked, at their seat."""
    _leave_waiting(request)
    request.session = SessionStore()
    login(request, Person.objects.get(pk=person_id), backend=BACKEND)
    request.session[MEANS] = means
    _stamp(request, by_password=True)
    _seat(request, by_password=True)


def come_back(request: HttpRequest, seat: Seat) -> None:
    """Change to the person of a seat of this device, after the PIN: their session goes on where it was."""
    _leave_waiting(request)
    waiting = SessionStore(session_key=seat.session_key)
    appointment, factor = waiting.get(APPOINTMENT), waiting.get(FACTOR)
    opened, was_proved = waiting.get(OPENED), waiting.get(PROVED)
    waiting.flush()
    request.session = SessionStore()
    # login() also gives the browser a new form token: a form left open by the other person cannot be sent as this one.
    login(request, seat.person, backend=BACKEND)
    request.session[MEANS] = "pin"
    kept = {APPOINTMENT: appointment, FACTOR: factor, OPENED: opened, PROVED: was_proved}
    for name, value in kept.items():
        request.session[name] = value
    _stamp(request, by_password=False)
    _seat(request, by_password=False)


def go_on_with_new_password(request: HttpRequest, person: Person) -> None:
    """Keep this one session after the person changed the password; all others have ended."""
    update_session_auth_hash(request, person)
    _seat(request, by_password=True)


def device_of(request: HttpRequest) -> UUID | None:
    """The device, when its cookie was signed by this installation."""
    made = request.META.get("pamong.device")
    if isinstance(made, UUID):
        return made
    try:
        return UUID(_signer().unsign(request.COOKIES.get(DEVICE_COOKIE, "")))
    except (BadSignature, ValueError):
        return None


def remember_device(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Give the browser the cookie of its device; it says nothing about who sits there."""
    device = device_of(request)
    if device is not None:
        answer.set_cookie(
            DEVICE_COOKIE,
            _signer().sign(str(device)),
            max_age=DEVICE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _chosen(request: HttpRequest, person: Person) -> AppointmentRow | None:
    chosen = request.session.get(APPOINTMENT)
    rows = current_appointments(person)
    return next((row for row in rows if row.id == chosen), None)


def _leave_waiting(request: HttpRequest) -> None:
    """Lock the session of whoever is signed in and leave its row for a return by PIN."""
    person, device = person_of(request), device_of(request)
    if person is not None and device is not None and seat_of(device, person.pk) is not None:
        request.session[LOCKED] = True
        request.session.save()
    elif person is not None:
        request.session.flush()


def _stamp(request: HttpRequest, *, by_password: bool) -> None:
    now = clock.now().timestamp()
    request.session[SEEN] = now
    if by_password:
        request.session[OPENED] = now
        request.session[PROVED] = now


def _seat(request: HttpRequest, *, by_password: bool) -> None:
    person = person_of(request)
    device = device_of(request) or uuid4()
    request.META["pamong.device"] = device
    request.session.save()
    key = request.session.session_key
    if person is not None and key is not None:
        opened = clock.now() if by_password else None
        signing.take_seat(person_id=person.pk, device=device, session_key=key, opened_at=opened)


def _signer() -> Signer:
    return Signer(salt="pamong.staff.device")


def _moment(seconds: float | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, tz=UTC)
