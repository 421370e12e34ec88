"""What a desa sent ahead, on the start page of the counter and in the search field."""

import pytest

from tests.applications.browsing import browser, text
from tests.applications.installation import KTP_OFFICE
from tests.desa.pages import on_a_list
from tests.desa.prepared import DESA, draft, sent

pytestmark = pytest.mark.usefixtures("counters")


def test_the_counter_sees_on_its_start_page_what_desa_sent_ahead() -> None:
    counter = browser("loket")
    assert "Dari desa" not in text(counter.get("/meja"))
    shown_before = counter.get("/meja").content
    row = sent()
    shown = counter.get("/meja")
    assert shown.content != shown_before
    assert f"/loket/dari-desa/{row.code}" in text(shown)
    assert "Melati" not in text(browser("camat").get("/meja"))


def test_the_counter_finds_it_by_name_and_by_code() -> None:
    row, counter = sent(), browser("loket")
    for asked in ("Melati", row.code, "karangan 1990"):
        assert f"/loket/dari-desa/{row.code}" in text(counter.post("/meja/cari", {"q": asked}))
    typing = counter.post("/meja/cari", {"q": "Mel"}, headers={"HX-Request": "true"})
    assert f"/loket/dari-desa/{row.code}" in text(typing)
    other = browser("loket", "35.08.17")
    assert row.code not in text(other.post("/meja/cari", {"q": "Melati"}))


def test_the_desa_begins_at_its_own_desk_and_finds_its_own_forms() -> None:
    row, desa = draft(), browser("desa", DESA)
    assert desa.get("/meja")["Location"] == "/desa"
    assert f"/desa/formulir/{row.code}" in text(desa.post("/meja/cari", {"q": "Melati"}))
    assert row.code not in text(browser("desa", f"{KTP_OFFICE}.2002").post("/meja/cari", {"q": "Melati"}))
    links = text(desa.get("/desa"))
    assert "/standar" not in links
    assert "/meja/wewenang" not in links


def test_the_counter_sees_on_its_start_page_what_a_desa_comes_to_collect() -> None:
    code = on_a_list()
    assert f"/loket/pengambilan/{code}" in text(browser("loket").get("/meja"))
    assert code not in text(browser("camat").get("/meja"))
