"""People at their browsers, in as little code as can tell a right answer from a wrong one."""

import http.client
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.errors import WrongAnswerError
from bench.office import SERVICE
from bench.running import Server

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
OK, SEE = 200, 302
PAPERS = ("village-letter", "photo", "kk-copy")


class Connection:
    """One browser: a connection that stays open, one person's cookie, and the token of the forms."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Host": f"localhost:{port}", "Accept-Encoding": "gzip"}
        if cookie:
            self._headers["Cookie"] = f"sesi={cookie}"
        self._token = ""

    def prepare(self) -> None:
        """Fetch a page with a form: its token and the token's cookie serve for all others."""
        headers, body = self._send("GET", "/meja", None, OK)
        found = TOKEN.search(body)
        if found is None:
            raise WrongAnswerError("/meja holds no form: is nobody signed in?")
        self._token = found[1].decode()
        cookie = next(value for value in headers if value.startswith("csrf="))
        self._headers["Cookie"] += "; " + cookie.partition(";")[0]

    def get(self, path: str, *expected: str) -> None:
        """Read a page; every text of `expected` must stand on it."""
        _cookies, body = self._send("GET", path, None, OK)
        for text in expected:
            if text.encode() not in body:
                raise WrongAnswerError(f"GET {path}: {text!r} does not stand on the page.")

    def post(self, path: str, form: dict[str, object]) -> str:
        """Send an act; answers where the server leads. Anything but a redirect to an application is wrong."""
        fields = {"csrfmiddlewaretoken": self._token, **form}
        place, _body = self._send("POST", path, urlencode(fields, doseq=True), SEE)
        if not place[0].startswith("/loket/permohonan/"):
            raise WrongAnswerError(f"POST {path} leads to {place[0]}.")
        return place[0]

    def find(self, path: str, form: dict[str, object], expected: str) -> None:
        """Send a search, which is a POST that answers with a page; `expected` must stand on it."""
        body = urlencode({"csrfmiddlewaretoken": self._token, **form})
        if expected.encode() not in self._send("POST", path, body, OK)[1]:
            raise WrongAnswerError(f"POST {path}: {expected!r} does not stand on the page.")

    def close(self) -> None:
        self._http.close()

    def _send(self, verb: str, path: str, body: str | None, status: int) -> tuple[list[str], bytes]:
        more = {} if body is None else {"Content-Type": "application/x-www-form-urlencoded"}
        self._http.request(verb, path, body, self._headers | more)
        answer = self._http.getresponse()
        text = answer.read()
        if answer.status != status:
            raise WrongAnswerError(f"{verb} {path}: {answer.status} {answer.reason}, not {status}.")
        if status == SEE:
            return [answer.getheader("Location") or ""], text
        if answer.getheader("Content-Encoding"):
            raise WrongAnswerError(
                f"{verb} {path}: packed by the server; the texts in it cannot be looked for."
            )
        return answer.headers.get_all("Set-Cookie") or [], text


@dataclass
class Desk:
    """The browsers of one kecamatan, and a citizen's."""

    server: Server
    loket: Connection = field(init=False)
    kasi: Connection = field(init=False)
    operator: Connection = field(init=False)
    citizen: Connection = field(init=False)

    def __post_init__(self) -> None:
        for post in ("loket", "kasi", "operator"):
            connection = Connection(self.server.port, self.server.office.cookies[post])
            connection.prepare()
            setattr(self, post, connection)
        self.citizen = Connection(self.server.port)

    def intake(self, resident: str) -> str:
        address = f"/loket/permohonan/baru/{SERVICE}/{resident}"
        place = self.loket.post(address, {"key": _key(), "present": PAPERS})
        return place.partition("?")[0].rpartition("/")[2]

    def complete(self, code: str) -> None:
        found = {f"state-{paper}": "present" for paper in PAPERS}
        self.kasi.post(f"/loket/permohonan/{code}/lengkap", {"key": _key(), **found})

    def send(self, code: str) -> None:
        self.operator.post(f"/loket/permohonan/{code}/laksanakan", {"key": _key(), "step": "send"})

    def page(self, code: str) -> None:
        self.kasi.get(f"/loket/permohonan/{code}", code)

    def queue(self) -> None:
        self.loket.get("/meja/daftar?bagian=all", "data-row")

    def start(self) -> None:
        self.loket.get("/meja", "<h1")

    def search(self, text: str) -> None:
        self.loket.find("/meja/cari", {"q": text}, "data-row")

    def status(self, code: str) -> None:
        self.citizen.get(f"/status/{code}", code)


def _key() -> str:
    return f"b-{secrets.token_urlsafe(12)}"


def timed(work: Callable[[], object]) -> float:
    """Seconds that somebody waited for `work`."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
