"""The desa prepares a form, sends it ahead, and the counter takes it in without typing it again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from pamong.applications.models import Application
from pamong.desa import actions, queries, rules
from pamong.desa.models import PreparedForm
from pamong.desa.rules import FormState
from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused, Subject
from pamong.offices import queries as offices
from pamong.residents import queries as residents
from pamong.residents.models import Resident
from tests.applications import installation as office
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, actor, key, lay_down, set_clock
from tests.desa.prepared import BORN, DESA, NEIGHBOUR, SEEN, content, draft, officer, sent, take_in


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


@pytest.mark.usefixtures("two_offices")
class TestPreparing:
    @pytest.mark.clause("ktp", "4.1")
    def test_a_form_prepared_with_the_resident_is_a_draft_of_the_desa(self) -> None:
        row = draft()
        assert (row.state, row.desa_id, row.office_id) == ("draft", DESA, KTP_OFFICE)
        entry = ledger.newest(Subject("prepared_form", str(row.pk)))
        assert entry is not None
        assert (entry.office, entry.verb, entry.clause) == (DESA, "prepare_form", "4.1")
        assert entry.payload["differences"] == []

    @pytest.mark.clause("ktp", "4.1")
    def test_a_difference_from_the_family_card_is_named_and_stops_nothing(self) -> None:
        row = draft(card={**content().written(), "name": "Melati Karang", "number": ""})
        page = queries.form(actor=officer(), code=row.code)
        assert [(each.field, each.found) for each in page.differences] == [
            ("number", "not_compared"),
            ("name", "different"),
        ]
        assert actions.send_ahead(actor=officer(), key=key(), code=row.code, seen=SEEN).state == "sent"

    def test_the_ledger_knows_nothing_of_the_person(self) -> None:
        row = take_in(sent())
        said = content()
        for entry in Entry.objects.filter(subject_kind="prepared_form"):
            assert said.name not in str(entry.payload)
            assert "350899" not in str(entry.payload)
        assert row.application is not None

    def test_the_number_lies_sealed(self) -> None:
        said = content()
        row = actions.prepare(actor=officer(), key=key(), service="ktp", content=said)
        stored = bytes(PreparedForm.objects.get(pk=row.pk).content_sealed)
        assert said.number.encode() not in stored
        assert said.number not in repr(said)
        assert queries.form(actor=officer(), code=row.code).content == said

    def test_the_same_key_again_is_the_same_draft(self) -> None:
        once = key()
        said = content()
        first = actions.prepare(actor=officer(), key=once, service="ktp", content=said)
        assert actions.prepare(actor=officer(), key=once, service="ktp", content=said).pk == first.pk
        assert PreparedForm.objects.count() == 1

    def test_control_another_key_is_another_draft(self) -> None:
        draft()
        draft()
        assert PreparedForm.objects.count() == 2

    def test_a_draft_can_be_corrected_and_its_signatures_are_to_be_seen_anew(self) -> None:
        row = draft()
        once = key()
        for _ in range(2):
            row = actions.correct(
                actor=officer(), key=once, code=row.code, content=content(name="Melati Karangan Baru")
            )
        assert (row.name, row.version, row.seen) == ("Melati Karangan Baru", 2, [])
        assert PreparedForm.objects.count() == 1

    def test_what_was_sent_is_no_longer_corrected(self) -> None:
        row = sent()
        with pytest.raises(Refused) as refused:
            actions.correct(actor=officer(), key=key(), code=row.code, content=content())
        assert code_of(refused) == "not_draft"

    def test_a_service_whose_standard_has_nothing_at_the_desa_is_refused(self) -> None:
        jatiroto = actor("desa", f"{KK_OFFICE}.2001")
        assert queries.preparable(desa=jatiroto.office) == ()
        with pytest.raises(Refused) as refused:
            actions.prepare(actor=jatiroto, key=key(), service="kk", content=content())
        assert code_of(refused) == "not_prepared_here"

    def test_an_office_that_belongs_to_none_prepares_nothing(self) -> None:
        assert queries.preparable(desa="35.08") == ()

    @pytest.mark.parametrize("post", ["loket", "camat"])
    def test_only_the_desa_prepares(self, post: str) -> None:
        with pytest.raises(Refused) as refused:
            actions.prepare(actor=actor(post, DESA), key=key(), service="ktp", content=content())
        assert code_of(refused) == "other_post"

    def test_all_205_desa_and_kelurahan_of_lumajang_are_there(self) -> None:
        found = [*offices.every("desa"), *offices.every("kelurahan")]
        assert (len(offices.every("desa")), len(offices.every("kelurahan"))) == (198, 7)
        assert len({row.code for row in found}) == 205
        assert {row.parent for row in found} == {row.code for row in offices.every("kecamatan")}


@pytest.mark.usefixtures("two_offices")
class TestSending:
    @pytest.mark.clause("ktp", "4.2")
    @pytest.mark.parametrize("lacking", SEEN)
    def test_without_a_signature_or_the_photo_it_is_not_sent(self, lacking: str) -> None:
        row = draft()
        with pytest.raises(Refused) as refused:
            actions.send_ahead(
                actor=officer(), key=key(), code=row.code, seen=[each for each in SEEN if each != lacking]
            )
        assert (code_of(refused), refused.value.refusal.clause) == ("not_seen", "4.2")

    def test_the_same_key_sends_once(self) -> None:
        row = draft()
        once = key()
        for _ in range(3):
            actions.send_ahead(actor=officer(), key=once, code=row.code, seen=SEEN)
        assert Entry.objects.filter(verb="send_form").count() == 1

    def test_the_log_of_the_kecamatan_knows_what_comes_and_what_no_longer_does(self) -> None:
        row = sent()
        actions.withdraw_form(actor=officer(), key=key(), code=row.code, reason="moved")
        actions.withdraw_form(actor=officer(), key=key(), code=draft().code, reason="moved")
        found = Entry.objects.filter(office=KTP_OFFICE, subject_kind="prepared_form").order_by("position")
        assert [(entry.verb, entry.payload) for entry in found] == [
            ("expect_form", {"from": DESA}),
            ("no_longer_expect_form", {"from": DESA}),
        ]

    def test_a_second_sending_is_refused(self) -> None:
        row = sent()
        with pytest.raises(Refused) as refused:
            actions.send_ahead(actor=officer(), key=key(), code=row.code, seen=SEEN)
        assert code_of(refused) == "not_draft"

    def test_whoever_acts_on_what_has_changed_is_told_so(self) -> None:
        from pamong.desa.actions import engine

        row = draft()
        actions.correct(actor=officer(), key=key(), code=row.code, content=content())
        with pytest.raises(Refused) as refused:
            engine.change(row, state=FormState.SENT)
        assert code_of(refused) == "stale"

    def test_it_is_withdrawn_with_a_reason_once(self) -> None:
        row = sent()
        once = key()
        for _ in range(2):
            row = actions.withdraw_form(actor=officer(), key=once, code=row.code, reason="wrong_data")
        assert (row.state, row.withdraw_reason) == ("withdrawn", "wrong_data")
        with pytest.raises(Refused) as refused:
            take_in(row)
        assert code_of(refused) == "not_sent"

    def test_each_print_leaves_an_entry_and_is_counted(self) -> None:
        row = draft()
        once = key()
        copies = [
            actions.print_form(actor=officer(), key=each, code=row.code).copy for each in (once, once, key())
        ]
        assert copies == [1, 1, 2]
        assert Entry.objects.filter(verb="print_form").count() == 2


@pytest.mark.usefixtures("two_offices")
class TestWhoSees:
    def test_a_neighbouring_desa_sees_and_changes_nothing(self) -> None:
        row = sent()
        neighbour = officer(NEIGHBOUR)
        assert queries.forms_of(actor=neighbour, states=list(FormState)) == ()
        assert queries.find(actor=neighbour, text="Melati") == ()
        with pytest.raises(queries.UnknownForm):
            queries.form(actor=neighbour, code=row.code)
        for act in (
            lambda: actions.withdraw_form(actor=neighbour, key=key(), code=row.code, reason="moved"),
            lambda: actions.print_form(actor=neighbour, key=key(), code=row.code),
            lambda: actions.send_ahead(actor=neighbour, key=key(), code=row.code, seen=SEEN),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert code_of(refused) == "not_found"

    def test_the_kecamatan_sees_what_was_sent_and_no_draft(self) -> None:
        row, hidden = sent(), draft()
        loket = actor("loket")
        assert [each.code for each in queries.ahead(actor=loket)] == [row.code]
        assert queries.form(actor=loket, code=row.code).row.code == row.code
        with pytest.raises(queries.UnknownForm):
            queries.form(actor=loket, code=hidden.code)

    def test_another_kecamatan_sees_nothing(self) -> None:
        row = sent()
        elsewhere = actor("loket", KK_OFFICE)
        assert queries.ahead(actor=elsewhere) == ()
        assert queries.find(actor=elsewhere, text=row.code) == ()
        with pytest.raises(Refused) as refused:
            take_in(row, actor=elsewhere)
        assert code_of(refused) == "not_found"

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("melati", True),
            ("karangan 1990", True),
            ("melati 17-05-1990", True),
            ("melati 1991", False),
            ("melati 18-05-1990", False),
            ("sekar", False),
            ("3508991705900001", False),
        ],
    )
    def test_the_counter_finds_it_by_name_and_birth(self, text: str, found: bool) -> None:
        sent()
        assert bool(queries.find(actor=actor("loket"), text=text)) is found

    def test_the_counter_finds_it_by_its_code(self) -> None:
        row = sent()
        sent(name="Orang Lain")
        spaced = f"{row.code[:5]}-{row.code[5:10]}-{row.code[10:]}"
        assert [each.code for each in queries.find(actor=actor("loket"), text=spaced.lower())] == [row.code]

    def test_a_form_that_nobody_takes_in_ages_before_everybodys_eyes(self) -> None:
        row = sent()
        ages = []
        for day in ("2026-12-14 08:00", "2026-12-20 08:00", "2026-12-21 08:00"):
            set_clock(day)
            (seen,) = queries.ahead(actor=actor("loket"))
            ages.append((seen.waited, seen.aged))
        assert ages == [(0, False), (6, False), (7, True)]
        take_in(row)
        (ended,) = queries.forms_of(actor=officer(), states=[FormState.TAKEN_IN])
        assert (ended.aged, ended.number) == (False, "1/2026")


@pytest.mark.usefixtures("two_offices")
class TestTakingIn:
    @pytest.mark.clause("ktp", "4.3")
    def test_the_counter_takes_it_in_without_typing_it_again(self) -> None:
        said = content(phone="081234567890")
        row = sent()
        row = actions.prepare(actor=officer(), key=key(), service="ktp", content=said)
        row = actions.send_ahead(actor=officer(), key=key(), code=row.code, seen=SEEN)
        row = take_in(row)
        taken = row.application
        assert taken is not None
        assert (taken.office_id, taken.step, taken.submitted_at) == (KTP_OFFICE, "examine", row.ended_at)
        person = residents.get(actor=actor("loket"), resident_id=taken.resident_id)
        assert (person.name, person.birth_date, person.village_code) == (said.name, BORN, DESA)
        contact = residents.contact(actor=actor("loket"), resident_id=taken.resident_id)
        assert (contact.address, contact.phone) == (said.address, "+6281234567890")
        # Only what is really in hand counts as handed over.
        states = {name: item["state"] for name, item in taken.checklist.items()}
        assert states == {"village-letter": "present", "photo": "present", "kk-copy": "not_examined"}
        assert residents.recording_state(resident_id=taken.resident_id) == "not_recorded"

    def test_a_resident_whom_some_office_knows_is_not_entered_twice(self) -> None:
        said = content()
        known = office.resident(KK_OFFICE, number=said.number, name="Melati Karangan")
        row = actions.prepare(actor=officer(), key=key(), service="ktp", content=said)
        row = actions.send_ahead(actor=officer(), key=key(), code=row.code, seen=SEEN)
        taken = take_in(row).application
        assert taken is not None
        assert taken.resident_id == known.id
        assert Resident.objects.count() == 1

    def test_a_person_without_a_number_is_entered_with_the_reason_or_chosen_among_the_known(self) -> None:
        nobody = sent(number="", number_missing_reason="no_document", kk_number="", address="")
        taken = take_in(nobody).application
        assert taken is not None
        assert Resident.objects.get(pk=taken.resident_id).number_missing_reason == "no_document"
        known = office.resident(born=BORN)
        chosen = sent(number="", number_missing_reason="no_document")
        assert take_in(chosen, resident_id=known.id).application.resident_id == known.id  # type: ignore[union-attr]

    def test_what_the_register_knows_is_not_overwritten_by_an_answer(self) -> None:
        person = office.resident()
        office.answer(person, "recorded_card_pending")
        row = sent(number="", number_missing_reason="no_document")
        take_in(row, resident_id=person.id, answers={"recording": "recorded_card_pending"})
        assert Entry.objects.filter(verb="state_national_answer").count() == 1

    def test_the_same_key_takes_in_once_and_answers_the_same(self) -> None:
        row = sent()
        once = key()
        first, second = take_in(row, key=once), take_in(row, key=once)
        assert first.application_id == second.application_id
        assert Application.objects.count() == 1

    def test_who_comes_second_is_told_that_it_was_taken_in(self) -> None:
        row = take_in(sent())
        with pytest.raises(Refused) as refused:
            take_in(row)
        assert code_of(refused) == "taken_in"

    def test_a_refusal_leaves_everything_as_it_was(self) -> None:
        said = content()
        pending = office.resident(number=said.number)
        office.take_in(pending, answers={"recording": "not_recorded"})
        row = actions.prepare(actor=officer(), key=key(), service="ktp", content=said)
        row = actions.send_ahead(actor=officer(), key=key(), code=row.code, seen=SEEN)
        with pytest.raises(Refused) as refused:
            take_in(row)
        assert code_of(refused) == "pending"
        row.refresh_from_db()
        assert (row.state, row.version) == ("sent", 2)

    def test_a_post_that_takes_nothing_in_is_refused(self) -> None:
        with pytest.raises(Refused) as refused:
            take_in(sent(), actor=actor("camat"))
        assert code_of(refused) == "other_post"


def _at_two_counters(row: PreparedForm) -> list[str]:
    barrier = Barrier(2)

    def counter(number: int) -> str:
        try:
            barrier.wait(timeout=60)
            take_in(row, actor=actor("loket", who=str(number)))
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(counter, range(2)))


@pytest.fixture
def at_once(foundations: None, transactional_db: None) -> None:
    lay_down()


WITHOUT_NUMBER: dict[str, Any] = {"number": "", "number_missing_reason": "no_document"}


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_once_make_one_application(at_once: None) -> None:
    assert _at_two_counters(sent(**WITHOUT_NUMBER)) == ["done", "taken_in"]
    assert (Application.objects.count(), Resident.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_control_two_counters_that_do_not_ask_make_two(
    at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "may_take_in", lambda _state: None)
    assert _at_two_counters(sent(**WITHOUT_NUMBER)) == ["done", "done"]
    assert (Application.objects.count(), Resident.objects.count()) == (2, 2)
