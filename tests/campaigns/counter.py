"""A counter officer by HTTP, with a journal on disk: what was sent, and what the server said was done."""

import http.client
import http.cookiejar
import os
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from uuid import uuid4

from tests.campaigns.office import PASSWORD, USERNAME

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Journal:
    """Lines "sent KEY …" and "done KEY", on the disk before anybody goes on: the client's memory survives the crash."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("a", encoding="utf-8")
        self._changed = threading.Condition()
        self.sent: dict[str, tuple[str, dict[str, str]]] = {}
        self.done: set[str] = set()

    def note_sent(self, key: str, path: str, form: dict[str, str]) -> None:
        with self._changed:
            self.sent[key] = (path, form)
            self._write(f"sent {key} {path}")

    def note_done(self, key: str) -> None:
        with self._changed:
            self.done.add(key)
            self._write(f"done {key}")
            self._changed.notify_all()

    def wait_for(self, done: int) -> bool:
        """Until so many acts are acknowledged; False when it took unreasonably long."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.done) >= done, timeout=300)

    def unanswered(self) -> dict[str, tuple[str, dict[str, str]]]:
        return {key: sent for key, sent in self.sent.items() if key not in self.done}

    def close(self) -> None:
        self._stream.close()

    def _write(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object, **_options: object) -> None:
        return None


class Officer:
    """One signed-in browser."""

    def __init__(self, port: int, journal: Journal) -> None:
        self._base = f"http://127.0.0.1:{port}"
        self._journal = journal
        self._token: str | None = None
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._jar), _NoRedirect(), urllib.request.ProxyHandler({})
        )

    def sign_in(self) -> None:
        form = {"username": USERNAME, "password": PASSWORD, "next": "/meja"}
        status, _place, text = self._send("/masuk", form)
        assert status == 302, text[:2000]

    def take_in(self, resident: str) -> str:
        """Submit a KTP application; answers its code."""
        address = f"/loket/permohonan/baru/ktp/{resident}"
        place = self.act(address, {"present": "village-letter"})
        return urllib.parse.urlsplit(place).path.rsplit("/", 1)[-1]

    def cycle(self, resident: str) -> None:
        """Take one in, put it on hold, release it, withdraw it: afterwards the resident may apply again."""
        code = self.take_in(resident)
        self.act_on(code, "tunda", {"hold-key": "", "hold-reason": "power_cut"})
        self.act_on(code, "lanjutkan", {})
        self.act_on(code, "tarik", {"withdraw-key": "", "withdraw-reason": "applicant_wish"})

    def act_on(self, code: str, verb: str, form: dict[str, str]) -> None:
        """One act on an application, from its page."""
        self.act(f"/loket/permohonan/{code}/{verb}", form)

    def act(self, address: str, form: dict[str, str], key: str | None = None) -> str:
        """Send one act, with its key in the journal before and after; answers where the server leads.

        A field named "…-key" in `form` says that this form's fields carry a prefix, the key too.
        """
        key = key or str(uuid4())
        named = next((name for name in form if name.endswith("-key")), "key")
        self._journal.note_sent(key, address, form)
        status, place, text = self._send(address, {**form, named: key})
        # Led anywhere else, to the sign-in for example, nothing was done.
        done = status == 302 and place.startswith("/loket/permohonan/")
        assert done, f"{address}: {status} {place} {re.sub('<[^>]+>', ' ', text)[-1500:]}"
        self._journal.note_done(key)
        return place

    def _send(self, address: str, form: dict[str, str]) -> tuple[int, str, str]:
        if self._token is None or address == "/masuk":
            status, place, text = self._open("/masuk" if address == "/masuk" else "/meja", None)
            found = _TOKEN.search(text)
            assert found is not None, (status, place, text[:1500])
            self._token = found[1]
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self._token, **form}).encode()
        answer = self._open(address, body)
        if address == "/masuk":
            self._token = None  # signing in changes the token
        return answer

    def _open(self, address: str, body: bytes | None) -> tuple[int, str, str]:
        request = urllib.request.Request(self._base + address, data=body)
        try:
            with self._opener.open(request, timeout=120) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location", ""), error.read().decode()


# What a killed server looks like from the counter.
BROKEN_OFF = (OSError, http.client.HTTPException, urllib.error.URLError)
