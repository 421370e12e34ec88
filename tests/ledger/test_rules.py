"""How an entry's bytes are written, and what may never enter it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.ledger import rules
from pamong.ledger.rules import AlreadyDone, EntryRow, PayloadError, Refused, Subject
from pamong.standard.messages import Message, Refusal

# A slow machine is no failure.
UNHURRIED = settings(deadline=None)

ROW = EntryRow(
    id=UUID("0197f0c2-0000-7000-8000-000000000001"),
    office="35.08.07",
    position=17,
    subject=Subject("application", "a-1"),
    subject_sequence=3,
    recorded_at=datetime(2026, 12, 14, 1, 30, tzinfo=UTC),
    occurred_at=None,
    actor="officer-1",
    actor_post="loket",
    verb="submit",
    clause="4.3",
    payload={"b": [1, True, None], "a": "Yosowilangun"},
    key="key-1",
    leaf_hash=b"",
)

OTHERWISE: dict[str, Any] = {
    "id": UUID("0197f0c2-0000-7000-8000-000000000002"),
    "office": "35.08.08",
    "position": 18,
    "subject": Subject("application", "a-2"),
    "subject_sequence": 4,
    "recorded_at": ROW.recorded_at + timedelta(microseconds=1),
    "occurred_at": ROW.recorded_at,
    "actor": "officer-2",
    "actor_post": "kasi",
    "verb": "refuse",
    "clause": None,
    "payload": {"b": [1, 1, None], "a": "Yosowilangun"},
    "key": "key-2",
}


def test_the_bytes_of_an_entry_are_fixed_for_ever() -> None:
    """A changed spelling would make every log written before it unreadable: this literal may only ever be added to."""
    assert rules.leaf_bytes(ROW) == (
        b'{"actor":"officer-1","actor_post":"loket","clause":"4.3","format":"pamong/entry@1",'
        b'"id":"0197f0c2-0000-7000-8000-000000000001","key":"key-1","occurred_at":null,"office":"35.08.07",'
        b'"payload":{"a":"Yosowilangun","b":[1,true,null]},"position":17,'
        b'"recorded_at":"2026-12-14T01:30:00.000000+00:00","subject":["application","a-1",3],"verb":"submit"}'
    )
    assert rules.leaf_hash(ROW).hex() == "cdce00b2cee82cd082bb7e9e40f6d675eba6abc4152a9de3416094ab7ef26106"


@pytest.mark.parametrize("column", OTHERWISE)
def test_every_column_counts(column: str) -> None:
    changed = {column: OTHERWISE[column]}
    assert rules.leaf_hash(replace(ROW, **changed)) != rules.leaf_hash(ROW)


def test_every_column_but_the_hash_is_tried_above() -> None:
    assert set(OTHERWISE) == set(EntryRow.__dataclass_fields__) - {"leaf_hash"}


def test_the_same_moment_in_another_zone_is_the_same_entry() -> None:
    local = ROW.recorded_at.astimezone(timezone(timedelta(hours=7)))
    assert rules.leaf_hash(replace(ROW, recorded_at=local)) == rules.leaf_hash(ROW)


ALLOWED: list[Any] = [
    {},
    {
        "text": "Kelurahan Ditotrunan, ½",
        "number": 12,
        "yes": True,
        "none": None,
        "list": [{"deep": [1, 2]}, ()],
    },
    {"fifteen digits": "350807010190000"},
    {"a digest": "1234567890123456" + "ab" * 24},
    {"two dates": "2026-12-14 2027-01-04"},
    {"a moment": "2026-12-14T01:30:00.000000+00:00"},
]
REFUSED: list[Any] = [
    {"nik": "3508070101900001"},
    {"nik": 3508070101900001},
    {"text": "NIK3508070101900001lengkap"},
    {"more digits": "35080701019000012"},
    {"grouped": "3508 0701 0190 0001"},
    {"grouped": "350807-010190-0001"},
    {"3508070101900001": True},
    {"list": [{"deep": ["3508.0701.0190.0001"]}]},
    {"no letter in it": "35080701019000013508070101900001"},
    {"fraction": 1.5},
    {"not a number": float("nan")},
    {"moment": datetime(2026, 12, 14, tzinfo=UTC)},
    {"bytes": b"text"},
    {"a set": {1}},
    {1: "a name that is a number"},
    {"zero": "a\x00b"},
    {"half a letter": "\ud800"},
]


@pytest.mark.parametrize("payload", ALLOWED, ids=str)
def test_a_payload_may_be(payload: Any) -> None:
    rules.check_payload(payload)
    rules.check_payload(MappingProxyType(payload))


@pytest.mark.parametrize("payload", REFUSED, ids=repr)
def test_a_payload_may_not_be(payload: Any) -> None:
    with pytest.raises(PayloadError) as caught:
        rules.check_payload(payload)
    # The message may reach a log: it names the place, never the number.
    assert "3508" not in str(caught.value)


@UNHURRIED
@given(st.integers(10**15, 10**16 - 1), st.text(max_size=5), st.text(max_size=5))
def test_no_identity_number_enters_whatever_stands_around_it(number: int, before: str, after: str) -> None:
    with pytest.raises(PayloadError):
        rules.check_payload({"text": f"{before}{number}{after}"})


@UNHURRIED
@given(
    st.binary(min_size=32, max_size=32).filter(lambda data: any(letter in data.hex() for letter in "abcdef"))
)
def test_no_digest_is_ever_taken_for_an_identity_number(digest: bytes) -> None:
    rules.check_payload({"digest": digest.hex()})


def test_a_refusal_and_a_repetition_carry_what_the_caller_needs() -> None:
    refusal = Refusal(clause="4.4", message=Message("Berkas belum lengkap."), code="incomplete")
    assert Refused(refusal).refusal is refusal
    assert AlreadyDone(ROW).entry is ROW


@pytest.mark.parametrize(
    "text",
    [
        "01930000-1234-7123-8456-0a1b2c3d4e5f",
        "01930000-1234-7123-8456-012345678901:recording",
    ],
)
def test_a_uuid_of_digits_is_no_identity_number(text: str) -> None:
    rules.check_text(text, "key")


def test_a_number_beside_a_uuid_is_still_found() -> None:
    with pytest.raises(rules.PayloadError):
        rules.check_text("01930000-1234-7123-8456-0a1b2c3d4e5f 3508 9901 0180 0001", "key")
