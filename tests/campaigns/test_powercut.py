"""The power goes in the middle of anything, again and again. What was acknowledged is there afterwards, and whole.

Long form: `PAMONG_ROUNDS=300 ./dev test tests/campaigns/test_powercut.py -s`. docs/campaigns.md says what this proves
and what it does not.
"""

import json
import os
import pickle
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pamong.config.environment import database
from pamong.ledger import tree
from tests.campaigns.powercut import Disk, Machine, PowerCut
from tests.campaigns.server import Office
from tests.campaigns.statements import Act

ROUNDS = int(os.environ.get("PAMONG_ROUNDS", "20"))
APPLICATIONS = 40
NAME = "pamong.sqlite3"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("campaigns"),
    pytest.mark.skipif(
        os.environ.get("PAMONG_DATABASE_URL", "").startswith("postgres"), reason="only on SQLite"
    ),
]


@dataclass(frozen=True)
class Recorded:
    """The office before the first act, the acts, and the operations on the disk that all of them take."""

    start: bytes
    acts: list[Act]
    operations: list[str]


def settings() -> str:
    """The pragmas of an office's own database setting; how its transactions begin is in the recorded statements."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PAMONG_DATABASE_URL", raising=False)
        return str(database(Path())["OPTIONS"]["init_command"])


def machine(disk: Disk, start: bytes) -> Machine:
    disk.put(NAME, start)
    return Machine(disk, NAME)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    data, folder = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("recorded")
    Office(data).run("tests.campaigns.statements", str(APPLICATIONS), str(folder))
    start = (folder / "start.sqlite3").read_bytes()
    acts: list[Act] = pickle.loads((folder / "acts.pickle").read_bytes())
    disk = Disk()
    running = machine(disk, start)
    running.begin(settings())
    for _key, statements in acts:
        running.do(statements)
    operations = list(disk.operations)  # closing, which an office does once a day, is not among them
    running.throw_away()
    return Recorded(start, acts, operations)


def cut_at(recorded: Recorded, chance: Random) -> int:
    """Any operation; every other time one on the database file itself, which only a checkpoint writes."""
    checkpoint = [n for n, operation in enumerate(recorded.operations, 1) if operation.endswith(f" {NAME}")]
    return chance.choice(checkpoint) if chance.random() < 0.5 else chance.randint(1, len(recorded.operations))


def one_round(
    recorded: Recorded, folder: Path, chance: Random, *, lies: bool = False, init_command: str = ""
) -> list[str]:
    """Work until the power goes, and lay what is left of the disk into the folder; answers the acknowledged keys."""
    disk = Disk(cut_at=cut_at(recorded, chance), lies=lies)
    acknowledged: list[str] = []
    running = machine(disk, recorded.start)
    try:
        running.begin(init_command or settings())
        for key, statements in recorded.acts:
            running.do(statements)
            acknowledged.append(key)
        disk.go_dark()  # other settings than an office's take fewer operations: then it goes after the last act
    except PowerCut:
        pass
    running.throw_away()
    disk.survivors(folder, chance)
    return acknowledged


def found(folder: Path) -> tuple[list[str], list[str]]:
    """Open what is left with the SQLite of the application: the keys of the acts in it, and what does not fit."""
    with closing(sqlite3.connect(folder / NAME)) as database:
        wrong = [str(row[0]) for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
        wrong += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
        entries = database.execute(
            "SELECT key, subject_id, payload FROM ledger_entry WHERE subject_kind = 'application' ORDER BY position"
        ).fetchall()
        wrong += half_acts(database, entries) + numbers(database) + logs(database)
    return [key for key, _subject, _payload in entries], wrong


def half_acts(database: sqlite3.Connection, entries: list[tuple[str, str, str]]) -> list[str]:
    """Rows that are not what their last entry says."""
    rows = database.execute(
        "SELECT id, step, holder_kind, hold_reason, version FROM applications_application"
    )
    stored = {row[0]: row[1:] for row in rows}
    told: dict[str, tuple[object, ...]] = {}
    acts: dict[str, int] = {}
    for _key, identifier, payload in entries:
        subject = identifier.replace("-", "")
        acts[subject] = acts.get(subject, 0) + 1
        after = json.loads(payload)["after"]
        told[subject] = (after["step"], after["holder_kind"], after["hold_reason"], acts[subject])
    return [
        f"half: {subject}: {stored.get(subject)} / {told.get(subject)}"
        for subject in stored.keys() | told.keys()
        if stored.get(subject) != told.get(subject)
    ]


def numbers(database: sqlite3.Connection) -> list[str]:
    given = [
        row[0] for row in database.execute("SELECT number FROM applications_application ORDER BY number")
    ]
    last = [row[0] for row in database.execute("SELECT last FROM offices_registercounter")]
    return [] if given == list(range(1, sum(last) + 1)) else [f"numbers {given}, counter {last}"]


def logs(database: sqlite3.Connection) -> list[str]:
    wrong = []
    for office, size, root in database.execute("SELECT office, size, root FROM ledger_loghead").fetchall():
        leaves = database.execute(
            "SELECT leaf_hash FROM ledger_entry WHERE office = ? ORDER BY position", [office]
        ).fetchall()
        if (len(leaves), tree.root_of_leaves(leaf for (leaf,) in leaves)) != (size, root):
            wrong.append(f"log of {office}: head of {size} over {len(leaves)} entries")
    return wrong


def test_the_machine_runs_under_the_settings_of_an_office(recorded: Recorded) -> None:
    running = machine(Disk(), recorded.start)
    running.begin(settings())
    assert running.setting("journal_mode") == "wal"
    assert running.setting("synchronous") == 2  # FULL
    assert running.setting("foreign_keys") == 1
    running.throw_away()
    assert {statements[0][0] for _key, statements in recorded.acts} == {"BEGIN IMMEDIATE"}
    # Without a checkpoint among them the cuts would never meet the hardest moment.
    assert f"write {NAME}" in recorded.operations


def test_nothing_acknowledged_is_lost_and_nothing_is_half_when_the_power_goes(
    recorded: Recorded, tmp_path: Path
) -> None:
    chance = Random(20261121)
    keys = [key for key, _statements in recorded.acts]
    acknowledged = unacknowledged = 0
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = one_round(recorded, folder, chance)
        there, wrong = found(folder)
        assert wrong == [], f"round {number}"
        assert there[: len(done)] == done, f"round {number}: {len(done)} acknowledged, {len(there)} there"
        # One act may have been saved without anybody hearing of it: for this there is the key.
        assert there in (done, keys[: len(done) + 1])
        acknowledged += len(done)
        unacknowledged += len(there) - len(done)
    print(f"{ROUNDS} cuts: {acknowledged} acknowledged, 0 lost, {unacknowledged} saved but not acknowledged")
    assert acknowledged >= 20 * ROUNDS, "too few acts for the result to mean anything"


def test_verify_finds_the_log_whole_after_a_cut(recorded: Recorded, tmp_path: Path) -> None:
    chance = Random(7)
    done: list[str] = []
    while not done:
        for left in tmp_path.glob(f"{NAME}*"):
            left.unlink()
        done = one_round(recorded, tmp_path, chance)
    assert Office(tmp_path).verify() == ""


CONTROLS: dict[str, dict[str, Any]] = {
    "the disk says synced and is not": {"lies": True},
    "the log is synced at checkpoints only": {
        "init_command": settings().replace("synchronous=FULL", "synchronous=NORMAL")
    },
}


@pytest.mark.parametrize("control", CONTROLS)
def test_control_the_same_cuts_lose(control: str, recorded: Recorded, tmp_path: Path) -> None:
    """With the second, a loss is all that happens: what is there is whole. Only FULL keeps what was acknowledged."""
    chance = Random(20261121)
    acknowledged = lost = broken = 0
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = one_round(recorded, folder, chance, **CONTROLS[control])
        try:
            there, wrong = found(folder)
        except (sqlite3.Error, TypeError, ValueError) as error:  # rows of rubble
            there, wrong = [], [str(error)]
        acknowledged += len(done)
        lost += len(set(done) - set(there))
        broken += bool(wrong)
    print(
        f"control, {control}: {ROUNDS} cuts, {acknowledged} acknowledged, {lost} lost, {broken} databases broken"
    )
    assert lost > 0, "the control lost nothing: the campaign would not notice a loss"
    assert (broken > 0) == ("lies" in CONTROLS[control])
