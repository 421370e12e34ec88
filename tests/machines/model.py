"""What the life of an application should be, written from the two shipped standards and not from the program.

A `Life` is one application as a person with pencil and paper would keep it. `judge` says what a form does to it when
it arrives now: the life afterwards, or None when it must be refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

LOKET, OPERATOR = frozenset({"loket"}), frozenset({"operator"})
UNIT = frozenset({"loket", "operator", "kasi"})
HEADS = frozenset({"kasi", "sekretaris"})
PENDING, ISSUED = "recorded_card_pending", "recorded_card_issued"


@dataclass(frozen=True)
class Stage:
    """What is awaited at a step: the act that does it, the posts that may, and whose hands it lies in meanwhile."""

    verb: str
    posts: frozenset[str]
    holder: str = "office"


_BEGIN = {"submit": Stage("resubmit", LOKET, "applicant"), "examine": Stage("complete", UNIT)}
_END = {"ready": Stage("ready", UNIT), "hand-over": Stage("hand_over", LOKET)}
WAYS: Mapping[str, Mapping[str, Stage]] = {
    "ktp": {
        **_BEGIN,
        "record": Stage("record_biometrics", OPERATOR),
        "send": Stage("dispatch", UNIT),
        "back": Stage("receive_back", LOKET, "outside"),
        **_END,
    },
    "kk": {
        **_BEGIN,
        "await-signature": Stage("await_signature", OPERATOR, "outside"),
        "print": Stage("print", OPERATOR),
        **_END,
    },
}
OFFICES = {"ktp": "35.08.07", "kk": "35.08.17"}


@dataclass(frozen=True)
class Life:
    service: str
    number: int
    resident: int
    answered: str | None = None
    step: str = "examine"
    holder: str = "office"
    outcome: str = ""
    hold: str = ""
    complete_at: datetime | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    ready_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def stage(self) -> Stage:
        return WAYS[self.service][self.step]

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1][1] is None


@dataclass(frozen=True)
class Form:
    """One act as it was filled in: it says the same whenever it arrives. `seen` is how many acts
    the sender saw, `step` the step that was awaited then.

    `good`: the papers are in order, the reason is on the list, the collector has a name. The last three belong to an
    intake, which has no application yet.
    """

    verb: str
    key: str
    post: str
    office: str
    application: int = -1
    seen: int = 0
    step: str = ""
    good: bool = True
    service: str = ""
    resident: int = -1
    answer: str | None = None


def judge(life: Life, form: Form, now: datetime, recording: str | None) -> Life | None:
    """`recording` is what the recording register says of the resident; the answer at intake fills its silence."""
    known = recording or life.answered
    if form.office != OFFICES[life.service] or life.closed_at:
        return None
    return _RULES[form.verb](life, form, now, known)


def _moved(life: Life, step: str, now: datetime, known: str | None, **more: object) -> Life | None:
    """On to `step`, past the recording where somebody is recorded; None while nobody knows whether somebody is."""
    if step == "record" and known is None:
        return None
    if step == "record" and known != "not_recorded":
        step = "send"
    after: Life = replace(life, step=step, holder=WAYS[life.service][step].holder, hold="", **more)  # type: ignore[arg-type]
    return after


def _resumed(life: Life, now: datetime) -> tuple[tuple[datetime, datetime | None], ...]:
    return (*life.pauses[:-1], (life.pauses[-1][0], now)) if life.paused else life.pauses


def _closed(life: Life, outcome: str, now: datetime) -> Life:
    return replace(life, step="", outcome=outcome, hold="", closed_at=now, pauses=_resumed(life, now))


def _next(life: Life) -> str:
    steps = list(WAYS[life.service])
    return steps[steps.index(life.step) + 1]


def _complete(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    if life.step != "examine" or form.post not in UNIT or not form.good:
        return None
    return _moved(life, _next(life), now, known, complete_at=life.complete_at or now)


def _return(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    if form.good or life.holder != "office" or life.ready_at or form.post not in life.stage.posts:
        return None
    runs = life.complete_at is not None and not life.paused
    return _moved(life, "submit", now, known, pauses=(*life.pauses, (now, None)) if runs else life.pauses)


def _resubmit(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    if life.step != "submit" or form.post not in LOKET:
        return None
    return _moved(life, "examine", now, known, pauses=_resumed(life, now))


def _perform(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    """Record, send, receive back, note the signature, print, declare ready."""
    own = life.stage.verb in {"resubmit", "complete", "hand_over"} or (
        (life.stage.verb == "record_biometrics") != (form.verb == "record_biometrics")
    )
    if own or form.step != life.step or form.post not in life.stage.posts:
        return None
    if life.step == "record" and known != "not_recorded":
        return None
    return _moved(life, _next(life), now, known, ready_at=now if life.step == "ready" else life.ready_at)


def _skip(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    needless = life.step == form.step == "record" and known not in {None, "not_recorded"}
    return _moved(life, "send", now, known) if needless and form.post in OPERATOR else None


def _hand_over(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    if life.step != "hand-over" or form.post not in LOKET or not form.good:
        return None
    return _closed(life, "handed_over", now)


def _withdraw(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    return _closed(life, "withdrawn", now) if form.good and form.post in UNIT else None


def _refuse(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    may = life.step == "examine" and form.good and form.post in UNIT
    return _closed(life, "refused", now) if may else None


def _hold(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    may = form.good and form.post in UNIT and life.holder != "applicant" and not life.hold
    return replace(life, hold="no_blanks") if may else None


def _release(life: Life, form: Form, now: datetime, known: str | None) -> Life | None:
    return replace(life, hold="") if life.hold and form.post in UNIT else None


_RULES: Mapping[str, Callable[[Life, Form, datetime, str | None], Life | None]] = {
    "complete": _complete,
    "return": _return,
    "resubmit": _resubmit,
    "perform": _perform,
    "record_biometrics": _perform,
    "skip": _skip,
    "hand_over": _hand_over,
    "withdraw": _withdraw,
    "refuse": _refuse,
    "hold": _hold,
    "release": _release,
}
VERBS = (*_RULES, "reverse", "undo")


# A resident whose number nobody knows yet cannot be recorded; one the office has never met cannot be taken in.
NUMBERLESS = 2
RESIDENTS = range(3)
_STRANGERS = {("kk", NUMBERLESS)}
_FINAL = {"submit", "record_biometrics", "reverse", "undo"}
_UNDO_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True)
class Before:
    """An act, and what it stood on: the life (None before an intake) and what the register said of the resident."""

    form: Form
    at: datetime
    life: Life | None
    recording: str | None


@dataclass
class Books:
    """Every application of both offices, every act on it, the recording register, and every form that was accepted."""

    lives: list[Life] = field(default_factory=list)
    acts: list[list[Before]] = field(default_factory=list)
    recordings: dict[int, str | None] = field(default_factory=lambda: dict.fromkeys(RESIDENTS))
    done: dict[str, Form] = field(default_factory=dict)

    def arrive(self, form: Form, now: datetime) -> bool:
        """Enter the form if it is right; whether its sender is told that it was done."""
        if form.key in self.done:
            return self.done[form.key] == form
        after = self.outcome(form, now)
        if after is None:
            return False
        before = self.lives[form.application] if form.verb != "submit" else None
        recording = self.recordings[after.resident]
        if before is None:
            self.lives.append(after)
            self.acts.append([])
        self._note_recording(form, after)
        self.lives[form.application] = after
        self.acts[form.application].append(Before(form, now, before, recording))
        self.done[form.key] = form
        return True

    def outcome(self, form: Form, now: datetime) -> Life | None:
        """The life this form leads to if it arrives now; None when it must be refused."""
        if form.verb == "submit":
            return self._taken_in(form)
        life = self.lives[form.application]
        if form.verb in {"reverse", "undo"}:
            return self._taken_back(form, now)
        if form.verb == "record_biometrics" and life.resident == NUMBERLESS:
            return None
        return judge(life, form, now, self.recordings[life.resident])

    def open_run(self, service: str, resident: int) -> bool:
        return any((e.service, e.resident, e.closed_at) == (service, resident, None) for e in self.lives)

    def _taken_in(self, form: Form) -> Life | None:
        register = self.recordings[form.resident]
        answered = form.answer if form.service == "ktp" else None
        wrong = (
            form.office != OFFICES[form.service]
            or form.post not in LOKET
            or (form.service, form.resident) in _STRANGERS
            or self.open_run(form.service, form.resident)
            or (register is not None and answered not in {None, register})
        )
        taken = sum(life.service == form.service for life in self.lives)
        return None if wrong else Life(form.service, taken + 1, form.resident, answered)

    def _taken_back(self, form: Form, moment: datetime) -> Life | None:
        now, last = self.lives[form.application], self.acts[form.application][-1]
        if form.verb == "reverse":
            may = form.post in HEADS and form.good
        else:
            may = (form.post, form.seen) == (last.form.post, len(self.acts[form.application]))
            may = may and moment - last.at <= _UNDO_WITHIN
        if not may or form.office != OFFICES[now.service]:
            return None
        if last.life is None or last.form.verb in _FINAL:
            return None
        if now.closed_at and not last.life.closed_at and self.open_run(now.service, now.resident):
            return None
        return last.life

    def _note_recording(self, form: Form, after: Life) -> None:
        if form.verb == "record_biometrics":
            self.recordings[after.resident] = PENDING
        if after.service == "ktp" and form.verb == "hand_over":
            self.recordings[after.resident] = ISSUED
        if after.service == "ktp" and form.verb in {"reverse", "undo"}:
            last = self.acts[form.application][-1]
            if last.form.verb == "hand_over":
                self.recordings[after.resident] = last.recording
