"""Who may act: tables an officer could read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from pamong.offices.rules import INSTALLATION
from pamong.staff.rules import (
    INSTALLER,
    POSTS,
    UNITS,
    Actor,
    Deed,
    MatrixRow,
    label,
    matrix,
    may,
    posts_of,
    separate,
)
from pamong.staff.rules.appointing import Term, may_administer, may_appoint, usable_pin, usable_username
from pamong.staff.rules.signing import (
    FREE_PER_ACCOUNT,
    LONGEST_DELAY,
    Failures,
    idle,
    next_code_step,
    pin_is_enough,
    proved,
    remembered,
    wait,
)
from tests.staff.people import JATIROTO, KABUPATEN, MORNING, TODAY, YOSOWILANGUN


def actor(
    post: str, office: str = YOSOWILANGUN, *, person_id: str = "siti", substitute: bool = False
) -> Actor:
    return Actor(person_id=person_id, name="Siti", office=office, post=post, substitute=substitute)


@pytest.mark.parametrize(
    ("post", "office", "allowed_posts", "answer"),
    [
        ("kasi", YOSOWILANGUN, {"kasi"}, None),
        ("operator", YOSOWILANGUN, {"kasi"}, "other_post"),
        ("operator", YOSOWILANGUN, {"kasi", "operator"}, None),
        ("loket", YOSOWILANGUN, {"general_services"}, None),
        ("kasi", YOSOWILANGUN, {"general_services"}, None),
        ("operator", YOSOWILANGUN, {"general_services"}, None),
        ("camat", YOSOWILANGUN, {"general_services"}, "other_post"),
        ("it", YOSOWILANGUN, {"general_services"}, "other_post"),
        ("kasi", JATIROTO, {"kasi"}, "other_office"),
        ("operator", JATIROTO, {"kasi"}, "other_office"),
        ("kasi", YOSOWILANGUN, set(), "other_post"),
    ],
)
def test_an_act_is_for_the_posts_that_the_standard_names_and_for_the_own_office(
    post: str, office: str, allowed_posts: set[str], answer: str | None
) -> None:
    refusal = may(actor(post, office), office=YOSOWILANGUN, posts=frozenset(allowed_posts), clause="4.4")
    assert (refusal and refusal.code) == answer
    assert refusal is None or refusal.clause == "4.4"


def test_a_refusal_names_the_post_in_words() -> None:
    refusal = may(actor("loket"), office=YOSOWILANGUN, posts=frozenset({"kasi"}), clause="4.4")
    assert refusal is not None
    assert "Petugas loket" in refusal.message.fill()


def test_posts_are_a_closed_list() -> None:
    assert set(POSTS) == {
        "kasi", "operator", "loket", "sekretaris", "camat", "information_officer", "desa", "dispenduk", "kabupaten",
        "it",
    }  # fmt: skip
    assert posts_of(frozenset({"general_services", "camat"})) == {"kasi", "operator", "loket", "camat"}
    assert label("kasi").fill() == "Kasi Pelayanan Umum"
    assert label("tukang").fill() == "tukang"
    assert all(members <= set(POSTS) for members in UNITS.values())


def test_those_who_approve_or_administer_need_a_second_factor() -> None:
    assert {code for code, post in POSTS.items() if post.second_factor} == {
        "kasi",
        "sekretaris",
        "camat",
        "kabupaten",
        "it",
    }


STEPS = {
    "submit": frozenset({"applicant"}),
    "examine": frozenset({"kasi"}),
    "record": frozenset({"operator"}),
    "bundle": frozenset({"general_services"}),
    "unnamed": frozenset[str](),
}


@pytest.mark.parametrize(
    ("what", "post", "step", "earlier", "refused"),
    [
        ("nothing was done before", "kasi", "examine", (), False),
        ("somebody else recorded", "kasi", "examine", (Deed("budi", "record"),), False),
        ("the same person recorded", "kasi", "examine", (Deed("siti", "record"),), True),
        ("the other way round", "operator", "record", (Deed("siti", "examine"),), True),
        ("the same step twice", "kasi", "examine", (Deed("siti", "examine"),), False),
        ("a step both posts may do", "kasi", "examine", (Deed("siti", "bundle"),), False),
        ("recorded as a substitute", "kasi", "examine", (Deed("siti", "record", substitute=True),), False),
        ("a step of nobody", "kasi", "unnamed", (Deed("siti", "record"),), False),
        ("after a step of nobody", "kasi", "examine", (Deed("siti", "unnamed"),), False),
        ("a step the procedure does not have", "kasi", "examine", (Deed("siti", "gone"),), False),
        ("one of several", "kasi", "examine", (Deed("budi", "record"), Deed("siti", "record")), True),
    ],
)
def test_two_steps_of_two_posts_are_done_by_two_people(
    what: str, post: str, step: str, earlier: tuple[Deed, ...], refused: bool
) -> None:
    refusal = separate(actor(post), step=step, posts=STEPS, earlier=earlier, clause="4.4")
    assert (refusal is not None) is refused, what
    assert refusal is None or (refusal.code, refusal.clause) == ("same_person", "4.4")


def test_a_substitute_may_do_both() -> None:
    earlier = (Deed("siti", "record"),)
    lent = actor("kasi", substitute=True)
    assert separate(lent, step="examine", posts=STEPS, earlier=earlier, clause="4.4") is None


@dataclass(frozen=True)
class Row:
    step: str
    act: str
    post: str


def test_the_matrix_says_for_every_post_and_step_yes_or_no() -> None:
    rows = (
        Row("examine", "examine", "kasi"),
        Row("examine", "examine", "kasi"),
        Row("record", "record_biometrics", "operator"),
        Row("bundle", "dispatch", "general_services"),
    )
    found = matrix(rows, ("kasi", "operator"), clauses={"examine": "4.4", "record": "4.5"})
    assert found == (
        MatrixRow("kasi", "examine", "examine", "4.4", allowed=True),
        MatrixRow("operator", "examine", "examine", "4.4", allowed=False),
        MatrixRow("kasi", "record_biometrics", "record", "4.5", allowed=False),
        MatrixRow("operator", "record_biometrics", "record", "4.5", allowed=True),
        MatrixRow("kasi", "dispatch", "bundle", None, allowed=True),
        MatrixRow("operator", "dispatch", "bundle", None, allowed=True),
    )


def test_the_matrix_of_an_empty_procedure_is_empty() -> None:
    assert matrix((), POSTS, clauses={}) == ()


@pytest.mark.parametrize(
    ("who", "office", "managed", "answer"),
    [
        (actor("it"), YOSOWILANGUN, frozenset[str](), None),
        (actor("it"), JATIROTO, frozenset[str](), "other_office"),
        (actor("it", KABUPATEN), JATIROTO, frozenset({JATIROTO, YOSOWILANGUN}), None),
        (actor("camat"), YOSOWILANGUN, frozenset[str](), "other_post"),
        (INSTALLER, JATIROTO, frozenset[str](), None),
    ],
)
def test_people_are_administered_by_it_of_their_office_or_of_one_above(
    who: Actor, office: str, managed: frozenset[str], answer: str | None
) -> None:
    refusal = may_administer(who, office=office, managed=managed)
    assert (refusal and refusal.code) == answer
    assert INSTALLER.office == INSTALLATION


@pytest.mark.parametrize(
    ("username", "usable"),
    [
        ("siti", True),
        ("siti.aminah-2", True),
        ("si", False),
        ("Siti", False),
        ("2siti", False),
        ("3508071412900001", False),
        ("siti aminah", False),
        ("", False),
        ("s" * 64, True),
        ("s" * 65, False),
    ],
)
def test_a_username_is_plain_and_never_an_identity_number(username: str, usable: bool) -> None:
    assert (usable_username(username) is None) is usable


@pytest.mark.parametrize(
    ("pin", "answer"),
    [
        ("471920", None),
        ("000000", "pin_weak"),
        ("123456", "pin_weak"),
        ("987654", "pin_weak"),
        ("123123", "pin_weak"),
        ("454545", "pin_weak"),
        ("12345", "pin"),
        ("1234567", "pin"),
        ("47192a", "pin"),
        ("٤٧١٩٢٠", "pin"),
        ("", "pin"),
    ],
)
def test_a_pin_is_six_digits_that_nobody_tries_first(pin: str, answer: str | None) -> None:
    refusal = usable_pin(pin)
    assert (refusal and refusal.code) == answer


def term(post: str = "kasi", office: str = YOSOWILANGUN, person_id: str = "siti", **more: object) -> Term:
    fields = {"since": TODAY, "until": None, "substitute": False} | more
    return Term(person_id, office, post, **fields)  # type: ignore[arg-type]


NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("what", "new", "decree", "substituted", "others", "answer"),
    [
        ("a plain appointment", term(), "800/1", None, (), None),
        ("an unknown post", term("tukang"), "800/1", None, (), "post"),
        ("without a decree", term(), "  ", None, (), "decree"),
        ("backwards", term(until=TODAY - timedelta(days=1)), "800/1", None, (), "ends_before_it_begins"),
        ("one day", term(until=TODAY), "800/1", None, (), None),
        ("twice", term(), "800/1", None, (term(),), "twice"),
        ("another post too", term("operator"), "800/1", None, (term(),), None),
        ("the same post elsewhere", term(office=JATIROTO), "800/1", None, (term(),), None),
        ("after the old one ended", term(since=NEXT_WEEK), "800/1", None, (term(until=TODAY),), None),
        ("before a later one", term(until=TODAY), "800/1", None, (term(since=NEXT_WEEK),), None),
        ("into a later one", term(until=NEXT_WEEK), "800/1", None, (term(since=NEXT_WEEK),), "twice"),
        (
            "a substitute",
            term(person_id="budi", until=NEXT_WEEK, substitute=True), "800/1", term(), (), None,
        ),
        (
            "a substitute for nobody",
            term(person_id="budi", until=NEXT_WEEK, substitute=True), "800/1", None, (), "substitute_for_nobody",
        ),
        (
            "a substitute without an end",
            term(person_id="budi", substitute=True), "800/1", term(), (), "substitute_undated",
        ),
        (
            "a substitute in another post",
            term("camat", person_id="budi", until=NEXT_WEEK, substitute=True),
            "800/1", term(), (), "substitute_elsewhere",
        ),
        (
            "a substitute for oneself",
            term(until=NEXT_WEEK, substitute=True), "800/1", term(), (), "substitute_oneself",
        ),
        (
            "a substitute of a substitute",
            term(person_id="budi", until=NEXT_WEEK, substitute=True),
            "800/1", term(until=NEXT_WEEK, substitute=True), (), "substitute_chain",
        ),
    ],
)  # fmt: skip
def test_an_appointment_needs_a_decree_and_a_substitute_a_last_day(
    what: str, new: Term, decree: str, substituted: Term | None, others: tuple[Term, ...], answer: str | None
) -> None:
    refusal = may_appoint(new, decree=decree, substituted=substituted, others=others)
    assert (refusal and refusal.code) == answer, what


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (5_000, 900)],
)
def test_the_delay_doubles_and_never_becomes_a_closed_account(count: int, seconds: int) -> None:
    failures = Failures(count, MORNING)
    assert wait(failures, MORNING, free=FREE_PER_ACCOUNT) == timedelta(seconds=seconds)


def test_a_guesser_gets_about_a_hundred_answers_a_day() -> None:
    now, looked_at, failures = MORNING, 0, Failures()
    while now < MORNING + timedelta(hours=24):
        assert wait(failures, now, free=FREE_PER_ACCOUNT) == timedelta(0)
        looked_at += 1
        failures = Failures(remembered(failures, now).count + 1, now)
        now += max(wait(failures, now, free=FREE_PER_ACCOUNT), timedelta(seconds=1))
    assert 90 <= looked_at <= 110


def test_the_wait_runs_down_and_a_day_forgets() -> None:
    failures = Failures(6, MORNING)
    left = [
        wait(failures, MORNING + timedelta(seconds=gone), free=FREE_PER_ACCOUNT).total_seconds()
        for gone in (0, 20, 59, 60, 3600)
    ]
    assert left == [60, 40, 1, 0, 0]
    assert remembered(failures, MORNING + timedelta(hours=24)) == Failures()
    assert remembered(failures, MORNING + timedelta(hours=23)) == failures
    assert remembered(Failures(), MORNING) == Failures()
    assert all(wait(Failures(n, MORNING), MORNING, free=5) <= LONGEST_DELAY for n in range(40))


def test_the_delay_only_grows() -> None:
    delays = [wait(Failures(count, MORNING), MORNING, free=5) for count in range(30)]
    assert all(before <= after for before, after in pairwise(delays))


@pytest.mark.parametrize(("minutes", "locked"), [(0, False), (2.9, False), (3, True), (600, True)])
def test_a_page_left_alone_locks(minutes: float, locked: bool) -> None:
    assert idle(MORNING, MORNING + timedelta(minutes=minutes), timedelta(minutes=3)) is locked


@pytest.mark.parametrize(
    ("what", "hours", "has_pin", "wrong", "enough"),
    [
        ("opened this morning", 2, True, 0, True),
        ("two wrong PINs", 2, True, 2, True),
        ("three wrong PINs", 2, True, 3, False),
        ("no PIN set", 2, False, 0, False),
        ("opened yesterday", 24, True, 0, False),
        ("ten hours ago", 10, True, 0, False),
    ],
)
def test_a_pin_is_enough_where_the_password_was_typed_today(
    what: str, hours: int, has_pin: bool, wrong: int, enough: bool
) -> None:
    later = MORNING + timedelta(hours=hours)
    assert pin_is_enough(MORNING, later, has_pin=has_pin, wrong_pins=wrong) is enough, what


@pytest.mark.parametrize(
    ("proved_at", "counts"), [(None, False), (MORNING, True), (MORNING - timedelta(minutes=10), False)]
)
def test_a_password_typed_for_an_approval_counts_for_ten_minutes(
    proved_at: datetime | None, counts: bool
) -> None:
    assert proved(proved_at, MORNING) is counts


@pytest.mark.parametrize(("used", "matched", "kept"), [(None, 7, 7), (6, 7, 7), (7, 7, None), (8, 7, None)])
def test_a_one_time_code_counts_once(used: int | None, matched: int, kept: int | None) -> None:
    assert next_code_step(used, matched) == kept


def test_two_appointments_overlap_when_one_day_belongs_to_both() -> None:
    month = [date(2026, 12, day) for day in range(1, 15)]
    ends = (month[0], month[4], month[8])
    spans = [(since, until) for since in ends for until in (*ends, None) if until is None or until >= since]

    def days(span: tuple[date, date | None]) -> set[date]:
        return {day for day in month if span[0] <= day and (span[1] is None or day <= span[1])}

    for one in spans:
        for other in spans:
            overlap = term(since=one[0], until=one[1]).overlaps(term(since=other[0], until=other[1]))
            assert overlap is bool(days(one) & days(other)), (one, other)
