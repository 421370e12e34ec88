"""The notices of an office on its pages: what needs somebody, who sent what, and nothing of another office."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.notices import actions, queries
from pamong.notices.actions import deliver
from pamong.notices.models import Notice
from pamong.notices.present import whatsapp_url
from pamong.notices.rules import DeliveryError, Letter, State
from pamong.residents import actions as residents
from pamong.residents import queries as residents_queries
from pamong.residents.queries import Wish
from tests.applications.browsing import browser, text, typed
from tests.applications.installation import KK_OFFICE, actor, bring, complete, give_back, key, resident
from tests.notices.delivery import PHONE, PostBox, newest, wishing

pytestmark = pytest.mark.usefixtures("counters")


def address(name: str, notice: Notice) -> str:
    return reverse(f"notices:{name}", args=[notice.pk])


def test_an_office_without_notices_says_so() -> None:
    page = text(browser().get("/pemberitahuan"))
    assert "Belum ada pemberitahuan." in page
    assert "Perlu ditangani (0)" in page


def test_what_failed_stands_first_with_its_reason_and_a_way_to_try_again(post_box: PostBox) -> None:
    row = wishing()
    post_box.answers = [DeliveryError("refused", final=True)]
    deliver()
    clerk = browser()
    page = text(clerk.get("/pemberitahuan"))
    assert "Perlu ditangani (1)" in page
    assert "Ditolak oleh layanan pengirim" in page
    assert f"KTP {row.number}/{row.year}" in page
    answer = clerk.post(address("retry", newest(row)), {"key": key()})
    assert answer.status_code == 422
    answer = clerk.post(address("retry", newest(row)), {"key": "0190a0a0-0000-7000-8000-000000000001"})
    assert answer.status_code == 302
    assert newest(row).state == State.WAITING
    deliver()
    found = newest(row)
    assert (found.state, found.attempts, found.spent) == (State.SENT, 2, 1)
    assert "2 percobaan" in text(clerk.get("/pemberitahuan"))


def test_a_failure_says_when_it_is_tried_again(post_box: PostBox) -> None:
    wishing()
    post_box.answers = [DeliveryError("unreachable")]
    deliver()
    page = text(browser().get("/pemberitahuan"))
    assert "Gagal, dicoba lagi" in page
    assert "berikutnya 14-12-2026 08.01" in page


def test_the_sekretaris_reads_and_may_not_act(post_box: PostBox) -> None:
    row = wishing("whatsapp")
    reader = browser("sekretaris")
    page = text(reader.get(address("page", newest(row))))
    assert "wa.me" not in page
    assert PHONE not in page
    assert reader.post(address("mark_sent", newest(row)), {"key": key()}).status_code == 403


def test_whatsapp_is_opened_with_the_text_and_marked_by_whoever_sent_it() -> None:
    row = wishing("whatsapp")
    clerk = browser("operator")
    page = text(clerk.get(address("page", newest(row))))
    assert "https://wa.me/6281230000001?text=" in page
    form = {"key": "0190a0a0-0000-7000-8000-000000000002"}
    assert clerk.post(address("mark_sent", newest(row)), form).status_code == 302
    # Sent twice, it is one act.
    assert clerk.post(address("mark_sent", newest(row)), form).status_code == 302
    found = newest(row)
    assert found.state == State.SENT
    assert found.sent_by
    (entry,) = ledger.timeline(Subject("notice", str(found.pk)))
    assert (entry.verb, entry.actor) == ("mark_notice_sent", found.sent_by)
    assert "Operator" in text(clerk.get("/pemberitahuan"))
    late = clerk.post(address("mark_failed", found), {"key": "0190a0a0-0000-7000-8000-000000000003"})
    assert late.status_code == 409
    assert "tidak menunggu dikirim" in text(late)


def test_the_link_carries_the_whole_text_and_the_number_without_a_plus() -> None:
    letter = Letter("KTP 1/2026", "Baris satu & dua\n- foto?\n", "", "+6281230000001")
    link = urlsplit(whatsapp_url(letter))
    assert link.path == "/6281230000001"
    assert parse_qs(link.query)["text"] == [letter.text]


def test_what_could_not_be_sent_by_hand_comes_back_to_the_hand() -> None:
    row = wishing("whatsapp")
    loket = actor("loket")
    same = key()
    actions.mark_failed(actor=loket, key=same, notice_id=newest(row).pk)
    actions.mark_failed(actor=loket, key=same, notice_id=newest(row).pk)
    assert (newest(row).state, newest(row).last_error) == (State.FAILED, "by_hand")
    page = text(browser().get(address("page", newest(row))))
    assert "Coba lagi" in page
    again = key()
    actions.retry(actor=loket, key=again, notice_id=newest(row).pk)
    actions.retry(actor=loket, key=again, notice_id=newest(row).pk)
    assert newest(row).state == State.BY_HAND


def test_what_could_not_be_sent_may_be_told_another_way(post_box: PostBox) -> None:
    row = wishing()
    post_box.answers = [DeliveryError("refused", final=True)]
    deliver()
    clerk = browser()
    assert "dengan cara lain" in text(clerk.get(address("page", newest(row))))
    clerk.post(address("mark_sent", newest(row)), {"key": "0190a0a0-0000-7000-8000-000000000005"})
    assert newest(row).state == State.SENT
    assert "Perlu ditangani (0)" in text(clerk.get("/pemberitahuan"))


def test_a_retry_of_what_is_on_its_way_is_refused() -> None:
    row = wishing()
    with pytest.raises(Refused) as refused:
        actions.retry(actor=actor("loket"), key=key(), notice_id=newest(row).pk)
    assert refused.value.refusal.code == "not_failed"


def test_two_people_who_mark_the_same_notice_do_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    row = wishing("whatsapp")
    read = queries.one(office=row.office_id, notice_id=newest(row).pk)
    actions.mark_sent(actor=actor("loket"), key=key(), notice_id=newest(row).pk)
    monkeypatch.setattr("pamong.notices.queries.one", lambda **_: read)
    with pytest.raises(Refused) as refused:
        actions.mark_sent(actor=actor("operator"), key=key(), notice_id=newest(row).pk)
    assert refused.value.refusal.code == "stale"


def test_what_is_no_longer_true_is_not_offered_to_be_sent() -> None:
    row = give_back(wishing("whatsapp"))
    bring(row)
    page = text(browser().get(address("page", newest(row))))
    assert "wa.me" not in page
    assert "sudah tidak berlaku" in page


def test_a_number_that_is_gone_is_not_offered_either() -> None:
    row = wishing("whatsapp")
    residents.correct(
        actor=actor("loket"), key=key(), resident_id=row.resident_id, phone="", notice_channel=""
    )
    assert "sudah tidak berlaku" in text(browser().get(address("page", newest(row))))


def test_another_office_sees_nothing_of_it() -> None:
    row = wishing("whatsapp")
    stranger = browser(office=KK_OFFICE)
    assert "Belum ada pemberitahuan." in text(stranger.get("/pemberitahuan"))
    assert stranger.get(address("page", newest(row))).status_code == 404
    form = {"key": "0190a0a0-0000-7000-8000-000000000004"}
    assert stranger.post(address("mark_sent", newest(row)), form).status_code == 404


def test_the_list_goes_on_where_a_page_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    rows = [wishing() for _ in range(3)]
    clerk = browser()
    first = text(clerk.get("/pemberitahuan"))
    assert f">KTP {rows[2].number}/{rows[2].year}<" in first
    assert f">KTP {rows[0].number}/{rows[0].year}<" not in first
    page = queries.of_office(office=rows[0].office_id)
    second = text(clerk.get(f"/pemberitahuan?sesudah={page.after}"))
    assert f">KTP {rows[0].number}/{rows[0].year}<" in second
    assert "KTP" in text(clerk.get("/pemberitahuan?sesudah=bukan-nomor"))


def test_the_application_shows_what_its_applicant_was_told(post_box: PostBox) -> None:
    row = wishing()
    deliver()
    complete(row)
    page = text(browser().get(reverse("applications:page", args=[row.public_code])))
    assert "Pemberitahuan kepada pemohon" in page
    assert "Terkirim" in page
    assert "Menunggu dikirim" in page


def test_the_application_of_somebody_who_did_not_ask_shows_no_notices() -> None:
    from tests.applications.installation import ktp

    page = text(browser().get(reverse("applications:page", args=[ktp().public_code])))
    assert "Pemberitahuan kepada pemohon" not in page


def test_how_many_need_somebody_is_told_up_to_a_hundred() -> None:
    assert queries.count_needing_somebody(office="35.08.07") == 0
    wishing("whatsapp")
    assert queries.count_needing_somebody(office="35.08.07") == 1


def test_a_briefing_that_failed_stands_there_under_its_own_name(post_box: PostBox) -> None:
    clerk = browser()
    actions.order_briefings()
    Notice.objects.update(state=State.FAILED, next_at=None, last_error="unexpected")
    page = text(clerk.get("/pemberitahuan"))
    assert "Ringkasan pagi untuk petugas" in page
    assert "Berkas catatan" in page


def test_a_form_offers_the_ways_that_this_installation_can_go(post_box: PostBox, settings: Any) -> None:
    clerk = browser()
    page = text(clerk.get(reverse("residents:register")))
    for way in ("email", "sms", "whatsapp"):
        assert f'value="{way}"' in page
    settings.NOTICE_ADAPTERS = {}
    page = text(clerk.get(reverse("residents:register")))
    assert 'value="whatsapp"' in page
    assert 'value="sms"' not in page


def test_a_wish_is_typed_at_the_counter_and_shown_on_the_page_of_the_resident(post_box: PostBox) -> None:
    person = resident()
    clerk = browser()
    address_ = reverse("residents:correct", args=[person.id])
    form = typed(clerk.get(address_)) | {"notice_channel": "email", "email": "", "birth_date": "17-05-1990"}
    answer = clerk.post(address_, form)
    assert answer.status_code == 422
    assert "Isi e-mail" in text(answer)
    answer = clerk.post(address_, form | {"email": "sekar@contoh.example", "notice_language": ""})
    assert answer.status_code == 302
    page = text(clerk.get(reverse("residents:page", args=[person.id])))
    assert "sekar@contoh.example" in page
    assert residents_queries.wish(resident_id=person.id) == Wish("email", "id")


def test_a_notice_is_named_by_channel_and_state_and_nothing_else() -> None:
    found = newest(wishing("whatsapp"))
    assert str(found) == f"whatsapp by_hand {found.pk}"
