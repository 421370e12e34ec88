"""The morning briefing: once on a working day, when the office opens, to whoever has a way to get it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from pamong.config import cli
from pamong.ledger import clock
from pamong.notices.actions import deliver, order_briefings
from pamong.notices.models import Notice
from pamong.notices.rules import State
from pamong.staff import actions as staff
from pamong.staff.rules import INSTALLER
from tests.applications.browsing import browser, text
from tests.applications.installation import complete, give_back, key, ktp, ktp_at, set_clock
from tests.notices.delivery import PostBox, wishing
from tests.staff.people import Hired, hire

pytestmark = pytest.mark.usefixtures("counters")

OFFICE_MAIL = "loket@kecamatan.example"


def officer(post: str = "loket", email: str = OFFICE_MAIL) -> Hired:
    hired = hire(f"{post}.pagi", post)
    staff.set_email(actor=INSTALLER, person_id=hired.person_id, email=email, key=key())
    return hired


def briefings() -> list[Notice]:
    return list(Notice.objects.filter(subject_kind="briefing").order_by("id"))


def test_it_is_ordered_once_a_day_and_again_the_next_working_day(post_box: PostBox) -> None:
    officer()
    assert order_briefings() == 1
    assert order_briefings() == 0
    set_clock("2026-12-15 08:30")
    assert order_briefings() == 1


def test_before_opening_and_on_a_closed_day_there_is_none(post_box: PostBox) -> None:
    officer()
    set_clock("2026-12-15 05:00")
    assert order_briefings() == 0
    set_clock("2026-12-20 09:00")  # a Sunday
    assert order_briefings() == 0


def test_without_any_way_to_send_nothing_is_ordered() -> None:
    officer()
    assert order_briefings() == 0


def test_whoever_has_no_address_gets_none_but_in_a_trial(post_box: PostBox, settings: Any) -> None:
    hire("tanpa.alamat", "operator")
    path = settings.NOTICE_ADAPTERS["log"]
    settings.NOTICE_ADAPTERS = {"email": path}
    assert order_briefings() == 0
    settings.NOTICE_ADAPTERS = {"log": path}
    assert order_briefings() == 1
    assert briefings()[0].channel == "log"


@pytest.mark.parametrize(("post", "gets"), [("kasi", 1), ("sekretaris", 1), ("camat", 0), ("it", 0)])
def test_it_goes_to_those_who_work_with_the_queue(post_box: PostBox, post: str, gets: int) -> None:
    officer(post)
    assert order_briefings() == gets


def test_it_tells_what_is_due_late_returned_and_ready_and_nobody_s_name(post_box: PostBox) -> None:
    officer()
    late = complete(ktp())
    returned = give_back(ktp())
    ready = ktp_at("hand-over")
    wishing("whatsapp")
    set_clock("2027-01-11 08:30")
    order_briefings()
    assert deliver().sent == 1
    (received,) = post_box.received
    assert received.letter.address == OFFICE_MAIL
    assert "Ringkasan pagi Kecamatan Yosowilangun, Senin, 11 Januari 2027" in received.letter.subject
    said = received.letter.text
    for row, part in ((late, "Lewat waktu: 1"), (returned, "Dikembalikan: 1"), (ready, "Siap diambil: 1")):
        assert part in said
        assert f"- KTP {row.number}/{row.year} · " in said
    assert "Pemberitahuan yang perlu ditangani: 1" in said
    assert reverse("desk:briefing") in said
    assert "Rekaan" not in said


def test_whose_appointment_has_ended_is_sent_nothing(post_box: PostBox) -> None:
    hired = officer()
    order_briefings()
    staff.end_appointment(
        actor=INSTALLER, appointment_id=hired.appointment_id, last_day=date(2026, 12, 14), key=key()
    )
    clock.travel(timedelta(days=1))
    assert deliver().silent == 1
    assert briefings()[0].state == State.SILENT


def test_the_page_shows_the_same_and_leads_to_the_lists(post_box: PostBox) -> None:
    row = give_back(ktp())
    clerk = browser()
    page = text(clerk.get(reverse("desk:briefing")))
    assert "Dikembalikan (1)" in page
    assert f"KTP {row.number}/{row.year}" in page
    assert "Pemberitahuan yang perlu ditangani" not in page
    wishing("whatsapp")
    assert "Pemberitahuan yang perlu ditangani: 1" in text(clerk.get(reverse("desk:briefing")))


def test_the_command_orders_and_sends(post_box: PostBox, capsys: pytest.CaptureFixture[str]) -> None:
    officer()
    assert cli.main(["notices", "digest"]) == 0
    assert cli.main(["notices", "digest"]) == 0
    assert capsys.readouterr().out == "1 terkirim, 0 gagal\n0 terkirim, 0 gagal\n"
