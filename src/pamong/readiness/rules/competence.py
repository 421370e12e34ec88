"""The staffing cards of chapter 9 against what is known of a person, condition by condition."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pamong.standard.annotations.quality import Staffing


class Aspect(StrEnum):
    """The lines of a staffing card that speak of a person."""

    EDUCATION = "education"
    TRAINING = "training"
    SKILL = "skill"
    EXPERIENCE = "experience"


class Standing(StrEnum):
    """How a person stands to one line of a card.

    UNRECORDED: nothing of this kind was ever written down, so nobody knows. UNREADABLE: the schooling on the card, or the
    person's, is not in the table of levels. Both are gaps, for nothing shows that the promise is kept.
    """

    MET = "met"
    MISSING = "missing"
    EXPIRED = "expired"
    UNRECORDED = "unrecorded"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of schooling: its `names` are one school, each of its `equivalents` another of the same rank."""

    rank: int
    names: tuple[str, ...]
    equivalents: tuple[tuple[str, ...], ...]

    @property
    def schools(self) -> tuple[tuple[str, ...], ...]:
        return self.names, *self.equivalents

    def school(self, name: str) -> tuple[str, ...] | None:
        """The school that has this name, as all its names."""
        return next((names for names in self.schools if _same_as_any(name, names)), None)


@dataclass(frozen=True, slots=True)
class Equivalences:
    """What counts as what: levels of schooling in their order, and trainings that have several names."""

    levels: tuple[Level, ...]
    trainings: tuple[tuple[str, ...], ...]

    def level(self, name: str) -> Level | None:
        """The level a name stands for; None for a name that is in no level."""
        return next((level for level in self.levels if level.school(name)), None)

    def reaches(self, held: str, demanded: str, *, or_equivalent: bool) -> bool | None:
        """Whether schooling satisfies a demand; None when one of the two names is in no level.

        Higher is always enough. Of the same level another school counts only where the card says "sederajat".
        """
        have, want = self.level(held), self.level(demanded)
        if have is None or want is None:
            return None
        if have.rank != want.rank:
            return have.rank > want.rank
        return or_equivalent or have.school(held) == want.school(demanded)

    def same_training(self, held: str, demanded: str) -> bool:
        """Whether two names stand for one training."""
        return _plain(held) == _plain(demanded) or any(
            _same_as_any(held, names) and _same_as_any(demanded, names) for names in self.trainings
        )


@dataclass(frozen=True, slots=True)
class Known:
    """One thing known of a person: a diploma, a training, work done, a skill somebody attested.

    It counts from `since` (open: always did) through `until`, both days included (open: does not end).
    """

    aspect: Aspect
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of a card for one person on one day. `expired_on` is the first day it no longer counted."""

    aspect: Aspect
    demanded: str
    standing: Standing
    expired_on: date | None = None
    years: int | None = None

    @property
    def is_gap(self) -> bool:
        return self.standing is not Standing.MET


def judge(
    card: Staffing, known: Iterable[Known], *, on: date, equivalences: Equivalences
) -> tuple[Judged, ...]:
    """Every condition of the card for one person on a day, in the order of the card.

    A line the text leaves blank (None) and a printed dash (empty) both ask nothing of anybody.
    """
    of: dict[Aspect, list[Known]] = {aspect: [] for aspect in Aspect}
    for one in known:
        of[one.aspect].append(one)
    found: list[Judged] = []
    if card.education is not None:
        level = card.education.level
        standing = _schooling(
            of[Aspect.EDUCATION], level, card.education.or_equivalent, on=on, equivalences=equivalences
        )
        found.append(Judged(Aspect.EDUCATION, level, standing))
    found += [_named(Aspect.TRAINING, name, of, on, equivalences) for name in card.training or ()]
    found += [_named(Aspect.SKILL, name, of, on, equivalences) for name in card.skills or ()]
    if card.experience_years_min is not None:
        standing = _worked(of[Aspect.EXPERIENCE], card.experience_years_min, on)
        found.append(Judged(Aspect.EXPERIENCE, "", standing, years=card.experience_years_min))
    return tuple(found)


def _schooling(
    held: Sequence[Known], demanded: str, or_equivalent: bool, *, on: date, equivalences: Equivalences
) -> Standing:
    if not held:
        return Standing.UNRECORDED
    answers = {
        equivalences.reaches(one.name, demanded, or_equivalent=or_equivalent)
        for one in held
        if _begun(one, on)
    }
    if True in answers:
        return Standing.MET
    return Standing.UNREADABLE if None in answers else Standing.MISSING


def _named(
    aspect: Aspect,
    demanded: str,
    of: dict[Aspect, list[Known]],
    on: date,
    equivalences: Equivalences,
) -> Judged:
    """A training or a skill: looked for under its name; an expired certificate is none from its day on."""
    if not of[aspect]:
        return Judged(aspect, demanded, Standing.UNRECORDED)
    same = equivalences.same_training
    held = [one for one in of[aspect] if same(one.name, demanded) and _begun(one, on)]
    if not held:
        return Judged(aspect, demanded, Standing.MISSING)
    if any(one.until is None or on <= one.until for one in held):
        return Judged(aspect, demanded, Standing.MET)
    last = max(one.until for one in held if one.until is not None)
    return Judged(aspect, demanded, Standing.EXPIRED, expired_on=last + timedelta(days=1))


def _begun(one: Known, on: date) -> bool:
    return one.since is None or one.since <= on


def _worked(held: Sequence[Known], years: int, on: date) -> Standing:
    if not held:
        return Standing.UNRECORDED
    enough = (on - years_before(on, years)).days
    return Standing.MET if days_worked(held, on) >= enough else Standing.MISSING


def days_worked(held: Iterable[Known], on: date) -> int:
    """Days of work up to `on`; a day on which two works were done counts once, work without a first day not at all."""
    total, reached = 0, date.min
    for first, end in sorted(_spans(held, on)):
        total += max(0, (end - max(first, reached)).days)
        reached = max(reached, end)
    return total


def _spans(held: Iterable[Known], on: date) -> Iterator[tuple[date, date]]:
    for one in held:
        if one.since is not None and one.since <= on:
            yield one.since, on if one.until is None or one.until >= on else one.until + timedelta(days=1)


def years_before(on: date, years: int) -> date:
    """The same day so many years earlier; the 28th of February for a 29th that the year did not have."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def _same_as_any(name: str, names: Iterable[str]) -> bool:
    return _plain(name) in {_plain(one) for one in names}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).rstrip(".;")
