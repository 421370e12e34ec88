"""How much waits for a post, for the header of every page.

Counting is not repeated while nothing has happened: what awaits a step hangs on the office's log alone, so the answer
belongs to the log's root. A page costs one row for the root; the count, which stops at a hundred, is made once after an act.
"""

from pamong.applications import queries as applications
from pamong.ledger import queries as ledger
from pamong.staff.rules import Actor

_known: dict[tuple[str, str], tuple[bytes, int]] = {}


def forget() -> None:
    """Count anew: for tests, which take a log back and write another of the same root."""
    _known.clear()


def own_steps(*, actor: Actor) -> int:
    """How many applications await a step of this post, exactly up to a hundred."""
    head = ledger.head(actor.office)
    if head is None:
        return 0
    place = (actor.office, actor.post)
    known = _known.get(place)
    if known is not None and known[0] == head.root:
        return known[1]
    number = applications.count_own(actor=actor)
    _known[place] = (head.root, number)
    return number
