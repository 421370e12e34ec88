"""An office is set up by one act: everything, as it was shown beforehand, or nothing."""

from datetime import date
from typing import Any

import pytest

from pamong.kabupaten import actions, queries
from pamong.kabupaten.rules.answers import NewPerson, hours
from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry, LogHead
from pamong.ledger.rules import AlreadyDone, Refused, Subject
from pamong.ledger.verification import verify
from pamong.library import queries as library
from pamong.library.models import Draft
from pamong.offices import actions as offices_actions
from pamong.offices import queries as offices
from pamong.offices.region_source import read_region
from pamong.staff import queries as staff
from pamong.staff.models import Person
from pamong.staff.rules import INSTALLER
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, actor, key
from tests.kabupaten.newcomers import KABUPATEN, LINES, NEW, PEOPLE, TODAY, it, newcomer
from tests.staff.people import hire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_offices", "quick")]


@pytest.fixture
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]


def counted() -> tuple[int, ...]:
    return (Person.objects.count(), Draft.objects.count(), Entry.objects.count(), LogHead.objects.count())


def test_an_office_of_the_list_is_set_up_in_one_act() -> None:
    done = actions.set_up_office(actor=it(), key=key(), wanted=newcomer())
    assert (done.office.address, done.office.city) == ("Jalan Contoh 1", "Kedungjajang")
    assert [(row.post, row.username) for row in staff.people_of(NEW, TODAY)] == [
        ("kasi", "wening.kdj"),
        ("loket", "rukmi.kdj"),
    ]
    assert [each.person.username for each in done.passwords] == ["rukmi.kdj", "wening.kdj"]
    assert len({each.password for each in done.passwords}) == 2
    drafts = library.drafts(actor=actor("kasi", NEW))
    assert sorted(row.service for row in drafts) == ["kk", "ktp"]
    for row in drafts:
        text, problems = library.read_draft(row)
        assert text is not None
        assert [each for each in problems if each.severity == "error"] == []
    assert ledger.timeline(Subject("office", NEW))[-1].verb == "set_up_office"
    assert verify().findings == ()


def test_nothing_that_was_told_once_or_names_a_person_is_in_the_log() -> None:
    done = actions.set_up_office(actor=it(), key=key(), wanted=newcomer())
    written = " ".join(str(entry.payload) for entry in Entry.objects.all())
    for each in done.passwords:
        assert each.password not in written
        assert each.person.full_name not in written


def test_an_office_that_no_list_has_is_added() -> None:
    wanted = newcomer(code="35.08.22", name="Kecamatan Contohrejo", services=())
    assert queries.prepared(actor=it(), wanted=wanted).listed is False
    done = actions.set_up_office(actor=it(), key=key(), wanted=wanted)
    assert (done.office.place, done.office.parent, str(done.office.zone)) == (
        "Contohrejo",
        KABUPATEN,
        "Asia/Jakarta",
    )


def test_what_a_neighbour_has_is_copied_with_its_hours() -> None:
    week = hours("Senin-Sabtu 07:00-13:00", ordinary=read_region("lumajang").hours)
    assert week is not None
    offices_actions.set_hours(actor=it(), key=key(), office=KTP_OFFICE, pattern=week)
    wanted = newcomer(template=KTP_OFFICE, services=("ktp",))
    found = queries.prepared(actor=it(), wanted=wanted)
    assert found.wanted.hours == week
    actions.set_up_office(actor=it(), key=key(), wanted=wanted)
    assert offices.week_of(NEW, TODAY) == week
    assert library.drafts(actor=actor("kasi", NEW))[0].title == found.standards[0].title


def test_own_hours_go_before_those_of_the_template() -> None:
    week = hours("Senin-Jumat 09:00-12:00", ordinary=read_region("lumajang").hours)
    wanted = newcomer(template=KTP_OFFICE, services=("ktp",), hours=week)
    assert queries.prepared(actor=it(), wanted=wanted).wanted.hours == week


def test_a_listed_office_keeps_its_name() -> None:
    found = queries.prepared(actor=it(), wanted=newcomer(name="Kecamatan Lain"))
    assert (found.listed, found.wanted.name) == (True, offices.office(NEW).name)


def test_the_installer_may_put_the_examples_in_force() -> None:
    wanted = newcomer(in_force_from=TODAY)
    done = actions.set_up_office(actor=INSTALLER, key=key(), wanted=wanted)
    assert {each.status for each in done.standards} == {"example"}
    assert {row.service for row in library.services(office=NEW, on=TODAY)} == {"ktp", "kk"}


def test_nobody_else_puts_standards_in_force_for_an_office_and_then_nothing_is_done() -> None:
    before = counted()
    with pytest.raises(Refused):
        actions.set_up_office(actor=it(), key=key(), wanted=newcomer(in_force_from=TODAY))
    assert counted() == before


def test_an_act_that_fails_at_its_last_person_leaves_nothing_half_made() -> None:
    hire("wening.kdj", "loket", KTP_OFFICE)
    before = counted(), offices.office(NEW)
    with pytest.raises(Refused) as refused:
        actions.set_up_office(actor=it(), key=key(), wanted=newcomer())
    assert refused.value.refusal.code == "username_taken"
    assert (counted(), offices.office(NEW)) == before


def test_control_the_same_steps_without_the_one_act_do_leave_something() -> None:
    hire("wening.kdj", "loket", KTP_OFFICE)
    before = counted()
    for place, person in enumerate(PEOPLE[:1]):
        actions._employ(it(), f"half:{place}", NEW, person)
    with pytest.raises(Refused):
        actions._employ(it(), "half:1", NEW, PEOPLE[1])
    assert counted() != before


def test_a_second_sending_does_nothing_and_tells_no_password_again() -> None:
    same = key()
    actions.set_up_office(actor=it(), key=same, wanted=newcomer())
    before = counted()
    with pytest.raises(AlreadyDone):
        actions.set_up_office(actor=it(), key=same, wanted=newcomer())
    assert counted() == before
    with pytest.raises(Refused) as refused:
        actions.set_up_office(actor=it(), key=key(), wanted=newcomer())
    assert refused.value.refusal.code == "at_work"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"template": KTP_OFFICE, "services": ("kk",)}, "no_source"),
        ({"services": ("sim",)}, "no_source"),
        ({"people": (NewPerson("loket", "a", "A", "SK"),), "services": ()}, "username"),
        ({"code": "35.09.01"}, "not_yours"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], said: str) -> None:
    before = counted()
    with pytest.raises(Refused) as refused:
        actions.set_up_office(actor=it(), key=key(), wanted=newcomer(**changes))
    assert refused.value.refusal.code == said
    assert counted() == before


def test_a_text_that_cannot_be_copied_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: Any, **_named: Any) -> Any:
        raise ValueError("4.2")

    monkeypatch.setattr(queries.opening, "copied", fails)
    with pytest.raises(Refused) as refused:
        queries.prepared(actor=it(), wanted=newcomer())
    assert refused.value.refusal.code == "not_copied"


def test_offices_of_the_list_and_templates_are_those_below() -> None:
    assert NEW in {row.code for row in queries.listed(actor=it())}
    assert {row.kind for row in queries.listed(actor=it())} == {"kecamatan"}
    agency = newcomer(code="35.08.dispenduk", name="", services=())
    assert queries.prepared(actor=it(), wanted=agency).wanted.kind == "dispenduk"
    assert queries.listed(actor=actor("it", KTP_OFFICE)) == ()
    found = queries.templates(actor=it())
    assert (found[""], found[KTP_OFFICE], found[KK_OFFICE]) == (("kk", "ktp"), ("ktp",), ("kk",))
    assert queries.templates(actor=actor("it", KTP_OFFICE)) == {"": ("kk", "ktp")}
    assert NEW in {row.code for row in queries.listed(actor=INSTALLER)}


def test_a_letterhead_is_changed_with_an_entry_and_versions_in_force_keep_theirs() -> None:
    version = library.in_force(office=KTP_OFFICE, service="ktp", on=date(2026, 12, 14))
    assert version is not None
    before = library.standard(version.id).letterhead
    row = actions.change_letterhead(
        actor=actor("camat"), key=key(), office=KTP_OFFICE, letterhead={**LINES, "city": "Yosowilangun"}
    )
    assert (row.address, row.phone) == ("Jalan Contoh 1", "")
    assert library.standard(version.id).letterhead == before
    last = ledger.timeline(Subject("office", KTP_OFFICE))[-1]
    assert (last.verb, last.payload["after"]["address"]) == ("change_letterhead", "Jalan Contoh 1")
    assert (
        actions.change_letterhead(
            actor=it(), key=key(), office=KTP_OFFICE, letterhead={"address": "Jalan Contoh 1"}
        )
        == row
    )
    assert ledger.timeline(Subject("office", KTP_OFFICE))[-1] == last


def test_nobody_changes_the_letterhead_of_another_office() -> None:
    with pytest.raises(Refused):
        actions.change_letterhead(actor=actor("camat"), key=key(), office=KK_OFFICE, letterhead=LINES)
