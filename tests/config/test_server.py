"""A worker of the server: what it does besides answering, and what its parent must not do before it is there."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from pamong.config import server

WORKER = """
import multiprocessing, os, signal, sys, threading
def look():
    import pamong.config.wsgi
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    print("worker", blocked, "ticker" in {thread.name for thread in threading.enumerate()}, flush=True)
    os._exit(0)
if __name__ == "__main__":
    one = multiprocessing.get_context("fork").Process(target=look)
    one.start()
    one.join()
    import pamong.config.wsgi
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    print("parent", blocked, "ticker" in {thread.name for thread in threading.enumerate()}, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="only on POSIX")
def test_a_worker_closes_office_days_and_leaves_ctrl_c_to_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "look.py"
    script.write_text(WORKER, encoding="utf-8")
    environment = {"PATH": "/usr/bin:/bin", "PAMONG_DATA": str(tmp_path / "data")}
    found = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, check=True
    )
    # The parent is the control: another program that loads the application gets neither.
    assert found.stdout.splitlines() == ["worker True True", "parent False False"]


def test_no_thread_of_ours_runs_when_the_workers_are_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that a thread holds at that moment would stay locked in the worker; it then answered nobody, ever."""
    before = set(threading.enumerate())
    met: list[set[threading.Thread]] = []

    class Forking:
        def __init__(self, _target: str, **_options: Any) -> None:
            pass

        def serve(self) -> None:
            met.append(set(threading.enumerate()) - before)

    monkeypatch.setattr(server, "Server", Forking)
    assert server.serve(address="127.0.0.1", port=8999) == 0
    assert met == [set()]


FORM = """
import re
import django
django.setup()
from django.test import Client
client = Client(enforce_csrf_checks=True, headers={"host": "layanan.example.go.id", "x-forwarded-proto": "https"})
token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', client.get("/masuk").content.decode())[1]
for origin in ("https://layanan.example.go.id", "https://elsewhere.example"):
    sent = {"csrfmiddlewaretoken": token, "username": "x", "password": "y"}
    print(client.post("/masuk", sent, headers={"origin": origin}).status_code)
"""


@pytest.mark.parametrize(("https", "answered"), [("yes", ["422", "403"]), ("no", ["403", "403"])])
def test_behind_a_web_server_with_https_its_own_forms_are_taken_and_others_are_not(
    https: str, answered: list[str], tmp_path: Path
) -> None:
    """422: looked at, and the password was wrong. Without the setting, as the control, even the own form is foreign."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "PAMONG_DATA": str(tmp_path),
        "PAMONG_HOSTS": "layanan.example.go.id",
        "PAMONG_HTTPS": https,
        "DJANGO_SETTINGS_MODULE": "pamong.config.settings",
    }
    migrate = [str(Path(sys.executable).with_name("pamong")), "migrate"]
    subprocess.run(migrate, env=environment, capture_output=True, check=True)
    found = subprocess.run(
        [sys.executable, "-c", FORM], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == answered
