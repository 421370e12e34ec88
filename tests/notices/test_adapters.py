"""The ways out against servers that answer as recorded: what arrives, what is tried again, what is given up."""

import json
import smtplib
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from pamong.notices.adapters import Email, HttpGateway, LogFile, adapter
from pamong.notices.rules import DeliveryError, Letter

LETTER = Letter("KTP 1/2026: Siap diambil", "Teks panjang.\n", "KTP 1/2026: siap", "+6281230000001")
MAILED = Letter("KTP 1/2026: Siap diambil", "Teks panjang.\n", "KTP 1/2026: siap", "sekar@contoh.example")


@dataclass
class Gateway:
    """A gateway that plays back recorded answers and keeps what it was sent."""

    address: str = ""
    answers: list[int] = field(default_factory=list)
    asked: list[tuple[dict[str, Any], dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    playing = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            playing.asked.append(
                (json.loads(body), {name.lower(): text for name, text in self.headers.items()})
            )
            answer = playing.answers.pop(0)
            self.send_response(answer)
            if answer == 302:
                self.send_header("Location", playing.address + "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    playing.address = f"http://127.0.0.1:{server.server_port}"
    settings.NOTICE_GATEWAY_URL = f"{playing.address}/send"
    settings.NOTICE_GATEWAY_TOKEN = "rahasia"
    yield playing
    server.shutdown()
    server.server_close()


def test_the_gateway_gets_number_short_text_and_a_reference_that_stays(gateway: Gateway) -> None:
    gateway.answers = [200, 202]
    for _ in range(2):
        HttpGateway().send(LETTER, channel="sms", reference="r-1")
    body, headers = gateway.asked[0]
    assert body == {"to": "+6281230000001", "text": "KTP 1/2026: siap", "reference": "r-1"}
    assert (headers["authorization"], headers["idempotency-key"]) == ("Bearer rahasia", "r-1")
    assert gateway.asked[1][0] == body


@pytest.mark.parametrize(
    ("answer", "final"),
    [(400, True), (401, True), (404, True), (408, False), (429, False), (500, False), (503, False)],
)
def test_what_a_gateway_refuses_is_tried_again_where_that_may_help(
    gateway: Gateway, answer: int, final: bool
) -> None:
    gateway.answers = [answer]
    with pytest.raises(DeliveryError) as failed:
        HttpGateway().send(LETTER, channel="sms", reference="r-1")
    assert (failed.value.code, failed.value.final) == ("refused", final)


def test_a_gateway_cannot_send_us_elsewhere(gateway: Gateway) -> None:
    gateway.answers = [302, 200]
    with pytest.raises(DeliveryError):
        HttpGateway().send(LETTER, channel="sms", reference="r-1")
    assert len(gateway.asked) == 1


def test_a_gateway_that_is_away_is_tried_again(settings: Any) -> None:
    settings.NOTICE_GATEWAY_URL = "http://127.0.0.1:9/send"
    settings.NOTICE_GATEWAY_TOKEN = ""
    with pytest.raises(DeliveryError) as failed:
        HttpGateway().send(LETTER, channel="sms", reference="r-1")
    assert (failed.value.code, failed.value.final) == ("unreachable", False)


def test_a_second_copy_of_a_mail_has_the_same_identifier(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Pamong <loket@kecamatan.example>"
    for _ in range(2):
        Email().send(MAILED, channel="email", reference="r-1")
    first, second = mail.outbox
    assert (first.to, first.subject, first.body) == (["sekar@contoh.example"], MAILED.subject, MAILED.text)
    identifiers = {each.message()["Message-ID"] for each in (first, second)}
    assert identifiers == {"<r-1@kecamatan.example>"}


@pytest.mark.parametrize(
    ("error", "code", "final"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), "refused", True),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"later")}), "refused", False),
        (smtplib.SMTPSenderRefused(553, b"not you", "b"), "refused", True),
        (smtplib.SMTPDataError(451, b"later"), "refused", False),
        (smtplib.SMTPServerDisconnected("gone"), "unreachable", False),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), "unreachable", False),
        (TimeoutError("slow"), "unreachable", False),
    ],
)
def test_what_a_mail_server_says(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: str, final: bool
) -> None:
    def fail(_self: EmailMessage) -> int:
        raise error

    monkeypatch.setattr(EmailMessage, "send", fail)
    with pytest.raises(DeliveryError) as failed:
        Email().send(MAILED, channel="email", reference="r-1")
    assert (failed.value.code, failed.value.final) == (code, final)
    # What the server said may hold the address; it is in neither the error nor what it came from.
    assert failed.value.__cause__ is None


def test_the_log_file_of_a_trial_holds_the_text_and_not_the_address(tmp_path: Path, settings: Any) -> None:
    settings.NOTICE_LOG = tmp_path / "notices.log"
    for reference in ("r-1", "r-2"):
        LogFile().send(MAILED, channel="email", reference=reference)
    lines = settings.NOTICE_LOG.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["reference"] for line in lines] == ["r-1", "r-2"]
    assert json.loads(lines[0])["text"] == MAILED.text
    assert "contoh.example" not in lines[0]
    assert stat.S_IMODE(settings.NOTICE_LOG.stat().st_mode) == 0o600


def test_a_trial_refuses_what_leads_nowhere(tmp_path: Path, settings: Any) -> None:
    settings.NOTICE_LOG = tmp_path / "notices.log"
    with pytest.raises(DeliveryError) as failed:
        LogFile().send(Letter("a", "b", "c", "sekar@contoh.invalid"), channel="email", reference="r-1")
    assert failed.value.final
    assert not settings.NOTICE_LOG.exists()


def test_a_channel_without_an_adapter_says_so() -> None:
    with pytest.raises(DeliveryError) as failed:
        adapter(None)
    assert failed.value.code == "no_adapter"
    assert isinstance(adapter("pamong.notices.adapters.LogFile"), LogFile)
