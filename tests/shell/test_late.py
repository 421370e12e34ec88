"""What few requests need is not loaded with the server."""

import subprocess
import sys

import pytest

from pamong.shell.late import late

RARE = ("typst", "xlsxwriter", "holidays", "segno", "webauthn", "OpenSSL", "PIL")
LOADED = (
    "import sys, django; django.setup();"
    "from django.urls import get_resolver; get_resolver().url_patterns;"
    "import pamong.config.wsgi;"
    f"print(sorted(set({RARE!r}) & set(sys.modules)))"
)


def _loaded(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_server_that_begins_has_not_loaded_what_few_requests_need() -> None:
    """Some thirty megabytes in each process."""
    assert _loaded(LOADED) == "[]"


def test_it_would_be_seen_if_it_had() -> None:
    assert _loaded("import holidays, segno;" + LOADED) == "['holidays', 'segno']"


def test_a_late_module_answers_as_the_module_itself() -> None:
    import colorsys
    import xml.etree.ElementTree as ET

    assert late("colorsys").rgb_to_hsv is colorsys.rgb_to_hsv
    assert late("xml.etree").ElementTree is ET


def test_a_module_that_is_missing_is_missed_when_it_is_needed() -> None:
    nothing = late("pamong.no_such_module")
    with pytest.raises(ImportError):
        _ = nothing.anything
