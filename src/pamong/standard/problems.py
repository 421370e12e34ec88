"""What is wrong with a standard: where, what, and what mends it."""

from dataclasses import dataclass
from typing import Literal

from pamong.standard.messages import Message

Path = tuple[str | int, ...]
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `line` counts from 1; 0 means the standard did not come from a file.

    `path` leads through the document to the spot (keys and positions), so that a reader that knows the lines of a
    file can name the line of a problem found by a check that knows only the document. `why`: why it matters; a finding
    always says so, because a person decides whether it may stay.
    """

    file: str
    line: int
    clause: str | None
    rule: str
    message: Message
    mend: Message
    severity: Severity = "error"
    path: Path = ()
    why: Message | None = None


def found(path: Path, clause: str | None, rule: str, message: Message, mend: Message) -> Problem:
    """A problem in a document whose file is not known (yet)."""
    return Problem("", 0, clause, rule, message, mend, path=path)


class StandardInvalid(Exception):  # noqa: N818 - the name says what the file is
    """A file that is not a standard. Carries every problem found, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)}: {', '.join(sorted({problem.rule for problem in problems}))}")
        self.problems = problems


class Malformed(ValueError):  # noqa: N818 - raised inside validation, never seen by a reader
    """A value of the wrong shape; becomes a Problem as soon as the place is known."""

    def __init__(self, rule: str, message: Message, mend: Message) -> None:
        super().__init__(message.text)
        self.rule = rule
        self.message = message
        self.mend = mend
