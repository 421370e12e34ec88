"""The kabupaten's pages: figures, what can be taken along, a new office, a letterhead."""

import csv
import re
from typing import Any

import pytest
from django.test import Client

from pamong.kabupaten.present import figures as present
from pamong.kabupaten.present.charts import Measured, chart
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.residents.models import Resident
from pamong.staff import queries as staff
from pamong.staff.models import Person
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    complete,
    do,
    kk,
    ktp,
    set_clock,
)
from tests.kabupaten.newcomers import KABUPATEN, NEW, TODAY, filled, letterhead
from tests.staff.people import hire, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters")]
SET_UP = "/kabupaten/kantor/baru"


def signed_in(post: str, where: str = KABUPATEN) -> Client:
    client = Client()
    sign_in(client, hire(f"{post}.{where}", post, where))
    session = client.session
    session["factor"] = True
    session.save()
    return client


@pytest.fixture
def busy(counters: None) -> None:
    """One KTP ready in time, one examined, two KK that wait."""
    hire("loket.a", "loket", KTP_OFFICE)
    hire("loket.b", "loket", KK_OFFICE)
    row, other = ktp("recorded_card_pending"), ktp("recorded_card_pending")
    set_clock("2026-12-14 12:00")
    complete(row)
    complete(other)
    do(row, "send", "operator")
    set_clock("2026-12-16 09:00")
    do(row, "back", "loket")
    do(row, "ready", "loket")
    kk("lost_card")
    kk("new_child")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.usefixtures("busy")
def test_the_page_shows_every_office_in_tables_and_pictures() -> None:
    answer = signed_in("kabupaten").get("/kabupaten")
    said = text(answer)
    assert "Kecamatan Yosowilangun" in said
    assert "100 % (1 dari 1)" in said
    assert "2 berjalan, 0 lewat waktu" in said
    assert "KTP Memeriksa berkas Seksi Pelayanan Umum Kali: 2 Median: 4,0 jam 9 dari 10: 4,0 jam" in said
    assert answer.content.count(b"<svg viewBox") == 2
    assert b"<desc" in answer.content
    assert "Siapkan kantor baru" not in said


@pytest.mark.usefixtures("busy")
def test_times_can_be_those_of_one_office() -> None:
    client = signed_in("it")
    assert "Siapkan kantor baru" in text(client.get("/kabupaten"))
    assert f'href="/kabupaten/kantor/{KK_OFFICE}/kop-surat"' in client.get("/kabupaten").content.decode()
    answer = client.get(f"/kabupaten?kantor={KK_OFFICE}")
    assert "Lama setiap langkah: belum ada." in text(answer)
    assert f'value="{KK_OFFICE}" selected' in answer.content.decode()


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("table", present.TABLES)
def test_a_table_can_be_taken_along_and_names_nobody(table: str) -> None:
    answer = signed_in("kabupaten").get(f"/kabupaten/angka/{table}.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="35.08-{table}-2026-12-16.csv"'
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    for person in Resident.objects.all():
        assert person.name.encode() not in answer.content
    assert not re.search(rb"\d{16}", answer.content)


@pytest.mark.usefixtures("busy")
def test_what_is_taken_along_are_the_figures_of_the_page() -> None:
    client = signed_in("kabupaten")
    office = client.get("/kabupaten/angka/kantor.csv").content.decode("utf-8-sig").splitlines()
    assert office[1] == "35.08.07,Kecamatan Yosowilangun,2026-12-16,0,1,0,2,0,1,1"
    steps = client.get("/kabupaten/angka/langkah.csv").content.decode()
    assert "ktp,examine,office,general_services,2,14400,14400" in steps
    english = client.get("/en/kabupaten/angka/langkah.csv").content.decode()
    assert english == steps


def test_a_table_nobody_made_is_not_there() -> None:
    assert signed_in("kabupaten").get("/kabupaten/angka/orang.csv").status_code == 404


def test_before_anybody_works_the_page_says_so() -> None:
    assert "Belum ada kantor yang bekerja." in text(signed_in("kabupaten").get("/kabupaten"))


@pytest.mark.parametrize("path", ["/kabupaten", "/kabupaten/angka/kantor.csv", SET_UP])
def test_it_of_a_kecamatan_has_no_business_here(path: str) -> None:
    assert signed_in("it", KTP_OFFICE).get(path).status_code == 403


def test_an_office_is_looked_at_before_it_is_set_up() -> None:
    client = signed_in("it")
    assert "Kecamatan Kedungjajang" in text(client.get(SET_UP))
    people = Person.objects.count()
    shown = client.post(SET_UP, filled(do="preview"))
    said = text(shown)
    assert "Yang akan dilakukan" in said
    assert "Rukmi Contohwati" in said
    assert "SP-KEC.KEDUNGJAJANG" in said
    assert Person.objects.count() == people
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown.content.decode()))
    assert hidden["services"] == "ktp, kk"
    back = client.post(SET_UP, filled(do="change"))
    assert 'value="Jalan Contoh 1"' in back.content.decode()
    assert Person.objects.count() == people


def test_a_line_left_empty_stays_as_the_list_has_it_and_a_hyphen_takes_it_away() -> None:
    client = signed_in("it")
    client.post(
        f"/kabupaten/kantor/{NEW}/kop-surat", letterhead() | {"email": "a@contoh.go.id", "website": "b"}
    )
    client.post(SET_UP, filled(website="-", services="-"))
    row = offices.office(NEW)
    assert (row.email, row.website, row.address) == ("a@contoh.go.id", "", "Jalan Contoh 1")


def test_the_first_passwords_are_told_once() -> None:
    client = signed_in("it")
    form = filled()
    done = client.post(SET_UP, form)
    passwords = re.findall(r"\b(?:[a-z]{4}-){3}[a-z]{4}\b", text(done))
    assert len(passwords) == 2
    assert done["Cache-Control"].startswith("no-store") or "no-store" in done["Cache-Control"]
    assert {row.username for row in staff.people_of(NEW, TODAY)} == {"rukmi.kdj", "wening.kdj"}
    assert len(library.drafts(actor=actor("kasi", NEW))) == 2
    again = client.post(SET_UP, form)
    assert (again.status_code, "tidak ditampilkan lagi" in text(again)) == (409, True)
    new = Client()
    entered = new.post("/masuk", {"username": "rukmi.kdj", "password": passwords[0], "next": ""})
    assert entered.status_code == 302


def test_an_office_no_list_has_and_a_neighbours_text() -> None:
    form = filled(
        listed="", code="35.08.22", name="Contohrejo", template=KTP_OFFICE, services="ktp", hours="Senin-Sabtu 07:00-13:00"
    )  # fmt: skip
    said = text(signed_in("it").post(SET_UP, form | {"do": "preview"}))
    assert "35.08.22, ditambahkan" in said
    assert "Senin-Sabtu 07:00-13:00" in said
    assert "Kecamatan Yosowilangun" in said


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"people": "raja:rukmi:Rukmi"}, 422, "bukan jabatan"),
        ({"people": ""}, 422, "kosong"),
        ({"decree": ""}, 422, "kosong"),
        ({"hours": "kapan saja"}, 422, "jam layanan"),
        ({"services": "sim"}, 422, "Tidak ada contoh standar"),
        ({"email": "bukan surel"}, 422, "bukan alamat surel"),
        ({"listed": "", "code": "35.08.123", "name": "Baru"}, 409, "tidak dapat dipakai"),
        ({"listed": "", "code": "35.08.22", "name": " "}, 409, "Tulis nama kantor"),
        ({"do": "preview", "listed": "", "code": "35.09.01", "name": "Lain"}, 409, "di atasnya"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(changes: dict[str, str], status: int, told: str) -> None:
    answer = signed_in("it").post(SET_UP, filled(**changes))
    assert (answer.status_code, told in text(answer)) == (status, True)
    assert staff.people_of(NEW, TODAY) == ()


def test_a_letterhead_is_changed_by_its_own_office_and_from_above() -> None:
    path = f"/kabupaten/kantor/{KTP_OFFICE}/kop-surat"
    own = signed_in("camat", KTP_OFFICE)
    form = letterhead()
    assert own.post(path, form).status_code == 302
    assert own.post(path, form).status_code == 302
    assert "sudah diubah" in text(own.get(f"{path}?sudah=1"))
    assert offices.office(KTP_OFFICE).address == "Jalan Contoh 1"
    above = signed_in("it")
    assert above.post(path, letterhead() | {"email": "bukan surel"}).status_code == 422
    assert above.post(path, letterhead() | {"address": "Jalan Lain 2"}).status_code == 302
    assert offices.office(KTP_OFFICE).address == "Jalan Lain 2"
    assert above.get("/kabupaten/kantor/35.99/kop-surat").status_code == 404


def test_bars_are_measured_against_the_longest_or_each_against_its_own() -> None:
    rows = [Measured("A", "4", 4, 1), Measured("B", "0", 0)]
    found = chart("x", "Judul", rows)
    assert [(bar.length, bar.marked, bar.y) for bar in found.bars] == [(320.0, 80.0, 0), (0.0, 0.0, 36)]
    assert (found.twin, found.height, found.whole) == ("A: 4; B: 0", 72, False)
    own = chart("x", "Judul", rows, whole=[8, 0])
    assert [bar.length for bar in own.bars] == [160.0, 0.0]
    assert chart("x", "Judul", []).bars == ()


@pytest.mark.parametrize(
    ("seconds", "said"), [(5400, "1,5 jam"), (172_799, "47,9 jam"), (172_800, "2,0 hari")]
)
def test_a_time_is_told_in_hours_and_later_in_days(seconds: int, said: str) -> None:
    assert present.duration(seconds) == said
