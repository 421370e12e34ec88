"""How many papers a second: `python -m bench.papers COUNT`, in the office PAMONG_DATA names.

COUNT receipts of as many applications, and a quarter as many full standards; no two have the same content, so that
nothing made before can be handed out again. Only the making is measured. Prints one JSON object.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.errors import WrongAnswerError
from bench.office import OFFICE, SERVICE


def receipts(count: int) -> list[Callable[[], bytes]]:
    """The makers of the receipts of `count` new applications."""
    from bench.floor import Counter, _without_application
    from pamong.applications import paper, queries
    from pamong.applications.printable import Paper
    from pamong.ledger import clock
    from pamong.staff.queries import people_of
    from pamong.staff.session import as_actor

    actor = next(as_actor(row) for row in people_of(OFFICE) if row.post == "loket")
    counter = Counter()

    def maker(resident: str) -> Callable[[], bytes]:
        page = queries.page(actor=actor, code=counter.intake(resident))
        assert page is not None
        printed = paper.Print(actor, clock.now(), 1)
        return lambda: paper.paper(page, Paper.RECEIPT, printed)

    return [maker(resident) for resident in _without_application(count)]


def standards(count: int) -> list[Callable[[], bytes]]:
    """The makers of the full standard of the office, `count` times with another title."""
    from zoneinfo import ZoneInfo

    from pamong.ledger import clock
    from pamong.library import queries as library
    from pamong.library.editions import edition
    from pamong.library.renderings import rendered

    today = clock.today(ZoneInfo("Asia/Jakarta"))
    version = library.in_force(office=OFFICE, service=SERVICE, on=today)
    assert version is not None
    text, printed = library.standard(version.id), edition(version, on=today)

    def maker(number: int) -> Callable[[], bytes]:
        changed = text.model_copy(update={"title": f"{text.title} ({number})"})
        return lambda: rendered(changed, "pdf", printed)

    return [maker(number) for number in range(count)]


def measured(makers: Sequence[Callable[[], bytes]]) -> dict[str, Any]:
    """CPU-ms of one, and how many a second; the first is made beforehand, it loads what all need."""
    first, *others = makers
    made, cpu, began = {first()}, time.process_time(), time.perf_counter()
    files = [make() for make in others]
    spent, took = time.process_time() - cpu, time.perf_counter() - began
    made.update(files)
    if len(made) != len(makers) or not all(file.startswith(b"%PDF-") for file in made):
        raise WrongAnswerError("Two papers are the same, or one is none.")
    return {"cpu_ms": 1000 * spent / len(others), "per_second": len(others) / took, "made": len(others)}


def main(count: int) -> dict[str, Any]:
    """Both kinds of paper."""
    return {
        "receipt": measured(receipts(count)),
        "full standard": measured(standards(max(count // 4, 2))),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django

    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
