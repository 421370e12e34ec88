"""Who acts against who is described: the posts of the steps and the staffing cards."""

from collections.abc import Iterable, Iterator

from pamong.standard.actors import POSTS, UNITS, posts_of
from pamong.standard.acts import ACTS
from pamong.standard.annotations.delivery import StepAnnotation
from pamong.standard.annotations.quality import (
    Announcement,
    ComplaintStep,
    Duty,
    EvaluationStep,
    Oversight,
    Staffing,
)
from pamong.standard.document import Standard
from pamong.standard.findings.rule import Check, Circumstances, warn
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Path, Problem

# These lead the office; the cards describe those who carry the service out.
LEADING = frozenset({"camat", "sekretaris"})
_Named = tuple[Path, str, str]


def _without_card(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    carded = {card.value.post for card in standard.placed(Staffing)}
    seen: set[str] = set()
    for path, clause, actor in _actors(standard) if carded else ():
        if _provided(actor, carded) or actor in seen:
            continue
        seen.add(actor)
        yield warn(
            "actor-without-card", path, clause,
            Message(N_("“{actor}” bertindak di sini, tetapi tidak ada kartu jabatannya."), {"actor": actor}),
            Message(N_("Tambahkan kartu jabatan itu pada bab pelaksana, atau tunjuk jabatan lain.")),
        )  # fmt: skip


def _provided(actor: str, carded: set[str]) -> bool:
    if actor in UNITS:
        return bool(UNITS[actor] & carded)
    return actor not in POSTS or actor in LEADING or actor in carded


def _without_step(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    acting = posts_of(actor for _, _, actor in _actors(standard))
    for step in standard.steps():
        if not step.actor and step.act in ACTS:
            acting |= ACTS[step.act].posts
    for card in standard.placed(Staffing):
        if card.value.post not in acting:
            yield warn(
                "card-without-step", (*card.path, "post") if "cards" not in card.path else card.clause.path, card.clause.id,
                Message(N_("Jabatan “{post}” tidak mengerjakan satu langkah pun."), {"post": card.value.post}),
                Message(N_("Sebut jabatan itu pada langkah yang dikerjakannya, atau hapus kartunya.")),
            )  # fmt: skip


def _actors(standard: Standard) -> Iterator[_Named]:
    """Every actor the text gives something to do, with its place."""
    for step in standard.placed(StepAnnotation):
        value = step.value
        named = (("actor", value.actor), ("received_by", value.received_by), ("substitute", value.substitute))
        for key, actors in named:
            yield from _each(step.path, step.clause.id, key, actors)
    keys = (
        (ComplaintStep, "actor"),
        (Duty, "actor"),
        (EvaluationStep, "actor"),
        (Announcement, "by"),
        (Oversight, "by"),
    )
    for kind, key in keys:
        for placed in standard.placed(kind):
            yield from _each(placed.path, placed.clause.id, key, getattr(placed.value, key))


def _each(path: Path, clause: str, key: str, actors: Iterable[str] | str | None) -> Iterator[_Named]:
    for actor in (actors,) if isinstance(actors, str) else actors or ():
        yield (*path, key), clause, actor


CHECKS: tuple[Check, ...] = (_without_card, _without_step)
