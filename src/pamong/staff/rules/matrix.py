"""The permission matrix: what each post may do, read from the procedure of a standard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pamong.staff.rules.posts import posts_of


class ProcedureRow(Protocol):
    """What the matrix reads of a row of the transition table; ``post`` may name a unit or an outside party."""

    @property
    def step(self) -> str: ...
    @property
    def act(self) -> str: ...
    @property
    def post(self) -> str: ...


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Whether ``post`` may perform ``act`` at ``step``, and the clause that says so."""

    post: str
    act: str
    step: str
    clause: str | None
    allowed: bool


def matrix(
    rows: Iterable[ProcedureRow], posts: Iterable[str], *, clauses: Mapping[str, str]
) -> tuple[MatrixRow, ...]:
    """One row for every (step, act) of the procedure and every post, in the order of the procedure.

    ``clauses`` gives the clause of each step. A post that is not named is shown too, as not allowed: a matrix that
    lists only what is allowed cannot be checked by the person who approves it.
    """
    columns = tuple(posts)
    named: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        named.setdefault((row.step, row.act), set()).update(posts_of(frozenset({row.post})))
    return tuple(
        MatrixRow(post=post, act=act, step=step, clause=clauses.get(step), allowed=post in allowed)
        for (step, act), allowed in named.items()
        for post in columns
    )
