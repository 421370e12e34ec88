"""The SQL of the mix without HTTP and without Django: `python -m bench.floor COUNT`.

Serves COUNT applications through the views in this process and writes down every statement; then replays the statements,
with their transactions, through the bare database driver on a copy taken before. Prints the CPU-ms of one application:
this process's and, where the database has processes of its own (BENCH_DATABASE_PID), theirs.
"""

import json
import os
import secrets
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bench import machine
from bench.clerk import PAPERS
from bench.mix import OPERATIONS
from bench.office import OFFICE, PASSWORD, SERVICE

Statement = tuple[str, Any]


class Recorder:
    """Every statement that Django sends, in order, and where a transaction was completed."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if many:
            self.statements += [(sql, each) for each in params]
        else:
            self.statements.append((sql, params))
        return execute(sql, params, many, context)


class Counter:
    """The mix through Django's own client: the same requests, no server."""

    def __init__(self) -> None:
        from django.test import Client

        self._posts = {post: Client(HTTP_HOST="localhost") for post in ("loket", "kasi", "operator")}
        self._citizen = Client(HTTP_HOST="localhost")
        for post, client in self._posts.items():
            self._sign_in(client, post)

    @staticmethod
    def _sign_in(client: Any, post: str) -> None:
        from pamong.staff.session import FACTOR

        answer = client.post("/masuk", {"username": f"{post}.ukur", "password": PASSWORD, "next": "/meja"})
        assert answer.status_code == 302, answer.content
        session = client.session
        session[FACTOR] = True
        session.save()

    def _post(self, post: str, path: str, **form: object) -> str:
        answer = self._posts[post].post(path, {"key": f"f-{secrets.token_urlsafe(12)}", **form})
        assert answer.status_code == 302, (path, answer.status_code)
        return str(answer["Location"]).partition("?")[0].rpartition("/")[2]

    def _get(self, post: str, path: str) -> None:
        client = self._posts.get(post, self._citizen)
        assert client.get(path).status_code == 200, path

    def intake(self, resident: str) -> str:
        return self._post("loket", f"/loket/permohonan/baru/{SERVICE}/{resident}", present=PAPERS)

    def complete(self, code: str) -> None:
        found = {f"state-{paper}": "present" for paper in PAPERS}
        self._post("kasi", f"/loket/permohonan/{code}/lengkap", **found)

    def send(self, code: str) -> None:
        self._post("operator", f"/loket/permohonan/{code}/laksanakan", step="send")

    def page(self, code: str) -> None:
        self._get("kasi", f"/loket/permohonan/{code}")

    def queue(self) -> None:
        self._get("loket", "/meja/daftar?bagian=all")

    def start(self) -> None:
        self._get("loket", "/meja")

    def status(self, code: str) -> None:
        self._get("citizen", f"/status/{code}")


def record(count: int, before: Callable[[], None]) -> list[Statement]:
    """The statements of `count` applications; `before` is called once everybody is signed in."""
    from django.db import connection

    counter, recorder = Counter(), Recorder()
    residents = _without_application(count + 1)
    _life(counter, residents.pop())
    before()
    with transactions_noted(connection, recorder), connection.execute_wrapper(recorder):
        for resident in residents:
            _life(counter, resident)
    return recorder.statements


def _life(counter: Counter, resident: str) -> None:
    code = counter.intake(resident)
    for operation in OPERATIONS:
        for _ in range(operation.per_application):
            operation.send(counter, code)  # type: ignore[arg-type]  # it answers to the same names as a Desk


@contextmanager
def transactions_noted(connection: Any, recorder: Recorder) -> Iterator[None]:
    """Notes where a transaction begins and ends: Django's drivers are told so without a statement."""

    def noting(name: str, statement: Callable[..., str]) -> Callable[..., Any]:
        plain = getattr(connection, name)

        def call(*arguments: Any) -> Any:
            if text := statement(*arguments):
                recorder.statements.append((text, None))
            return plain(*arguments)

        return call

    ways: dict[str, Callable[..., str]] = {
        "_commit": lambda: "COMMIT",
        "_rollback": lambda: "ROLLBACK",
        "_set_autocommit": lambda on: "" if on else "BEGIN",
    }
    for name, statement in ways.items():
        setattr(connection, name, noting(name, statement))
    yield
    for name in ways:
        delattr(connection, name)


def _without_application(count: int) -> list[str]:
    from pamong.applications.models import Application
    from pamong.residents.models import Resident

    taken = Application.objects.filter(office_id=OFFICE).values("resident_id")
    # From the end: the mix itself takes them from the beginning.
    rows = Resident.objects.exclude(pk__in=taken).order_by("-pk").values_list("pk", flat=True)[:count]
    return [str(pk) for pk in rows]


def on_sqlite(count: int, data: Path) -> tuple[float, int]:
    """CPU seconds and number of the statements, replayed on a copy of the office's file, under the office's own settings."""
    copy = data / "floor.sqlite3"

    def snapshot() -> None:
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(data / "pamong.sqlite3")) as source:
            source.execute("VACUUM INTO ?", (str(copy),))

    statements = record(count, snapshot)
    # Django writes %s and hands the driver question marks.
    ready = [(_question_marks(sql), params or ()) for sql, params in statements]
    with closing(sqlite3.connect(copy, isolation_level=None)) as bare:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            bare.execute(f"PRAGMA {pragma}")
        began = time.process_time()
        _replay(bare.execute, ready)
        return time.process_time() - began, len(ready)


def _question_marks(sql: str) -> str:
    return sql.replace("%s", "?").replace("%%", "%")


def on_postgresql(count: int) -> tuple[float, int]:
    """CPU seconds and number of the statements, replayed in a copy of the database; nobody else may be connected to the original meanwhile."""
    import psycopg
    from django.db import connection

    settings = {name: value for name, value in connection.get_connection_params().items() if name in LOGIN}

    def snapshot() -> None:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL has one; its idle sessions would keep the database from being copied
        with psycopg.connect(**{**settings, "dbname": "template1"}, autocommit=True) as admin:
            admin.execute("DROP DATABASE IF EXISTS floor")
            admin.execute(f'CREATE DATABASE floor TEMPLATE "{settings["dbname"]}"')

    statements = record(count, snapshot)
    connection.close()
    with psycopg.connect(**{**settings, "dbname": "floor"}, autocommit=True) as bare:
        outside = machine.usage(DATABASE).cpu
        began = time.process_time()
        _replay(bare.execute, statements)
        spent = time.process_time() - began + machine.usage(DATABASE).cpu - outside
        return spent, len(statements)


LOGIN = frozenset({"host", "port", "user", "password", "dbname"})
DATABASE = int(os.environ.get("BENCH_DATABASE_PID", "0"))


def _replay(execute: Callable[..., Any], statements: Sequence[Statement]) -> None:
    """Every statement in its transaction, its rows fetched."""
    for sql, params in statements:
        answer = execute(sql, params)
        if answer.description:
            answer.fetchall()


def main(count: int) -> dict[str, float]:
    """CPU-ms and statements of one application."""
    if os.environ.get("PAMONG_DATABASE_URL"):
        cpu, statements = on_postgresql(count)
    else:
        cpu, statements = on_sqlite(count, Path(os.environ["PAMONG_DATA"]))
    return {"ms": 1000 * cpu / count, "statements": statements / count}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django

    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
