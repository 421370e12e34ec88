"""Promised, present and working; what stops a step; what may be written down. Tables."""

from datetime import date

import pytest

from pamong.readiness.rules.equipment import (
    Held,
    Provision,
    lacking,
    may_count,
    may_end,
    may_report,
    provision,
)
from pamong.readiness.rules.keeping import may_note, sensible
from pamong.standard.messages import Refusal
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, actor

ON = date(2026, 12, 14)


@pytest.mark.parametrize(
    ("promised", "held", "expected"),
    [
        (3, None, Provision.UNCOUNTED),
        (3, Held("kursi", 3), Provision.MET),
        (3, Held("kursi", 5), Provision.MET),
        (3, Held("kursi", 2), Provision.SHORT),
        (3, Held("kursi", 3, 1), Provision.BROKEN),
        (3, Held("kursi", 4, 1), Provision.MET),
        (3, Held("kursi", 2, 1), Provision.SHORT),
    ],
)
def test_promised_against_present_and_working(promised: int, held: Held | None, expected: Provision) -> None:
    assert provision(promised, held) is expected


@pytest.mark.parametrize(
    ("uses", "there", "expected"),
    [
        (("kamera",), {}, []),
        (("kamera",), {"kamera": Held("kamera", 1)}, []),
        (("kamera",), {"kamera": Held("kamera", 2, 1)}, []),
        (("kamera",), {"kamera": Held("kamera", 1, 1)}, ["kamera"]),
        (("kamera",), {"kamera": Held("kamera", 0)}, ["kamera"]),
        (("kamera",), {"kursi": Held("kursi", 0)}, []),
        (
            ("kamera", "komputer"),
            {"kamera": Held("kamera", 1), "komputer": Held("komputer", 1, 1)},
            ["komputer"],
        ),
    ],
)
def test_a_step_stands_still_when_nothing_of_what_it_uses_works(
    uses: tuple[str, ...], there: dict[str, Held], expected: list[str]
) -> None:
    assert [one.code for one in lacking(uses, there)] == expected


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("quantity", "held", "expected"),
    [
        (0, None, None),
        (9999, None, None),
        (-1, None, "quantity"),
        (10000, None, "quantity"),
        (2, Held("kursi", 3, 2), None),
        (1, Held("kursi", 3, 2), "fewer_than_out"),
    ],
)
def test_what_can_be_counted(quantity: int, held: Held | None, expected: str | None) -> None:
    assert code(may_count(quantity, held)) == expected


@pytest.mark.parametrize(
    ("quantity", "held", "fault", "since", "expected"),
    [
        (1, None, "broken", ON, None),
        (2, Held("kursi", 3, 1), "lent", ON, None),
        (3, Held("kursi", 3, 1), "broken", ON, "more_than_working"),
        (0, Held("kursi", 3), "broken", ON, "more_than_working"),
        (1, Held("kursi", 3), "stolen", ON, "unknown_fault"),
        (1, Held("kursi", 3), "broken", date(2026, 12, 15), "future"),
    ],
)
def test_what_can_fall_out_of_use(
    quantity: int, held: Held | None, fault: str, since: date, expected: str | None
) -> None:
    assert code(may_report(quantity, held, fault=fault, since=since, today=ON)) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 10), None),
        (ON, None),
        (date(2026, 12, 9), "before_fault"),
        (date(2026, 12, 15), "future"),
    ],
)
def test_when_a_thing_can_work_again(on: date, expected: str | None) -> None:
    assert code(may_end(since=date(2026, 12, 10), on=on, today=ON)) == expected


@pytest.mark.parametrize(
    ("post", "offices", "expected"),
    [
        ("kasi", {KTP_OFFICE}, None),
        ("sekretaris", {KTP_OFFICE, KK_OFFICE}, None),
        ("it", {KTP_OFFICE}, None),
        ("camat", {KTP_OFFICE}, "other_post"),
        ("loket", {KTP_OFFICE}, "other_post"),
        ("kasi", {KK_OFFICE}, "other_office"),
        ("kasi", set(), "other_office"),
    ],
)
def test_who_may_write_about_a_person(post: str, offices: set[str], expected: str | None) -> None:
    assert code(may_note(actor(post), offices=frozenset(offices))) == expected


@pytest.mark.parametrize(
    ("aspect", "name", "since", "until", "expected"),
    [
        ("education", "S1", None, None, None),
        ("skill", "Teliti", None, None, None),
        ("training", "Diklat PATEN", date(2024, 1, 1), date(2026, 1, 1), None),
        ("experience", "Loket", date(2020, 1, 1), None, None),
        ("hobby", "Catur", None, None, "unknown_aspect"),
        ("skill", "  ", None, None, "empty"),
        ("training", "Diklat PATEN", None, None, "no_first_day"),
        ("experience", "Loket", None, None, "no_first_day"),
        ("training", "Diklat PATEN", date(2026, 12, 15), None, "future"),
        ("training", "Diklat PATEN", date(2024, 1, 2), date(2024, 1, 1), "ends_before_it_begins"),
    ],
)
def test_what_a_note_about_a_person_must_say(
    aspect: str, name: str, since: date | None, until: date | None, expected: str | None
) -> None:
    assert code(sensible(aspect, name, since=since, until=until, today=ON)) == expected
