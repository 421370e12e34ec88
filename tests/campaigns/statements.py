"""Writes down what the application says to SQLite: `python -m tests.campaigns.statements APPLICATIONS FOLDER`.

Takes in applications, finds them complete and puts them on hold, all through the verbs, and keeps every statement with
its parameters. Leaves in the folder `start.sqlite3`, the office before the first of them, and `acts.pickle`: for every
act its key and its statements. Runs in a process of its own, on SQLite, with the settings of an office.
"""

import pickle
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.campaigns.office import OFFICE, build

Statement = tuple[str, tuple[Any, ...]]
Act = tuple[str, list[Statement]]
PAPERS = ("village-letter", "photo", "kk-copy")


@contextmanager
def written_down(key: str, acts: list[Act]) -> Iterator[str]:
    """While this lasts, whatever goes to the database is kept as one act. The commit is not a statement of Django's."""
    from django.db import connection

    statements: list[Statement] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        said = params if many else [params]
        statements.extend((_as_sqlite_says(sql), tuple(map(_plain, each or ()))) for each in said)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield key
    assert statements[0][0].startswith("BEGIN"), statements[0]
    acts.append((key, statements))


def _as_sqlite_says(sql: str) -> str:
    return re.sub(r"(?<!%)%s", "?", sql).replace("%%", "%")


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def record(residents: list[str]) -> list[Act]:
    from pamong.applications import actions
    from pamong.applications.rules import Examined, ItemState
    from pamong.staff.rules import Actor

    actor = Actor("campaign-loket", "Uji Kampanye", OFFICE, "loket")
    acts: list[Act] = []
    examined = {name: Examined(ItemState.PRESENT) for name in PAPERS}
    for number, resident in enumerate(residents):
        with written_down(f"cut:{number}:submit", acts) as key:
            code = actions.submit(
                actor=actor,
                key=key,
                service="ktp",
                resident_id=UUID(resident),
                answers={"recording": "not_recorded"},
                present=PAPERS,
            ).public_code
        with written_down(f"cut:{number}:complete", acts) as key:
            actions.complete(actor=actor, key=key, code=code, examined=examined)
        with written_down(f"cut:{number}:hold", acts) as key:
            actions.hold(actor=actor, key=key, code=code, reason="power_cut")
    return acts


def main(applications: int, folder: Path) -> None:
    residents = list(build(applications))
    from django.conf import settings
    from django.db import connection

    connection.close()
    database = settings.DATABASES["default"]["NAME"]
    with (
        closing(sqlite3.connect(database)) as whole,
        closing(sqlite3.connect(folder / "start.sqlite3")) as copy,
    ):
        whole.backup(copy)
    (folder / "acts.pickle").write_bytes(pickle.dumps(record(residents)))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
