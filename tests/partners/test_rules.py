"""Who makes tokens, for whom, and when one no longer counts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pamong.partners import rules
from pamong.partners.rules import Token
from pamong.staff.rules import INSTALLER, Actor
from tests.applications.installation import KTP_OFFICE, actor
from tests.dispatch.bags import DISPENDUK

TODAY = date(2026, 12, 14)
TOKEN = Token("0190", DISPENDUK, "Program contoh", frozenset({"queue:read"}), date(2026, 12, 31))


def code(found: object) -> str:
    return getattr(found, "code", "") if found is not None else ""


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (actor("it", "35.08"), ""),
        (actor("it", DISPENDUK), ""),
        (INSTALLER, ""),
        (actor("it", KTP_OFFICE), "not_yours"),
        (actor("dispenduk", DISPENDUK), "not_yours"),
    ],
)
def test_tokens_are_made_by_it_of_the_office_or_above(who: Actor, said: str) -> None:
    managed = {DISPENDUK} if who.office == "35.08" else set()
    assert code(rules.may_administer(who, office=DISPENDUK, managed=managed)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"kind": "kecamatan"}, "office"),
        ({"name": " x "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"scopes": []}, "scope"),
        ({"scopes": ["queue:read", "everything"]}, "scope"),
        ({"valid_until": date(2026, 12, 13)}, "valid_until"),
        ({"valid_until": date(2026, 12, 14)}, ""),
        ({"valid_until": date(2028, 1, 1)}, "valid_until"),
    ],
)
def test_what_a_token_must_be(changes: dict[str, object], said: str) -> None:
    wanted = {
        "kind": "dispenduk",
        "name": "Program contoh",
        "scopes": ["queue:read"],
        "valid_until": date(2027, 12, 15),
    }
    assert code(rules.usable(today=TODAY, **(wanted | changes))) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("token", "today", "counts"),
    [
        (TOKEN, date(2026, 12, 31), True),
        (TOKEN, date(2027, 1, 1), False),
        (replace(TOKEN, revoked_at=datetime(2026, 12, 1, tzinfo=UTC)), TODAY, False),
    ],
)
def test_a_token_counts_through_its_last_day_unless_revoked(
    token: Token, today: date, *, counts: bool
) -> None:
    assert rules.still_counts(token, today=today) is counts


def test_a_token_opens_what_it_was_made_for() -> None:
    assert rules.may_use(TOKEN, scope="queue:read") is None
    assert code(rules.may_use(TOKEN, scope="results:write")) == "scope"
    assert (TOKEN.actor.post, TOKEN.actor.office, TOKEN.actor.person_id) == ("dispenduk", DISPENDUK, "0190")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("pamong_" + "a" * 43, True), ("pamong_" + "a" * 42, False), ("", False), ("x" * 50, False)],
)
def test_what_has_not_the_form_is_not_looked_up(text: str, *, is_one: bool) -> None:
    assert rules.is_token(text) is is_one
