"""What every test may rely on: a data folder of its own, a database file, headless Chromium, and no quiet skip in CI.

Settings are read once, when Django starts. So the environment is put in order here, at import, before pytest-django
looks for settings: a test run must never meet the data of an office, whatever the developer's shell has exported.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

# A fixture for the whole run: the ledger's triggers refuse what Django does to empty the test database.
from tests.ledger.emptying import ledger_may_be_emptied_between_tests  # noqa: F401

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

# A worker of pytest-xdist has its folder from the process that started it (see `pytest_xdist_setupnodes`).
A_WORKER = "PYTEST_XDIST_WORKER" in os.environ
DATA = Path(os.environ["PAMONG_DATA"] if A_WORKER else tempfile.mkdtemp(prefix="pamong-test-"))
for name in (
    "PAMONG_HOSTS",
    "PAMONG_HTTPS",
    "PAMONG_DEMO",
    "PAMONG_URL",
    "PAMONG_KEYS",
    "PAMONG_NOTICES",
    "PAMONG_SENDER",
    "PAMONG_SMS_TOKEN",
    "PAMONG_SMS_URL",
    "PAMONG_SMTP",
):
    os.environ.pop(name, None)
# Only a PostgreSQL server is taken over from outside (tools/postgres.py starts one and says so here).
if not os.environ.get("PAMONG_DATABASE_URL", "").startswith("postgres"):
    os.environ.pop("PAMONG_DATABASE_URL", None)
os.environ["PAMONG_DATA"] = str(DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "pamong.config.settings"

# Only now: importing what follows may read the settings.
import django  # noqa: E402

django.setup()

from django.conf import settings as loaded  # noqa: E402

# A process that a test starts must find the folder, and so the secret, that this process uses.
assert DATA.resolve() == loaded.DATA

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
# The suite runs on both engines; a test that is about one of them may sit out the other run. Nothing else may.
ALLOWED_SKIPS = ("only on SQLite", "only on PostgreSQL")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Give every worker a folder of its own, before it reads the settings: two in one would meet half-written files."""
    for number, spec in enumerate(specs):
        spec.env["PAMONG_DATA"] = str(DATA / f"worker-{number}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser tests of one file on one worker: each worker that meets one starts a Chromium."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))


def pytest_unconfigure() -> None:
    # Not `atexit`: the workers of pytest-xdist leave without it.
    shutil.rmtree(DATA, ignore_errors=True)


def unexplained_skips(reports: list[Any]) -> list[str]:
    """The skips that CI does not accept, one line each: where, and the reason given."""
    lines = []
    for report in reports:
        where, reason = report.nodeid, str(report.longrepr)
        if isinstance(report.longrepr, tuple):
            reason = str(report.longrepr[2]).removeprefix("Skipped: ")
        if not reason.startswith(ALLOWED_SKIPS):
            lines.append(f"{where}: {reason}")
    return lines


def _skipped(config: pytest.Config) -> list[Any]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return [] if reporter is None else reporter.stats.get("skipped", [])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed one: otherwise a missing browser looks like a green run."""
    if IN_CI and session.exitstatus == pytest.ExitCode.OK and unexplained_skips(_skipped(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    lines = unexplained_skips(_skipped(config)) if IN_CI else []
    if lines:
        terminalreporter.section("skipped, which in CI is a failure", red=True)
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def environment_put_back() -> Iterator[None]:
    """Environment and working folder are after each test as they were before: the demo and the commands set them for
    their process, and a later test that starts a process of its own would hand them on.
    """
    before, folder = dict(os.environ), Path.cwd()
    yield
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Put the SQLite test database into a file.

    In memory every thread shares one cache with table locks of its own kind; a file behaves as the office's does,
    so tests with threads, a live server or two processes mean something.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(DATA / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before Django drops the test database, end what a live server's thread may still hold open.

    PostgreSQL drops no database that somebody is connected to, and a thread may be a moment late: then the whole run
    would end with an error that no test has made.
    """
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def find_chromium() -> str | None:
    """The Chromium of this machine: PAMONG_CHROMIUM, or the name Debian and its neighbours give it."""
    named = os.environ.get("PAMONG_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return named or next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """One headless Chromium for all browser tests of a worker. It never reaches beyond this machine."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("Chromium is missing: apt-get install chromium, or set PAMONG_CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django then refuses every query here, taking the test for
    # asynchronous code. The test is not: the loop runs only inside Playwright's own calls. The product itself keeps
    # the guard; this variable is set nowhere outside the tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: "Browser") -> Iterator[Callable[..., "Page"]]:
    """A function that opens an empty page: `page(viewport=(360, 740), dark=True)`.

    Each call has cookies and storage of its own, so two calls are two people at two machines. `viewport` is width
    and height in CSS pixels. All pages close with the test.
    """
    contexts = []

    def opened(*, viewport: tuple[int, int] = (1280, 800), dark: bool = False, **options: Any) -> "Page":
        size: ViewportSize = {"width": viewport[0], "height": viewport[1]}
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = chromium.new_context(viewport=size, color_scheme=scheme, locale="id-ID", **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
