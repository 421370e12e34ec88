"""Chapter 4: the procedure as a table, asked move by move and walked at random."""

import random
from itertools import product

import pytest

from pamong.standard.acts import ACTS, EVERYWHERE
from pamong.standard.chapters.procedure import Holder, Move, Procedure, Skipped, problems, procedure
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from pamong.standard.messages import Refusal
from tests.standard.example import EXAMPLES, changed, small

NEW: dict[str, FactValue] = {"recording": "not_recorded"}
KNOWN: dict[str, FactValue] = {"recording": "recorded"}
APPLICANT = Holder("applicant", "applicant")
SECTION = Holder("office", "general_services")


def decide(
    step: str,
    act: str,
    post: str,
    outcome: str | None = None,
    facts: dict[str, FactValue] | None = None,
    table: Procedure | None = None,
) -> Move | Refusal:
    return (table or procedure(small())).decide(
        step=step, act=act, post=post, outcome=outcome, facts=facts or {}
    )


def test_the_printed_table_is_the_one_on_the_wall() -> None:
    wall = (EXAMPLES / "small.procedure.txt").read_text(encoding="utf-8")
    assert procedure(small()).as_text() == wall


def test_the_office_begins_where_the_applicant_hands_in() -> None:
    table = procedure(small())
    assert (table.submit_step, table.first_step) == ("submit", "examine")
    assert [step.id for step in table.steps][:2] == ["fill-form", "submit"]
    assert "fill-form" not in {step.id for step in table.office_steps}


@pytest.mark.parametrize(
    ("step", "posts", "holder"),
    [
        ("submit", {"loket"}, APPLICANT),
        ("examine", {"kasi", "operator", "loket"}, SECTION),
        ("record", {"operator"}, Holder("office", "operator")),
        ("send", {"kasi", "operator", "loket"}, SECTION),
        ("back", {"loket"}, Holder("outside", "dispenduk")),
        ("sign", {"camat"}, Holder("office", "camat")),
        ("ready", {"kasi", "operator", "loket"}, SECTION),
        ("hand-over", {"loket"}, SECTION),
    ],
)
def test_at_each_step_these_posts_act_and_this_one_holds(step: str, posts: set[str], holder: Holder) -> None:
    assert procedure(small()).posts(step) == posts
    assert procedure(small()).holder(step) == holder


@pytest.mark.parametrize(
    ("step", "written", "posts", "holder"),
    [
        ("sign", "actor: village_head, act: sign}", {"camat"}, Holder("outside", "village_head")),
        ("sign", "actor: [kasi, loket], act: do}", {"kasi", "loket"}, SECTION),
        ("sign", "actor: [kasi, camat], act: do}", {"kasi", "camat"}, Holder("office", "camat")),
        ("sign", "act: endorse, interpretation: x}", {"kasi", "sekretaris"}, Holder("office", "kasi")),
        ("sign", "actor: kasi, act: await_signature, at: notary}", {"kasi"}, Holder("outside", "notary")),
        ("sign", "actor: kasi, act: await_signature, to: desa}", {"kasi"}, Holder("outside", "desa")),
        ("sign", "actor: kasi, act: await_signature}", {"kasi"}, Holder("outside", "dispenduk")),
    ],
)
def test_the_holder_follows_from_actor_and_act(
    step: str, written: str, posts: set[str], holder: Holder
) -> None:
    table = procedure(changed("actor: camat, act: sign}", written))
    assert table.posts(step) == posts
    assert table.holder(step) == holder


def test_a_product_handed_over_by_someone_outside_still_lies_at_the_counter() -> None:
    table = procedure(changed("actor: loket, act: hand_over", "actor: courier, act: hand_over"))
    assert table.holder("hand-over") == SECTION


# step, act, post, outcome, facts: where to, clock, who holds
MOVES: list[tuple[str, str, str, str | None, dict[str, FactValue], str | None, str, Holder | None]] = [
    ("submit", "submit", "loket", None, {}, "examine", "resume", SECTION),
    (
        "examine",
        "examine",
        "kasi",
        "complete_and_valid",
        NEW,
        "record",
        "start",
        Holder("office", "operator"),
    ),
    ("examine", "examine", "loket", "complete_and_valid", KNOWN, "send", "start", SECTION),
    ("examine", "examine", "kasi", "deficient", {}, "submit", "pause", APPLICANT),
    ("examine", "return", "kasi", None, {}, "submit", "pause", APPLICANT),
    ("examine", "examine", "kasi", "refused", {}, None, "stop", None),
    ("record", "record_biometrics", "operator", None, {}, "send", "none", SECTION),
    ("record", "return", "operator", None, {}, "submit", "pause", APPLICANT),
    ("send", "dispatch", "kasi", None, {}, "back", "none", Holder("outside", "dispenduk")),
    ("back", "receive_back", "loket", None, {}, "sign", "none", Holder("office", "camat")),
    ("sign", "sign", "camat", None, {}, "ready", "none", SECTION),
    ("ready", "ready", "operator", None, {}, "hand-over", "stop", SECTION),
    ("hand-over", "hand_over", "loket", None, {}, None, "none", None),
    ("hand-over", "return", "loket", None, {}, "submit", "pause", APPLICANT),
    *(
        (step.id, "withdraw", "loket", None, {}, None, "stop", None)
        for step in procedure(small()).office_steps
    ),
]


@pytest.mark.parametrize(("step", "act", "post", "outcome", "facts", "to", "clock", "holder"), MOVES)
def test_each_move_leads_on_with_clock_and_holder(
    step: str,
    act: str,
    post: str,
    outcome: str | None,
    facts: dict[str, FactValue],
    to: str | None,
    clock: str,
    holder: Holder | None,
) -> None:
    move = decide(step, act, post, outcome, facts)
    assert isinstance(move, Move)
    assert (move.to, move.clock, move.holder) == (to, clock, holder)
    assert move.closes == (to is None)


def test_a_step_that_is_not_needed_is_skipped_by_the_clause_that_says_so() -> None:
    move = decide("examine", "examine", "kasi", "complete_and_valid", KNOWN)
    assert isinstance(move, Move)
    assert (move.clause, move.skipped) == ("4.3", (Skipped("record", "4.4"),))
    other = decide("examine", "examine", "kasi", "complete_and_valid", NEW)
    assert isinstance(other, Move)
    assert other.skipped == ()


def test_a_step_whose_condition_no_longer_holds_is_passed_over() -> None:
    table = procedure(small())
    move = table.pass_over(step="record", post="operator", facts=KNOWN)
    assert isinstance(move, Move)
    assert (move.to, move.clock, move.holder) == ("send", "none", SECTION)
    assert move.skipped == (Skipped("record", "4.4"),)


@pytest.mark.parametrize(
    ("post", "facts", "code"),
    [
        ("loket", KNOWN, "wrong_post"),
        ("operator", NEW, "still_needed"),
        ("operator", {}, "still_needed"),
    ],
)
def test_a_step_that_is_needed_or_may_be_is_not_passed_over(
    post: str, facts: dict[str, FactValue], code: str
) -> None:
    refusal = procedure(small()).pass_over(step="record", post=post, facts=facts)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.clause) == (code, "4.4")


def test_passing_over_stops_at_a_following_step_nobody_can_decide() -> None:
    second = "id: send, name: {id: Kirim, en: Send}, when: {age: {at_least: 17}}"
    table = procedure(changed("id: send, name: {id: Kirim, en: Send}", second))
    refusal = table.pass_over(step="record", post="operator", facts=KNOWN)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.clause) == ("fact_unknown", "4.5")


def test_handing_back_later_rests_on_the_clause_of_the_examination() -> None:
    move = decide("ready", "return", "loket")
    assert isinstance(move, Move)
    assert (move.clause, move.outcome) == ("4.3", None)
    first = decide("examine", "return", "loket")
    assert isinstance(first, Move)
    assert (first.clause, first.outcome) == ("4.3", "deficient")


# step, act, post, outcome, facts: code and clause of the refusal
REFUSALS: list[tuple[str, str, str, str | None, str, str]] = [
    ("examine", "record_biometrics", "operator", None, "wrong_act", "4.3"),
    ("examine", "dance", "operator", None, "wrong_act", "4.3"),
    ("record", "record_biometrics", "loket", None, "wrong_post", "4.4"),
    ("sign", "sign", "kasi", None, "wrong_post", "4.6"),
    ("examine", "examine", "kasi", None, "unknown_outcome", "4.3"),
    ("examine", "examine", "kasi", "maybe", "unknown_outcome", "4.3"),
    ("ready", "ready", "loket", "refused", "unknown_outcome", "4.6"),
    ("examine", "examine", "kasi", "complete_and_valid", "fact_unknown", "4.4"),
    ("submit", "return", "loket", None, "wrong_act", "4.2"),
    ("back", "return", "loket", None, "wrong_act", "4.5"),
    ("record", "return", "loket", None, "wrong_post", "4.4"),
    ("record", "withdraw", "camat", None, "wrong_post", "4.4"),
]


@pytest.mark.parametrize(("step", "act", "post", "outcome", "code", "clause"), REFUSALS)
def test_each_refusal_names_its_clause(
    step: str, act: str, post: str, outcome: str | None, code: str, clause: str
) -> None:
    refusal = decide(step, act, post, outcome)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.clause) == (code, clause)
    assert refusal.message.fill()


def test_an_open_fact_is_named_in_the_refusal() -> None:
    refusal = decide("examine", "examine", "kasi", "complete_and_valid")
    assert isinstance(refusal, Refusal)
    assert "Perekaman" in refusal.message.fill()


def test_a_step_an_application_cannot_stand_at_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        decide("fill-form", "prepare", "loket")


def test_acts_other_than_examine_can_have_outcomes_of_their_own() -> None:
    table = procedure(
        changed(
            "actor: camat, act: sign}",
            "actor: camat, act: sign, outcomes: {signed: {}, back: {act: return}, "
            "no: {act: refuse}, done: {closes: true, clock: none}, again: {to: examine, clock: stop}}}",
        )
    )
    found = {
        outcome: decide("sign", "sign", "camat", outcome, {}, table)
        for outcome in ("signed", "back", "no", "done", "again")
    }
    moves = {name: (move.to, move.clock) for name, move in found.items() if isinstance(move, Move)}
    assert moves == {
        "signed": ("ready", "none"),
        "back": ("submit", "pause"),
        "no": (None, "stop"),
        "done": (None, "none"),
        "again": ("examine", "stop"),
    }


def broken(old: str, new: str) -> Standard:
    """A standard with a fault the reader would refuse; it can still come from an old database."""
    text = small().canonical()
    assert text.count(old) == 1
    return Standard.from_canonical(text.replace(old, new))


def test_a_standard_that_ends_nowhere_answers_with_a_refusal() -> None:
    standard = broken('"act":"hand_over"', '"act":"do"')
    assert {problem.rule for problem in problems(standard)} == {"dead-end"}
    refusal = decide("hand-over", "do", "loket", None, {}, procedure(standard))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "dead_end"


def test_a_standard_nobody_submits_to_has_no_submit_step() -> None:
    standard = broken('"act":"submit"', '"act":"prepare"')
    with pytest.raises(LookupError, match="submits"):
        _ = procedure(standard).submit_step


def test_without_an_examination_nothing_is_handed_back() -> None:
    table = procedure(broken('"act":"examine"', '"act":"visit"'))
    assert not table.returnable("sign")
    assert all(row.act != "return" for row in table.rows())


POSTS = ("kasi", "operator", "loket", "sekretaris", "camat", "information_officer")
OUTCOMES = (None, "complete_and_valid", "deficient", "refused")


@pytest.mark.parametrize("step", [step.id for step in procedure(small()).office_steps])
def test_every_row_of_the_table_is_a_move_and_every_other_combination_is_refused(step: str) -> None:
    rows = {
        (row.act, row.post, row.outcome): (row.to, row.clock, row.holder)
        for row in procedure(small()).rows()
        if row.step == step
    }
    for act, post, outcome in product(ACTS, POSTS, OUTCOMES):
        answer = decide(step, act, post, outcome, NEW)
        row = rows.get((act, post, outcome))
        if row is not None:
            assert isinstance(answer, Move)
            assert (answer.to, answer.clock, answer.holder) == row
        elif act not in EVERYWHERE:
            assert isinstance(answer, Refusal)


@pytest.mark.parametrize("recording", ["recorded", "not_recorded"])
@pytest.mark.parametrize("seed", range(20))
def test_a_random_walk_never_gets_stuck(seed: int, recording: str) -> None:
    """However the office acts, every open step offers a way on, and going forward always ends."""
    table, choice = procedure(small()), random.Random(seed)
    facts: dict[str, FactValue] = {"recording": recording}
    step: str | None = table.submit_step
    for _ in range(40):
        if step is None:
            break
        moves = [
            move
            for row in table.rows()
            if row.step == step and row.act != "withdraw"
            for move in [decide(row.step, row.act, row.post, row.outcome, facts)]
            if isinstance(move, Move)
        ]
        assert moves
        step = choice.choice(moves).to
    while step is not None:
        forward = [lead for lead in table.leads(step) if not lead.refuses and lead.clock != "pause"]
        post = min(table.posts(step))
        move = decide(step, table.step(step).act, post, forward[0].outcome, facts)
        assert isinstance(move, Move)
        step = move.to


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.name)
def test_every_act_has_its_words_and_its_record(act: object) -> None:
    from pamong.standard.acts import Act

    assert isinstance(act, Act)
    assert act.label.fill()
    assert act.tells_applicant.fill()
    assert act.records or act.name == "prepare"
    assert act.posts or act.name == "prepare"
