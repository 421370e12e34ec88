"""The procedure of one standard: who may do what at a step, who holds the application, and where an act leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal

from pamong.standard.actors import POSTS, UNITS, posts_of, unit_of
from pamong.standard.acts import ACTS, DEFICIENT, Clock
from pamong.standard.chapters.procedure import table
from pamong.standard.chapters.procedure.leads import Lead, leads
from pamong.standard.conditions import FactValue, Truth, evaluate, facts_of
from pamong.standard.document import Standard, Step
from pamong.standard.messages import N_, Message, Refusal


@dataclass(frozen=True)
class Holder:
    """Who has the application in hands. `name` is a post, a unit or an outside party; "applicant" for the applicant."""

    kind: Literal["applicant", "office", "outside"]
    name: str


@dataclass(frozen=True)
class Skipped:
    """A step that is not done for this person, and the clause that says so."""

    step: str
    clause: str


@dataclass(frozen=True)
class Move:
    """What an act changes. `to` is the step awaited next, None when the application is closed.

    `clause` is the clause the act rests on. For the words of `clock` see acts.py: pause and resume mean "if it runs"
    and "if it is paused".
    """

    step: str
    outcome: str | None
    to: str | None
    holder: Holder | None
    clock: Clock
    closes: bool
    clause: str
    skipped: tuple[Skipped, ...] = ()


@lru_cache(maxsize=512)
def procedure(standard: Standard) -> "Procedure":
    """The procedure of a standard without errors; on one with errors only `problems` makes sense."""
    labels = {name: fact.label.id for name, fact in standard.facts.items() if fact.label}
    return Procedure(standard.steps(), labels)


@dataclass(frozen=True)
class Procedure:
    """The steps of a standard, `prepare` included: those happen before the office is involved.

    `labels` are the names of facts a refusal uses, where the standard gives one.
    """

    steps: tuple[Step, ...]
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    @cached_property
    def office_steps(self) -> tuple[Step, ...]:
        """The steps an application can stand at, in their order."""
        return tuple(step for step in self.steps if step.act != "prepare")

    @cached_property
    def _places(self) -> dict[str, int]:
        return {step.id: place for place, step in enumerate(self.office_steps)}

    @property
    def submit_step(self) -> str:
        """Where the applicant hands in; LookupError if the standard has no such step."""
        submit = self._submit
        if submit is None:
            raise LookupError("no step submits the application")
        return submit

    @cached_property
    def _submit(self) -> str | None:
        return next((step.id for step in self.office_steps if step.act == "submit"), None)

    @property
    def first_step(self) -> str:
        """The step after handing in."""
        return self.office_steps[self._places[self.submit_step] + 1].id

    @cached_property
    def _examination(self) -> int | None:
        return next((place for place, step in enumerate(self.office_steps) if step.act == "examine"), None)

    def step(self, step_id: str) -> Step:
        """KeyError for a step an application cannot stand at."""
        return self.office_steps[self._places[step_id]]

    def leads(self, step_id: str) -> tuple[Lead, ...]:
        """Where the outcomes of a step lead as long as no step is skipped."""
        place = self._places[step_id]
        rest = self.office_steps[place + 1 :]
        return leads(self.office_steps[place], rest[0].id if rest else None, self._submit)

    def posts(self, step_id: str) -> frozenset[str]:
        """The posts that may act here. A unit means every post of it.

        Where the applicant or somebody outside acts, these are the posts that take it in: `received_by`, else the
        posts of the act.
        """
        step = self.step(step_id)
        received = (step.received_by,) if step.received_by else ()
        return posts_of(step.actor) or posts_of(received) or ACTS[step.act].posts

    def holder(self, step_id: str) -> Holder:
        """Who holds the application while this step is awaited."""
        step = self.step(step_id)
        waiting = ACTS[step.act].waiting_holder
        if waiting == "applicant":
            return Holder("applicant", "applicant")
        if waiting == "outside":
            return Holder("outside", self._outside(step))
        offices = tuple(actor for actor in step.actor if actor in POSTS or actor in UNITS)
        if step.actor and not offices and step.act != "hand_over":
            return Holder("outside", step.actor[0])
        posts = self.posts(step_id)
        if len(offices) == 1 and step.act != "hand_over":
            return Holder("office", offices[0])
        # The finished product lies at the counter, not with one officer: any of the unit can find it.
        return Holder("office", unit_of(posts) or min(posts))

    def _outside(self, step: Step) -> str:
        earlier = self.office_steps[: self._places[step.id]]
        sent = (other.to for other in reversed(earlier) if other.act == "dispatch" and other.to)
        return step.at or step.to or next(sent, "outside")

    def returnable(self, step_id: str) -> bool:
        """Whether the office may hand the application back here: after the examination, while the office holds it."""
        examined = self._examination
        return (
            examined is not None
            and self._places[step_id] > examined
            and self.holder(step_id).kind == "office"
        )

    def decide(
        self, *, step: str, act: str, post: str, outcome: str | None, facts: Mapping[str, FactValue]
    ) -> Move | Refusal:
        """Where this act leads, or why it may not be done. KeyError for a step that is none.

        `return` is possible at the examination (as its outcome "deficient") and at every later step the office
        holds; `withdraw` at every step. Both cite the clause that allows them, else the clause of the step.
        """
        here = self.step(step)
        if act == "withdraw":
            return self._withdraw(here, post)
        if act == "return" and self.returnable(step):
            return self._return(here, post)
        if act == "return" and here.act == "examine":
            act, outcome = "examine", DEFICIENT
        if act != here.act:
            return _refuse(here, "wrong_act", _WRONG_ACT, act=_label(act), awaited=_label(here.act))
        if post not in self.posts(step):
            return self._wrong_post(here, self.posts(step))
        lead = next((lead for lead in self.leads(step) if lead.outcome == outcome), None)
        if lead is None:
            return _refuse(here, "unknown_outcome", _UNKNOWN_OUTCOME, outcome=outcome or "")
        return self._follow(here, lead, facts)

    def _follow(self, here: Step, lead: Lead, facts: Mapping[str, FactValue]) -> Move | Refusal:
        if lead.closes:
            return Move(here.id, lead.outcome, None, None, lead.clock, True, here.clause)
        skipped: list[Skipped] = []
        for step in self.office_steps[self._places[lead.to] :] if lead.to else ():
            truth = evaluate(step.when, facts)
            if truth is Truth.YES:
                holder = self.holder(step.id)
                return Move(
                    here.id, lead.outcome, step.id, holder, lead.clock, False, here.clause, tuple(skipped)
                )
            if truth is Truth.UNDETERMINED:
                missing = sorted(fact for fact in facts_of(step.when) if facts.get(fact) is None)
                names = ", ".join(self.labels.get(fact, fact) for fact in missing)
                return _refuse(step, "fact_unknown", _FACT_UNKNOWN, facts=names)
            skipped.append(Skipped(step.id, step.clause))
        return _refuse(here, "dead_end", _DEAD_END)

    def _return(self, here: Step, post: str) -> Move | Refusal:
        if post not in self.posts(here.id):
            return self._wrong_post(here, self.posts(here.id))
        assert self._examination is not None
        clause = self.office_steps[self._examination].clause
        to = self.submit_step
        return Move(here.id, None, to, self.holder(to), "pause", False, clause)

    def _withdraw(self, here: Step, post: str) -> Move | Refusal:
        if post not in ACTS["withdraw"].posts:
            return self._wrong_post(here, ACTS["withdraw"].posts)
        return Move(here.id, None, None, None, "stop", True, here.clause)

    def pass_over(self, *, step: str, post: str, facts: Mapping[str, FactValue]) -> Move | Refusal:
        """Go on without a step whose condition no longer holds, e.g. the person turned out to be recorded already."""
        here = self.step(step)
        if post not in self.posts(step):
            return self._wrong_post(here, self.posts(step))
        if evaluate(here.when, facts) is not Truth.NO:
            return _refuse(here, "still_needed", _STILL_NEEDED)
        following = self.office_steps[self._places[step] + 1].id
        move = self._follow(here, Lead(None, following, "none", closes=False), facts)
        if isinstance(move, Refusal):
            return move
        return replace(move, skipped=(Skipped(here.id, here.clause), *move.skipped))

    def _wrong_post(self, here: Step, posts: frozenset[str]) -> Refusal:
        return _refuse(here, "wrong_post", _WRONG_POST, posts=", ".join(sorted(posts)))

    def rows(self) -> "tuple[table.TransitionRow, ...]":
        """The whole transition table, one row for each step, act, post and outcome."""
        return table.rows(self)

    def as_text(self) -> str:
        """The table as text, one line for each step and outcome."""
        return table.as_text(self)


_WRONG_ACT = N_("Yang ditunggu pada langkah ini “{awaited}”, bukan “{act}”.")
_WRONG_POST = N_("Menurut butir ini yang berwenang: {posts}.")
_UNKNOWN_OUTCOME = N_("Langkah ini tidak mengenal hasil “{outcome}”.")
_FACT_UNKNOWN = N_("Belum dapat diputuskan apakah langkah ini diperlukan; belum diketahui: {facts}.")
_STILL_NEEDED = N_("Langkah ini masih diperlukan untuk pemohon ini.")
_DEAD_END = N_("Tidak ada langkah lanjutan setelah langkah ini.")


def _label(act: str) -> Message | str:
    return ACTS[act].label if act in ACTS else act


def _refuse(step: Step, code: str, text: str, **params: object) -> Refusal:
    return Refusal(step.clause, Message(text, params), code)
