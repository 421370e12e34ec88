import hashlib
import json
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused, Subject
from pamong.residents import actions, queries, sealed
from pamong.residents.models import Correction, Resident
from pamong.residents.queries import ResidentRow, UnknownResident
from pamong.staff.rules import Actor
from tests.residents.people import VILLAGE, enter, enter_directly, fresh, nik


def code_of(refused: "pytest.ExceptionInfo[Refused]") -> str:
    return refused.value.refusal.code


def test_a_resident_is_entered_known_at_the_office_and_in_the_ledger(loket: Actor) -> None:
    row = enter(
        loket, key="k-1", phone="0812 3456 7890", address="Jalan Contoh 1", kk_number="3508071512100003"
    )
    assert (row.number_masked, row.birth_year, row.village_name) == ("••••••••••••••01", 1990, "Desa Contoh")
    assert queries.get(actor=loket, resident_id=row.id) == row
    contact = queries.contact(actor=loket, resident_id=row.id)
    assert (contact.phone, contact.address) == ("+6281234567890", "Jalan Contoh 1")
    assert contact.kk_number_masked == "••••••••••••••03"
    (entry,) = ledger.timeline(Subject("resident", str(row.id)))
    assert (entry.verb, entry.actor, entry.office, entry.key) == (
        "register_resident",
        "loket-1",
        loket.office,
        "k-1",
    )
    assert entry.payload == {"number_known": True, "number_missing_reason": "", "warnings": 0}


def test_nothing_secret_is_readable_in_the_row(loket: Actor) -> None:
    row = enter(loket, phone="081234567890", address="Jalan Contoh 1", kk_number="3508071512100003")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM residents_resident")
        stored = b"|".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for value in cursor.fetchone()
        )
    for secret in (nik(), "3508071512100003", "81234567890", "Jalan Contoh"):
        assert secret.encode() not in stored
    assert b"Sutrisno Contoh" in stored  # the control: what is not sealed is seen
    assert row.number_known


def test_the_same_act_sent_twice_enters_one_resident(loket: Actor) -> None:
    assert enter(loket, key="twice") == enter(loket, key="twice")
    assert Resident.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_key_of_another_act_is_refused(loket: Actor, resident: ResidentRow) -> None:
    actions.reveal_number(actor=loket, key="used", resident_id=resident.id, purpose="type_into_siak")
    with pytest.raises(Refused) as refused:
        enter(loket, key="used", number=nik(2))
    assert code_of(refused) == "key"


def test_the_same_number_again_names_the_person_whom_this_office_knows(
    loket: Actor, resident: ResidentRow
) -> None:
    with pytest.raises(Refused) as refused:
        enter(loket, name="Orang Lain")
    assert code_of(refused) == "number_known_here"
    assert "Sutrisno Contoh" in refused.value.refusal.message.fill()
    assert Resident.objects.count() == 1


def test_the_same_number_at_another_office_is_refused_without_a_name_and_found_by_the_whole_number(
    elsewhere: Actor, resident: ResidentRow
) -> None:
    with pytest.raises(Refused) as refused:
        enter(elsewhere, name="Orang Lain")
    assert code_of(refused) == "number_known_elsewhere"
    assert "Sutrisno" not in refused.value.refusal.message.fill()
    with pytest.raises(UnknownResident):
        queries.get(actor=elsewhere, resident_id=resident.id)
    found = actions.find_by_number(actor=elsewhere, key=fresh(), number="35.08.07.010190.0001")
    assert found == resident
    assert queries.get(actor=elsewhere, resident_id=resident.id) == resident
    entries = ledger.timeline(Subject("resident", str(resident.id)))
    assert [(each.verb, each.office) for each in entries] == [
        ("register_resident", "35.08.07"),
        ("get_to_know_resident", "35.08.17"),
    ]
    actions.find_by_number(actor=elsewhere, key=fresh(), number=nik())
    assert len(ledger.timeline(Subject("resident", str(resident.id)))) == 2


def test_a_number_nobody_has_and_a_text_that_is_no_number_find_nobody(elsewhere: Actor) -> None:
    assert actions.find_by_number(actor=elsewhere, key=fresh(), number=nik(77)) is None
    assert actions.find_by_number(actor=elsewhere, key=fresh(), number="0001") is None


def test_several_people_without_a_number_stand_beside_each_other(loket: Actor) -> None:
    for name in ("Bayi Satu", "Bayi Dua"):
        row = enter(loket, name=name, number=None, number_missing_reason="newborn")
        assert (row.number_known, row.number_masked, row.number_missing_reason) == (False, "", "newborn")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "3508070101900000"}, "number_impossible"),
        ({"number": None}, "number_missing"),
        ({"kk_number": "12"}, "kk_number_impossible"),
        ({"phone": "12"}, "phone_wrong"),
        ({"village": "35.08.07"}, "village_unknown"),
        ({"village": "99.99.99.2001"}, "village_unknown"),
        ({"name": " "}, "name_missing"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    loket: Actor, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        enter(loket, **changes)
    assert code_of(refused) == code
    assert not Resident.objects.exists()
    assert not Entry.objects.exists()


def test_what_differs_is_kept_with_the_number_of_warnings(loket: Actor) -> None:
    row = enter(loket, number="9999994201910001")
    (entry,) = ledger.timeline(Subject("resident", str(row.id)))
    assert entry.payload["warnings"] == 3


@pytest.mark.parametrize("post", ["camat", "sekretaris", "information_officer", "it", "desa", "dispenduk"])
def test_only_general_services_enter_residents(offices: None, post: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(Actor(person_id="p", name="P", office="35.08.07", post=post))
    assert code_of(refused) == "other_post"


def test_a_correction_keeps_a_trace_that_names_fields_and_no_values(
    loket: Actor, resident: ResidentRow
) -> None:
    row = actions.correct(
        actor=loket,
        key="fix",
        resident_id=resident.id,
        name="Sutrisna Contoh",
        birth_date=date(1990, 1, 2),
        phone="0812 3456 7890",
    )
    assert (row.name, row.birth_date) == ("Sutrisna Contoh", date(1990, 1, 2))
    assert queries.search(actor=loket, text="sutrisna") == (row,)
    # One slip is forgiven where nothing else is found; the name that was wrong is two letters of one slip away.
    assert queries.search(actor=loket, text="sutrisnowati") == ()
    kept = Correction.objects.get()
    before = sealed.before(kept)
    assert json.loads(before) == {"name": "Sutrisno Contoh", "birth_date": "1990-01-01", "phone": ""}
    entry = ledger.by_key("fix")
    assert entry is not None
    assert entry.payload == {
        "fields": ["birth_date", "name", "phone"],
        "before": hashlib.sha256(bytes(kept.salt) + before.encode()).hexdigest(),
        "warnings": 1,
    }
    assert "Sutris" not in json.dumps(dict(entry.payload))
    repeated = actions.correct(actor=loket, key="fix", resident_id=resident.id, name="Sutrisna Contoh")
    assert repeated == row
    assert Correction.objects.count() == 1


def test_a_number_that_becomes_known_replaces_its_reason_and_is_found(loket: Actor) -> None:
    baby = enter(loket, name="Bayi Contoh", number=None, number_missing_reason="newborn")
    row = actions.correct(actor=loket, key=fresh(), resident_id=baby.id, number=nik(8))
    assert (row.number_known, row.number_missing_reason) == (True, "")
    assert queries.search(actor=loket, text=nik(8)) == (row,)


def test_a_correction_empties_what_may_be_empty(loket: Actor) -> None:
    row = enter(loket, phone="081234567890", address="Jalan Contoh 1", kk_number="3508071512100003")
    actions.correct(actor=loket, key=fresh(), resident_id=row.id, phone="", address="", kk_number="")
    contact = queries.contact(actor=loket, resident_id=row.id)
    assert (contact.phone, contact.address, contact.kk_number_masked) == ("", "", "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "nothing_changed"),
        ({"name": "Sutrisno Contoh"}, "nothing_changed"),
        ({"number": ""}, "number_missing"),
        ({"number": nik(2)}, "number_known_here"),
        ({"village": "x"}, "village_unknown"),
    ],
)
def test_a_correction_that_cannot_be_leaves_everything_as_it_was(
    loket: Actor, resident: ResidentRow, changes: dict[str, Any], code: str
) -> None:
    enter(loket, name="Orang Kedua", number=nik(2))
    with pytest.raises(Refused) as refused:
        actions.correct(actor=loket, key=fresh(), resident_id=resident.id, **changes)
    assert code_of(refused) == code
    assert queries.get(actor=loket, resident_id=resident.id) == resident
    assert not Correction.objects.exists()


def test_a_stranger_of_another_office_cannot_correct_or_reveal(
    elsewhere: Actor, resident: ResidentRow
) -> None:
    with pytest.raises(UnknownResident):
        actions.correct(actor=elsewhere, key=fresh(), resident_id=resident.id, name="X Y")
    with pytest.raises(UnknownResident):
        actions.reveal_number(actor=elsewhere, key=fresh(), resident_id=resident.id, purpose="type_into_siak")


def test_showing_a_number_is_an_act_with_a_purpose(loket: Actor, resident: ResidentRow) -> None:
    with pytest.raises(Refused) as refused:
        actions.reveal_number(actor=loket, key=fresh(), resident_id=resident.id, purpose="curiosity")
    assert code_of(refused) == "not_on_list"
    for _ in range(2):
        number = actions.reveal_number(
            actor=loket, key="show", resident_id=resident.id, purpose="type_into_siak"
        )
        assert number.reveal() == nik()
    entry = ledger.newest(Subject("resident", str(resident.id)))
    assert entry is not None
    assert (entry.verb, entry.payload, entry.subject_sequence) == (
        "reveal_number",
        {"purpose": "type_into_siak"},
        2,
    )


def test_a_number_that_is_not_known_cannot_be_shown(loket: Actor) -> None:
    baby = enter(loket, number=None, number_missing_reason="newborn")
    with pytest.raises(Refused) as refused:
        actions.reveal_number(actor=loket, key=fresh(), resident_id=baby.id, purpose="type_into_siak")
    assert code_of(refused) == "number_unknown"


@pytest.mark.parametrize(
    "wrong",
    [
        {"number_index": None},
        {"number_missing_reason": "newborn"},
        {"sex": "x"},
        {"citizenship": "abc"},
        {"name": ""},
    ],
)
def test_the_database_itself_refuses_rows_that_make_no_sense(offices: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        enter_directly(**wrong)


def test_an_error_of_the_database_that_is_not_about_the_number_is_not_hidden(
    loket: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IntegrityError("something else")

    monkeypatch.setattr(Resident, "save", broken)
    with pytest.raises(IntegrityError, match="something else"):
        enter(loket)


def test_nothing_of_a_resident_is_named_by_its_text(resident: ResidentRow) -> None:
    row = Resident.objects.get()
    assert str(row) == str(resident.id)
    assert str(row.offices.get()) == f"{resident.id} @ 35.08.07"
    assert row.village_id == VILLAGE
