"""The frame of every address of the API: who sends it, how often, whether it is sound; then the one operation."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel, ValidationError

from pamong.ledger.queue import QueueTimeoutError
from pamong.ledger.rules import Refused
from pamong.partners import actions, queries, rules
from pamong.partners.description import KEY_PATTERN
from pamong.partners.operations import Call, Operation, Problem
from pamong.partners.rules import Token
from pamong.shell.words import message
from pamong.standard.messages import N_, Message, Refusal

JSON = "application/json"


class Stopped(Exception):  # noqa: N818 - reads as what it says
    """A request that is answered with a problem; `headers` go along."""

    def __init__(self, status: int, code: str, what: str, why: Message | str, mend: str, **more: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.what, self.why, self.mend = status, code, what, why, mend
        self.errors: list[dict[str, str]] = more.get("errors", [])
        self.headers: Mapping[str, str] = more.get("headers", {})


def serve(operation: Operation) -> Callable[..., HttpResponse]:
    """The view of one operation. It needs no cookie, so a browser's form token protects nothing here."""

    @csrf_exempt
    @never_cache
    def view(request: HttpRequest, **path: Any) -> HttpResponse:
        try:
            return _answered(request, operation, path)
        except Stopped as stop:
            return _problem(request, stop)
        except QueueTimeoutError:
            return _problem(request, _busy())

    return view


def _answered(request: HttpRequest, operation: Operation, path: Mapping[str, Any]) -> HttpResponse:
    if request.method != operation.method.upper():
        allowed = operation.method.upper()
        raise Stopped(
            405, "method", N_("Metode tidak dikenal di alamat ini"), request.method or "",
            N_("Lihat metode yang ada di /api/v1/openapi.json."), headers={"Allow": allowed},
        )  # fmt: skip
    token = _token(request)
    _refuse_hurry(token)
    _demand(rules.may_use(token, scope=operation.scope), 403)
    call = Call(
        token=token,
        body=_body(request, operation.body) if operation.body else None,
        query=_query(request, operation.query) if operation.query else None,
        key=_key(request, token) if operation.writes else "",
        path=path,
    )
    try:
        answer = operation.carry_out(call)
    except Refused as refused:
        raise _refused(refused.refusal) from refused
    return HttpResponse(answer.model_dump_json(), content_type=JSON)


def _token(request: HttpRequest) -> Token:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    found = queries.token(text.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        raise Stopped(
            401, "token", N_("Token tidak ada atau tidak berlaku"),
            Message(N_("Setiap permintaan membawa token program mitra yang masih berlaku.")),
            N_("Kirim kepala Authorization: Bearer dengan token dari petugas TI."),
            headers={"WWW-Authenticate": 'Bearer realm="pamong"'},
        )  # fmt: skip
    return found


def _refuse_hurry(token: Token) -> None:
    if actions.count_use(token=token) > rules.PER_MINUTE:
        raise Stopped(
            429, "hurry", N_("Terlalu banyak permintaan"),
            Message(N_("Satu token paling banyak {n} permintaan semenit."), {"n": rules.PER_MINUTE}),
            N_("Tunggu semenit; kirim banyak hasil dalam satu permintaan."), headers={"Retry-After": "60"},
        )  # fmt: skip


def _key(request: HttpRequest, token: Token) -> str:
    given = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY_PATTERN, given):
        raise Stopped(
            422, "key", N_("Kepala Idempotency-Key tidak dapat dipakai"),
            Message(N_("Tanpa kunci, permintaan yang terkirim dua kali akan tercatat dua kali.")),
            N_("Kirim 8 sampai 40 huruf, angka, garis bawah, atau tanda hubung, diawali huruf."),
        )  # fmt: skip
    # One program's keys are its own: nobody else's request can be taken for it.
    return f"p{token.id[-12:]}:{given}"


def _body(request: HttpRequest, model: type[BaseModel]) -> BaseModel:
    if (request.content_type or "") != JSON:
        raise Stopped(
            415, "json", N_("Isi permintaan bukan JSON"), request.content_type or "-",
            N_("Kirim Content-Type: application/json."),
        )  # fmt: skip
    try:
        return model.model_validate_json(request.body)
    except ValidationError as wrong:
        if any(each["type"] == "json_invalid" for each in wrong.errors()):
            raise _unreadable() from wrong
        raise _unsound(wrong) from wrong


def _query(request: HttpRequest, model: type[BaseModel]) -> BaseModel:
    try:
        return model.model_validate_strings(request.GET.dict())
    except ValidationError as wrong:
        raise _unsound(wrong) from wrong


def _busy() -> Stopped:
    return Stopped(
        503, "busy", N_("Basis data sedang sibuk"), Message(N_("Belum ada giliran menulis.")),
        N_("Kirim permintaan yang sama sekali lagi; ia dihitung sekali."), headers={"Retry-After": "5"},
    )  # fmt: skip


def _unreadable() -> Stopped:
    return Stopped(
        400, "unreadable", N_("Isi permintaan tidak terbaca"), Message(N_("Isinya bukan JSON yang utuh.")),
        N_("Periksa tanda kurung, koma, dan pengodean UTF-8."),
    )  # fmt: skip


def _unsound(wrong: ValidationError) -> Stopped:
    """Where it is wrong and why; never what was typed, which may be somebody's number."""
    errors = [
        {"where": "/".join(str(part) for part in each["loc"]), "why": each["type"]}
        for each in wrong.errors(include_input=False, include_url=False)
    ]
    return Stopped(
        422, "unsound", N_("Isi permintaan tidak seperti yang diminta"),
        Message(N_("{n} bagian tidak sesuai."), {"n": len(errors)}),
        N_("Lihat errors, dan bentuk yang diminta di /api/v1/openapi.json."), errors=errors,
    )  # fmt: skip


def _demand(refusal: Refusal | None, status: int) -> None:
    if refusal is not None:
        raise Stopped(
            status, refusal.code, N_("Tidak diizinkan"), refusal.message,
            N_("Minta token dengan wewenang itu kepada petugas TI."),
        )  # fmt: skip


def _refused(refusal: Refusal) -> Stopped:
    status = 404 if refusal.code == "not_found" else 409
    return Stopped(
        status, refusal.code, N_("Tidak dapat dilakukan"), refusal.message,
        N_("Baca keadaannya sekali lagi, lalu kirim dengan kunci baru bila masih perlu."),
    )  # fmt: skip


def _problem(request: HttpRequest, stop: Stopped) -> HttpResponse:
    found = Problem(
        type=f"urn:pamong:problem:{stop.code}",
        title=message(Message(stop.what)),
        status=stop.status,
        detail=message(stop.why),
        instance=request.path,
        mend=message(Message(stop.mend)),
        errors=stop.errors,
    )
    answer = HttpResponse(
        json.dumps(found.model_dump(), ensure_ascii=False),
        status=stop.status,
        content_type="application/problem+json",
    )
    for name, value in stop.headers.items():
        answer[name] = value
    return answer
