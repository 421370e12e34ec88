"""What anybody may read: without signing in, without a cookie, and without a word about any person."""

import json
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pamong.applications import actions, codes
from pamong.applications.codes import ALPHABET, spaced
from pamong.applications.models import Application
from pamong.ledger import proofs
from pamong.ledger.actions import close_day
from pamong.noticeboard import queries
from pamong.residents import actions as residents
from pamong.standard.renderings.words import PUBLIC_COMPONENTS
from tests.applications.browsing import text
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    MONDAY,
    WRONG_BIRTH_DATE,
    actor,
    changed,
    complete,
    do,
    give_back,
    hand_over,
    install,
    key,
    kk,
    ktp,
    ktp_at,
    log,
    nik,
    resident,
    set_clock,
    take_in,
)
from tests.clauses.shipped import shipped

pytestmark = pytest.mark.usefixtures("two_offices")

PUBLIC_PAGE_BYTES = 50_000


def get(address: str, **query: str | list[str]) -> HttpResponse:
    # A page in English leaves its language behind in this thread, and addresses made later would begin with /en.
    with translation.override("id"):
        answer = Client().get(address, query)
    assert isinstance(answer, HttpResponse)
    return answer


def status(row: Application, *, language: str = "") -> HttpResponse:
    return get(language + reverse("noticeboard:status", args=[row.public_code]))


def addresses() -> list[str]:
    row = give_back(complete(ktp("not_recorded")), post="operator")
    close_day(office=KTP_OFFICE, on=date(2026, 12, 14))
    return [
        reverse("noticeboard:home"),
        reverse("noticeboard:service", args=[KTP_OFFICE, "ktp"]),
        reverse("noticeboard:service", args=[KK_OFFICE, "kk"]),
        reverse("noticeboard:needs", args=[KTP_OFFICE, "ktp"]),
        reverse("noticeboard:needs", args=[KK_OFFICE, "kk"]) + "?reasons=lost_card&reasons=new_child",
        reverse("noticeboard:find_status"),
        reverse("noticeboard:status", args=[row.public_code]),
        reverse("noticeboard:check_receipt"),
        reverse("noticeboard:board", args=[KTP_OFFICE]),
        reverse("noticeboard:checkpoint", args=[KTP_OFFICE, "2026-12-14"]),
    ]


def test_public_pages_set_no_cookie_and_stay_small_in_both_languages() -> None:
    for address in addresses():
        for language in ("", "/en"):
            answer = get(language + address)
            assert answer.status_code == 200, address
            assert not answer.cookies, address
            assert len(answer.content) < PUBLIC_PAGE_BYTES, address
            if "text/html" in answer["Content-Type"]:
                assert f'lang="{language[1:] or "id"}"' in text(answer), address
                assert "<script" not in text(answer), address


def test_public_pages_are_read_and_only_two_are_asked() -> None:
    asked = {reverse("noticeboard:find_status"), reverse("noticeboard:check_receipt")}
    for address in addresses():
        assert (Client().post(address, {"kode": "x"}).status_code == 405) is (address not in asked), address
        assert Client().head(address).status_code == 200, address


def test_somebody_signed_in_elsewhere_reads_them_without_the_session_being_touched() -> None:
    client = Client()
    client.cookies["sesi"] = "somebody-elses-session"
    answer = client.get(reverse("noticeboard:home"))
    assert (answer.status_code, "Cookie" in answer.get("Vary", "")) == (200, False)


def test_the_status_says_who_holds_it_until_when_and_nothing_about_the_person() -> None:
    born = date(1983, 9, 26)
    person = resident(name="Cempaka Khusus Rekaan", born=born, number=nik(3141, born))
    residents.state_national_answer(
        actor=actor("operator"),
        key=key(),
        resident_id=person.id,
        state="not_recorded",
        answered_at=MONDAY,
    )
    row = take_in(person)
    stages = [row]
    row = actions.return_for_completion(
        actor=actor("kasi"),
        key=key(),
        code=row.public_code,
        examined={},
        invalid=[WRONG_BIRTH_DATE],
        note="Cempaka, mohon datang lagi",
    )
    shown = text(status(row))
    assert "Tanggal lahir" in shown, "control: which datum differs is said"
    pages = [shown]
    row = actions.resubmit(actor=actor("loket"), key=key(), code=row.public_code, present=[])
    row = complete(row)
    pages.append(text(status(row)))
    assert "Senin, 4 Januari 2027" in pages[-1]
    row = actions.record_biometrics(actor=actor("operator"), key=key(), code=row.public_code, step="record")
    for step in ("send", "back", "ready"):
        row = do(row, step, "loket")
        pages += [text(status(row)), text(status(row, language="/en"))]
    row = hand_over(row, collector="Cempaka Khusus Rekaan")
    pages.append(text(status(row)))
    number = nik(3141, born)
    for page in pages:
        for personal in (
            "Cempaka",
            "1983",
            "26-09",
            "September",
            number,
            number[:6],
            number[-4:],
            "17-05-1990",
            "1991",
            str(person.id),
            str(stages[0].pk),
            "loket-1",
            "operator-1",
        ):
            assert personal not in page, personal


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("submit", "Anda"),
        ("record", "Operator"),
        ("send", "Seksi Pelayanan Umum"),
        ("back", "Dispenduk Capil"),
        ("hand-over", "Siap sejak Senin, 14 Desember 2026"),
        ("", "Selesai, sudah diserahkan"),
    ],
)
def test_the_status_is_told_at_every_stage(step: str, words: str) -> None:
    row = ktp_at(step, "not_recorded" if step == "record" else "recorded_card_pending")
    assert words in text(status(row))


def test_a_returned_application_says_what_to_bring_and_no_longer_when_it_came_back() -> None:
    row = give_back(ktp(), photo="Latar merah")
    shown = text(status(row))
    assert "Pas foto 3 x 4" in shown.split("<h2>")[1]
    assert "Latar merah" not in shown, "what an officer wrote stays inside"
    row = actions.resubmit(actor=actor("loket"), key=key(), code=row.public_code, present=["photo"])
    assert "Yang perlu Anda lengkapi" not in text(status(row))


def test_a_hold_and_a_late_application_say_so() -> None:
    row = complete(kk("other"), "old-card")
    row = actions.hold(
        actor=actor("operator", KK_OFFICE), key=key(), code=row.public_code, reason="no_blanks"
    )
    assert "Blangko habis" in text(status(row))
    actions.release(actor=actor("operator", KK_OFFICE), key=key(), code=row.public_code)
    set_clock("2026-12-16 08:00")
    assert "Lewat waktu" in text(status(row))


def test_a_wrong_code_and_an_unknown_one_get_the_very_same_answer() -> None:
    real = ktp().public_code
    unknown = codes.new_code()
    wrong = real[:-1] + next(letter for letter in ALPHABET if letter != real[-1])
    tried = (unknown, wrong, "x1x", "a" * 300)
    pages = [get(reverse("noticeboard:status", args=[code])) for code in tried]
    assert [page.status_code for page in pages] == [404] * 4
    pages.append(Client().post(reverse("noticeboard:find_status"), {"kode": wrong}))  # type: ignore[arg-type]
    assert len({page.content for page in pages}) == 1
    assert len({tuple(sorted(page.items())) for page in pages}) == 1


def test_a_code_is_read_however_it_is_typed() -> None:
    row = ktp()
    asked = reverse("noticeboard:find_status")
    for typed in (row.public_code, spaced(row.public_code), spaced(row.public_code).lower()):
        answer = Client().post(asked, {"kode": typed})
        assert answer.status_code == 302
        assert answer["Location"] == reverse("noticeboard:status", args=[row.public_code])
        assert get(reverse("noticeboard:status", args=[typed])).status_code == 200
    assert Client().post(asked, {"kode": "nonsense"}).status_code == 404
    assert get(asked).status_code == 200


def test_the_home_page_lists_each_office_with_its_services() -> None:
    offered = queries.offered()
    assert [(office.name, [row.service for row, _ in office.services]) for office in offered] == [
        ("Kecamatan Yosowilangun", ["ktp"]),
        ("Kecamatan Jatiroto", ["kk"]),
    ]
    shown = text(get(reverse("noticeboard:home")))
    for office, service in ((KTP_OFFICE, "ktp"), (KK_OFFICE, "kk")):
        assert reverse("noticeboard:service", args=[office, service]) in shown
    assert "paling lama 12 hari kerja" in shown


def test_a_service_page_prints_the_six_public_components_and_no_inner_one() -> None:
    shown = text(get(reverse("noticeboard:service", args=[KTP_OFFICE, "ktp"])))
    found = queries.public_service(office=KTP_OFFICE, service="ktp")
    assert found is not None
    assert [section.components[0] for section, _ in found.sections] == list(PUBLIC_COMPONENTS)
    for clause in ("2.1", "4.4", "5.1", "6.1", "7.1", "11.9"):
        assert f">{clause}<" in shown
    for clause in ("1.1", "8.1", "10.1", "14.1"):
        assert f">{clause}<" not in shown
    assert "CONTOH" in shown


def test_a_heading_that_holds_two_components_is_printed_once() -> None:
    data = json.loads(shipped("ktp").canonical())
    for section in data["sections"]:
        if section.get("components") == ["fee"]:
            section["components"] = ["fee", "product"]
    install(changed("ktp", sections=data["sections"]), since=date(2026, 12, 1))
    found = queries.public_service(office=KTP_OFFICE, service="ktp")
    assert found is not None
    headings = [section.heading for section, _ in found.sections]
    assert len(headings) == len(set(headings)) == 6


@pytest.mark.parametrize(
    "address",
    [
        "/layanan/35.08.07/passport",
        "/layanan/35.08.07/kk",
        "/layanan/nowhere/ktp",
        "/layanan/nowhere/ktp/yang-dibawa",
        "/papan/nowhere",
        "/papan/35.08.07/titik-periksa/2026-12-14.txt",
        "/papan/35.08.07/titik-periksa/yesterday.txt",
    ],
)
def test_what_is_not_there_is_not_found(address: str) -> None:
    answer = get(address)
    assert answer.status_code == 404
    assert not answer.cookies


@pytest.mark.clause("ktp", "2.2")
@pytest.mark.parametrize(("year", "colour"), [("1990", "biru"), ("1991", "merah")])
def test_question_by_question_a_citizen_learns_what_to_bring(year: str, colour: str) -> None:
    address = reverse("noticeboard:needs", args=[KTP_OFFICE, "ktp"])
    first = get(address)
    assert 'name="citizenship"' in text(first)
    second = get(address, citizenship="wni")
    assert 'name="birth_year"' in text(second)
    assert '<input type="hidden" name="citizenship" value="wni">' in text(second)
    wrong = get(address, citizenship="wni", birth_year="soon")
    assert wrong.status_code == 422
    listed = text(get(address, citizenship="wni", birth_year=year))
    assert f"latar belakang {colour}" in listed
    assert "Fotokopi Kartu Keluarga" in listed


@pytest.mark.clause("kk", "2.2", "2.4")
def test_the_list_for_a_lost_card_with_a_new_child_is_for_this_person() -> None:
    listed = text(
        get(reverse("noticeboard:needs", args=[KK_OFFICE, "kk"]), reasons=["lost_card", "new_child"])
    )
    assert "Surat keterangan kehilangan" in listed
    assert "Bukti kelahiran" in listed
    assert "KK lama yang asli" not in listed


def test_a_receipt_is_answered_and_a_slip_is_told_apart() -> None:
    row = ktp()
    entry = log(row)[0]
    asked = reverse("noticeboard:check_receipt")
    typed = proofs.write_code(entry.office, entry.position, entry.leaf_hash)
    assert "Belum dapat dipastikan" in text(get(asked, tanda=typed))
    close_day(office=KTP_OFFICE, on=date(2026, 12, 14))
    inside = text(get(asked, tanda=typed))
    assert "Tercatat" in inside
    assert "Bukti untuk diperiksa di tempat lain" in inside
    slip = get(asked, tanda="not a receipt")
    assert slip.status_code == 404
    assert "Tulisan itu bukan tanda terima" in text(slip)
    assert get(asked).status_code == 200
    foreign = proofs.write_code(entry.office, entry.position + 500, entry.leaf_hash)
    assert "Tidak tercatat" in text(get(asked, tanda=foreign))


def test_the_board_publishes_key_and_checkpoints_and_the_text_can_be_kept() -> None:
    ktp()
    point = close_day(office=KTP_OFFICE, on=date(2026, 12, 14))
    board = text(get(reverse("noticeboard:board", args=[KTP_OFFICE])))
    found = queries.board(office=KTP_OFFICE)
    assert found is not None
    assert found.key.split("+")[0] in board
    address = reverse("noticeboard:checkpoint", args=[KTP_OFFICE, "2026-12-14"])
    assert address in board
    kept = get(address)
    assert (text(kept), kept["Content-Type"]) == (point.text, "text/plain; charset=utf-8")
    empty = queries.board(office=KK_OFFICE)
    assert empty is not None
    assert empty.checkpoints == ()


def test_an_office_without_a_standard_is_not_offered() -> None:
    install(changed("kk", office="35.08.01"), since=date(2027, 1, 1))
    assert "35.08.01" not in {office.office for office in queries.offered()}
    assert date(2027, 1, 1) > IN_FORCE
