"""What `pamong start` accepts as an answer, and what it says to one it does not."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from pamong.config import start_answers as reading
from pamong.config import start_standards
from pamong.config.start_answers import NewPerson, Wrong
from pamong.offices.region_source import read_region
from pamong.standard import checks

REGION = read_region("lumajang")
TODAY = date(2026, 12, 14)
FIRST = NewPerson("it", "nanda.it", "Nanda Rekaanto", "SK 1/2026")
KNOWN = ("kk", "ktp")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Yosowilangun", "35.08.07"),
        ("kecamatan yosowilangun", "35.08.07"),
        ("  YOSOW ", "35.08.07"),
        ("35.08.17", "35.08.17"),
        ("Lumajang", "35.08.10"),
        ("tempursari", "35.08.01"),
        ("randu", "35.08.18"),
    ],
)
def test_a_kecamatan_is_found_by_name_part_of_it_or_code(text: str, code: str) -> None:
    assert reading.find_kecamatan(text, REGION).code == code


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Tempursari (35.08.01)"), ("Atlantis", "Tidak ada kecamatan «Atlantis»"), ("pasir", None), ("yoso", "Yosowilangun (35.08.07), Ranuyoso (35.08.20)")],
)  # fmt: skip
def test_none_or_several_are_told_with_what_there_is(text: str, told: str | None) -> None:
    if told is None:
        assert reading.find_kecamatan(text, REGION).code == "35.08.04"
        return
    with pytest.raises(Wrong) as wrong:
        reading.find_kecamatan(text, REGION)
    assert told in str(wrong.value)


def years(text: str) -> tuple[int, ...]:
    return reading.years(text, today=TODAY)


def services(text: str) -> tuple[str, ...]:
    return reading.services(text, known=KNOWN)


def email(text: str) -> str:
    return reading.letterhead_line("email", text)


def postal_code(text: str) -> str:
    return reading.letterhead_line("postal_code", text)


GOOD: tuple[tuple[Callable[[str], Any], str, Any], ...] = (
    (years, "2026-2028", (2026, 2027, 2028)),
    (years, " 2027, 2026 ", (2026, 2027)),
    (years, "2026", (2026,)),
    (services, "KTP, kk", ("ktp", "kk")),
    (services, "ktp ktp", ("ktp",)),
    (services, "-", ()),
    (services, "", ()),
    (email, " kec@contoh.go.id ", "kec@contoh.go.id"),
    (email, "-", ""),
    (email, "", ""),
    (postal_code, "67382", "67382"),
    (reading.username, " rukmi.wati ", "rukmi.wati"),
    (reading.full_name, "Rukmi   Contohwati", "Rukmi Contohwati"),
    (reading.decree, "SK 1/2026", "SK 1/2026"),
    (reading.post, " Loket ", "loket"),
    (reading.a_day, "2026-12-14", TODAY),
)
BAD: tuple[tuple[Callable[[str], Any], str, str], ...] = (
    (years, "2027", "tahun ini harus ada"),
    (years, "2028-2026", "tahun ini harus ada"),
    (years, "1945-2026", "tahun ini harus ada"),
    (years, "dua ribu", "2026-2027"),
    (years, "2026 2027x", "2026-2027"),
    (services, "ktp, sim", "«sim»"),
    (email, "kantor kecamatan", "surel"),
    (postal_code, "enam tujuh tiga delapan dua", "10 huruf"),
    (reading.username, "Rukmi", "huruf kecil"),
    (reading.username, "3508990000000001", "NIK"),
    (reading.username, "", "nama masuk"),
    (reading.full_name, " 12 ", "Nama lengkap"),
    (reading.full_name, "A" * 121, "120 huruf"),
    (reading.decree, "  ", "nomor surat"),
    (reading.post, "raja", "information_officer"),
    (reading.a_day, "14-12-2026", "tahun-bulan-hari"),
)


@pytest.mark.parametrize(("read", "text", "value"), GOOD)
def test_what_is_accepted(read: Callable[[str], Any], text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(("read", "text", "told"), BAD)
def test_what_is_asked_again_and_why(read: Callable[[str], Any], text: str, told: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read(text)
    assert told in str(wrong.value)


@pytest.mark.parametrize(
    "text",
    [
        "Senin-Kamis 08:00-15:00; Jumat 08:00-14:00",
        "senin-kamis 8.00-15.00; jumat 08.00-14.00",
        "Monday-Thursday 08:00-15:00; Friday 08:00-14:00",
        "",
    ],
)
def test_the_ordinary_week_is_nothing_of_its_own(text: str) -> None:
    assert reading.hours(text, ordinary=REGION.hours) is None


def test_hours_with_a_break_and_a_six_day_week_are_read_and_written_alike() -> None:
    text = "Senin-Kamis 07:30-12:00 13:00-15:30; Jumat 07:30-11:00; Sabtu 08:00-12:00"
    pattern = reading.hours(text, ordinary=REGION.hours)
    assert pattern is not None
    assert set(pattern.hours) == {0, 1, 2, 3, 4, 5}
    assert [(span.start, span.end) for span in pattern.hours[0]] == [
        (time(7, 30), time(12)),
        (time(13), time(15, 30)),
    ]
    assert reading.hours_as_text(pattern) == text
    # It takes the place of the ordinary week, from the same day on.
    assert (pattern.valid_from, pattern.valid_until) == (REGION.hours.valid_from, None)


@pytest.mark.parametrize(
    "text",
    [
        "Senin", "Senin 8-15", "Senin 08:00-15:00 dan lain-lain", "Hari kerja 08:00-15:00", "Jumat-Senin 08:00-15:00",
        "Senin 15:00-08:00", "Senin 25:00-26:00", "Senin 08:00-15:00; Senin 08:00-12:00", "Senin 08:00-12:00 11:00-15:00",
    ],
)  # fmt: skip
def test_hours_that_make_no_sense_are_asked_again(text: str) -> None:
    with pytest.raises(Wrong, match="jam layanan"):
        reading.hours(text, ordinary=REGION.hours)


def test_people_are_lines_and_take_the_decree_of_the_first_unless_they_bring_one() -> None:
    found = reading.people(
        "loket:rukmi:Rukmi Contohwati\n\nkasi: wening :Wening Teladani:SK 2/2026", first=FIRST
    )
    assert found == (
        NewPerson("loket", "rukmi", "Rukmi Contohwati", "SK 1/2026"),
        NewPerson("kasi", "wening", "Wening Teladani", "SK 2/2026"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("loket:rukmi", "kurang lengkap"),
        ("raja:rukmi:Rukmi Contohwati", "bukan jabatan"),
        ("loket:nanda.it:Rukmi Contohwati", "dipakai dua kali"),
        ("loket:rukmi:Rukmi Contohwati\nkasi:rukmi:Rukmi Contohwati", "dipakai dua kali"),
    ],
)
def test_people_that_cannot_be(text: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        reading.people(text, first=FIRST)


def test_a_file_of_answers_may_hold_lists_numbers_and_dates() -> None:
    given = {
        "years": [2026, 2027],
        "from": TODAY,
        "people": ["loket:a.b:A B", "kasi:c.d:C D"],
        "services": ["ktp"],
    }
    assert reading.as_texts(given) == {
        "years": "2026, 2027",
        "from": "2026-12-14",
        "people": "loket:a.b:A B\nkasi:c.d:C D",
        "services": "ktp",
    }
    with pytest.raises(Wrong, match="kecamtan"):
        reading.as_texts({"kecamtan": "Tempeh"})


def test_everything_wrong_is_told_at_once() -> None:
    texts = reading.defaults(REGION, {}, today=TODAY, known=KNOWN)
    answers, wrong = reading.read_all(texts, region=REGION, today=TODAY, known=KNOWN)
    assert answers is None
    assert set(wrong) == {"kecamatan", "username", "full_name", "decree"}


def test_four_answers_are_enough_for_the_rest_has_defaults() -> None:
    given = {"kecamatan": "Jatiroto", "username": "nanda.it", "full_name": "Nanda Rekaanto", "decree": "SK 1"}
    texts = reading.defaults(REGION, given, today=TODAY, known=KNOWN) | given
    answers, wrong = reading.read_all(texts, region=REGION, today=TODAY, known=KNOWN)
    assert not wrong
    assert answers is not None
    assert (answers.office.code, answers.letterhead["postal_code"]) == ("35.08.17", "67355")
    assert (answers.years, answers.hours, answers.services) == ((2026, 2027), None, KNOWN)
    assert (answers.in_force_from, answers.people, answers.key_sheet) == (TODAY, (), "")


LETTERHEAD = dict.fromkeys(reading.LETTERHEAD, "") | {
    "address": "Jalan Contoh 1",
    "email": "kec@contoh.go.id",
}


@pytest.mark.parametrize("office", reading.kecamatan_of(REGION), ids=lambda office: str(office.code))
@pytest.mark.parametrize("service", KNOWN)
def test_every_example_can_be_made_every_kecamatans(service: str, office: Any) -> None:
    source = start_standards.shipped()[service]
    place = reading.place(office)
    made = start_standards.for_office(source, office, LETTERHEAD, place)
    assert (made.office, made.office_name, made.status) == (office.code, place, "example")
    assert checks.problems(made) == ()
    assert made.letterhead.office == f"Kecamatan {place}"
    assert (made.letterhead.address, made.letterhead.phone) == ("Jalan Contoh 1", None)
    # It says after which text it was written, and that text's office stands nowhere else.
    assert made.adapted_from == source.adapted_from
    if office.code != source.office:
        rest = made.model_copy(update={"adapted_from": None, "source_findings": ()}).canonical()
        assert source.office_name.casefold() not in rest.casefold()
        assert source.office not in rest
        assert all(finding.clause not in {"cover", "letterhead"} for finding in made.source_findings)


def test_the_offices_own_example_stays_to_the_letter_unless_the_letterhead_is_another() -> None:
    source = start_standards.shipped()["kk"]
    own = reading.find_kecamatan(source.office, REGION)
    lines = {name: getattr(own, name) for name in reading.LETTERHEAD}
    assert start_standards.for_office(source, own, lines, "Jatiroto") is source
    changed = start_standards.for_office(source, own, lines | {"phone": "(0334) 000000"}, "Jatiroto")
    assert changed.letterhead.phone == "(0334) 000000"
    assert changed.sections == source.sections
    assert changed.source_findings == source.source_findings
