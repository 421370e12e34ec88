"""What is known of people, against the cards of the standards in force."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest

from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.readiness import actions, queries
from pamong.readiness.models import Qualification
from pamong.staff import actions as staff
from pamong.staff.rules import INSTALLER
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, actor, key
from tests.readiness.keeping import TODAY, card_of, gaps_of, hired, note, qualify
from tests.staff.people import appoint

pytestmark = pytest.mark.usefixtures("counters")


@pytest.mark.parametrize("post", ["kasi", "operator", "loket"])
@pytest.mark.parametrize(("office", "service"), [(KTP_OFFICE, "ktp"), (KK_OFFICE, "kk")])
def test_whoever_has_what_the_card_demands_has_no_gap(post: str, office: str, service: str) -> None:
    person = hired(post, office)
    assert gaps_of(person) != []
    qualify(person, service)
    assert gaps_of(person) == []


def test_of_whom_nothing_is_noted_every_line_of_the_card_is_open() -> None:
    assert gaps_of(hired("operator")) == [
        "education unrecorded",
        "training unrecorded",
        "skill unrecorded",
        "skill unrecorded",
        "experience unrecorded",
    ]


def test_an_expired_training_is_a_gap_from_its_day() -> None:
    person = hired("operator")
    qualify(person)
    Qualification.objects.filter(aspect="training").update(until=TODAY)
    assert gaps_of(person, TODAY) == []
    assert gaps_of(person, TODAY + timedelta(days=1)) == ["training expired"]


def test_what_is_withdrawn_counts_for_no_day() -> None:
    person = hired("operator")
    qualify(person)
    training = Qualification.objects.get(aspect="training")
    actions.withdraw_qualification(
        actor=actor("kasi"), key=key(), qualification_id=training.pk, reason="not_proven"
    )
    assert gaps_of(person, date(2026, 7, 1)) == ["training unrecorded"]


def test_heads_promised_and_present() -> None:
    assert (card_of("loket").card.count, card_of("loket").present, card_of("loket").lacking) == (1, 0, 1)
    hired("loket")
    assert (card_of("loket").present, card_of("loket").lacking) == (1, 0)
    hired("loket", who="second")
    assert (card_of("loket").present, card_of("loket").lacking) == (2, 0)


def test_a_substitute_is_shown_and_fills_no_head() -> None:
    kasi, sekretaris = hired("kasi"), hired("sekretaris")
    appoint(
        sekretaris.person_id,
        "kasi",
        KTP_OFFICE,
        until=TODAY + timedelta(days=9),
        substitute_for=kasi.appointment_id,
    )
    staff.end_appointment(
        actor=INSTALLER, appointment_id=kasi.appointment_id, last_day=TODAY - timedelta(days=1), key=key()
    )
    found = card_of("kasi")
    assert [(row.name, row.substitute) for row in found.holders] == [("Sekretaris.35.08.07", True)]
    assert (found.present, found.lacking) == (0, 1)


def test_no_card_where_no_standard_is_in_force() -> None:
    assert queries.card_rows(office=KTP_OFFICE, on=date(2025, 12, 31)) == ()


def test_the_entry_says_of_whom_and_of_which_kind_and_nothing_else() -> None:
    person = hired("operator")
    made = note(person, "training", "Diklat PATEN", certificate="No. 17/PATEN", detail="Surabaya")
    entry = ledger.newest(Subject("person", str(person.person_id)))
    assert entry is not None
    assert (entry.verb, entry.office, entry.actor) == ("note_qualification", KTP_OFFICE, "sekretaris-1")
    assert set(entry.payload) == {"qualification", "aspect", "detail_digest"}
    written = json.dumps(entry.payload)
    assert not any(word in written for word in ("PATEN", "Surabaya", "2020"))
    assert made.certificate == "No. 17/PATEN"


def test_sent_twice_it_is_noted_once() -> None:
    person, same = hired("operator"), key()
    for _ in range(2):
        actions.note_qualification(
            actor=actor("kasi"), key=same, person_id=person.person_id, aspect="skill", name="Teliti"
        )
    assert Qualification.objects.count() == 1
    found = Qualification.objects.get()
    again = key()
    for _ in range(2):
        actions.withdraw_qualification(
            actor=actor("kasi"), key=again, qualification_id=found.pk, reason="wrong_entry"
        )
    assert queries.person_of(found.pk) is None


def refusal(**changes: object) -> str:
    """Why the sekretaris of Yosowilangun may not withdraw a note."""
    with pytest.raises(Refused) as refused:
        actions.withdraw_qualification(**{"actor": actor("sekretaris"), "key": key(), **changes})  # type: ignore[arg-type]
    return refused.value.refusal.code


def test_a_note_is_withdrawn_with_a_reason_by_those_who_write_it() -> None:
    mine = note(hired("operator"), "skill", "Teliti")
    theirs = note(hired("operator", KK_OFFICE), "skill", "Teliti")
    used = key()
    actions.withdraw_qualification(
        actor=actor("sekretaris"), key=used, qualification_id=note(hired("loket"), "skill", "Ramah").pk,
        reason="wrong_entry",
    )  # fmt: skip
    assert refusal(qualification_id=mine.pk, reason="bored") == "unknown_reason"
    assert refusal(qualification_id=mine.pk, reason="wrong_entry", actor=actor("loket")) == "other_post"
    assert refusal(qualification_id=theirs.pk, reason="wrong_entry") == "not_found"
    assert refusal(qualification_id=UUID(int=1), reason="wrong_entry") == "not_found"
    assert refusal(qualification_id=mine.pk, reason="wrong_entry", key=used) == "key"


def test_nobody_of_another_office_writes_about_a_person() -> None:
    person = hired("operator", KK_OFFICE)
    with pytest.raises(Refused) as refused:
        note(person, "skill", "Teliti", office=KTP_OFFICE)
    assert refused.value.refusal.code == "other_office"


def test_the_page_of_a_person_is_for_the_offices_the_person_worked_in() -> None:
    person = hired("operator")
    note(person, "education", "SMA")
    found = queries.person(actor=actor("camat"), person_id=person.person_id)
    assert found is not None
    assert [row.post for row in found.posts] == ["operator"]
    assert [(row.aspect, row.name) for row in found.qualifications] == [("education", "SMA")]
    assert [row.clause for row in found.cards] == ["9.operator"]
    assert queries.person(actor=actor("camat", KK_OFFICE), person_id=person.person_id) is None


def test_the_overview_lists_everybody_with_what_is_open() -> None:
    hired("camat")
    loket = hired("loket")
    qualify(loket)
    Qualification.objects.filter(aspect="skill", name="Cepat tanggap").delete()
    found = queries.overview(actor=actor("sekretaris"))
    assert [(one.posts, one.gaps) for one in found.people] == [(("camat",), 0), (("loket",), 1)]


def test_gaps_are_told_to_those_who_look_after_them() -> None:
    qualify(hired("kasi"))
    qualify(hired("operator"))
    hired("loket")
    found = queries.gaps(actor=actor("sekretaris"))
    assert [row.clause for row in found.cards] == ["9.loket"]
    assert len(found.promises) == 8
    assert queries.gaps(actor=actor("loket")) == queries.Gaps()
