"""A form of the desa is cut off in the middle of anything, and sent again: it is there once, and whole.

Long form, every byte of both requests and both answers: `PAMONG_ROUNDS=100000 ./dev test tests/campaigns/test_cut_off.py -s`.
docs/campaigns.md says what it proves and what it does not.
"""

import http.client
import json
import os
import re
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from tests.campaigns.cutting import Cut, Line
from tests.campaigns.desa_office import ADDRESS, NAME, SEEN, USERNAME
from tests.campaigns.office import PASSWORD
from tests.campaigns.server import Office

CUTS = int(os.environ.get("PAMONG_ROUNDS", "12"))
"""So many places of each request and of each answer, spread evenly; all when there are fewer bytes."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("campaigns"),
    pytest.mark.skipif(
        os.environ.get("PAMONG_DATABASE_URL", "").startswith("postgres"), reason="only on SQLite"
    ),
]
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BROKEN = (OSError, http.client.HTTPException)


class Browser:
    """The desa's telephone: it sends whole forms, over the line that breaks or over one that does not."""

    def __init__(self, port: int) -> None:
        self._cookies: dict[str, str] = {}
        self._port = port
        self._token = self._token_of("/masuk")
        status, place = self.post(port, "/masuk", {"username": USERNAME, "password": PASSWORD})
        assert status == 302, place
        self._token = self._token_of("/desa")

    def post(self, port: int, address: str, form: Mapping[str, object]) -> tuple[int, str]:
        """Status and where the answer leads. Raises what a broken line raises."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self._token, **form}, doseq=True)
        headers = {**self._headers(), "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", address, body, headers)
            answer = connection.getresponse()
            answer.read()
            self._remember(answer)
            return answer.status, answer.getheader("Location", "")
        finally:
            connection.close()

    def _token_of(self, address: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        connection.request("GET", address, headers=self._headers())
        answer = connection.getresponse()
        text = answer.read().decode()
        self._remember(answer)
        connection.close()
        found = _TOKEN.search(text)
        assert found is not None, (answer.status, text[:500])
        return found[1]

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Cookie": cookies, "Connection": "close"} if cookies else {"Connection": "close"}

    def _remember(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value


Send = Callable[[int, str, str], tuple[int, str]]
"""Sends one act over a port, with a key, as the so many-th."""


class Campaign:
    """An office, its desa, and the line between them."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.codes: list[str] = []

    def begin(self, drafts: int) -> None:
        self.codes = self.office.run("tests.campaigns.desa_office", str(drafts)).split()
        self.office.start()
        self.line = Line(self.office.port)
        self.browser = Browser(self.office.port)
        self._sent = 0

    def end(self) -> None:
        if self.office.running:
            self.line.close()
            self.office.kill()

    def fill_in(self, port: int, key: str, mark: str) -> tuple[int, str]:
        form = {
            "key": key,
            "name": NAME,
            "number_missing_reason": "no_document",
            "sex": "m",
            "birth_place": "Lumajang",
            "birth_date": "17-05-1990",
            "citizenship": "wni",
            "phone": mark,
            "address": ADDRESS,
        }
        return self.browser.post(port, "/desa/formulir/baru/ktp", form)

    def send_ahead(self, port: int, key: str, code: str) -> tuple[int, str]:
        return self.browser.post(port, f"/desa/formulir/{code}/kirim", {"key": key, "seen": SEEN})

    def cut_and_again(self, act: Send, what: str, cut: Cut, *, again: str | None = None) -> bool:
        """Send once over the breaking line, then again over a whole one; answers whether the first was heard of.

        `again` is the key of the second sending; without it the same.
        """
        key = str(uuid4())
        self.line.cut = cut
        try:
            heard = act(self.line.port, key, what)[0] == 302
        except BROKEN:
            heard = False
        status, place = act(self.office.port, again or key, what)
        assert status == 302, (cut, status, place)
        return heard

    def recount(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads(self.office.run("tests.campaigns.desa_office", "recount"))
        return found


def places(length: int) -> list[int]:
    """Where to cut so many bytes: everywhere, or at places spread over them, first and last among them."""
    if length <= CUTS:
        return list(range(1, length + 1))
    return sorted({1 + round(step * (length - 1) / (CUTS - 1)) for step in range(CUTS)})


def cuts(request: int, answer: int) -> list[Cut]:
    """Places in the request and in the answer; in the last field of the form, where a cut is hardest to see, closely."""
    last = {request - back for back in (1, 2, 3, 5, 8, 13, 21)}
    return [
        *(Cut(request=place) for place in sorted({*places(request), *last})),
        *(Cut(answer=place) for place in places(answer)),
    ]


MOST = 2_000
"""No request of this campaign has more bytes, and no answer."""


@pytest.fixture
def campaign(tmp_path: Path) -> Iterator[Campaign]:
    campaign = Campaign(tmp_path)
    yield campaign
    campaign.end()


def test_a_form_cut_off_anywhere_is_one_draft_and_one_sending(campaign: Campaign) -> None:
    campaign.begin(2 * CUTS + 8 if CUTS < MOST else 2 * MOST)
    codes = iter(campaign.codes)
    marks = (f"0812{number:08}" for number in range(2 * MOST))
    typed, sent = [next(marks)], [next(codes)]
    heard = answers = 0
    for act, names, done in ((campaign.fill_in, marks, typed), (campaign.send_ahead, codes, sent)):
        campaign.cut_and_again(act, done[0], Cut())
        lengths = campaign.line.request, campaign.line.answer
        assert min(lengths) > 100, lengths
        for cut in cuts(*lengths):
            done.append(next(names))
            heard += campaign.cut_and_again(act, done[-1], cut)
            answers += bool(cut.answer)
    after = campaign.recount()
    print(f"{len(typed) + len(sent) - 2} cuts: {heard} heard of, {len(typed)} drafts, {len(sent)} sent")
    # Of a torn request nobody ever hears; the torn head of an answer a client may take for a whole one.
    assert heard <= answers
    assert after["typed"] == sorted(typed)
    assert after["half"] == []
    assert after["sent"] == sorted(sent)
    assert campaign.office.verify() == ""


def test_control_sent_again_with_another_key_it_is_there_twice(campaign: Campaign) -> None:
    """What a form without a key would do: the server had written, and nobody heard of it."""
    campaign.begin(0)
    for place in places(100):
        campaign.cut_and_again(campaign.fill_in, "081200000001", Cut(answer=place), again=str(uuid4()))
    doubled = campaign.recount()["typed"]
    print(f"control: {len(places(100))} cuts, {len(doubled)} drafts")
    assert len(doubled) > len(places(100))
