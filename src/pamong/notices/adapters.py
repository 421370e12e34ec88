"""The ways out, behind one small interface: an adapter sends one letter or raises DeliveryError, and keeps nothing.

Settings name the adapter of each channel by its dotted path (`NOTICE_ADAPTERS`).
"""

import json
import os
import smtplib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from pamong.ledger import clock
from pamong.notices.rules import DeliveryError, Letter

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 20.0
"""So long an adapter waits for an answer; far less than the lease of a worker."""

_NOWHERE = ".invalid"
"""RFC 2606: an address that ends so leads nowhere, whoever sends it."""


class Adapter(Protocol):
    """One way out."""

    def send(self, letter: Letter, *, channel: str, reference: str) -> None:
        """Hand the letter over. `reference` is the same for every attempt of one notice, so that a receiver who cares can
        tell a second copy. Raises DeliveryError.
        """


def adapter(path: str | None) -> Adapter:
    """The adapter with this dotted path; raises DeliveryError where the settings name none."""
    if path is None:
        raise DeliveryError("no_adapter")
    return _made(path)


@lru_cache(maxsize=8)
def _made(path: str) -> Adapter:
    made: Adapter = import_string(path)()
    return made


class LogFile:
    """For trial: one line of JSON a letter, into a file that only the office's own account reads; nothing is sent.

    The address is not written. An address that leads nowhere is refused, as a real server would.
    """

    def send(self, letter: Letter, *, channel: str, reference: str) -> None:
        if letter.address.endswith(_NOWHERE):
            raise DeliveryError("refused", final=True)
        line = {
            "at": clock.now().isoformat(),
            "reference": reference,
            "channel": channel,
            "subject": letter.subject,
            "text": letter.text,
        }
        path: Path = settings.NOTICE_LOG
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


class Email:
    """Through the SMTP server of the settings. The same notice sent twice carries the same Message-ID."""

    def send(self, letter: Letter, *, channel: str, reference: str) -> None:
        del channel
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        message = EmailMessage(
            subject=letter.subject,
            body=letter.text,
            to=[letter.address],
            headers={"Message-ID": f"<{reference}@{host}>", "Auto-Submitted": "auto-generated"},
        )
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _said in refused.recipients.values()]
            raise DeliveryError("refused", final=all(code >= 500 for code in codes)) from None
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
            raise DeliveryError("refused", final=refused.smtp_code >= 500) from None
        except (smtplib.SMTPException, OSError):
            raise DeliveryError("unreachable") from None


class _NoDetour(HTTPRedirectHandler):
    """A gateway that sends us elsewhere would send number and token there too."""

    def redirect_request(self, *_asked: Any, **_more: Any) -> None:
        return None


class HttpGateway:
    """A gateway for SMS that takes JSON by POST: {"to", "text", "reference"}, with a bearer token.

    2xx is sent; 408, 425, 429 and 5xx are tried again; any other answer is a refusal for good.
    """

    def send(self, letter: Letter, *, channel: str, reference: str) -> None:
        del channel
        body = {"to": letter.address, "text": letter.short, "reference": reference}
        request = Request(  # noqa: S310 - the address is the office's own setting, and it is http or https
            settings.NOTICE_GATEWAY_URL,
            data=json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {settings.NOTICE_GATEWAY_TOKEN}",
                "Idempotency-Key": reference,
            },
            method="POST",
        )
        try:
            with build_opener(_NoDetour).open(request, timeout=PATIENCE_SECONDS):
                return
        except HTTPError as answer:
            answer.close()
            again = answer.code in {408, 425, 429} or answer.code >= 500
            raise DeliveryError("refused", final=not again) from None
        except (URLError, OSError):
            raise DeliveryError("unreachable") from None
