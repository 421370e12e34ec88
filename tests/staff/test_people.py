"""People and appointments: who may give a post, and what is written down."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import IntegrityError, transaction

from pamong.ledger.queries import by_key, timeline
from pamong.ledger.rules import AlreadyDone, Refused, Subject
from pamong.staff import actions, queries
from pamong.staff.models import Appointment, Person
from pamong.staff.rules import INSTALLER, POSTS, matrix
from pamong.staff.session import as_actor
from pamong.standard.chapters.procedure import procedure
from pamong.standard.read import read_file
from tests.staff.people import (
    JATIROTO,
    KABUPATEN,
    PASSWORD,
    TODAY,
    YOSOWILANGUN,
    appoint,
    hire,
    key,
    person,
)

pytestmark = pytest.mark.usefixtures("kantor")

WEEK = timedelta(days=7)
STANDARDS = Path(__file__).parent.parent.parent / "standards"


@dataclass(frozen=True)
class Row:
    step: str
    act: str
    post: str


def refusal_of(act: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(**facts)
    return refused.value.refusal.code


def test_every_change_is_an_entry_without_a_name_in_it() -> None:
    siti = hire("siti", "loket", pin=True)
    tono = hire("tono", "it")
    actions.end_appointment(actor=tono.actor, appointment_id=siti.appointment_id, last_day=TODAY, key=key())
    actions.set_password(
        actor=tono.actor, person_id=siti.person_id, password="kata sandi pertama baru", key=key()
    )
    entries = timeline(Subject("person", str(siti.person_id)))
    assert [entry.verb for entry in entries] == [
        "add_person", "appoint", "change_password", "set_pin", "end_appointment", "set_password",
    ]  # fmt: skip
    assert "siti" not in str([entry.payload for entry in entries]).lower()
    assert entries[1].payload["decree"] == "800/17/2026"
    assert {entry.office for entry in entries[1:]} == {YOSOWILANGUN}


def test_passwords_are_kept_as_argon2id() -> None:
    siti = hire("siti", "loket", pin=True)
    found = person(siti)
    assert found.password.startswith("argon2$argon2id$")
    assert found.pin.startswith("argon2$argon2id$")
    assert identify_hasher(found.password).algorithm == "argon2"


def test_the_office_s_own_setting_is_argon2_alone() -> None:
    import pamong.config.settings as office

    assert office.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert issubclass(import_module(settings.SESSION_ENGINE).SessionStore, DatabaseSessions)


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("Siti", PASSWORD, "username"),
        ("3508071412900001", PASSWORD, "username"),
        ("siti", "pendek", "weak_password"),
        ("siti", "password1234", "weak_password"),
        ("siti", PASSWORD, ""),
    ],
)
def test_a_new_person_needs_a_username_and_a_password_worth_the_name(
    username: str, password: str, code: str
) -> None:
    facts: dict[str, Any] = {
        "actor": INSTALLER,
        "username": username,
        "full_name": "Siti",
        "password": password,
        "key": key(),
    }
    if code:
        assert refusal_of(actions.add_person, **facts) == code
        assert not Person.objects.exists()
    else:
        assert actions.add_person(**facts).must_change_password


def test_a_username_is_given_once_and_a_key_counts_once() -> None:
    facts: dict[str, Any] = {
        "actor": INSTALLER,
        "username": "siti",
        "full_name": "Siti",
        "password": PASSWORD,
    }
    same = key()
    actions.add_person(**facts, key=same)
    with pytest.raises(AlreadyDone):
        actions.add_person(**facts, key=same)
    assert refusal_of(actions.add_person, **facts, key=key()) == "username_taken"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("post", "office", "refused"),
    [
        ("it", YOSOWILANGUN, ""),
        ("it", KABUPATEN, ""),
        ("it", JATIROTO, "other_office"),
        ("camat", YOSOWILANGUN, "other_post"),
        ("kasi", YOSOWILANGUN, "other_post"),
    ],
)
def test_it_of_the_office_or_of_the_kabupaten_appoints(post: str, office: str, refused: str) -> None:
    siti, tono = hire("siti", "loket"), hire("tono", post, office)
    facts: dict[str, Any] = {
        "actor": tono.actor,
        "person_id": siti.person_id,
        "office": YOSOWILANGUN,
        "post": "operator",
        "valid_from": TODAY,
        "decree": "800/18/2026",
        "key": key(),
    }
    if refused:
        assert refusal_of(actions.appoint, **facts) == refused
        ending = {"actor": tono.actor, "appointment_id": siti.appointment_id, "last_day": TODAY, "key": key()}
        assert refusal_of(actions.end_appointment, **ending) == refused
        resetting = {"actor": tono.actor, "person_id": siti.person_id, "password": PASSWORD, "key": key()}
        assert refusal_of(actions.set_password, **resetting) == refused
        assert Appointment.objects.filter(person=siti.person_id).count() == 1
    else:
        actions.appoint(**facts)
        assert [row.post for row in queries.current_appointments(person(siti))] == ["loket", "operator"]


def test_only_it_adds_people() -> None:
    facts = {"username": "baru", "full_name": "Baru", "password": PASSWORD, "key": key()}
    assert refusal_of(actions.add_person, actor=hire("siti", "camat").actor, **facts) == "other_post"


def test_an_appointment_acts_on_its_last_day_and_not_the_day_after() -> None:
    siti = hire("siti", "loket")
    actions.end_appointment(actor=INSTALLER, appointment_id=siti.appointment_id, last_day=TODAY, key=key())
    assert len(queries.current_appointments(person(siti), TODAY)) == 1
    assert len(queries.current_appointments(person(siti), TODAY + timedelta(days=1))) == 0
    assert len(queries.people_of(YOSOWILANGUN, TODAY)) == 1
    assert queries.people_of(YOSOWILANGUN, TODAY + timedelta(days=1)) == ()


@pytest.mark.parametrize(("days", "code"), [(-31, "ends_before_it_begins"), (8, "longer"), (-1, ""), (7, "")])
def test_an_appointment_can_be_shortened_and_not_stretched(days: int, code: str) -> None:
    siti = hire("siti", "loket")
    made = appoint(siti.person_id, "operator", until=TODAY + WEEK)
    facts: dict[str, Any] = {
        "actor": INSTALLER,
        "appointment_id": made.pk,
        "last_day": TODAY + timedelta(days=days),
        "key": key(),
    }
    if code:
        assert refusal_of(actions.end_appointment, **facts) == code
    else:
        assert actions.end_appointment(**facts).valid_until == TODAY + timedelta(days=days)


def test_a_refused_appointment_leaves_nothing_behind() -> None:
    siti = hire("siti", "loket")
    same = key()
    facts: dict[str, Any] = {
        "actor": INSTALLER,
        "person_id": siti.person_id,
        "office": YOSOWILANGUN,
        "post": "loket",
        "valid_from": TODAY,
        "decree": "800/18/2026",
        "key": same,
    }
    assert refusal_of(actions.appoint, **facts) == "twice"
    assert refusal_of(actions.appoint, **facts | {"substitute_for": uuid4()}) == "substitute_for_nobody"
    assert by_key(same) is None


class TestSubstitutes:
    def test_what_a_substitute_does_is_listed_and_nothing_else(self) -> None:
        kasi, budi = hire("siti", "kasi"), hire("budi", "operator")
        lent = appoint(
            budi.person_id, "kasi", since=TODAY, until=TODAY + WEEK, substitute_for=kasi.appointment_id
        )
        found = queries.appointment(lent.pk)
        assert found is not None
        assert found.substitute
        assert [row.substitute for row in queries.people_in(YOSOWILANGUN, frozenset({"kasi"}))] == [
            True,
            False,
        ]
        before = timeline(Subject("person", str(budi.person_id)))
        assert queries.substitute_acts(YOSOWILANGUN, before) == ()
        actor = as_actor(found)
        assert actor.substitute
        actions.sign_in(actor=actor, means="password", key=key())
        actions.sign_in(actor=budi.actor, means="password", key=key())
        actions.sign_in(actor=kasi.actor, means="password", key=key())
        entries = timeline(Subject("person", str(budi.person_id))) + timeline(
            Subject("person", str(kasi.person_id))
        )
        listed = queries.substitute_acts(YOSOWILANGUN, entries)
        assert [
            (act.entry.verb, act.entry.actor, act.person, act.substitute_for, act.post) for act in listed
        ] == [("sign_in", str(budi.person_id), "Budi", "Siti", "kasi")]
        assert queries.substitute_acts(JATIROTO, entries) == ()

    def test_the_database_refuses_a_substitute_without_an_end(self) -> None:
        kasi, budi = hire("siti", "kasi"), hire("budi", "operator")
        for wrong in (
            {"substitute_for_id": kasi.appointment_id},
            {"post": "tukang"},
            {"valid_until": TODAY - timedelta(days=1)},
        ):
            fields = {
                "person_id": budi.person_id,
                "office_id": YOSOWILANGUN,
                "post": "kasi",
                "valid_from": TODAY,
            }
            with pytest.raises(IntegrityError), transaction.atomic():
                Appointment.objects.create(**fields | wrong, decree="x")


class TestRights:
    def test_post_act_step_and_office_stand_in_one_table(self) -> None:
        kasi, budi = hire("siti", "kasi"), hire("budi", "operator")
        hire("wati", "kasi", JATIROTO)
        appoint(budi.person_id, "kasi", since=TODAY, until=TODAY + WEEK, substitute_for=kasi.appointment_id)
        rows = matrix([Row("examine", "examine", "kasi")], ("kasi", "operator"), clauses={"examine": "4.4"})
        found = queries.rights_of(YOSOWILANGUN, rows)
        assert [(row.right.post, row.right.allowed, row.people, row.substitutes) for row in found] == [
            ("kasi", True, ("Siti",), ("Budi",)),
            ("operator", False, (), ()),
        ]
        elsewhere = queries.rights_of(JATIROTO, rows)
        assert elsewhere[0].people == ("Wati",)

    @pytest.mark.parametrize(
        ("service", "act", "allowed"),
        [
            ("lumajang/yosowilangun/ktp", "examine", {"kasi", "operator", "loket"}),
            ("lumajang/yosowilangun/ktp", "record_biometrics", {"operator"}),
            ("lumajang/yosowilangun/ktp", "hand_over", {"loket"}),
            ("lumajang/jatiroto/kk", "print", {"operator"}),
            ("lumajang/jatiroto/kk", "hand_over", {"loket"}),
        ],
    )
    def test_the_shipped_standards_become_a_matrix(self, service: str, act: str, allowed: set[str]) -> None:
        made = procedure(read_file(STANDARDS / f"{service}.yaml"))
        found = matrix(made.rows(), POSTS, clauses={step.id: step.clause for step in made.steps})
        assert {row.post for row in found if row.act == act and row.allowed} == allowed
        assert all(row.clause for row in found)
        assert len(found) % len(POSTS) == 0
        assert not any(row.allowed for row in found if row.post in {"camat", "sekretaris", "it", "desa"})


def test_names_are_joined_to_actors_and_strangers_left_out() -> None:
    siti = hire("siti", "loket")
    assert queries.names_of([str(siti.person_id), "installer", str(UUID(int=7))]) == {
        str(siti.person_id): "Siti"
    }


def test_offices_below_are_managed_however_deep() -> None:
    from pamong.offices.models import Office

    Office.objects.create(code="35.08.07.2001", kind="desa", name="Desa Karangrejo", parent_id=YOSOWILANGUN)
    assert queries.managed_by(KABUPATEN) == {YOSOWILANGUN, JATIROTO, "35.08.07.2001"}
    assert queries.managed_by(YOSOWILANGUN) == {"35.08.07.2001"}
    assert queries.managed_by("tidak ada") == frozenset()


def test_a_key_that_served_another_act_is_refused_and_not_taken_as_done() -> None:
    """With AlreadyDone the page would say that the password was set."""
    siti, budi = hire("siti", "loket"), hire("budi", "loket")
    used = key()
    actions.set_password(actor=INSTALLER, person_id=siti.person_id, password=PASSWORD, key=used)
    with pytest.raises(AlreadyDone):
        actions.set_password(actor=INSTALLER, person_id=siti.person_id, password=PASSWORD, key=used)
    with pytest.raises(Refused) as other_person:
        actions.set_password(actor=INSTALLER, person_id=budi.person_id, password=PASSWORD, key=used)
    with pytest.raises(Refused) as other_act:
        actions.reset_factors(actor=INSTALLER, person_id=siti.person_id, key=used)
    with pytest.raises(Refused) as other_office:
        actions.sign_in(actor=siti.actor, means="password", key=used)
    found = [caught.value.refusal.code for caught in (other_person, other_act, other_office)]
    assert found == ["key", "key", "key"]
