"""The public pages: no session, no cookie, no script."""

from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from pamong.applications import codes
from pamong.ledger.proofs import Misread
from pamong.noticeboard import actions, present, queries
from pamong.noticeboard.actions import TooManyUnknownCodes
from pamong.shell.middleware import VIEWER_POLICY, public_page
from pamong.standard.renderings.page import policy as page_policy
from pamong.vault.numbers import mask_typed


@require_safe
@public_page(seconds=300)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "noticeboard/home.jinja", {"offered": present.services(queries.offered())})


@require_safe
@public_page(seconds=300)
def service(request: HttpRequest, office: str, service: str) -> HttpResponse:
    found = queries.public_service(office=office, service=service)
    if found is None:
        raise Http404
    return render(request, "noticeboard/service.jinja", present.service(found))


# What is typed is sent in a form: somebody may type the number of a card, and an address is kept in many places. A form
# that anybody may send, that changes nothing and belongs to no session, needs no token, and a token would need a cookie.
_asks = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@_asks
@public_page(seconds=0)
def find_status(request: HttpRequest) -> HttpResponse:
    """The code typed by hand leads to the page of that code; a code with a typing error gets told at once."""
    typed = request.POST.get("kode", "")
    if not typed:
        return _ask_for_code(request)
    code = codes.normalise(typed)
    if code is None:
        return _unknown_code(request)
    return HttpResponseRedirect(reverse("noticeboard:status", args=[code]))


@require_safe
@public_page(seconds=0)
def status(request: HttpRequest, code: str) -> HttpResponse:
    """The status of one application. A wrong code and an unknown one get the very same answer, to the byte."""
    normal = codes.normalise(code)
    if normal is None:
        return _unknown_code(request)
    try:
        found = actions.find_status(code=normal, address=request.META.get("REMOTE_ADDR", ""))
    except TooManyUnknownCodes as many:
        context = present.wait(many.seconds)
        answer = render(request, "noticeboard/wait.jinja", context, status=HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(many.seconds)
        return answer
    if found is None:
        return _unknown_code(request)
    return render(request, "noticeboard/status.jinja", present.status(found))


def _ask_for_code(request: HttpRequest) -> HttpResponse:
    return render(request, "noticeboard/find_status.jinja", {"mistyped": False})


def _unknown_code(request: HttpRequest) -> HttpResponse:
    return render(request, "noticeboard/find_status.jinja", {"mistyped": True}, status=404)


@csrf_exempt
@_asks
@public_page(seconds=0)
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Whether the entry behind a receipt is inside the published log. A slip in typing is told apart from "not inside".

    The code of a receipt leads here by its address; what is typed comes in a form.
    """
    typed = (request.POST.get("tanda") or request.GET.get("tanda", "")).strip()
    if not typed:
        return render(
            request, "noticeboard/check_receipt.jinja", {"typed": "", "misread": False, "answer": None}
        )
    try:
        found = queries.receipt(typed)
    except Misread:
        context = {"typed": mask_typed(typed), "misread": True, "answer": None}
        return render(request, "noticeboard/check_receipt.jinja", context, status=404)
    context = {"typed": mask_typed(typed), "misread": False, "answer": present.receipt(found)}
    return render(request, "noticeboard/check_receipt.jinja", context)


@require_safe
@public_page(seconds=60)
def board(request: HttpRequest, office: str) -> HttpResponse:
    """The notice board of an office: its signed checkpoints and the key by which anybody can check them."""
    found = queries.board(office=office)
    if found is None:
        raise Http404
    return render(request, "noticeboard/board.jinja", {"board": found})


@require_safe
@public_page(seconds=300)
def checkpoint(request: HttpRequest, office: str, day: str) -> HttpResponse:
    """One checkpoint as the signed text itself, for whoever keeps copies outside."""
    del request
    try:
        text = queries.checkpoint_text(office=office, on=date.fromisoformat(day))
    except ValueError as wrong:
        raise Http404 from wrong
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@public_page(seconds=0)
def needs(request: HttpRequest, office: str, service: str) -> HttpResponse:
    """One question a page, then the list of what this person must bring, to be printed."""
    found = queries.needs(office=office, service=service, given=dict(request.GET.lists()))
    if found is None:
        raise Http404
    return render(
        request, "noticeboard/needs.jinja", present.needs(found), status=422 if found.wrong else 200
    )


# What a browser may do with a published file: the web page has its own style by digest; a PDF is drawn by a viewer of
# the browser's making, which needs its style.
_POLICIES = {"html": page_policy(), "pdf": VIEWER_POLICY, "poster": VIEWER_POLICY}


@require_safe
@public_page(seconds=300)
def rendering(request: HttpRequest, office: str, service: str, form: str) -> HttpResponse:
    """The standard in force as a file: print, web page, poster, flow chart, open data, copy-in sheet."""
    del request
    found = queries.rendering(office=office, service=service, form=form, language=get_language() or "id")
    if found is None:
        raise Http404
    answer = HttpResponse(found.content, content_type=found.media_type)
    answer["Content-Disposition"] = f'inline; filename="{found.name}"'
    answer["Content-Security-Policy"] = _POLICIES.get(form, "default-src 'none'; frame-ancestors 'none'")
    return answer


@require_safe
@public_page(seconds=300)
def coming(request: HttpRequest, office: str, service: str) -> HttpResponse:
    """The text that takes over on a coming day, as a page of its own."""
    del request
    found = queries.coming(office=office, service=service, language=get_language() or "id")
    if found is None:
        raise Http404
    return HttpResponse(
        found.content, content_type=found.media_type, headers={"Content-Security-Policy": _POLICIES["html"]}
    )


@require_safe
@public_page(seconds=300)
def document(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """The charter, or another document that standards refer to, as it is in force today."""
    found = queries.document(office=office, key=key)
    if found is None:
        raise Http404
    return render(request, "noticeboard/document.jinja", present.document(*found))


@require_safe
@public_page(seconds=300)
def compare(request: HttpRequest, service: str) -> HttpResponse:
    """The same service in every office that offers it, side by side."""
    standards = queries.same_service(service=service)
    if not standards:
        raise Http404
    return render(request, "noticeboard/compare.jinja", present.compared(standards))


@require_safe
@public_page(seconds=300)
def glossary(request: HttpRequest) -> HttpResponse:
    """The words that the standards in force explain."""
    return render(request, "noticeboard/glossary.jinja", {"terms": present.glossary(queries.glossary())})
