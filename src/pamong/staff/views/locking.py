"""The lock page: unlocking, and changing person on a shared PC. It shows nothing of the page that is locked."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pamong.ledger import clock
from pamong.ledger.identifiers import uuid7
from pamong.shell.middleware import staff_page
from pamong.staff import actions, queries, session
from pamong.staff.forms import ChangePersonForm, UnlockForm
from pamong.staff.guards import lead_to, own_address
from pamong.staff.queries import Account
from pamong.staff.rules.appointing import PIN_DIGITS
from pamong.staff.views.answers import onward, refusals, show, source_of


@require_http_methods(["GET", "POST"])
@staff_page
def lock(request: HttpRequest) -> HttpResponse:
    """POST locks (F10), GET shows the lock page of a session that is locked, or of a device that people left."""
    account = session.account_of(request)
    if account is None and not queries.seats_at(session.device_of(request), clock.now()):
        return HttpResponseRedirect(reverse("staff:sign_in"))
    if account is not None and request.method == "POST":
        session.lock(request)
        return lead_to(request, "staff:lock")
    if account is not None and not session.is_locked(request):
        return onward(request, request.GET.get("next", ""))
    return _page(request, account, UnlockForm(initial={"next": request.GET.get("next", "")}))


@sensitive_post_parameters("answer")
@require_POST
@staff_page
def unlock(request: HttpRequest) -> HttpResponse:
    """PIN or password of the person who is signed in."""
    account = session.account_of(request)
    if account is None:
        return HttpResponseRedirect(reverse("staff:sign_in"))
    form = UnlockForm(request.POST)
    if form.is_valid():
        with refusals(form):
            session.unlock(
                request, by_password=_answer_is_right(request, account, form.cleaned_data["answer"])
            )
            return onward(request, form.cleaned_data["next"])
    return _page(request, account, form)


@sensitive_post_parameters("pin")
@require_POST
@staff_page
def change_person(request: HttpRequest) -> HttpResponse:
    """Another person of this device takes over by PIN and finds the page they had open."""
    device, account = session.device_of(request), session.account_of(request)
    form = ChangePersonForm(request.POST)
    if form.is_valid():
        with refusals(form):
            seat = actions.check_pin(
                seat_id=form.cleaned_data["seat"], device=device, pin=form.cleaned_data["pin"]
            )
            if account is not None and device is not None:
                actions.step_aside(person_id=account.person_id, device=device, path=_own_page(request, form))
            session.come_back(request, seat)
            found = session.standing(request)
            if found.actor is not None:
                actions.sign_in(actor=found.actor, means="pin", key=str(uuid7()))
            return onward(request, seat.path)
    return _page(request, account, UnlockForm(initial={"next": form["next"].value() or ""}), change=form)


def _answer_is_right(request: HttpRequest, account: Account, answer: str) -> bool:
    """True when the password was typed, False for the PIN; a wrong answer raises Refused."""
    device = session.device_of(request)
    seat = queries.seat_of(device, account.person_id)
    if device is not None and seat is not None and re.fullmatch(rf"[0-9]{{{PIN_DIGITS}}}", answer):
        actions.check_pin(seat_id=seat, device=device, pin=answer)
        return False
    actions.check_password(username=account.username, password=answer, source=source_of(request))
    return True


def _own_page(request: HttpRequest, form: ChangePersonForm) -> str:
    page = str(form.cleaned_data["next"])
    return page if own_address(request, page) else ""


def _page(
    request: HttpRequest, account: Account | None, form: UnlockForm, *, change: ChangePersonForm | None = None
) -> HttpResponse:
    seats = queries.seats_at(session.device_of(request), clock.now())
    own = None if account is None else str(account.person_id)
    return show(
        request,
        "lock",
        form,
        person=account,
        others=tuple(seat for seat in seats if seat.person_id != own),
        change=change,
        next=form["next"].value() or "",
    )
