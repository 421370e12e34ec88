import io
import logging
from collections.abc import Iterator

import pytest

from pamong.vault.logs import MaskNumbers, mask_numbers

NUMBER = "3508074101900001"
SHOWN = "••••••••••••••01"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger with the filter on its handler, and what it wrote."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(MaskNumbers())
    logger = logging.getLogger("pamong.test.counter")
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, lines
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        (NUMBER, SHOWN),
        (f"nik={NUMBER}&kk=3508071512100003", f"nik={SHOWN}&kk=••••••••••••••03"),
        (f"{NUMBER}3508071512100003", "••••••••••••••03"),
        ("3508 0741 0190 0001", SHOWN),
        ("350807-410190-0001", SHOWN),
        ("35.08.07.410190.0001", SHOWN),
        ("2026-12-14 08:00:00 GET /loket/permohonan/AB12-CD34 200 1234", None),
        ("telepon 081234567890", None),
        ("resident 0190f000-0000-7000-8000-000000000001", None),
        ("resident 01901234-1234-7123-8123-123456789012", None),
    ],
)
def test_a_run_of_sixteen_digits_is_masked_and_nothing_else(written: str, masked: str | None) -> None:
    assert mask_numbers(written) == (masked or written)


def test_message_arguments_and_traceback_are_masked(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, lines = log
    logger.warning("resident %s", NUMBER, stack_info=True)
    try:
        dict[str, str]()[NUMBER]
    except KeyError:
        logger.exception("failed for %(number)s", {"number": NUMBER})
    assert NUMBER not in lines.getvalue()
    assert lines.getvalue().count(SHOWN) == 3


def test_the_control_without_the_filter_shows_the_number(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, lines = log
    logger.handlers[0].filters.clear()
    logger.warning("resident %s", NUMBER)
    assert NUMBER in lines.getvalue()


def test_a_traceback_that_another_handler_wrote_first_is_masked_too() -> None:
    record = logging.LogRecord("counter", logging.ERROR, __file__, 1, "failed", None, None)
    record.exc_text = f"ValueError: {NUMBER}"
    assert MaskNumbers().filter(record)
    assert record.exc_text == f"ValueError: {SHOWN}"
