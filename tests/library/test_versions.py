"""Which text binds whom and when: installing, choosing by the day, and keeping what was filed under an older one."""

import json
from datetime import date

import pytest

from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused, Subject
from pamong.library import actions, queries
from pamong.library.models import StandardVersion
from pamong.library.queries import VersionRow
from pamong.staff.rules import INSTALLER, Actor
from pamong.standard.document import Standard
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    changed,
    complete,
    key,
    ktp,
    limited_to,
    resident,
    set_clock,
    take_in,
    verbs,
)
from tests.clauses.shipped import shipped

pytestmark = pytest.mark.usefixtures("two_offices")


def install(standard: Standard, since: date, *, key_: str | None = None) -> VersionRow:
    return actions.install(
        actor=actor("camat", standard.office), key=key_ or key(), standard=standard, in_force_from=since
    )


def in_force(on: date, service: str = "ktp", office: str = KTP_OFFICE) -> str | None:
    found = queries.in_force(office=office, service=service, on=on)
    return found.digest if found else None


SECOND = limited_to("ktp", 10)
THIRD = limited_to("ktp", 8)


@pytest.mark.parametrize(
    ("on", "binds"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), shipped("ktp").digest),
        (date(2026, 12, 31), shipped("ktp").digest),
        (date(2027, 1, 1), SECOND.digest),
        (date(2027, 1, 31), SECOND.digest),
        (date(2027, 2, 1), THIRD.digest),
        (date(2030, 1, 1), THIRD.digest),
    ],
)
def test_the_newest_text_that_has_begun_binds_on_a_day(on: date, binds: str | None) -> None:
    install(THIRD, date(2027, 2, 1))
    install(SECOND, date(2027, 1, 1))
    assert in_force(on) == binds


def test_a_text_binds_its_own_office_and_service_only() -> None:
    assert in_force(IN_FORCE, "kk", KTP_OFFICE) is None
    assert in_force(IN_FORCE, "ktp", KK_OFFICE) is None
    assert in_force(IN_FORCE, "kk", KK_OFFICE) == shipped("kk").digest


@pytest.mark.clause("ktp", "5.1")
def test_an_application_keeps_the_days_of_the_text_it_was_filed_under() -> None:
    filed_before = ktp("recorded_card_pending")
    completed_before = complete(ktp("recorded_card_pending"))
    install(SECOND, date(2026, 12, 15))
    set_clock("2026-12-15 08:00")
    filed_after = complete(ktp("recorded_card_pending"))
    filed_before = complete(filed_before)
    completed_before.refresh_from_db()
    assert completed_before.due_at == at("2027-01-04 15:00"), "12 working days from the 14th"
    assert filed_before.due_at == at("2027-01-06 15:00"), "12 working days from the 15th"
    assert filed_after.due_at == at("2026-12-31 15:00"), "10 working days from the 15th"
    assert queries.standard(filed_before.standard_id) == shipped("ktp")
    assert queries.version(filed_after.standard_id).digest == SECOND.digest


def test_a_text_that_begins_later_does_not_bind_an_intake_today() -> None:
    install(SECOND, date(2026, 12, 15))
    row = take_in(resident())
    assert queries.version(row.standard_id).digest == shipped("ktp").digest


def test_what_is_stored_is_the_canonical_text_under_its_digest() -> None:
    row = install(SECOND, date(2027, 1, 1))
    stored = StandardVersion.objects.get(pk=row.id)
    assert stored.text == SECOND.canonical()
    assert stored.digest == SECOND.digest == queries.standard(row.id).digest
    assert str(stored) == "SP-KEC.YOSOWILANGUN-PELY-02 rev. 01"
    (entry,) = ledger.timeline(Subject("standard_version", str(row.id)))
    assert (entry.verb, entry.office, entry.clause) == ("install_standard", KTP_OFFICE, "cover")
    assert entry.payload == {"digest": SECOND.digest, "in_force_from": "2027-01-01"}


def test_installing_twice_with_the_same_key_installs_once() -> None:
    same = key()
    first = install(SECOND, date(2027, 1, 1), key_=same)
    assert install(SECOND, date(2027, 1, 1), key_=same) == first
    assert len(queries.versions_of(office=KTP_OFFICE)) == 2


def test_a_key_that_served_another_act_is_refused() -> None:
    same = key()
    install(SECOND, date(2027, 1, 1), key_=same)
    with pytest.raises(Refused) as other_text:
        install(THIRD, date(2027, 2, 1), key_=same)
    row = ktp()
    used = Entry.objects.get(subject_id=str(row.pk)).key
    with pytest.raises(Refused) as other_act:
        install(THIRD, date(2027, 2, 1), key_=used)
    assert [caught.value.refusal.code for caught in (other_text, other_act)] == ["key", "key"]
    assert verbs(row) == ["submit"]


@pytest.mark.parametrize(
    ("standard", "since", "code"),
    [
        (shipped("ktp"), date(2027, 1, 1), "text_known"),
        (SECOND, IN_FORCE, "day_taken"),
    ],
)
def test_the_same_text_or_the_same_day_twice_is_refused(standard: Standard, since: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        install(standard, since)
    assert (refused.value.refusal.code, refused.value.refusal.clause) == (code, "cover")
    assert len(queries.versions_of(office=KTP_OFFICE)) == 1


def test_lists_show_the_newest_of_each_service_by_number() -> None:
    install(SECOND, date(2026, 12, 1))
    install(THIRD, date(2027, 6, 1))
    install(changed("kk", office=KTP_OFFICE), IN_FORCE)
    today = date(2026, 12, 14)
    offered = queries.services(office=KTP_OFFICE, on=today)
    assert [(row.service, row.number) for row in offered] == [
        ("kk", "SP-KEC.JATIROTO-PELY-01"),
        ("ktp", "SP-KEC.YOSOWILANGUN-PELY-02"),
    ]
    assert offered[1].digest == SECOND.digest
    published = queries.published(on=today)
    assert [(row.office, row.service) for row in published] == [
        (KTP_OFFICE, "kk"),
        (KTP_OFFICE, "ktp"),
        (KK_OFFICE, "kk"),
    ]
    assert queries.services(office=KTP_OFFICE, on=date(2025, 1, 1)) == ()
    ever = queries.versions_of(office=KTP_OFFICE)
    assert [(row.service, row.in_force_from.year) for row in ever] == [
        ("kk", 2026),
        ("ktp", 2026),
        ("ktp", 2026),
        ("ktp", 2027),
    ]


def test_the_table_of_a_version_is_the_table_of_its_text() -> None:
    row = queries.in_force(office=KTP_OFFICE, service="ktp", on=IN_FORCE)
    assert row is not None
    assert [step.id for step in queries.procedure(row.id).office_steps] == [
        "submit",
        "examine",
        "record",
        "send",
        "back",
        "ready",
        "hand-over",
    ]


def test_control_the_changed_texts_differ_in_nothing_but_the_days() -> None:
    shipped_text, second = json.loads(shipped("ktp").canonical()), json.loads(SECOND.canonical())
    assert shipped_text != second
    assert json.dumps(second).replace('"at_most": 10', '"at_most": 12') == json.dumps(shipped_text)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (actor("camat"), None),
        (actor("it"), None),
        (INSTALLER, None),
        (actor("it", INSTALLER.office), None),
        (actor("camat", KK_OFFICE), "other_office"),
        (actor("it", KK_OFFICE), "other_office"),
        *(
            (actor(post), "other_post")
            for post in ("loket", "operator", "kasi", "sekretaris", "information_officer")
        ),
        (actor("camat", INSTALLER.office), "other_office"),
    ],
    ids=lambda given: f"{given.post}@{given.office}" if given and not isinstance(given, str) else given,
)
def test_only_the_camat_and_it_of_the_office_put_a_text_in_force(who: Actor, code: str | None) -> None:
    before = StandardVersion.objects.count()
    refused = None
    try:
        actions.install(actor=who, key=key(), standard=SECOND, in_force_from=date(2027, 1, 1))
    except Refused as caught:
        refused = caught.refusal
    assert (refused.code if refused else None) == code
    assert (refused.clause if refused else "cover") == "cover"
    assert StandardVersion.objects.count() == before + (code is None)
