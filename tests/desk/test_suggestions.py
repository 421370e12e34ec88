"""What stands under the search field while somebody types."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.applications.codes import spaced
from pamong.desk import queries
from pamong.ledger import clock
from pamong.residents.models import Resident, ResidentOffice
from pamong.residents.rules import name_key
from tests.applications.browsing import browser, text
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, actor, ktp, nik, resident, take_in

pytestmark = pytest.mark.usefixtures("counters")

SEARCH = "/meja/cari"
BORN = date(1981, 4, 3)


def typed(letters: str, post: str = "loket", office: str = KTP_OFFICE) -> list[tuple[str, str]]:
    """The lines under the field, each with where it leads."""
    answer = browser(post, office).post(SEARCH, {"q": letters}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200, "nothing leads away while somebody types"
    shown = text(answer)
    assert "<html" not in shown
    lines = re.findall(r'<a role="option"[^>]*href="([^"]+)">(.*?)</a>', shown)
    return [(html.unescape(re.sub(r"<[^>]+>", "", line)), address) for address, line in lines]


def names(letters: str) -> list[str]:
    return [line for line, address in typed(letters) if "warga=" in address]


def test_a_person_is_found_in_every_way_a_person_is_asked_for() -> None:
    person = resident(name="Drs. H. Moh. Elang Rekaan, M.Si", born=BORN, number=nik(2731, BORN))
    row = take_in(person, answers={"recording": "not_recorded"})
    page = reverse("applications:page", args=[row.public_code])
    for letters in (
        "el",
        "muhammad el",
        "Moh. Elang",
        "MUH elang rek",
        "drs. elang",
        "elamg",
        "elang 1981",
        "elang 3-4-1981",
        nik(2731, BORN),
    ):
        found = typed(letters)
        assert [address for _, address in found] == [
            page,
            f"{reverse('applications:start')}?warga={person.id}",
        ], letters
        assert "Elang" in found[0][0]
    for exact in (row.public_code, spaced(row.public_code).lower(), "1/2026", "ktp 1/2026"):
        assert [address for _, address in typed(exact)] == [page], exact
    assert typed("elang 1982") == typed("elang 4-4-1981") == []


def test_whoever_does_not_take_in_is_led_to_the_person() -> None:
    person = resident(name="Elang Rekaan")
    assert [address for _, address in typed("elang", "sekretaris")] == [
        reverse("residents:page", args=[person.id])
    ]


def test_one_letter_a_part_of_a_number_and_another_office_find_nothing() -> None:
    person = resident(name="Elang Rekaan", born=BORN, number=nik(2732, BORN))
    assert len(names("el")) == 1
    number = nik(2732, BORN)
    for letters in ("", "e", number[:6], number[-4:], number[:15]):
        assert typed(letters) == [], letters
    assert typed("elang", office=KK_OFFICE) == []
    shown = text(browser().post(SEARCH, {"q": number}, HTTP_HX_REQUEST="true"))
    assert str(person.id) in shown
    assert number not in shown


def test_the_list_says_how_much_it_holds() -> None:
    resident(name="Elang Rekaan")
    for letters, said in (("elang", "1 hasil"), ("bukan siapa", "Tidak ada yang cocok."), ("e", "")):
        assert f'data-said="{said}"' in text(browser().post(SEARCH, {"q": letters}, HTTP_HX_REQUEST="true"))


def test_without_scripts_the_same_field_sends_the_same_search_and_keeps_the_words() -> None:
    ktp()
    person = resident(name="Elang Rekaan", number=nik(2733, date(1990, 5, 17)))
    shown = text(browser().post(SEARCH, {"q": "elang"}))
    assert str(person.id) in shown
    assert 'name="q" value="elang"' in shown
    number = nik(2733, date(1990, 5, 17))
    assert number not in text(browser().post(SEARCH, {"q": number}))


def crowd(size: int) -> None:
    """More people of one name, laid down as rows."""
    one = Resident.objects.get(pk=resident(name="Kenanga Tiruan").id)
    for _ in range(size):
        one.pk, one.number_sealed, one.number_index, one.number_missing_reason = (
            None,
            None,
            None,
            "no_document",
        )
        one.save(force_insert=True)
        ResidentOffice.objects.create(
            resident=one, office_id=KTP_OFFICE, name_key=name_key(one.name), since=clock.now()
        )


def asked(letters: str) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        queries.suggest(actor=actor("loket"), text=letters)
    return [query["sql"] for query in caught.captured_queries]


@pytest.mark.parametrize(("letters", "most"), [("kenanga t", 5), ("tiruan", 5), ("kenamga", 6), ("bukan", 4)])
def test_a_crowd_costs_as_many_questions_and_rows_as_one(letters: str, most: int) -> None:
    resident(name="Kenanga Tiruan")
    asked(letters)
    few = asked(letters)
    crowd(60)
    many = asked(letters)
    assert len(many) <= len(few) <= most
    for sql in many:
        if "residents_residentoffice" in sql or "applications_application" in sql:
            assert "LIMIT 6" in sql or "LIMIT 5" in sql, sql
    assert len(names(letters)) == (0 if letters == "bukan" else queries.SUGGESTIONS)


def plan(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " / ".join(str(line[3]) for line in cursor.fetchall())


def test_a_name_is_read_along_the_index_of_the_office() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite")
    crowd(10)
    (first, *_) = asked("kenanga t")
    assert "residents_by_name" in plan(first)
    assert "TEMP B-TREE" not in plan(first)
