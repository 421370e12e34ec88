"""What was published stays as it was, in both databases, and `pamong verify` finds what did not; paper and review."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from pamong.ledger import queries as ledger
from pamong.ledger.rules import Subject
from pamong.ledger.verification import verify
from pamong.library import actions, queries, rules, triggers
from pamong.library.models import SigningAct, StandardVersion
from pamong.library.queries.versions import BentText
from pamong.library.rules import DraftState, Part
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    key,
    limited_to,
)
from tests.library.drafting import (
    CAMAT,
    KASI,
    SEKRETARIS,
    TOMORROW,
    approve,
    approved,
    begin,
    code_of,
    review,
    shortened,
    submit,
    version_id,
)

pytestmark = pytest.mark.usefixtures("two_offices", "silent_linter")


# What the database itself refuses.


@pytest.mark.parametrize("column", ["text", "digest", "in_force_from", "revision", "service"])
def test_a_published_text_does_not_change(column: str) -> None:
    version = approved(shortened())
    value = date(2030, 1, 1) if column == "in_force_from" else "x"
    with pytest.raises(DatabaseError), transaction.atomic():
        StandardVersion.objects.filter(pk=version.id).update(**{column: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        StandardVersion.objects.filter(pk=version.id)._raw_delete("default")


def test_control_without_the_triggers_it_would_have_changed_and_the_digest_finds_it() -> None:
    version = approved(shortened())
    connection.check_constraints()  # PostgreSQL: what waits to be checked stands in the way
    triggers.remove(connection)
    try:
        text = StandardVersion.objects.get(pk=version.id).text
        StandardVersion.objects.filter(pk=version.id).update(
            text=text.replace('"at_most":10', '"at_most":99')
        )
    finally:
        connection.check_constraints()
        triggers.install(connection)
    with pytest.raises(BentText, match="pamong verify"):
        queries.standard(version.id)
    (found,) = verify().findings
    assert (found.office, found.message.params["number"]) == (KTP_OFFICE, version.number)


@pytest.mark.parametrize("ending", ["no_update", "no_delete"])
def test_verify_names_a_trigger_that_is_gone(ending: str) -> None:
    assert triggers.missing(connection) == (), "the control: nothing is missing"
    assert verify().findings == ()
    name = f"{triggers.TABLE}_{ending}"
    connection.check_constraints()  # PostgreSQL: what waits to be checked stands in the way
    on = f" ON {triggers.TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    try:
        assert triggers.missing(connection) == (name,)
        assert [found.message.params for found in verify().findings] == [{"name": name}]
    finally:
        triggers.install(connection)


def test_verify_finds_a_text_bent_together_with_its_digest_and_a_signer_who_was_another() -> None:
    version = approved(shortened())
    assert verify().findings == ()
    SigningAct.objects.filter(act="reviewed").update(person="operator-1")
    assert [found.message.params["revision"] for found in verify().findings] == ["02"]
    SigningAct.objects.filter(act="reviewed").update(person=SEKRETARIS.person_id)
    connection.check_constraints()  # PostgreSQL: what waits to be checked stands in the way
    triggers.remove(connection)
    try:
        bent = StandardVersion.objects.get(pk=version.id).text.replace('"at_most":10', '"at_most":99')
        digest = hashlib.sha256(bent.encode()).hexdigest()
        StandardVersion.objects.filter(pk=version.id).update(text=bent, digest=digest)
    finally:
        connection.check_constraints()
        triggers.install(connection)
    assert len(verify().findings) == 1
    assert verify(offices=[KK_OFFICE]).findings == ()


def test_a_version_that_no_entry_knows_is_found() -> None:
    StandardVersion.objects.create(
        office_id=KTP_OFFICE, service="ktp", title="x", number="x", revision="x", text="{}", digest="x",
        in_force_from=date(2020, 1, 1), installed_at=at("2026-12-14 08:00"),
    )  # fmt: skip
    assert len(verify().findings) == 1


def test_one_version_a_day_and_three_people_are_kept_by_the_database_too() -> None:
    draft = shortened()
    submit(draft)
    review(draft)
    act = SigningAct.objects.get(act="reviewed")
    act.pk, act.act = None, Part.APPROVED
    with pytest.raises(IntegrityError), transaction.atomic():
        act.save(force_insert=True)
    version = StandardVersion.objects.get(pk=approve(draft).id)
    version.pk, version.digest = None, "0" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)


# The paper, and the years after.


def test_the_day_of_the_signature_by_hand_and_the_decree_are_noted() -> None:
    version = approved(shortened())
    same = key()
    given = {"signed_paper_on": date(2026, 12, 14), "decree": "188.45/1/2026", "decree_on": date(2026, 12, 1)}
    for _ in range(2):
        noted = actions.note_paper(actor=KASI, key=same, version=version.id, **given)  # type: ignore[arg-type]
    assert (noted.signed_paper_on, noted.decree, noted.decree_on) == tuple(given.values())
    assert noted.digest == version.digest
    entry = ledger.timeline(Subject("standard_version", str(version.id)))[-1]
    assert (entry.verb, entry.payload["decree"]) == ("note_paper", "188.45/1/2026")
    assert actions.note_paper(actor=KASI, key=key(), version=version.id, signed_paper_on=None).decree == ""
    other = actions.install(
        actor=CAMAT, key=key(), standard=limited_to("ktp", 8), in_force_from=date(2027, 2, 1)
    )
    assert (
        code_of(lambda: actions.note_paper(actor=KASI, key=same, version=other.id, signed_paper_on=None))
        == "key"
    )


@pytest.mark.parametrize(
    ("who", "day", "code"),
    [
        (actor("loket"), None, "other_post"),
        (actor("kasi", KK_OFFICE), None, "not_found"),
        (KASI, TOMORROW, "day_to_come"),
    ],
)
def test_what_cannot_be_noted(who: object, day: date | None, code: str) -> None:
    version = version_id()
    assert (
        code_of(
            lambda: actions.note_paper(actor=who, key=key(), version=version, signed_paper_on=day)  # type: ignore[arg-type]
        )
        == code
    )


@pytest.mark.parametrize(
    ("begun", "due"),
    [(date(2026, 1, 1), date(2029, 1, 1)), (date(2024, 2, 29), date(2027, 3, 1))],
)
def test_a_text_is_looked_through_after_three_years(begun: date, due: date) -> None:
    assert rules.review_due(begun) == due


def test_the_review_that_is_due_is_named_on_its_day() -> None:
    due = date(2029, 1, 1)
    assert queries.reviews_due(office=KTP_OFFICE, on=due - timedelta(days=1)) == ()
    ((row, day),) = queries.reviews_due(office=KTP_OFFICE, on=due)
    assert (row.service, day, row.in_force_from) == ("ktp", due, IN_FORCE)


def test_nobody_is_waited_for_when_a_draft_has_ended() -> None:
    posts = queries.posts_of(begin())
    assert rules.waits_for(DraftState.DISCARDED, posts) is None
    waited = rules.waits_for(DraftState.IN_REVIEW, posts)
    assert waited is not None
    assert waited.fill() == "Sekretaris"
