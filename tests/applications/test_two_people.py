"""Where the standard gives two steps to two posts, two people perform them, or a dated appointment lends the post.

KTP 4.3 is received by the counter officer, 4.5 performed by the operator; 4.4 belongs to the whole section.
"""

from dataclasses import replace
from datetime import date

import pytest

from pamong.applications import actions
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.staff import queries as staff
from pamong.staff.rules import Actor
from tests.applications.installation import KTP_OFFICE, actor, complete, key, ktp, record
from tests.staff.people import appoint, hire

pytestmark = pytest.mark.usefixtures("two_offices")


def _same_person_as_the_counter(post: str, *, substitute: bool = False) -> Actor:
    return replace(actor("loket"), post=post, substitute=substitute)


def test_who_took_the_application_in_does_not_record_the_person() -> None:
    row = complete(ktp())
    with pytest.raises(Refused) as refused:
        record(row, actor=_same_person_as_the_counter("operator"))
    assert refused.value.refusal.code == "same_person"
    assert refused.value.refusal.clause == "4.5"
    row.refresh_from_db()
    assert row.step == "record"


def test_another_person_records() -> None:
    assert record(complete(ktp())).step == "send"


def test_the_section_may_examine_what_one_of_it_took_in() -> None:
    """4.4 names the section, the counter officer is one of it: no second pair of eyes is asked for."""
    assert complete(ktp(), post="loket").step == "record"


def test_a_substitute_may_and_is_listed() -> None:
    day = date(2026, 12, 1)
    holder = hire("operator.tetap", "operator", since=day)
    counter = hire("loket.rangkap", "loket", since=day)
    appoint(
        counter.person_id,
        "operator",
        since=day,
        until=date(2026, 12, 31),
        substitute_for=holder.appointment_id,
    )
    row = complete(ktp())
    lent = Actor(str(counter.person_id), "Loket Rangkap", KTP_OFFICE, "operator", substitute=True)
    assert record(row, actor=lent).step == "send"
    entries = ledger.timeline(Subject("application", str(row.pk)))
    listed = staff.substitute_acts(KTP_OFFICE, entries)
    assert [(found.entry.verb, found.decree) for found in listed] == [("record_biometrics", "800/17/2026")]


def test_holding_and_releasing_are_no_steps_and_separate_nobody() -> None:
    row = complete(ktp())
    loket_as_operator = _same_person_as_the_counter("operator")
    actions.hold(actor=loket_as_operator, key=key(), code=row.public_code, reason="power_cut")
    actions.release(actor=loket_as_operator, key=key(), code=row.public_code)
    row.refresh_from_db()
    assert record(row).step == "send"
