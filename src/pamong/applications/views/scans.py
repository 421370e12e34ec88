"""Scans: attached, opened and withdrawn by POST; the small copy of a portrait is drawn on the page."""

from functools import partial
from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from pamong.applications import forms, queries
from pamong.applications.actions import scans as actions
from pamong.applications.present import scans as present
from pamong.applications.scans import SCAN_REASONS
from pamong.applications.views.answers import answer, drawn, found, onwards
from pamong.ledger.rules import Refused
from pamong.shell.words import message
from pamong.staff.guards import StaffRequest, staff_only

JPEG: Final = "image/jpeg"
# Should it ever be drawn as a page of its own: nothing in it may do anything.
POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


@staff_only
@require_POST
def attach(request: StaffRequest, code: str) -> HttpResponse:
    """Attach a picture. A file that is no picture is said beside its field; everything else as with the other acts."""
    items = [row.item for row in found(request, code).checklist]
    form = forms.ScanForm(items, request.POST, request.FILES)
    refusal = None
    status = 422
    if form.is_valid():
        try:
            actions.attach_scan(actor=request.actor, code=code, **form.arguments())
        except Refused as refused:
            if refused.refusal.code == actions.NO_PICTURE:
                form.add_error("picture", message(refused.refusal.message))
            else:
                refusal, status = refused.refusal, 409
        else:
            return HttpResponseRedirect(onwards(request, code, form.cleaned_data["key"]))
    return drawn(request, code, bound={present.FORM: form}, refusal=refusal, status=status)


@staff_only
@require_POST
def open_scan(request: StaffRequest, code: str, scan_id: UUID) -> HttpResponse:
    """The whole picture, to be saved and not drawn. Its name holds the public code, never a person's."""
    form = forms.ActForm(request.POST)
    if not form.is_valid():
        return drawn(request, code, status=422)
    try:
        picture = actions.open_scan(actor=request.actor, code=code, scan_id=scan_id, **form.arguments())
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return drawn(request, code, refusal=refused.refusal, status=409)
    return _picture(picture, f'attachment; filename="{code}-{scan_id.hex[-4:]}.jpg"')


@staff_only
@require_GET
def small(request: StaffRequest, code: str, scan_id: UUID) -> HttpResponse:
    """The small copy of a portrait, for the page."""
    picture = queries.small_picture(actor=request.actor, code=code, scan_id=scan_id)
    if picture is None:
        raise Http404
    return _picture(picture, "inline")


@staff_only
@require_POST
def withdraw(request: StaffRequest, code: str, scan_id: UUID) -> HttpResponse:
    """Show a scan no longer."""
    place = present.place_of(scan_id)
    form = forms.ScanReasonForm(SCAN_REASONS, request.POST, auto_id=f"{place}-%s")
    act = partial(actions.withdraw_scan, scan_id=scan_id)
    return answer(request, code, form, act, draws=place)


def _picture(data: bytes, shown: str) -> HttpResponse:
    response = HttpResponse(data, content_type=JPEG)
    response["Content-Disposition"] = shown
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
