"""A person's own account: password, PIN, second factors."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pamong.staff import actions, session
from pamong.staff.forms import ChangePasswordForm, LookForm, PasskeyForm, PinForm
from pamong.staff.guards import StaffRequest, behind, staff_only
from pamong.staff.session import Door
from pamong.staff.views.answers import onward, own_account, refusals, show
from pamong.staff.views.factor import show_security


@require_safe
@staff_only
def security(request: StaffRequest) -> HttpResponse:
    """What the person has set up, and where to change it."""
    return show_security(request, own_account(request), PasskeyForm(auto_id="passkey_%s"))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@behind(Door.PASSWORD)
def change_password(request: StaffRequest) -> HttpResponse:
    """The person's own password; a first password has to be changed here before anything else."""
    form = ChangePasswordForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        with refusals(form):
            changed = actions.change_password(
                actor=request.actor,
                current=form.cleaned_data["current"],
                password=form.cleaned_data["password"],
                session_key=request.session.session_key or "",
                key=form.act_key(),
            )
            session.go_on_with_new_password(request, changed)
            return onward(request, form.cleaned_data["next"])
    return show(request, "change_password", form, first=own_account(request).first_password)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@staff_only
def set_pin(request: StaffRequest) -> HttpResponse:
    """The PIN for coming back to a shared PC."""
    form = PinForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        with refusals(form):
            actions.set_pin(
                actor=request.actor,
                password=form.cleaned_data["password"],
                pin=form.cleaned_data["pin"],
                key=form.act_key(),
            )
        if not form.errors:
            return onward(request, form.cleaned_data["next"] or reverse("staff:security"))
    return show(request, "set_pin", form)


@require_POST
@staff_only
def set_look(request: StaffRequest) -> HttpResponse:
    """How large and strong the person's own pages are drawn, from now on and at every computer."""
    form = LookForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    with refusals(form):
        actions.set_look(actor=request.actor, look=form.cleaned_data["look"], key=form.act_key())
    return onward(request, reverse("staff:security"))
