import sys
from typing import NoReturn

from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from pamong.vault.reports import NothingTyped

# In two parts: a report shows the source around an error, and would show a number that stands there.
NUMBER = "35080741" + "01900001"


def fails(looked_for: str) -> NoReturn:
    raise RuntimeError("forced")


def report(request: HttpRequest | None) -> str:
    """What Django would write about an error while a number is being looked for."""
    try:
        fails(NUMBER)
    except RuntimeError:
        reporter = ExceptionReporter(request, *sys.exc_info())
        return reporter.get_traceback_text() + str(reporter.get_traceback_html())


def search(filtered: SafeExceptionReporterFilter) -> HttpRequest:
    request = RequestFactory(headers={"cookie": f"kept={NUMBER}"}).post("/meja/cari", {"q": NUMBER})
    request.exception_reporter_filter = filtered
    return request


def test_a_report_names_what_failed_and_nothing_that_was_typed() -> None:
    text = report(search(NothingTyped()))
    assert (NUMBER in text) is False
    assert ("forced" in text, "looked_for" in text, "kept" in text) == (True, True, True)


def test_a_report_without_a_request_is_written_too() -> None:
    text = report(None)
    assert (NUMBER in text, "forced" in text) == (False, True)
    assert settings.DEFAULT_EXCEPTION_REPORTER_FILTER == "pamong.vault.reports.NothingTyped"


def test_control_the_filter_of_django_shows_it() -> None:
    assert (NUMBER in report(search(SafeExceptionReporterFilter()))) is True
