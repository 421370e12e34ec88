"""How the views of bundles carry out an act and answer: on to a page, or the page again with what was refused."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from pamong.applications.forms import ActForm
from pamong.ledger.rules import Refused
from pamong.shell.words import message

if TYPE_CHECKING:
    from pamong.staff.guards import StaffRequest

Draw = Callable[..., HttpResponse]


def acted(form: ActForm, act: Callable[[], str], draw: Draw) -> HttpResponse:
    """Do the act and go where it says; else draw the page with the form's errors or what was refused."""
    if not form.is_valid():
        errors = [str(text) for texts in form.errors.values() for text in texts]
        return draw(refusal=" ".join(dict.fromkeys(errors)), status=422)
    try:
        return HttpResponseRedirect(act())
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return draw(refusal=message(refused.refusal.message), status=409)


def counted(request: "StaffRequest") -> str:
    """What a count found, carried in the address of the page it leads to."""
    asked = request.GET
    if "baru" not in asked:
        return ""
    numbers = {name: asked.get(name, "0")[:6] for name in ("baru", "sudah", "kurang")}
    if not all(text.isdecimal() for text in numbers.values()):
        return ""
    return (
        _("Dihitung sekarang: %(baru)s. Sudah dihitung sebelumnya: %(sudah)s. Belum ditemukan: %(kurang)s.")
        % numbers
    )
