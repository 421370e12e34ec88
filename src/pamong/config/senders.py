"""Reads from the environment how notices leave the installation; what makes no sense is refused with the mend."""

import os
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_LOG_FILE = "pamong.notices.adapters.LogFile"
_EMAIL = "pamong.notices.adapters.Email"
_GATEWAY = "pamong.notices.adapters.HttpGateway"


@dataclass(frozen=True)
class Smtp:
    """The mail server; `starttls` on every port but that of implicit TLS, so that no password goes in the clear."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    implicit_tls: bool = False
    starttls: bool = False


@dataclass(frozen=True)
class Senders:
    """The adapter of each channel by its dotted path, and what the adapters need."""

    adapters: dict[str, str]
    smtp: Smtp = Smtp()
    sender: str = ""
    gateway_url: str = ""
    gateway_token: str = field(default="", repr=False)


def senders(*, trial: bool) -> Senders:
    """What the environment gives. In a trial every channel is the log file, whatever else is set."""
    chosen = os.environ.get("PAMONG_NOTICES", "").strip()
    if chosen not in {"", "log"}:
        raise ImproperlyConfigured(f"PAMONG_NOTICES is {chosen!r}; write log, or leave it unset.")
    if trial or chosen == "log":
        return Senders(dict.fromkeys(("email", "sms", "log"), _LOG_FILE), sender="pamong@localhost")
    adapters = {}
    smtp, sender = _smtp(), os.environ.get("PAMONG_SENDER", "").strip()
    if smtp.host:
        if "@" not in sender:
            raise ImproperlyConfigured("PAMONG_SMTP needs PAMONG_SENDER, the address that e-mail comes from.")
        adapters["email"] = _EMAIL
    gateway = os.environ.get("PAMONG_SMS_URL", "").strip()
    if gateway:
        _refuse_open_road(gateway)
        adapters["sms"] = _GATEWAY
    token = os.environ.get("PAMONG_SMS_TOKEN", "").strip()
    return Senders(adapters, smtp, sender or "pamong@localhost", gateway, token)


def _smtp() -> Smtp:
    url = os.environ.get("PAMONG_SMTP", "").strip()
    if not url:
        return Smtp()
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        # Not shown: the password stands in it.
        raise ImproperlyConfigured(
            "PAMONG_SMTP makes no sense; write smtp://user:password@host:587 or smtps://…"
        )
    implicit = parts.scheme == "smtps"
    return Smtp(
        host=parts.hostname,
        port=parts.port or (465 if implicit else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=implicit,
        starttls=not implicit and not _is_here(parts.hostname),
    )


def _refuse_open_road(url: str) -> None:
    """Telephone numbers and the token go there: over HTTPS, or not beyond this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and _is_here(parts.hostname or ""):
        return
    raise ImproperlyConfigured(f"PAMONG_SMS_URL is {url!r}; write an address that begins with https://")


def _is_here(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}
