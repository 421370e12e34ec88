"""How a view carries out one act: what was refused, or nothing."""

from collections.abc import Callable

from django.http import Http404

from pamong.ledger.rules import Refused
from pamong.readiness.forms import KeyedForm
from pamong.staff.rules import Actor
from pamong.standard.messages import Refusal


def carried_out(form: KeyedForm, act: Callable[..., None], actor: Actor, **about: object) -> Refusal | None:
    """Do the act when its form is valid; what is not of the actor's office is a page that is not there."""
    if not form.is_valid():
        return None
    try:
        act(actor=actor, **about, **form.arguments())
    except Refused as refused:
        if refused.refusal.code in {"not_found", "other_office"}:
            raise Http404 from refused
        return refused.refusal
    return None


def status_of(form: KeyedForm, refusal: Refusal | None) -> int:
    """409 for what a rule refused, 422 for what was typed wrongly, else 200."""
    return 409 if refusal else 422 if form.errors else 200
