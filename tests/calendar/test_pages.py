"""The calendar's pages as people use them, without scripts: look first, then carry out."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse as address

from pamong.applications.models import Application
from pamong.calendar import actions, queries
from pamong.calendar.models import CalendarChange
from pamong.calendar.rules import Change, Kind
from pamong.offices import queries as offices
from pamong.workdays.calendar import DayNote
from tests.applications.browsing import browser, text
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    complete,
    key,
    kk,
    ktp,
)
from tests.calendar.changing import closing, decree

pytestmark = pytest.mark.usefixtures("counters")

WEDNESDAY = date(2026, 12, 16)
DAYS, HOURS, IMPORT = (address(f"calendar:{name}") for name in ("note_days", "set_hours", "import_year"))


def leave(**other: str) -> dict[str, str]:
    return {
        "key": key(),
        "kind": "collective_leave",
        "first": "2026-12-16",
        "last": "",
        "name": "Cuti bersama susulan",
        "reference": "SKB 9/2026",
        **other,
    }


def seen(answer: Any) -> str:
    """What the preview's form carries."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', answer.content.decode())
    assert found is not None
    return found[1]


def carry_out(client: Client, where: str, form: dict[str, str]) -> Any:
    looked = client.post(where, form)
    assert looked.status_code == 200, text(looked)
    return client.post(where, {**form, "seen": seen(looked), "terapkan": "1"})


def due(row: Application) -> Any:
    row.refresh_from_db()
    return row.due_at


def test_everybody_of_the_office_reads_the_year() -> None:
    shown = text(browser("loket").get(address("calendar:year")))
    assert "Kalender 2026" in shown
    assert "Hari Raya Natal" in shown
    assert "Kamis, 24 Desember 2026" in shown
    assert "Catat hari" not in shown, "who does not keep the calendar is not offered to change it"
    other = text(browser("camat").get(address("calendar:year"), {"tahun": "2027"}))
    assert "Kalender 2027" in other
    assert "Catat hari" in other
    for strange in ("abc", "1800", "²"):
        assert "Kalender 2026" in text(browser("loket").get(address("calendar:year"), {"tahun": strange}))


def test_a_year_that_nobody_imported_says_so() -> None:
    assert "kalendernya belum diimpor" in text(
        browser("loket").get(address("calendar:year"), {"tahun": "2030"})
    )


def test_a_late_decree_is_looked_at_then_carried_out_and_everybody_learns_the_new_date() -> None:
    row, other = complete(ktp()), complete(kk("other"), "old-card")
    sekretaris = browser("sekretaris")
    assert sekretaris.get(DAYS).status_code == 200
    form = leave()
    looked = sekretaris.post(DAYS, form)
    shown = text(looked)
    assert "1 dari 1 permohonan yang berjalan bergeser tanggalnya." in shown
    assert f"KTP {row.number}/2026" in shown
    assert "Senin, 4 Januari 2027 15.00" in shown
    assert "Rabu, 6 Januari 2027 15.00" in shown
    assert "16-12-2026 cuti bersama (semula hari kerja 08.00-15.00)" in shown
    assert (due(row), CalendarChange.objects.count()) == (at("2027-01-04 15:00"), 0)
    done = sekretaris.post(DAYS, {**form, "seen": seen(looked), "terapkan": "1"})
    assert done.status_code == 302
    assert (due(row), due(other)) == (at("2027-01-06 15:00"), at("2026-12-15 15:00"))
    told = text(sekretaris.get(done["Location"]))
    assert "SKB 9/2026: Cuti bersama susulan" in told
    assert "1 permohonan mendapat tanggal baru." in told
    assert "Selesai" in told
    public = text(Client().get(address("noticeboard:status", args=[row.public_code])))
    assert "Tanggal ini semula Senin, 4 Januari 2027 pukul 15.00 WIB" in public
    assert "SKB 9/2026: Cuti bersama susulan" in public
    assert "Rabu, 6 Januari 2027" in public
    staff = text(browser("loket").get(address("applications:page", args=[row.public_code])))
    assert "04-01-2027 15.00 → 06-01-2027 15.00" in staff
    assert "SKB 9/2026" in text(browser("camat").get(address("calendar:year")))


def test_nothing_is_carried_out_that_was_not_looked_at() -> None:
    row = complete(ktp())
    sekretaris = browser("sekretaris")
    unseen = sekretaris.post(DAYS, {**leave(), "terapkan": "1"})
    assert unseen.status_code == 409
    looked = sekretaris.post(DAYS, leave())
    other = {**leave(first="2026-12-17"), "seen": seen(looked), "terapkan": "1"}
    changed = sekretaris.post(DAYS, other)
    assert changed.status_code == 409
    assert "Kamis, 17 Desember 2026" in text(changed), "the new preview stands below the refusal"
    assert due(row) == at("2027-01-04 15:00")
    again = sekretaris.post(DAYS, {**other, "seen": seen(changed)})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"last": "2026-12-15"}, "mendahului"),
        ({"hours": "08.00-11.00"}, "Hari yang tutup tidak memakai jam"),
        ({"hours": "pagi", "kind": "extra_open"}, "Tulis jamnya seperti"),
        ({"name": ""}, "tidak boleh kosong"),
        ({"first": "2062-12-16"}, "terlalu jauh"),
        ({"name": "3508991705900001"}, "nomor identitas"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(other: dict[str, str], said: str) -> None:
    answer = browser("sekretaris").post(DAYS, leave(**other))
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_counter_that_closes_at_eleven_on_the_last_day_is_due_at_eleven() -> None:
    row = complete(ktp())
    form = leave(kind="extra_open", first="2027-01-04", hours="08.00-11.00", name="Rapat dinas")
    assert carry_out(browser("camat"), DAYS, form).status_code == 302
    assert due(row) == at("2027-01-04 11:00")
    year = browser("loket").get(address("calendar:year"), {"tahun": "2027"})
    assert "08.00-11.00" in text(year)


def ramadan(**other: str) -> dict[str, str]:
    week = {f"hours_{day}": "08.00-13.00" if day < 5 else "" for day in range(7)}
    return {
        "key": key(),
        "name": "Ramadan",
        "valid_from": "2026-12-15",
        "valid_until": "2027-01-08",
        "reference": "SE 3/2026",
        **week,
        **other,
    }


def test_the_hours_of_ramadan_are_set_with_the_hours_of_today_as_a_beginning() -> None:
    row = complete(ktp())
    camat = browser("camat")
    assert 'value="08.00-15.00"' in camat.get(HOURS).content.decode()
    looked = camat.post(HOURS, ramadan())
    assert "Ramadan" in text(looked)
    assert "hari kerja 08.00-13.00 (semula hari kerja 08.00-15.00)" in text(looked)
    assert carry_out(camat, HOURS, ramadan()).status_code == 302
    assert due(row) == at("2027-01-04 13:00")
    assert "Senin–Jumat" in text(camat.get(address("calendar:year")))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"hours_0": "siang"}, "Tulis jamnya seperti"),
        ({"hours_0": "08.00-12.00, 11.00-13.00"}, "bertumpang tindih"),
        ({"valid_until": "2026-12-01"}, "mendahului"),
        ({f"hours_{day}": "" for day in range(7)}, "tidak memuat satu pun jam layanan"),
    ],
)
def test_a_week_that_cannot_be_is_refused(other: dict[str, str], said: str) -> None:
    answer = browser("camat").post(HOURS, ramadan(**other))
    assert answer.status_code == 422
    assert said in text(answer)


def test_it_imports_a_year_after_looking_at_it() -> None:
    it = browser("it")
    assert 'value="2027"' in it.get(IMPORT).content.decode()
    assert it.post(IMPORT, {"key": key(), "year": "2099"}).status_code == 422
    form = {"key": key(), "year": "2028"}
    looked = it.post(IMPORT, form)
    assert "Ditambahkan atau diganti" in text(looked)
    assert carry_out(it, IMPORT, form).status_code == 302
    assert offices.calendar(KTP_OFFICE).day(date(2028, 8, 17)).closed == "public_holiday"
    again = {"key": key(), "year": "2028"}
    nothing = carry_out(it, IMPORT, again)
    assert nothing.status_code == 409
    assert "Tidak ada yang berubah di kalender." in text(nothing)


def test_it_chooses_for_whom_a_decree_holds() -> None:
    card, family = complete(ktp()), complete(kk("other"), "old-card")
    it = browser("it")
    assert "Semua kantor dalam instalasi ini" in text(it.get(DAYS))
    one = leave(first="2026-12-15", office=KK_OFFICE, kind="closure")
    assert carry_out(it, DAYS, one).status_code == 302
    assert (due(card), due(family)) == (at("2027-01-04 15:00"), at("2026-12-16 15:00"))
    everywhere = leave(first="2026-12-16", office="*")
    looked = it.post(DAYS, everywhere)
    assert "Kecamatan Jatiroto: 1" in text(looked)
    assert carry_out(it, DAYS, everywhere).status_code == 302
    assert (due(card), due(family)) == (at("2027-01-06 15:00"), at("2026-12-17 15:00"))


def test_a_note_is_taken_back_with_a_look_at_what_returns() -> None:
    row = complete(ktp())
    decree(closing(WEDNESDAY, office=KTP_OFFICE), actor("sekretaris"))
    (note,) = offices.notes(KTP_OFFICE, first=WEDNESDAY, last=WEDNESDAY)
    where = address("calendar:remove_day", args=[note.id])
    sekretaris = browser("sekretaris")
    assert where in sekretaris.get(address("calendar:year")).content.decode()
    assert "Cuti bersama 16-12-2026" in text(sekretaris.get(where))
    assert browser("sekretaris", KK_OFFICE).get(where).status_code == 404
    looked = sekretaris.post(where, {"key": key(), "reason": "SKB dicabut"})
    assert "hari kerja 08.00-15.00 (semula cuti bersama)" in text(looked)
    assert carry_out(sekretaris, where, {"key": key(), "reason": "SKB dicabut"}).status_code == 302
    assert due(row) == at("2027-01-04 15:00")
    assert sekretaris.get(where).status_code == 404


def test_a_note_of_all_offices_is_not_one_offices_to_take_back() -> None:
    decree(closing(WEDNESDAY))
    (note,) = offices.notes(KTP_OFFICE, first=WEDNESDAY, last=WEDNESDAY)
    where = address("calendar:remove_day", args=[note.id])
    assert browser("sekretaris").get(where).status_code == 403
    assert browser("it").get(where).status_code == 200


def test_a_calendar_that_never_opens_is_refused_with_a_sentence() -> None:
    complete(ktp())
    decree_of_years = ramadan(
        valid_until="", hours_6="08.00-09.00", **{f"hours_{day}": "" for day in range(6)}
    )
    shut = tuple(
        DayNote(date.fromordinal(day), "closure", "Tutup")
        for day in range(date(2026, 12, 15).toordinal(), date(2026, 12, 15).toordinal() + 399)
    )
    change = Change(Kind.DAYS, KTP_OFFICE, "Tutup", put=shut)
    actions.change_calendar(actor=actor("sekretaris"), key=key(), change=change)
    answer = browser("sekretaris").post(HOURS, decree_of_years)
    assert answer.status_code == 409
    assert "kantor tidak pernah buka" in text(answer)


def test_what_was_cut_off_is_gone_on_with_from_its_page() -> None:
    row = complete(ktp())
    made = actions.change_calendar(
        actor=actor("sekretaris"), key=key(), change=closing(WEDNESDAY, office=KTP_OFFICE)
    )
    sekretaris = browser("sekretaris")
    where = address("calendar:change", args=[made])
    assert "Penghitungan ulang belum selesai: 1 kantor belum." in text(sekretaris.get(where))
    assert "belum selesai" in text(sekretaris.get(address("calendar:year")))
    go_on = address("calendar:resume", args=[made])
    assert sekretaris.post(go_on, {}).status_code == 422
    assert sekretaris.post(go_on, {"key": key()}).status_code == 302
    assert due(row) == at("2027-01-06 15:00")
    assert queries.unfinished() == ()
    there = browser("sekretaris", KK_OFFICE)
    assert there.get(where).status_code == 404
    assert there.post(go_on, {"key": key()}).status_code == 404


@pytest.mark.parametrize("post", ["loket", "operator", "kasi", "information_officer"])
def test_who_does_not_keep_the_calendar_cannot_open_its_forms(post: str) -> None:
    client = browser(post)
    assert {client.get(where).status_code for where in (DAYS, HOURS, IMPORT)} == {403}
