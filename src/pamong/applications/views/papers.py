"""Papers and tables: every print is a POST with a key, and answers the file itself."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from pamong.applications import forms
from pamong.applications.actions.printing import Printed, print_register
from pamong.applications.actions.printing import print_paper as act
from pamong.applications.forms.papers import RegisterForm
from pamong.applications.paper import Print, blank_form, paper, register_book, register_csv, register_xlsx
from pamong.applications.present import papers as present
from pamong.applications.printable import Export, Paper
from pamong.applications.queries.register import register as register_rows
from pamong.applications.views.answers import drawn, found, fresh_key
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.library import queries as library
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.shell.middleware import VIEWER_POLICY
from pamong.shell.words import message
from pamong.staff.guards import StaffRequest, posts, staff_only

PDF, CSV = "application/pdf", "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only
@require_POST
def print_paper(request: StaffRequest, code: str, paper_name: str) -> HttpResponse:
    """Print one paper of an application. The file is named after the public code, never after a person."""
    try:
        kind = Paper(paper_name)
    except ValueError as unknown:
        raise Http404 from unknown
    form = forms.ActForm(request.POST)
    if not form.is_valid():
        return drawn(request, code, status=422)
    try:
        printed = act(actor=request.actor, code=code, paper=kind, **form.arguments())
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return drawn(request, code, refusal=refused.refusal, status=409)
    file = paper(found(request, code), kind, _print(request, printed))
    return _answer(file, PDF, f"{kind.replace('_', '-')}-{code}.pdf")


@posts("general_services", "sekretaris", "camat")
@require_GET
def register(request: StaffRequest) -> HttpResponse:
    """The books of the office, to be printed or taken along by month."""
    today = clock.today(offices.zone(request.actor.office))
    form = RegisterForm(_books(request), initial={"key": fresh_key(), "month": f"{today:%Y-%m}"})
    return _register_page(request, form, 200)


@posts("general_services", "sekretaris", "camat")
@require_POST
def print_month(request: StaffRequest) -> HttpResponse:
    """One month of one book, as pages or as a table."""
    form = RegisterForm(_books(request), request.POST)
    if not form.is_valid():
        return _register_page(request, form, 422)
    wanted = form.arguments()
    try:
        printed = print_register(actor=request.actor, **wanted)
    except Refused as refused:
        form.add_error(None, message(refused.refusal.message))
        return _register_page(request, form, 409)
    book, year, month = wanted["book"], wanted["year"], wanted["month"]
    rows = register_rows(actor=request.actor, book=book, year=year, month=month)
    made, name = _print(request, printed), f"register-{book}-{year}-{month:02}"
    match wanted["export"]:
        case Export.XLSX:
            return _answer(register_xlsx(rows, title=name, made=made), XLSX, f"{name}.xlsx")
        case Export.CSV:
            return _answer(register_csv(rows, made=made), CSV, f"{name}.csv")
    standard = library.standard(_newest(request, book).id)
    file = register_book(rows, standard=standard, book=book, month=(year, month), made=made)
    return _answer(file, PDF, f"{name}.pdf")


@staff_only
@require_GET
def blank(request: StaffRequest, service: str) -> HttpResponse:
    """The blank intake form of the standard in force today; it names nobody and may lie ready in a drawer."""
    office = request.actor.office
    version = library.in_force(office=office, service=service, on=clock.today(offices.zone(office)))
    if version is None:
        raise Http404
    return _answer(blank_form(library.standard(version.id), version), PDF, f"formulir-{service}.pdf")


def _register_page(request: StaffRequest, form: RegisterForm, status: int) -> HttpResponse:
    office = request.actor.office
    today = clock.today(offices.zone(office))
    context = present.register_context(form, library.services(office=office, on=today))
    return render(request, "applications/register.jinja", context, status=status)


def _books(request: StaffRequest) -> list[str]:
    """Every book the office ever kept: one for each service it had a standard for."""
    return list(dict.fromkeys(row.service for row in library.versions_of(office=request.actor.office)))


def _newest(request: StaffRequest, book: str) -> VersionRow:
    """The newest text of the service, whose letterhead the pages of its book carry."""
    return [row for row in library.versions_of(office=request.actor.office) if row.service == book][-1]


def _print(request: StaffRequest, printed: Printed) -> Print:
    return Print(request.actor, printed.at, printed.copy)


def _answer(file: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(file, content_type=kind)
    shown = "inline" if kind == PDF else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{name}"'
    if kind == PDF:
        response["Content-Security-Policy"] = VIEWER_POLICY
    return response
