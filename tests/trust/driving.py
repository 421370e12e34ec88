"""Drives the whole program by HTTP with planted numbers, and keeps everything that it lets out."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.views.debug import ExceptionReporter
from pypdf import PdfReader

from tests.trust import forms
from tests.trust.forms import Form
from tests.trust.scanner import REGION, Evidence, spellings

PAGES, ADDRESSES, LINKS, HEADERS = "page sources", "addresses requested", "addresses in pages", "headers"
LOGS, EXCEPTIONS, REPRS, REPORTS = "log lines", "exceptions", "reprs", "error reports"
# They end the session or take the page away; both are driven on their own.
_ENDS_THE_SESSION = ("/keluar", "/kunci")


def planted(count: int) -> dict[str, date]:
    """Invented numbers with the birth date each of them says."""
    first = date(1950, 1, 1)
    born = [first + timedelta(days=17 * number) for number in range(count)]
    return {f"{REGION}{day:%d%m%y}{number + 1:04}": day for number, day in enumerate(born)}


class _Everything(logging.Handler):
    """Keeps each record as it would be written, and whatever else hangs on it."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(logging.NOTSET)
        self._evidence = evidence

    def emit(self, record: logging.LogRecord) -> None:
        self._evidence.add(LOGS, self.format(record))
        extra = {name: value for name, value in record.__dict__.items() if name not in {"msg", "message"}}
        self._evidence.add(LOGS, repr(extra))


@contextmanager
def listening(evidence: Evidence) -> Iterator[None]:
    """Every logger at its most talkative, statements of the database with their values included."""
    handler, root = _Everything(evidence), logging.getLogger()
    loggers = (each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger))
    # Pillow's are the test's own, which draws pictures: the program's server never loads it (tests/shell/test_pictures).
    named = [logger for logger in loggers if not logger.name.startswith("PIL")]
    before = [(logger, logger.level, logger.propagate, logger.disabled) for logger in (root, *named)]
    for logger in (root, *named):
        logger.setLevel(logging.DEBUG)
        logger.propagate, logger.disabled = True, False
    # Before every other: the net on the console would mask a record before this one sees it.
    root.handlers.insert(0, handler)
    debugged, connection.force_debug_cursor = connection.force_debug_cursor, True
    try:
        yield
    finally:
        connection.force_debug_cursor = debugged
        root.removeHandler(handler)
        for logger, level, propagate, disabled in before:
            logger.setLevel(level)
            logger.propagate, logger.disabled = propagate, disabled


class Browser:
    """One browser whose every trace is kept."""

    def __init__(self, evidence: Evidence, numbers: Iterator[str]) -> None:
        self.client = Client(raise_request_exception=False)
        self.evidence = evidence
        self.failed: list[str] = []
        self._numbers = numbers
        self._spelling = cycle(range(5))
        self._tried: set[tuple[str, frozenset[str]]] = set()
        got_request_exception.connect(self._keep_exception)

    def number(self) -> str:
        """The next number, in the next way of writing it."""
        return tuple(spellings(next(self._numbers)))[next(self._spelling)]

    def get(self, address: str, query: dict[str, str] | None = None) -> HttpResponse:
        target = f"{address}?{urlencode(query)}" if query else address
        self.evidence.add(ADDRESSES, target)
        return self._kept(target, self.client.get(target))  # type: ignore[arg-type]  # what the client adds is not used

    def post(self, address: str, form: dict[str, Any], *, shown: bool = True, **extra: Any) -> HttpResponse:
        """`shown=False` for the one answer that shows a number on purpose."""
        self.evidence.add(ADDRESSES, address)
        answer = self.client.post(address, form, **extra)
        return self._kept(address, answer, shown=shown)  # type: ignore[arg-type]  # as above

    def try_everything(self, address: str) -> None:
        """Open a page and put numbers into every form on it; a form met before is left out."""
        page = read(self.get(address))
        for form in forms.read(page)[0]:
            for action in (form.action or address, *form.others):
                self._try_form(form, action)

    def _try_form(self, form: Form, action: str) -> None:
        kind = (re.sub(r"[0-9A-Z]{14}|[0-9a-f-]{36}", "…", action), form.names)
        if kind in self._tried or action.removeprefix("/en").startswith(_ENDS_THE_SESSION):
            return
        self._tried.add(kind)
        for sent in forms.tries(form, self.number()):
            self.get(action, sent) if form.method == "get" else self.post(action, sent)

    def _kept(self, address: str, answer: HttpResponse, *, shown: bool = True) -> HttpResponse:
        text = read(answer) if shown else ""
        self.evidence.statuses.add(answer.status_code)
        if answer.status_code >= 500:
            self.failed.append(address)
        self.evidence.add(PAGES, text)
        self.evidence.add(ADDRESSES, answer.get("Location", ""))
        self.evidence.add(LINKS, *forms.read(text)[1])
        self.evidence.add(HEADERS, *(f"{name}: {value}" for name, value in answer.items()))
        self.evidence.add(HEADERS, *(cookie.OutputString() for cookie in answer.cookies.values()))
        return answer

    def _keep_exception(self, *, request: Any, **_: Any) -> None:
        import sys

        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        each: BaseException | None = error
        while each is not None:
            self.evidence.add(EXCEPTIONS, str(each), repr(each), repr(each.args))
            self.evidence.add(REPRS, *reprs(each.__traceback__))
            each = each.__cause__ or each.__context__
        self.evidence.add(EXCEPTIONS, repr(request))
        reporter = ExceptionReporter(request, kind, error, trace)
        logging.disable()  # drawing the report logs lines of its own, which nobody would ever see
        self.evidence.add(REPORTS, reporter.get_traceback_text(), reporter.get_traceback_html())
        logging.disable(logging.NOTSET)


def read(answer: HttpResponse) -> str:
    """What a person reads: a page as its source, a paper by the text that stands on it and what its file says of itself."""
    if answer.get("Content-Type") != "application/pdf":
        return answer.content.decode("utf-8", "replace")
    paper = PdfReader(io.BytesIO(answer.content))
    return "\n".join([repr(paper.metadata), *(page.extract_text() for page in paper.pages)])


def reprs(trace: TracebackType | None) -> Iterator[str]:
    """How the program's own objects in the frames of an error describe themselves.

    What a person typed is a plain text somewhere on its way; an object of ours has no excuse.
    """
    while trace is not None:
        for value in trace.tb_frame.f_locals.values():
            if type(value).__module__.startswith(("pamong.", "django.")):
                yield repr(value)
                yield str(value)
        trace = trace.tb_next


def database_rows() -> Iterator[str]:
    """Every row of every table as text; on PostgreSQL that is also what a dump would hold."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if connection.vendor == "postgresql":
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                yield from (str(row[0]) for row in cursor.fetchall())
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield repr([value.decode("latin-1") if isinstance(value, bytes) else value for value in row])


def database_files(folder: Path) -> Iterator[bytes]:
    """The bytes on the disk, as whoever carries it away reads them, and of a backup made now. SQLite only."""
    if connection.vendor != "sqlite":
        return
    place = str(connection.settings_dict["NAME"])
    for name in (place, f"{place}-wal", f"{place}-shm"):
        if Path(name).exists():
            yield Path(name).read_bytes()
    import sqlite3

    copy = folder / "backup.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(copy) as backup:
        connection.connection.backup(backup)
    backup.close()
    yield copy.read_bytes()


def sessions() -> Iterator[str]:
    """What sessions hold, unpacked: their rows are packed and would hide it from a search of the bytes."""
    from django.contrib.sessions.models import Session

    yield from (repr(session.get_decoded()) for session in Session.objects.all())


def file_names() -> Iterator[str]:
    yield from (str(path) for path in Path(settings.DATA).rglob("*"))


def links(page: str) -> list[str]:
    return forms.read(page)[1]


def fresh() -> str:
    """The key of one form."""
    return str(uuid4())
