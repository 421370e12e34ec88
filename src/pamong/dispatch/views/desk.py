"""Dispenduk's desk: one sign-in for all kecamatan of its kabupaten."""

import csv
import io
from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.applications.forms import ActForm
from pamong.applications.views.answers import fresh_key
from pamong.dispatch import actions, forms, lists, present, queries
from pamong.dispatch.rules import RESULTS
from pamong.dispatch.views.answers import acted
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.shell.words import message
from pamong.staff.guards import StaffRequest, posts

_POST = "dispenduk"


@posts(_POST)
@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """What is coming, what lies here by kecamatan and age, what may go home."""
    return _desk(request)


def _desk(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    context = present.dispenduk_page(
        actor,
        queries.backlog(actor=actor),
        queries.bundles(actor=actor),
        len(queries.unsigned(actor=actor)),
    )
    context |= {
        "refusal": refusal,
        "new_key": fresh_key,
        "courier": queries.last_courier(actor=actor),
    }
    return render(request, "dispatch/desk.jinja", context, status=status)


@posts(_POST)
@require_POST
def send_home(request: StaffRequest, office: str) -> HttpResponse:
    """Everything finished of one kecamatan goes home with a courier."""
    form = forms.CourierForm(request.POST)

    def act() -> str:
        made = actions.send_all(actor=request.actor, office=office, **form.arguments())
        return reverse("dispatch:bundle", args=[made.pk])

    return acted(form, act, partial(_desk, request))


@posts(_POST)
@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    """The print queue of all kecamatan or of one; many lines can be marked at once."""
    return _queue(request)


def _queue(
    request: StaffRequest, *, refusal: str = "", status: int = 200, said: tuple[int, list[str]] | None = None
) -> HttpResponse:
    actor, asked = request.actor, request.GET
    office, result = asked.get("kantor", "")[:40], asked.get("hasil")
    wanted = {"-": "", **{each: each for each in RESULTS}}.get(result or "")
    first = int(asked["mulai"]) if asked.get("mulai", "").isdecimal() else 0
    found = queries.queue(actor=actor, office=office, result=wanted, first=min(first, 100_000))
    papers = queries.papers_at_desk(actor=actor)
    context = present.queue_page(found, actor, office=office, result=wanted)
    context |= {
        "form": forms.MarkForm(papers, initial={"key": fresh_key(), "result": "printed"}),
        "refusal": refusal,
        "said": said,
        "here": request.get_full_path() if request.method == "GET" else reverse("dispatch:queue"),
    }
    return render(request, "dispatch/queue.jinja", context, status=status)


@posts(_POST)
@require_POST
def mark(request: StaffRequest) -> HttpResponse:
    """One result for every ticked line; the page says how many were applied, and names those that were not."""
    form = forms.MarkForm(queries.papers_at_desk(actor=request.actor), request.POST)
    if not form.is_valid():
        errors = [str(text) for texts in form.errors.values() for text in texts]
        return _queue(request, refusal=" ".join(dict.fromkeys(errors)), status=422)
    try:
        marked = actions.mark(actor=request.actor, key=form.cleaned_data["key"], marks=form.marks())
    except Refused as refused:
        return _queue(request, refusal=message(refused.refusal.message), status=409)
    wrong = [f"{each.code}: {message(each.refusal.message)}" for each in marked if each.refusal]
    applied = sum(each.applied for each in marked)
    return _queue(request, said=(applied, wrong), status=409 if wrong and not applied else 200)


@posts(_POST)
@require_GET
def export(request: StaffRequest) -> HttpResponse:
    """The queue as a table, ready to be filled in and sent back: codes and register numbers, no person."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["nomor", "kantor", "layanan", "pengantar", *lists.COLUMNS])
    words = {meaning: word for word, meaning in lists.RESULTS.items() if word != "dicetak"}
    reasons = {meaning: word for word, meaning in lists.REASON_NAMES.items()}
    for item in queries.whole_queue(actor=request.actor, office=request.GET.get("kantor", "")[:40]):
        said = [words.get(item.result, ""), reasons.get(item.reason, ""), "", ""]
        writer.writerow([item.number, item.office, item.service, item.manifest, item.code, *said])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="antrean-cetak.csv"'
    return response


@posts(_POST)
@require_http_methods(["GET", "POST"])
def results(request: StaffRequest) -> HttpResponse:
    """A table of results is sent here; every line is applied, or named on its report."""
    if request.method == "GET":
        return _results(request)
    form = forms.TableForm(request.POST, request.FILES)

    def act() -> str:
        made = actions.take_list(actor=request.actor, key=form.cleaned_data["key"], text=form.table())
        return reverse("dispatch:result_list", args=[made])

    return acted(form, act, partial(_results, request))


def _results(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": forms.TableForm(initial={"key": fresh_key()}),
        "papers": [paper.id for paper in queries.papers_at_desk(actor=request.actor).values()],
        "words": lists.RESULTS,
        "reasons": lists.REASON_NAMES,
        "refusal": refusal,
    }
    return render(request, "dispatch/results.jinja", context, status=status)


@posts(_POST)
@require_http_methods(["GET", "POST"])
def result_list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """How far a table was worked through, and its report. Each sending works through the next lines."""
    row = queries.result_list(actor=request.actor, list_id=list_id)
    if row is None:
        raise Http404
    if request.method == "POST":
        form = ActForm(request.POST)

        def act() -> str:
            actions.go_on(actor=request.actor, list_id=list_id)
            return reverse("dispatch:result_list", args=[list_id])

        return acted(form, act, partial(_list, request, list_id))
    return _list(request, list_id)


def _list(request: StaffRequest, list_id: UUID, *, refusal: str = "", status: int = 200) -> HttpResponse:
    row = queries.result_list(actor=request.actor, list_id=list_id)
    assert row is not None
    context = {**present.list_page(row), "refusal": refusal, "key": fresh_key()}
    return render(request, "dispatch/list.jinja", context, status=status)


@posts(_POST)
@require_http_methods(["GET", "POST"])
def signing(request: StaffRequest) -> HttpResponse:
    """What waits for the signature of the head of Dispenduk; what is ticked is signed."""
    if request.method == "GET":
        return _signing(request)
    form = forms.ChosenForm(request.POST)

    def act() -> str:
        actions.mark_signed(actor=request.actor, key=form.cleaned_data["key"], codes=form.chosen())
        return reverse("dispatch:signing")

    return acted(form, act, partial(_signing, request))


def _signing(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    waiting = queries.unsigned(actor=actor)
    context = {
        "lines": present.awaiting(waiting, queries.served(actor.office), offices.zone(actor.office)),
        "key": fresh_key(),
        "refusal": refusal,
    }
    return render(request, "dispatch/signing.jinja", context, status=status)
