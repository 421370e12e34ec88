"""How a view of this room carries out one act: what the rules refuse is an answer, not an error."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from pamong.ledger.rules import Refused
from pamong.library.forms import KeyedForm
from pamong.standard.messages import Refusal


def carried_out(form: KeyedForm, act: Callable[..., Any], **given: Any) -> Any | Refusal | None:
    """What the act answers, or the refusal; None when the form is not valid. What is not of this office is a 404."""
    if not form.is_valid():
        return None
    try:
        return act(**given, **form.arguments())
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return refused.refusal


def status_of(answer: Any | Refusal | None) -> int:
    """409 for what the rules refuse, 422 for what was not filled in."""
    return 409 if isinstance(answer, Refusal) else 422
