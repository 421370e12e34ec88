"""Every page and form of the counter, as a browser without scripts sends them."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.applications.rules import Outcome
from pamong.residents import actions as residents
from tests.applications.browsing import browser, send, text, typed
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    KTP_PAPERS,
    actor,
    at,
    give_back,
    hand_over,
    key,
    kk,
    ktp,
    ktp_at,
    nik,
    record,
    resident,
    set_clock,
    verbs,
)

pytestmark = pytest.mark.usefixtures("counters")

ACTS = (
    "complete",
    "return",
    "refuse",
    "resubmit",
    "perform",
    "record_biometrics",
    "skip",
    "hand_over",
    "withdraw",
    "hold",
    "release",
    "reverse",
    "national_answer",
)
NUMBER = nik(8123, date(1990, 5, 17))
PRESENT = {f"state-{paper}": "present" for paper in KTP_PAPERS}


def intake(person: object, service: str = "ktp") -> str:
    return reverse("applications:take_in", args=[service, person])


def test_a_resident_is_found_taken_in_examined_and_served_page_by_page() -> None:
    person = resident(name="Seruni Rekaan")
    clerk, operator, head = browser("loket"), browser("operator"), browser("kasi")
    found = clerk.post(reverse("applications:start"), {"q": "seruni"})
    assert intake(person.id) in text(found)
    form = clerk.get(intake(person.id))
    assert form.status_code == 200
    sent = {"key": typed(form)["key"], "fact_recording": "not_recorded", "present": list(KTP_PAPERS)}
    answer = clerk.post(intake(person.id), sent)
    row = Application.objects.get()
    page = reverse("applications:page", args=[row.public_code])
    assert answer.status_code == 302
    assert answer["Location"] == page
    again = clerk.post(intake(person.id), sent)
    assert (again["Location"], Application.objects.count()) == (page, 1), "sent twice is taken in once"

    assert "Seruni Rekaan" in text(head.get(page))
    told = send(
        head,
        row,
        "return",
        **{**PRESENT, "state-photo": "deficient", "reason-photo": "Latar merah"},
        field_1="birth_date",
        given_1="17-05-1990",
        evidence_1="17-05-1991",
        note="Foto dengan latar biru",
    )
    assert (told.status_code, row.step) == (302, "submit")
    shown = text(clerk.get(page))
    for words in ("Latar merah", "17-05-1991", "Foto dengan latar biru"):
        assert words in shown
    assert send(clerk, row, "resubmit", present=["photo"]).status_code == 302
    assert send(head, row, "complete", **PRESENT).status_code == 302
    assert row.step == "record"
    assert send(operator, row, "record_biometrics", step="record").status_code == 302
    assert send(operator, row, "perform", step="send", reference="Daftar 7").status_code == 302
    assert row.reference == "Daftar 7"
    assert send(clerk, row, "perform", step="back").status_code == 302
    assert send(clerk, row, "perform", step="ready").status_code == 302
    ended = send(clerk, row, "hand_over", collector="Seruni Rekaan", relation="self", identity="ktp")
    assert (ended.status_code, row.outcome) == (302, Outcome.HANDED_OVER)
    assert clerk.get(page).status_code == 200


def test_what_stands_beside_the_steps_is_done_page_by_page() -> None:
    row, clerk, head = ktp(None), browser("loket"), browser("kasi")
    assert send(clerk, row, "national_answer", state="recorded_card_pending").status_code == 302
    assert send(clerk, row, "hold", reason="no_blanks").status_code == 302
    assert row.hold_reason == "no_blanks"
    assert send(clerk, row, "release").status_code == 302
    assert send(head, row, "complete", **PRESENT).status_code == 302
    assert send(head, row, "reverse", reason="wrong_act", note="Keliru").status_code == 302
    assert row.step == "examine"
    assert send(head, row, "refuse", reason="not_entitled").status_code == 302
    assert send(head, row, "reverse", reason="not_done").status_code == 302
    assert send(clerk, row, "withdraw", reason="deceased", note="Surat kematian").status_code == 302
    assert row.outcome == Outcome.WITHDRAWN


def test_a_form_left_open_takes_back_only_what_it_showed() -> None:
    row, head, operator = ktp("recorded_card_pending"), browser("kasi"), browser("operator")
    send(head, row, "complete", **PRESENT)
    shown = typed(head.get(reverse("applications:page", args=[row.public_code])))["reverse-entry"]
    send(operator, row, "perform", step="send")
    answer = send(head, row, "reverse", reason="wrong_act", entry=shown)
    assert answer.status_code == 409
    assert "sudah ada tindakan lain" in text(answer)
    assert row.step == "back"
    shown = typed(head.get(reverse("applications:page", args=[row.public_code])))["reverse-entry"]
    assert send(head, row, "reverse", reason="wrong_act", entry=shown).status_code == 302
    assert row.step == "send"


def test_a_recording_made_elsewhere_meanwhile_is_skipped_from_the_page() -> None:
    row, operator = ktp_at("record", "not_recorded"), browser("operator")
    residents.record_biometrics(
        actor=actor("operator"), key=key(), resident_id=row.resident_id, reference="elsewhere"
    )
    page = text(operator.get(reverse("applications:page", args=[row.public_code])))
    assert reverse("applications:skip", args=[row.public_code]) in page
    assert send(operator, row, "skip", step="record").status_code == 302
    assert row.step == "send"


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_a_post_and_nothing_else(name: str) -> None:
    row, clerk = ktp(), browser("kasi")
    address = reverse(f"applications:{name}", args=[row.public_code])
    for method in (clerk.get, clerk.head, clerk.put, clerk.delete):
        assert method(address).status_code == 405
    assert verbs(row) == ["submit"]


@pytest.mark.parametrize("name", ACTS)
def test_nobody_acts_without_signing_in(name: str) -> None:
    row = ktp()
    answer = Client().post(reverse(f"applications:{name}", args=[row.public_code]), {"key": key()})
    assert answer.status_code == 302
    assert reverse("staff:sign_in") in answer["Location"]
    assert verbs(row) == ["submit"]


@pytest.mark.parametrize("name", ["page", *ACTS])
def test_another_office_gets_the_same_answer_as_for_a_code_that_does_not_exist(name: str) -> None:
    row, stranger = ktp(), browser("kasi", KK_OFFICE)
    method = stranger.get if name == "page" else stranger.post
    codes = (row.public_code, "0" * 14)
    foreign, unknown = (
        method(reverse(f"applications:{name}", args=[code]), {"key": key()}) for code in codes
    )
    if name not in {"page", "complete", "return", "resubmit", "national_answer"}:
        fields = {"key": key(), "step": "send", "reason": "no_blanks", "collector": "x"}
        fields |= {"relation": "self", "identity": "ktp"}
        fields |= {f"{name}-{field}": value for field, value in fields.items()}
        foreign = method(reverse(f"applications:{name}", args=[codes[0]]), fields)
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert verbs(row) == ["submit"]


# A form that lacks something: the act, the application, what is sent, and what must stand there again.
INCOMPLETE: Mapping[str, tuple[str, dict[str, object], dict[str, str]]] = {
    "complete": ("examine", {"state-photo": "deficient", "note": "Ingat ini"}, {"note": "Ingat ini"}),
    "return": (
        "examine",
        {"field_1": "birth_date", "given_1": "17-05-1990"},
        {"field_1": "birth_date", "given_1": "17-05-1990"},
    ),
    "refuse": ("examine", {"note": "Ingat ini"}, {"refuse-note": "Ingat ini"}),
    "resubmit": ("submit", {"present": ["nonsense"]}, {}),
    "perform": ("send", {"reference": "x" * 81, "step": "send"}, {"reference": "x" * 81}),
    "record_biometrics": ("record", {}, {}),
    "skip": ("record", {}, {}),
    "hand_over": (
        "hand-over",
        {"collector": "Melati", "relation": "family", "identity": "nothing"},
        {"collector": "Melati", "relation": "family"},
    ),
    "withdraw": ("examine", {"note": "Ingat ini"}, {"withdraw-note": "Ingat ini"}),
    "hold": ("examine", {"reason": "bored"}, {}),
    "reverse": ("send", {"note": "Ingat ini"}, {"reverse-note": "Ingat ini"}),
    "national_answer": ("examine", {"state": "maybe"}, {}),
}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_a_form_that_lacks_something_is_shown_again_with_what_was_typed(name: str) -> None:
    step, data, kept = INCOMPLETE[name]
    recorded = "not_recorded" if step == "record" else "recorded_card_pending"
    if step == "examine":
        row = ktp(None if name == "national_answer" else recorded)
    else:
        row = ktp_at(step, recorded)
    before = verbs(row)
    post = {"record": "operator", "submit": "loket", "hand-over": "loket"}.get(step, "kasi")
    answer = send(browser(post), row, name, **data)
    assert answer.status_code == 422
    standing = typed(answer)
    assert {field: standing.get(field) for field in kept} == kept
    assert verbs(row) == before


def test_what_an_examination_found_stands_there_again_when_something_is_lacking() -> None:
    answer = send(
        browser("kasi"),
        ktp(),
        "return",
        **{"state-photo": "deficient", "reason-photo": "Rusak", "given_1": "x"},
    )
    assert answer.status_code == 422
    standing = typed(answer)
    assert (standing.get("state-photo"), standing.get("reason-photo")) == ("deficient", "Rusak")


def test_a_form_without_its_key_does_nothing() -> None:
    row = ktp()
    address = reverse("applications:release", args=[row.public_code])
    assert browser().post(address, {}).status_code == 422
    assert verbs(row) == ["submit"]


# A well-filled form that the rules refuse: the act, the post, where, what, the clause and words of its text.
REFUSED: list[tuple[str, str, str, dict[str, object], str, str]] = [
    ("complete", "kasi", "examine", {"state-photo": "not_examined"}, "4.4", "Berkas yang lengkap dan valid"),
    ("return", "kasi", "examine", {**PRESENT}, "4.4", "dikembalikan kepada pemohon"),
    ("refuse", "kasi", "send", {"reason": "not_entitled"}, "4.6", "Dispenduk Capil"),
    ("resubmit", "kasi", "submit", {"present": ["photo"]}, "4.3", "menyerahkan berkas"),
    ("perform", "kasi", "back", {"step": "back"}, "4.7", "diserahkan kepada pemohon"),
    ("record_biometrics", "loket", "record", {"step": "record"}, "4.5", "direkam"),
    ("skip", "operator", "record", {"step": "record"}, "4.5", "direkam"),
    (
        "hand_over",
        "operator",
        "hand-over",
        {"collector": "M", "relation": "self", "identity": "kk"},
        "4.7",
        "KTP",
    ),
    ("withdraw", "camat", "examine", {"reason": "deceased"}, "4.4", "Seksi Pelayanan Umum"),
]


@pytest.mark.parametrize(("name", "post", "step", "data", "clause", "words"), REFUSED)
def test_a_refusal_quotes_the_clause_it_rests_on(
    name: str, post: str, step: str, data: dict[str, object], clause: str, words: str
) -> None:
    recorded = "not_recorded" if step == "record" else "recorded_card_pending"
    row = ktp() if step == "examine" else ktp_at(step, recorded)
    before = verbs(row)
    answer = send(browser(post), row, name, **data)
    assert answer.status_code == 409
    shown = text(answer)
    assert re.search(rf">[^<]*{re.escape(clause)}[^<]*<", shown)
    assert words in shown
    assert verbs(row) == before


@pytest.mark.parametrize(
    ("name", "post", "data"),
    [
        ("hold", "camat", {"reason": "no_blanks"}),
        ("release", "kasi", {}),
        ("reverse", "loket", {"reason": "wrong_act"}),
    ],
)
def test_a_refusal_without_a_clause_says_why(name: str, post: str, data: dict[str, str]) -> None:
    row = ktp()
    answer = send(browser(post), row, name, **data)
    assert answer.status_code == 409
    assert 'role="alert"' in text(answer)


def test_what_two_people_did_at_once_shows_where_it_stands_now() -> None:
    row, first, second = ktp_at("send"), browser("kasi"), browser("operator")
    assert send(first, row, "perform", step="send").status_code == 302
    answer = send(second, row, "perform", step="send")
    assert answer.status_code == 409
    assert "tidak sedang ditunggu" in text(answer)


@pytest.mark.parametrize(
    ("name", "step", "post", "data"),
    [
        ("return", "examine", "kasi", {"state-photo": "deficient", "reason-photo": NUMBER}),
        ("return", "examine", "kasi", {"field_1": "number", "given_1": NUMBER, "evidence_1": "lain"}),
        ("return", "examine", "kasi", {"field_1": "number", "given_1": "x", "evidence_1": NUMBER}),
        ("return", "examine", "kasi", {"note": NUMBER}),
        ("refuse", "examine", "kasi", {"reason": "not_entitled", "note": NUMBER}),
        ("withdraw", "examine", "kasi", {"reason": "deceased", "note": f"NIK {NUMBER} wafat"}),
        ("reverse", "send", "kasi", {"reason": "wrong_act", "note": " ".join(NUMBER)}),
        (
            "perform",
            "send",
            "kasi",
            {"step": "send", "reference": "-".join((NUMBER[:6], NUMBER[6:12], NUMBER[12:]))},
        ),
        ("hand_over", "hand-over", "loket", {"collector": NUMBER, "relation": "self", "identity": "ktp"}),
    ],
)
def test_a_whole_identity_number_in_free_text_is_refused(
    name: str, step: str, post: str, data: dict[str, str]
) -> None:
    row = ktp() if step == "examine" else ktp_at(step)
    before = verbs(row)
    assert send(browser(post), row, name, **data).status_code == 422
    assert verbs(row) == before


def test_the_paper_accepted_for_an_open_ended_requirement_is_named_on_the_form() -> None:
    row, head = kk("data_change"), browser("kasi", KK_OFFICE)
    found = {"state-old-card": "present", "state-supporting-data": "present"}
    assert send(head, row, "complete", **found).status_code == 422
    answer = send(head, row, "complete", **found, **{"named-supporting-data": "Ijazah"})
    assert answer.status_code == 302
    assert row.checklist["supporting-data"]["named"] == "Ijazah"


def test_the_intake_counts_the_requirements_anew_without_taking_anything_in() -> None:
    person, clerk = resident(KK_OFFICE), browser("loket", KK_OFFICE)
    address = intake(person.id, "kk")
    counted = clerk.post(address, {"key": "k", "fact_reasons": ["lost_card"], "present": [], "hitung": "1"})
    assert counted.status_code == 200
    assert (typed(counted)["fact_reasons"], typed(counted)["key"]) == ("lost_card", "k")
    assert 'value="loss-letter"' in text(counted)
    assert 'value="old-card"' not in text(counted)
    assert Application.objects.count() == 0
    taken = clerk.post(
        address, {"key": "k", "fact_reasons": ["lost_card", "new_child"], "present": ["loss-letter"]}
    )
    assert taken.status_code == 302
    row = Application.objects.get()
    assert row.answers == {"reasons": ["lost_card", "new_child"]}
    assert row.checklist["loss-letter"] == {"state": "present"}


def test_an_intake_without_its_answers_is_shown_again_with_what_was_ticked() -> None:
    person, clerk = resident(KK_OFFICE), browser("loket", KK_OFFICE)
    answer = clerk.post(intake(person.id, "kk"), {"key": "k", "present": ["old-card"]})
    assert answer.status_code == 422
    assert Application.objects.count() == 0


def test_an_intake_that_is_refused_says_so_and_keeps_what_was_ticked() -> None:
    row, clerk = ktp(), browser()
    answer = clerk.post(intake(row.resident_id), {"key": "k", "present": ["photo"]})
    assert answer.status_code == 409
    assert "1/2026" in text(answer)
    assert typed(answer)["present"] == "photo"
    assert Application.objects.count() == 1


def test_what_the_register_answers_is_not_asked() -> None:
    row = record(ktp_at("record", "not_recorded"))
    actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="applicant_wish")
    clerk = browser()
    assert "fact_recording" not in text(clerk.get(intake(row.resident_id)))
    assert "fact_recording" in text(clerk.get(intake(resident().id)))


@pytest.mark.parametrize("service", ["kk", "passport"])
def test_a_service_without_a_standard_here_has_no_intake(service: str) -> None:
    assert browser().get(intake(resident().id, service)).status_code == 404


def test_somebody_this_office_does_not_know_has_no_intake() -> None:
    clerk = browser()
    assert clerk.get(intake(resident(KK_OFFICE).id)).status_code == 404
    assert clerk.get(intake(uuid4())).status_code == 404


@pytest.mark.parametrize("post", ["camat", "sekretaris", "information_officer"])
def test_only_the_counter_section_opens_an_intake(post: str) -> None:
    client = browser(post)
    assert client.get(reverse("applications:start")).status_code == 403
    assert client.get(intake(resident().id)).status_code == 403


def test_somebody_only_another_office_knows_is_found_by_the_whole_number_and_by_nothing_less() -> None:
    born = date(1966, 6, 6)
    resident(KK_OFFICE, name="Topan Rekaan", born=born, number=nik(606, born))
    clerk = browser()
    for asked in ("topan", nik(606, born)[:12], nik(607, born)):
        assert "Topan" not in text(clerk.post(reverse("applications:start"), {"q": asked}))
    found = clerk.post(reverse("applications:start"), {"q": nik(606, born)})
    assert "Topan Rekaan" in text(found)
    assert nik(606, born) not in text(found)
    assert nik(606, born)[:10] not in text(found)


def test_the_start_page_lists_what_this_office_offers() -> None:
    shown = text(browser().get(reverse("applications:start")))
    assert "SP-KEC.YOSOWILANGUN-PELY-02" in shown
    assert "SP-KEC.JATIROTO" not in shown


def test_the_new_resident_comes_back_with_the_intake_at_hand() -> None:
    person, clerk = resident(), browser()
    start = reverse("applications:start")
    assert intake(person.id) in text(clerk.get(start, {"warga": str(person.id)}))
    assert clerk.get(start, {"warga": "nobody"}).status_code == 404
    assert clerk.get(start, {"warga": str(uuid4())}).status_code == 404


def test_pages_of_the_staff_are_kept_by_no_cache_and_name_no_person_in_the_address() -> None:
    row, clerk = ktp(), browser()
    address = reverse("applications:page", args=[row.public_code])
    answer = clerk.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert str(row.resident_id) not in address


@pytest.mark.parametrize("post", ["loket", "operator", "kasi", "sekretaris", "camat", "information_officer"])
@pytest.mark.parametrize("step", ["examine", "submit", "record", "send", "back", "ready", "hand-over", ""])
def test_every_post_can_read_every_stage(post: str, step: str) -> None:
    recorded = "not_recorded" if step == "record" else "recorded_card_pending"
    row = ktp(recorded) if step == "examine" else ktp_at(step, recorded)
    answer = browser(post).get(reverse("applications:page", args=[row.public_code]))
    assert answer.status_code == 200
    assert "KTP" in text(answer)


def test_an_offered_act_is_never_refused_for_the_post() -> None:
    row, client = ktp_at("send"), browser("camat")
    shown = text(client.get(reverse("applications:page", args=[row.public_code])))
    offered = [
        name for name in ACTS if f'{reverse(f"applications:{name}", args=[row.public_code])}"' in shown
    ]
    assert offered == []


def test_the_page_shows_the_date_with_its_weekday_and_how_it_was_counted() -> None:
    row = ktp_at("send")
    shown = text(browser().get(reverse("applications:page", args=[row.public_code])))
    assert "Senin, 4 Januari 2027" in shown
    assert "cuti bersama" in shown
    set_clock("2027-01-04 15:01")
    late = text(browser().get(reverse("applications:page", args=[row.public_code])))
    assert "Lewat waktu" in late
    assert row.due_at == at("2027-01-04 15:00")


def test_the_same_pages_speak_english_under_their_own_address() -> None:
    row, clerk = give_back(ktp()), browser()
    address = reverse("applications:page", args=[row.public_code])
    english = text(clerk.get(f"/en{address}"))
    assert 'lang="en"' in english
    assert "Passport photo 3 x 4" in english
    assert "Pas foto 3 x 4" not in english
    assert "Pas foto 3 x 4" in text(clerk.get(address))
    sent = clerk.post(f"/en{address}/ajukan-kembali", {"key": key(), "present": ["photo"]})
    assert sent["Location"].partition("?")[0] == f"/en{address}"


def test_a_collected_card_offers_the_reversal_to_the_head_only() -> None:
    row = hand_over(ktp_at("hand-over"))
    reversal = reverse("applications:reverse", args=[row.public_code])
    page = reverse("applications:page", args=[row.public_code])
    assert reversal in text(browser("kasi").get(page))
    assert reversal not in text(browser("loket").get(page))
    assert row.office_id == KTP_OFFICE
