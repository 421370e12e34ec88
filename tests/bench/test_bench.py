"""The bench's own arithmetic, and that it takes no wrong answer for a fast one. `./dev bench selftest` does it for real."""

import json
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bench.clerk import Connection
from bench.errors import WrongAnswerError

from bench import flame, mix, papers, results

ANSWERS = {
    "/right": (200, b"kode 4711", ""),
    "/empty": (200, b"", ""),
    "/broken": (500, b"kode 4711", ""),
    "/elsewhere": (302, b"", "/masuk"),
    "/done": (302, b"", "/loket/permohonan/4711"),
}


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        status, body, place = ANSWERS[self.path]
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if place:
            self.send_header("Location", place)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer  # noqa: N815 - the library looks for these names

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_right_answer_counts(port: int) -> None:
    connection = Connection(port)
    connection.get("/right", "4711")
    assert connection.post("/done", {}) == "/loket/permohonan/4711"
    connection.close()


@pytest.mark.parametrize(
    ("verb", "path"), [("get", "/empty"), ("get", "/broken"), ("get", "/done"), ("post", "/elsewhere")]
)
def test_a_wrong_answer_ends_the_run(port: int, verb: str, path: str) -> None:
    connection = Connection(port)
    with pytest.raises(WrongAnswerError, match=path):
        connection.get(path, "4711") if verb == "get" else connection.post(path, {})
    connection.close()


def test_an_application_is_thirteen_requests() -> None:
    assert mix.REQUESTS == 13


@pytest.mark.parametrize(
    ("readings", "middle", "spread"), [([4.0], 4.0, 0.0), ([1.0, 2.0, 3.0, 4.0, 100.0], 3.0, 1.0)]
)
def test_one_wild_round_does_not_move_the_middle(readings: list[float], middle: float, spread: float) -> None:
    assert vars(mix.Reading.of(readings)) == {"middle": middle, "spread": spread}


def reading(middle: float) -> dict[str, float]:
    return {"middle": middle, "spread": 0.0}


def test_runs_are_kept_one_line_each_and_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "FOLDER", tmp_path)
    found = [
        {
            "target": "SQLite <1>",
            "server_ms": {"intake": reading(10), "status": reading(5)},
            "database_ms": {"intake": reading(2), "status": reading(0)},
            "hello_ms": reading(0.1),
            "sql_ms": reading(3),
        }
    ]
    for commit in ("a", "b"):
        path = results.append("mix", {"commit": commit}, found)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["commit"] for line in lines] == ["a", "b"]
    drawn = ET.fromstring(results.plot_mix(found).read_text(encoding="utf-8"))
    texts = [element.text for element in drawn.iter() if element.tag.endswith("text")]
    assert {"SQLite <1>", "12.0", "5.0"} <= set(texts)


def test_a_flame_is_as_wide_as_the_time_under_it() -> None:
    root = flame.Frame("all")
    for line in (["a", "b"], ["a", "b"], ["a"], ["c"]):
        root.add(line)
    drawing = ET.fromstring(flame.drawn(root))
    widths = [
        float(each.get("width", "0"))
        for each in drawing.iter("{http://www.w3.org/2000/svg}rect")
        if each.get("width") != "100%"
    ]
    assert widths == [900.0, 600.0, 300.0]


@pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="Windows has no timer of processor time")
def test_what_takes_the_time_is_what_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flame, "BEGIN", f"{__name__}.test_what_takes_the_time_is_what_is_seen")
    root = flame.Frame("all")
    with flame.watched(root):
        _burn()
    assert root.calls[f"{__name__}._burn"].looks > 0
    assert root.looks == sum(each.looks for each in root.calls.values())


def _burn() -> None:
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass


def test_two_equal_papers_end_the_run() -> None:
    with pytest.raises(WrongAnswerError):
        papers.measured([lambda: b"%PDF-1", lambda: b"%PDF-1"])
    with pytest.raises(WrongAnswerError):
        papers.measured([lambda: b"%PDF-1", lambda: b"no paper"])
    assert papers.measured([lambda: b"%PDF-1", lambda: b"%PDF-2"])["made"] == 1
