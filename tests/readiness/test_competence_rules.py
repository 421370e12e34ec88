"""People against cards, as tables an officer could read."""

from datetime import date

import pytest

from pamong.readiness.education_source import equivalences
from pamong.readiness.rules.competence import Aspect, Known, Standing, days_worked, judge, years_before
from pamong.standard.annotations.quality import Education, Staffing

ON = date(2026, 12, 14)


def card(**lines: object) -> Staffing:
    return Staffing(key="loket", printed_title="Petugas", post="loket", count=1, **lines)  # type: ignore[arg-type]


def standing(card: Staffing, *known: Known, on: date = ON) -> Standing:
    (one,) = judge(card, known, on=on, equivalences=equivalences())
    return one.standing


@pytest.mark.parametrize(
    ("demanded", "or_equivalent", "held", "answer"),
    [
        ("SMU", True, "SMA", True),
        ("SMU", True, "SMK", True),
        ("SMU", False, "SMA", True),
        ("SMU", False, "SMK", False),
        ("SMK", False, "SMK", True),
        ("D4", False, "D-IV", True),
        ("SMK", False, "SMA", False),
        ("SMA", True, "smp", False),
        ("D3", False, "S1", True),
        ("S1", False, "D3", False),
        ("S1", True, "D-IV", True),
        ("S1", False, "S-2", True),
        ("S1", False, "Sekolah Sihir", None),
        ("Kursus", False, "S1", None),
    ],
)
def test_which_schooling_is_enough(
    demanded: str, or_equivalent: bool, held: str, answer: bool | None
) -> None:
    assert equivalences().reaches(held, demanded, or_equivalent=or_equivalent) is answer


def test_no_name_stands_in_two_levels() -> None:
    names = [
        name.casefold()
        for level in equivalences().levels
        for name in (each for school in level.schools for each in school)
    ]
    assert len(names) == len(set(names))
    assert [level.rank for level in equivalences().levels] == [3, 4, 5, 6, 7, 8, 9, 10]


SCHOOL = card(education=Education(level="SMU", or_equivalent=True))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), Standing.UNRECORDED),
        ((Known(Aspect.EDUCATION, "SMA"),), Standing.MET),
        ((Known(Aspect.EDUCATION, "SMP"), Known(Aspect.EDUCATION, "SMA")), Standing.MET),
        ((Known(Aspect.EDUCATION, "SMP"),), Standing.MISSING),
        ((Known(Aspect.EDUCATION, "Pondok"),), Standing.UNREADABLE),
        ((Known(Aspect.EDUCATION, "SMA", date(2027, 1, 1)),), Standing.MISSING),
        ((Known(Aspect.TRAINING, "SMA"),), Standing.UNRECORDED),
    ],
)
def test_schooling_against_a_card(known: tuple[Known, ...], expected: Standing) -> None:
    assert standing(SCHOOL, *known) is expected


COURSE = card(training=("Diklat PATEN",))


@pytest.mark.parametrize(
    ("name", "since", "until", "expected"),
    [
        ("Diklat PATEN", date(2024, 1, 1), None, Standing.MET),
        ("pelatihan  paten.", date(2024, 1, 1), None, Standing.MET),
        ("Diklat PATEN", date(2024, 1, 1), date(2026, 12, 14), Standing.MET),
        ("Diklat PATEN", date(2024, 1, 1), date(2026, 12, 13), Standing.EXPIRED),
        ("Diklat PATEN", date(2026, 12, 15), None, Standing.MISSING),
        ("Pelatihan komputer", date(2024, 1, 1), None, Standing.MISSING),
    ],
)
def test_a_training_counts_from_its_first_day_through_its_last(
    name: str, since: date, until: date | None, expected: Standing
) -> None:
    assert standing(COURSE, Known(Aspect.TRAINING, name, since, until)) is expected


def test_an_expired_training_says_from_which_day_it_is_a_gap() -> None:
    known = [
        Known(Aspect.TRAINING, "Diklat PATEN", date(2020, 1, 1), date(2022, 1, 1)),
        Known(Aspect.TRAINING, "Diklat PATEN", date(2023, 1, 1), date(2026, 6, 30)),
    ]
    (one,) = judge(COURSE, known, on=ON, equivalences=equivalences())
    assert (one.standing, one.expired_on, one.is_gap) == (Standing.EXPIRED, date(2026, 7, 1), True)


def test_a_renewed_training_is_no_gap() -> None:
    known = [
        Known(Aspect.TRAINING, "Diklat PATEN", date(2020, 1, 1), date(2022, 1, 1)),
        Known(Aspect.TRAINING, "Diklat PATEN", date(2022, 1, 1)),
    ]
    assert standing(COURSE, *known) is Standing.MET


@pytest.mark.parametrize("lines", [{"training": None}, {"training": ()}, {"skills": None}, {"skills": ()}])
def test_a_blank_line_and_a_printed_dash_ask_nothing_of_anybody(lines: dict[str, object]) -> None:
    assert judge(card(**lines), (), on=ON, equivalences=equivalences()) == ()


def test_a_skill_is_looked_for_under_its_own_name() -> None:
    skilled = card(skills=("Cepat tanggap",))
    assert standing(skilled) is Standing.UNRECORDED
    assert standing(skilled, Known(Aspect.SKILL, "cepat tanggap")) is Standing.MET
    assert standing(skilled, Known(Aspect.SKILL, "Teliti")) is Standing.MISSING


def work(since: date | None, until: date | None = None) -> Known:
    return Known(Aspect.EXPERIENCE, "Loket", since, until)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), Standing.UNRECORDED),
        ((work(date(2022, 12, 14)),), Standing.MET),
        ((work(date(2022, 12, 15)),), Standing.MISSING),
        ((work(date(2018, 1, 1), date(2019, 12, 31)), work(date(2024, 12, 1))), Standing.MET),
        ((work(date(2018, 1, 1), date(2019, 12, 31)), work(date(2025, 12, 1))), Standing.MISSING),
        # Two posts at the same time are one time.
        ((work(date(2023, 12, 14)), work(date(2023, 12, 14), date(2025, 12, 14))), Standing.MISSING),
        ((work(None),), Standing.MISSING),
        ((work(date(2027, 1, 1)),), Standing.MISSING),
    ],
)
def test_four_years_of_work(known: tuple[Known, ...], expected: Standing) -> None:
    assert standing(card(experience_years_min=4), *known) is expected


def test_work_that_ended_counts_its_last_day_too() -> None:
    assert days_worked([work(date(2026, 1, 1), date(2026, 1, 1))], ON) == 1
    assert (
        days_worked([work(date(2026, 1, 1), date(2026, 1, 10)), work(date(2026, 1, 5), date(2026, 1, 6))], ON)
        == 10
    )


@pytest.mark.parametrize(
    ("on", "years", "before"),
    [
        (date(2026, 12, 14), 4, date(2022, 12, 14)),
        (date(2028, 2, 29), 1, date(2027, 2, 28)),
        (date(2028, 2, 29), 4, date(2024, 2, 29)),
    ],
)
def test_the_same_day_some_years_before(on: date, years: int, before: date) -> None:
    assert years_before(on, years) == before
