"""What stands in a notice: the act, what follows from it, the day with its weekday; and who is not in it."""

import re
from datetime import date
from uuid import uuid4

import pytest

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.applications.present.told import letter
from pamong.ledger.rules import Subject
from pamong.notices import queries
from pamong.notices.queries import Job
from pamong.notices.rules import Letter
from tests.applications.installation import (
    KK_OFFICE,
    WRONG_BIRTH_DATE,
    actor,
    complete,
    do,
    give_back,
    hand_over,
    key,
    resident,
    seen,
    take_in,
)
from tests.applications.test_corrections import decree, recompute
from tests.notices.delivery import EMAIL, PHONE, newest, wishing

pytestmark = pytest.mark.usefixtures("two_offices")


def told(row: Application) -> Letter:
    """The newest notice about this application, as it would be sent now."""
    written = queries.written(queries.row(newest(row)).job)
    assert written is not None
    return written


def test_taken_in_is_told_with_number_office_and_the_page_to_look_at() -> None:
    row = wishing()
    found = told(row)
    assert found.subject == f"KTP {row.number}/{row.year}: Permohonan diterima di loket"
    assert "Kecamatan Yosowilangun" in found.text
    assert "sudah diterima dan akan diperiksa" in found.text
    assert f"/status/{row.public_code}" in found.text
    assert found.address == EMAIL


def test_complete_is_told_with_the_day_it_is_due_and_what_comes_next() -> None:
    """Twelve working days from Monday 14-12-2026 end on Monday 04-01-2027; this person must be recorded first."""
    found = told(complete(wishing()))
    assert "lengkap dan valid" in found.text
    assert "Senin, 4 Januari 2027" in found.text
    assert "Anda perlu direkam di kantor." in found.text


def test_the_same_in_english() -> None:
    found = told(complete(wishing(language="en")))
    assert "complete and valid" in found.text
    assert "Monday, 4 January 2027" in found.text
    assert not re.search(r"\b(permohonan|kantor|Anda)\b", found.text)


def test_a_return_names_what_is_wrong_and_what_was_never_brought_but_not_what_an_officer_wrote() -> None:
    person = resident(phone=PHONE, email=EMAIL, notice_channel="email")
    row = take_in(person, present=["village-letter", "photo"])
    row = give_back(row, invalid=[WRONG_BIRTH_DATE], photo="Tetangganya Bu Sari bilang fotonya lama")
    found = told(row)
    assert "dikembalikan" in found.text
    assert "- Foto" in found.text or "- Pas foto" in found.text
    assert "- Fotokopi Kartu Keluarga" in found.text
    assert "Tanggal lahir berbeda dari buktinya" in found.text
    assert "Bu Sari" not in found.text
    assert "1991" not in found.text


def test_of_papers_of_which_one_is_enough_the_common_name_is_told() -> None:
    person = resident(KK_OFFICE, email=EMAIL, notice_channel="email")
    row = take_in(person, "kk", answers={"reasons": ("marital_status",)}, present=())
    row = actions.return_for_completion(
        actor=actor("kasi", KK_OFFICE),
        key=key(),
        code=row.public_code,
        examined=seen(old_card="Tidak dibawa"),
    )
    assert told(row).text.count("\n- ") == 2


def test_a_return_after_completeness_says_that_no_time_is_counted() -> None:
    row = complete(wishing(recording="recorded_card_pending"))
    row = do(row, "send", "operator")
    row = do(row, "back", "loket")
    row = give_back(row)
    found = told(row)
    assert "Waktu tidak dihitung" in found.text
    assert "paling lambat" not in found.text


def test_a_refusal_tells_its_reason() -> None:
    row = wishing()
    actions.refuse(
        actor=actor("loket"), key=key(), code=row.public_code, reason="not_this_office", note="Pak Budi marah"
    )
    found = told(row)
    assert "Alasannya: Bukan kewenangan kantor ini." in found.text
    assert "Pak Budi" not in found.text


def ready() -> Application:
    row = complete(wishing(recording="recorded_card_pending"))
    for step, post in (("send", "operator"), ("back", "loket"), ("ready", "loket")):
        row = do(row, step, post)
    return row


def test_ready_is_told_and_handed_over_does_not_say_to_whom() -> None:
    row = ready()
    assert "siap diambil di loket" in told(row).text
    assert "paling lambat" not in told(row).text
    hand_over(row, collector="Melati Andaika", relation="family", identity="ktp")
    found = told(row)
    assert "sudah diserahkan" in found.text
    assert "Melati" not in found.text


def test_a_hold_that_came_after_the_act_is_not_in_its_notice() -> None:
    row = complete(wishing())
    actions.hold(actor=actor("loket"), key=key(), code=row.public_code, reason="power_cut")
    assert "tertunda" not in told(row).text


def test_a_date_that_moved_is_told_with_the_new_day_and_why_nothing_moves() -> None:
    row = complete(wishing())
    actions.hold(actor=actor("loket"), key=key(), code=row.public_code, reason="power_cut")
    decree(date(2026, 12, 30), "collective_leave")
    recompute()
    found = told(row)
    assert "berubah karena kalender kantor berubah" in found.text
    assert "Rabu, 6 Januari 2027" in found.text
    assert "Saat ini tertunda: Listrik padam." in found.text


def test_no_text_holds_a_name_a_number_of_a_person_or_an_address() -> None:
    rows = [wishing(), complete(wishing()), give_back(wishing()), ready()]
    for row in rows:
        found = told(row)
        for text in (found.subject, found.text, found.short):
            assert "Rekaan" not in text
            assert PHONE not in text
            assert EMAIL not in text
            assert not re.search(r"\d{9,}", text)


def test_every_text_warns_of_those_who_ask_for_money() -> None:
    assert "tidak pernah meminta uang" in told(wishing()).text


def test_the_short_text_fits_two_messages_and_leads_to_the_page() -> None:
    row = ready()
    assert len(told(row).short) <= 2 * 153
    assert row.public_code in told(row).short


def test_an_entry_that_nobody_knows_says_nothing() -> None:
    job = Job(uuid4(), "35.08.07", "application", "x", uuid4(), "email", "id")
    assert letter(job) is None
    assert letter(Job(uuid4(), "35.08.07", "application", "x", None, "email", "id")) is None


def test_a_subject_that_is_gone_says_nothing() -> None:
    row = wishing()
    job = queries.row(newest(row)).job
    assert Subject("application", str(row.pk)).id == job.subject_id
    assert letter(job) is not None
