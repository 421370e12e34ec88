"""The whole life of applications against a model, act by act: sent, sent twice, late, out of order, by the wrong hands.

Hypothesis walks through the life of applications of both shipped standards and drives the real verbs in the database
of this run. After every act the database says what the model says, or the walk ends and is shown.
Long form: `PAMONG_EXAMPLES=1000 ./dev test tests/machines/test_application_life.py`.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from pamong.applications import rules, states
from pamong.applications.actions import engine, steps
from pamong.applications.models import Application
from pamong.ledger import clock, queries, tree
from pamong.ledger.models import Entry, LogHead
from pamong.ledger.rules import Refused
from pamong.offices.models import RegisterCounter
from pamong.residents.queries import recording_state
from tests.applications.installation import MONDAY
from tests.applications.installation import key as fresh
from tests.machines.model import HEADS, OFFICES, PENDING, RESIDENTS, UNIT, VERBS, WAYS, Books, Form, Life
from tests.machines.world import World, people

EXAMPLES = int(os.environ.get("PAMONG_EXAMPLES", "0"))
RULES = 20
# CI walks the same walks every time; the long form looks for new ones.
WALKS = settings(
    max_examples=EXAMPLES or 30,
    # The shortest walk to a mistake may take five minutes to find; the long form looks for it.
    phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
    stateful_step_count=RULES,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
POSTS = sorted(UNIT | HEADS | {"camat"})
# What leads on is tried more often than what ends the walk.
FORWARD = {
    "complete": 6,
    "perform": 8,
    "record_biometrics": 8,
    "skip": 8,
    "hand_over": 6,
    "return": 3,
    "resubmit": 6,
    "hold": 2,
    "release": 3,
}


# One throw of dice decides all that a rule leaves open. Hypothesis's own choices lean to the first of every list, and
# a walk that always takes the first way never comes far.
DICE = st.integers(0, 2**32 - 1).map(Random)

ONWARD = ("resubmit", "complete", "perform", "record_biometrics", "skip", "hand_over")


class Disagreement(AssertionError):  # noqa: N818 (it reads as what happened)
    """The database is not where the model is."""


class Lives(RuleBasedStateMachine):
    """Every form goes through `send`, which sends it twice and compares each time."""

    residents: ClassVar[dict[int, Any]] = {}
    told: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._all_or_nothing = transaction.atomic()
        # Otherwise the verbs would refuse to be part of a larger transaction, as they do in the office.
        self._all_or_nothing._from_testcase = True  # type: ignore[attr-defined]
        self._all_or_nothing.__enter__()
        clock.release()
        clock.set_for_demo_or_test(MONDAY)
        self.world = World(self.residents)
        self.books = Books()

    def teardown(self) -> None:
        try:
            _logs_fit()
        finally:
            transaction.set_rollback(True)
            self._all_or_nothing.__exit__(None, None, None)
            clock.release()

    @initialize()
    def the_day_begins_with_one_of_each(self) -> None:
        for service in sorted(OFFICES):
            self.take_in(service, 0, "not_recorded", post="loket", office=OFFICES[service])

    @rule(dice=DICE)
    def somebody_applies(self, dice: Random) -> None:
        """Mostly where the service is given; the answer may disagree with the register, or be missing."""
        service, resident = dice.choice(sorted(OFFICES)), dice.choice(RESIDENTS)
        right = dice.random() < 0.8
        self.take_in(
            service,
            resident,
            dice.choice(["not_recorded", PENDING, None]),
            post="loket" if right else dice.choice(POSTS),
            office=OFFICES[service] if right else dice.choice(sorted(OFFICES.values())),
        )

    @rule(throws=st.lists(DICE, min_size=4, max_size=10))
    def the_work_goes_on(self, throws: list[Random]) -> None:
        """On one application for a while, or here and there."""
        number = throws[0].choice([None, throws[0].randrange(len(self.books.lives))])
        for dice in throws:
            self.send(self._some_right_form(dice, number), "right")

    @rule(dice=DICE)
    def one_is_worked_off(self, dice: Random) -> None:
        """Straight on to the hand-over, as far as the office can; without this few walks would ever see the end."""
        number = dice.randrange(len(self.books.lives))
        for _ in range(len(WAYS["ktp"])):
            forms = self._right_forms(number)
            onward = [form for verb in ONWARD for form in forms.get(verb, ())]
            if onward:
                self.send(dice.choice(onward), "right")

    @rule(dice=DICE)
    def somebody_tries(self, dice: Random) -> None:
        """Any verb by any post, nearly always of the office, at whatever step."""
        number = dice.randrange(len(self.books.lives))
        life = self.books.lives[number]
        office = OFFICES[life.service] if dice.random() < 0.9 else dice.choice(list(OFFICES.values()))
        step = dice.choice([life.step, "record", *WAYS[life.service]])
        verb, post, good = dice.choice(VERBS), dice.choice(POSTS), dice.random() < 0.8
        seen = dice.randint(1, len(self.books.acts[number]))
        self.send(Form(verb, fresh(), post, office, number, seen, step, good), "tried")

    @rule()
    def somebody_tries_to_take_the_end_back(self) -> None:
        """The same person has begun anew meanwhile: two open runs must not come of it."""
        closed = [number for number, life in enumerate(self.books.lives) if life.closed_at]
        for number in closed[-2:]:
            life = self.books.lives[number]
            self.take_in(life.service, life.resident, None, post="loket", office=OFFICES[life.service])
            self.send(Form("reverse", fresh(), "kasi", OFFICES[life.service], number), "tried")

    @rule(dice=DICE)
    def forms_are_left_lying(self, dice: Random) -> None:
        """Some are filled in, the work goes on without them, and they arrive late and in another order."""
        lying = [self._some_right_form(dice) for _ in range(4)]
        seen = [self.books.lives[form.application] for form in lying]
        for _ in range(dice.randrange(3)):
            self.send(self._some_right_form(dice), "right")
        for place in dice.sample(range(4), 4):
            form = lying[place]
            moved_on = self.books.lives[form.application] != seen[place]
            self.send(form, "late" if moved_on else "right")

    @rule(dice=DICE)
    def a_form_arrives_once_more(self, dice: Random) -> None:
        self.send(dice.choice(list(self.books.done.values())), "again")

    @rule(dice=DICE)
    def a_key_is_used_for_something_else(self, dice: Random) -> None:
        form = self._some_right_form(dice)
        key = dice.choice(list(self.books.done))
        if (self.books.done[key].verb, self.books.done[key].application) != (form.verb, form.application):
            self.send(replace(form, key=key), "misused key")

    @rule(dice=DICE, state=st.sampled_from(["not_recorded", PENDING]))
    def the_national_system_answers(self, dice: Random, state: str) -> None:
        """Rather about somebody who is just to be recorded: that is when people ask."""
        for number, life in enumerate(self.books.lives):
            if (life.service, life.step) == ("ktp", "examine"):
                self.send(Form("complete", fresh(), "kasi", OFFICES["ktp"], number), "tried")
        waiting = [life.resident for life in self.books.lives if life.step == "record"]
        resident = dice.choice(waiting or RESIDENTS)
        if self.books.recordings[resident] in {None, "not_recorded"}:
            self.world.answer(resident, state, clock.now())
            self.books.recordings[resident] = state
        for number, life in enumerate(self.books.lives):
            if life.service == "ktp":
                self.send(Form("skip", fresh(), "operator", OFFICES["ktp"], number, step="record"), "tried")

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        clock.travel(timedelta(hours=hours))

    def take_in(self, service: str, resident: int, answer: str | None, *, post: str, office: str) -> None:
        number = len(self.books.lives)
        form = Form(
            "submit", fresh(), post, office, number, service=service, resident=resident, answer=answer
        )
        self.send(form, "applied")

    def send(self, form: Form, why: str) -> None:
        """As people do when the page is slow: once, and once more. The second time nothing may come of it."""
        accepted = self.books.arrive(form, clock.now())
        for _ in range(2):
            self._deliver(form, accepted)
            self._compare()
        self._compare_recording(form)
        self.told[f"{why}: {'done' if accepted else 'refused'}"] += 1
        if accepted:
            life = self.books.lives[form.application]
            self.told[f"{life.service} {form.verb}"] += 1

    def _deliver(self, form: Form, accepted: bool) -> None:
        try:
            self.world.send(form)
        except Refused as refused:
            if accepted:
                raise Disagreement(f"{form} was refused: {refused.refusal}") from refused
        except Disagreement:
            raise
        except Exception as broken:
            raise Disagreement(f"{form} broke the program: {broken!r}") from broken
        else:
            if not accepted:
                raise Disagreement(f"{form} was done")

    def _compare(self) -> None:
        """Database, entries, register and model say the same."""
        rows = {row.public_code: row for row in Application.objects.all()}
        if sorted(rows) != sorted(self.world.codes):
            raise Disagreement(f"{len(rows)} applications, {len(self.world.codes)} taken in")
        entries: dict[str, list[Entry]] = {}
        for entry in Entry.objects.filter(subject_kind="application").order_by("subject_sequence"):
            entries.setdefault(entry.subject_id, []).append(entry)
        for code, life, acts in zip(self.world.codes, self.books.lives, self.books.acts, strict=True):
            _same_state(rows[code], life, len(acts))
            _same_entries(rows[code], entries[str(rows[code].pk)], len(acts))
        lasts = dict(RegisterCounter.objects.values_list("book", "last"))
        for service in OFFICES:
            numbers = sorted(life.number for life in self.books.lives if life.service == service)
            if numbers != list(range(1, lasts.get(service, 0) + 1)):
                raise Disagreement(f"register {service}: {numbers}, counter at {lasts.get(service)}")

    def _compare_recording(self, form: Form) -> None:
        number = form.resident if form.verb == "submit" else self.books.lives[form.application].resident
        stored = recording_state(resident_id=self.residents[number])
        if stored != self.books.recordings[number]:
            raise Disagreement(f"recording: {stored}, should be {self.books.recordings[number]}")

    def _some_right_form(self, dice: Random, number: int | None = None) -> Form:
        """A form that is right at this moment, about this application or any."""
        number = dice.randrange(len(self.books.lives)) if number is None else number
        forms = self._right_forms(number)
        verbs = [verb for verb in forms for _ in range(FORWARD.get(verb, 1))]
        if not verbs:  # closed by an act that cannot be taken back
            return Form("withdraw", fresh(), "loket", OFFICES[self.books.lives[number].service], number)
        return dice.choice(forms[dice.choice(verbs)])

    def _right_forms(self, number: int) -> dict[str, list[Form]]:
        life, seen = self.books.lives[number], len(self.books.acts[number])
        right: dict[str, list[Form]] = {}
        for verb in VERBS:
            for post in POSTS:
                good = verb != "return"
                form = Form(verb, fresh(), post, OFFICES[life.service], number, seen, life.step, good)
                if self.books.outcome(form, clock.now()):
                    right.setdefault(verb, []).append(form)
        return right


def _same_state(row: Application, life: Life, acts: int) -> None:
    model = {
        "number": life.number,
        "step": life.step,
        "holder_kind": life.holder,
        "outcome": life.outcome,
        "hold_reason": life.hold,
        "complete_at": life.complete_at,
        "pauses": [[a.isoformat(), b.isoformat() if b else None] for a, b in life.pauses],
        "ready_at": life.ready_at,
        "closed_at": life.closed_at,
        "version": acts,
    }
    stored = {name: getattr(row, name) for name in model}
    if stored != model:
        differing = {name: (stored[name], model[name]) for name in model if stored[name] != model[name]}
        raise Disagreement(f"database and model differ: {differing}")
    # Returned after the due moment has passed, an application stays late: so nothing is said of one that is paused.
    if not life.paused and (row.due_at is None) != (life.complete_at is None):
        raise Disagreement(f"due at {row.due_at} while complete at {life.complete_at}, paused: {life.paused}")


def _same_entries(row: Application, entries: list[Entry], acts: int) -> None:
    if [entry.subject_sequence for entry in entries] != list(range(1, acts + 1)):
        raise Disagreement(f"{len(entries)} entries for {acts} acts")
    if entries[-1].payload["after"] != states.data(states.state_of(row)):
        raise Disagreement("the last entry's after is not the row")


def _logs_fit() -> None:
    for head in LogHead.objects.all():
        leaves = [
            queries.row(e).leaf_hash for e in Entry.objects.filter(office=head.office).order_by("position")
        ]
        if (head.size, bytes(head.root)) != (len(leaves), tree.root_of_leaves(leaves)):
            raise Disagreement(f"the log of {head.office} does not fit its head")


@pytest.fixture
def lives(two_offices: None) -> type[Lives]:
    class Fresh(Lives):
        residents = people()
        told = Counter()

    return Fresh


def test_every_walk_through_the_life_of_applications_agrees_with_the_model(lives: type[Lives]) -> None:
    run_state_machine_as_test(lives, settings=WALKS)
    for what, times in sorted(lives.told.items()):
        print(f"{times:6} {what}")
    wanted = {"submit", *VERBS, "ktp hand_over", "kk hand_over", "again: done", "misused key: refused"}
    wanted |= {"late: done", "late: refused", "tried: done", "tried: refused"}
    untried = wanted - set(lives.told) - {what.split()[-1] for what in lives.told}
    assert untried == set(), "the walks are too short to mean anything"


def _forget(*_loaded: object, **_what: object) -> bool:
    return False


def _clock_from_the_start(state: Any, move: Any, at: Any) -> Any:
    after = ADVANCE(state, move, at)
    return replace(after, complete_at=at) if move.clock == "start" else after


def _wherever(*_what: object) -> None:
    return None


ADVANCE = rules.advance
BREAKAGES: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "an act sent twice is done twice": (engine, "repeated", _forget),
    "the clock begins anew after a return": (engine, "advance", _clock_from_the_start),
    "a late form passes over a step nobody awaits": (steps, "_still_awaited", _wherever),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_control_the_machine_notices(
    breakage: str, lives: type[Lives], monkeypatch: pytest.MonkeyPatch
) -> None:
    where, name, instead = BREAKAGES[breakage]
    monkeypatch.setattr(where, name, instead)
    searching = settings(WALKS, max_examples=200, phases=[Phase.generate])
    with pytest.raises(Disagreement):
        run_state_machine_as_test(lives, settings=searching)
