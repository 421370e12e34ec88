"""The second factor: one-time codes and passkeys, given at sign-in and set up on the person's own page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pamong.staff import actions, codes, passkeys, queries, session
from pamong.staff.forms import CodeForm, LookForm, PasskeyForm
from pamong.staff.guards import StaffRequest, behind, staff_only
from pamong.staff.present import qr_image
from pamong.staff.queries import Account
from pamong.staff.session import Door
from pamong.staff.views.answers import onward, own_account, refusals, show, site_of

CHALLENGE = "challenge"


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@behind(Door.FACTOR)
def second_factor(request: StaffRequest) -> HttpResponse:
    """One-time code or passkey; a person who has neither yet sets one up here."""
    account = own_account(request)
    if not queries.factors_of(account.person_id).any:
        return _set_up(request, account)
    form = CodeForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        with refusals(form):
            actions.check_code(person_id=account.person_id, typed=form.cleaned_data["code"])
            session.give_factor(request)
            return onward(request, form.cleaned_data["next"])
    return _check(request, account, form, code=form)


@require_POST
@behind(Door.FACTOR)
def sign_with_passkey(request: StaffRequest) -> HttpResponse:
    """The browser's signature over the challenge of this session."""
    account = own_account(request)
    form = PasskeyForm(request.POST, auto_id="passkey_%s")
    if form.is_valid():
        with refusals(form):
            actions.check_passkey(
                person_id=account.person_id,
                answer=form.cleaned_data["answer"],
                site=site_of(request),
                challenge=_challenge(request),
            )
            session.give_factor(request)
            return onward(request, form.cleaned_data["next"])
    return _check(request, account, form, code=CodeForm(initial={"next": form["next"].value() or ""}))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@staff_only
def set_up_codes(request: StaffRequest) -> HttpResponse:
    """One-time codes for a person who has a passkey only, or whose post does not ask for a second factor."""
    account = own_account(request)
    if queries.factors_of(account.person_id).codes:
        return onward(request, reverse("staff:security"))
    return _set_up(request, account)


@require_POST
@behind(Door.FACTOR)
def add_passkey(request: StaffRequest) -> HttpResponse:
    """A new passkey. Before the second factor only the very first one: a password alone must not add another."""
    account = own_account(request)
    if session.standing(request).door is Door.FACTOR and queries.factors_of(account.person_id).any:
        raise PermissionDenied
    form = PasskeyForm(request.POST)
    if form.is_valid():
        with refusals(form):
            actions.add_passkey(
                actor=request.actor,
                answer=form.cleaned_data["answer"],
                site=site_of(request),
                challenge=_challenge(request),
                name=form.cleaned_data["name"],
                key=form.act_key(),
            )
        if not form.errors:
            session.give_factor(request)
            return onward(request, form.cleaned_data["next"] or reverse("staff:security"))
    return show_security(request, account, form)


def show_security(request: StaffRequest, account: Account, form: PasskeyForm) -> HttpResponse:
    """The person's account, with a form for one more passkey."""
    return show(
        request,
        "security",
        form,
        factors=queries.factors_of(account.person_id),
        has_pin=account.has_pin,
        look_form=LookForm(initial={"look": account.look}),
        passkey=form,
        question=_ask_to_register(request, account),
    )


def _check(
    request: StaffRequest, account: Account, form: CodeForm | PasskeyForm, *, code: CodeForm
) -> HttpResponse:
    page = form["next"].value() or ""
    return show(
        request,
        "second_factor",
        form,
        code=code,
        factors=queries.factors_of(account.person_id),
        passkey=PasskeyForm(initial={"next": page}, auto_id="passkey_%s"),
        question=_ask_to_sign(request, account),
    )


def _set_up(request: StaffRequest, account: Account) -> HttpResponse:
    form = CodeForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    secret = actions.begin_codes(person_id=account.person_id)
    if form.is_valid():
        with refusals(form):
            actions.confirm_codes(actor=request.actor, typed=form.cleaned_data["code"], key=form.act_key())
        if not form.errors:
            session.give_factor(request)
            return onward(request, form.cleaned_data["next"] or reverse("staff:security"))
    address = codes.address(secret, username=account.username, issuer="Pamong")
    return show(
        request,
        "set_up_codes",
        form,
        secret=secret,
        image=qr_image(address),
        passkey=PasskeyForm(initial={"next": request.GET.get("next", "")}, auto_id="passkey_%s"),
        question=_ask_to_register(request, account),
    )


def _ask_to_register(request: StaffRequest, account: Account) -> str:
    """The question for a new passkey; its challenge waits in the session for one answer."""
    question = passkeys.ask_to_register(
        site=site_of(request),
        user_id=account.person_id.bytes,
        username=account.username,
        full_name=account.full_name,
        known=queries.passkeys_of(account.person_id),
    )
    request.session[CHALLENGE] = question.challenge
    return question.options


def _ask_to_sign(request: StaffRequest, account: Account) -> str:
    known = queries.passkeys_of(account.person_id)
    if not known:
        return ""
    question = passkeys.ask_to_sign(site=site_of(request), known=known)
    request.session[CHALLENGE] = question.challenge
    return question.options


def _challenge(request: StaffRequest) -> str:
    """Taken out: a challenge that counted twice would let a recorded answer in again."""
    return str(request.session.pop(CHALLENGE, ""))
