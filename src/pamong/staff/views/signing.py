"""Signing in, choosing a post, proving it is still the same person, and signing out."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pamong.ledger import clock
from pamong.ledger.identifiers import uuid7
from pamong.shell.middleware import staff_page
from pamong.staff import actions, queries, session
from pamong.staff.forms import AppointmentForm, ProofForm, SignInForm
from pamong.staff.guards import StaffRequest, lead_to, staff_only
from pamong.staff.present import PostChoice, post_choices
from pamong.staff.queries import AppointmentRow
from pamong.staff.session import Door
from pamong.staff.views.answers import onward, refusals, show, source_of


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@staff_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """Username and password; in the demo office also one button per post."""
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "GET" and session.standing(request).door is None:
        return onward(request, request.GET.get("next", ""))
    if form.is_valid():
        with refusals(form):
            person = actions.check_password(
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                source=source_of(request),
            )
            session.enter(request, person.pk, means="password")
            return _begin(request, queries.current_appointments(person), form.cleaned_data["next"])
    return show(
        request,
        "sign_in",
        form,
        demo_posts=_demo_posts(),
        waiting=queries.seats_at(session.device_of(request), clock.now()),
    )


@require_POST
@staff_page
def demo(request: HttpRequest) -> HttpResponse:
    """One click signs in by post; outside the demo office this page does not exist."""
    if not settings.DEMO:
        raise Http404
    form = AppointmentForm(request.POST)
    chosen = queries.appointment(form.chosen()) if form.is_valid() else None
    if chosen is None:
        raise Http404
    session.enter(request, UUID(chosen.person_id), means="demo")
    return _take(request, chosen.id, form.cleaned_data["next"])


@require_http_methods(["GET", "POST"])
@staff_page
def choose_post(request: HttpRequest) -> HttpResponse:
    """For a person with several posts; a person with none learns so here."""
    found = session.standing(request)
    if found.person is None or found.door is Door.LOCKED:
        return lead_to(request, (found.door or Door.SIGN_IN).value)
    form = AppointmentForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    rows = queries.current_appointments(found.person)
    if form.is_valid():
        own = next((row for row in rows if row.id == str(form.chosen())), None)
        if own is None:
            raise Http404
        return _take(request, own.id, form.cleaned_data["next"])
    return show(request, "choose_post", form, posts=post_choices(rows))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@staff_only
def prove(request: StaffRequest) -> HttpResponse:
    """The password once more, before an approval; PINs do not count here."""
    form = ProofForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        with refusals(form):
            actions.check_password(
                username=request.user.get_username(),
                password=form.cleaned_data["password"],
                source=source_of(request),
            )
            session.prove(request)
            return onward(request, form.cleaned_data["next"])
    return show(request, "prove", form)


@require_POST
@staff_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session in every process; also from the lock page and for somebody whose post has ended."""
    found = session.standing(request)
    if found.person is not None:
        key = request.session.session_key or ""
        actions.sign_out(actor=found.actor, session_key=key, key=str(uuid7()))
    request.session.flush()
    return HttpResponseRedirect(reverse("staff:sign_in"))


def _begin(request: HttpRequest, rows: tuple[AppointmentRow, ...], page: str) -> HttpResponse:
    """After the password: straight into the only post, or to the choice among several."""
    if len(rows) == 1:
        return _take(request, rows[0].id, page)
    answer = _to_the_choice(page)
    session.remember_device(request, answer)
    return answer


def _take(request: HttpRequest, appointment_id: str, page: str) -> HttpResponse:
    """Begin to act in a post; what is still missing (second factor, new password) is asked on the way."""
    session.choose(request, appointment_id)
    found = session.standing(request)
    if found.actor is not None:
        actions.sign_in(actor=found.actor, means=session.means_of(request), key=str(uuid7()))
    answer = onward(request, page)
    session.remember_device(request, answer)
    return answer


def _demo_posts() -> tuple[PostChoice, ...]:
    return post_choices(queries.everybody()) if settings.DEMO else ()


def _to_the_choice(page: str) -> HttpResponseRedirect:
    query = f"?{urlencode({'next': page})}" if page else ""
    return HttpResponseRedirect(reverse("staff:choose_post") + query)
