"""The server is killed without warning while people work, again and again. What it said was done, is done.

Long form: `PAMONG_ROUNDS=50 ./dev test tests/campaigns/test_sigkill.py -s`. A kill says nothing about power cuts; those
are another campaign. docs/campaigns.md says what each proves.
"""

import os
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.campaigns.counter import BROKEN_OFF, Journal, Officer
from tests.campaigns.server import CARELESS, Office

ROUNDS = int(os.environ.get("PAMONG_ROUNDS", "5"))
OFFICERS = 4
# Acknowledged in one round before the kill: at least, at most.
ACTS = (15, 45)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("campaigns"),
    pytest.mark.skipif(
        os.environ.get("PAMONG_DATABASE_URL", "").startswith("postgres"), reason="only on SQLite"
    ),
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    if office.running:
        office.kill()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal")
    yield journal
    journal.close()


class Campaign:
    """Officers who stay signed in over every crash, and the residents they serve."""

    def __init__(self, office: Office, journal: Journal, rounds: int) -> None:
        self._office, self._journal = office, journal
        # Whoever is served when the server dies is left with an open application: fresh ones for every round.
        self._residents = iter(office.build(OFFICERS * rounds))
        self._officers = [Officer(office.port, journal) for _ in range(OFFICERS)]
        self._signed_in = False

    def round(self, acts: int, moment: float) -> None:
        """Work until so many more acts are acknowledged, and then kill: nobody knows in the middle of what."""
        self._office.start()
        if not self._signed_in:
            for officer in self._officers:
                officer.sign_in()
            self._signed_in = True
        wanted = len(self._journal.done) + acts
        killed = threading.Event()
        with ThreadPoolExecutor(OFFICERS) as counter:
            working = [
                counter.submit(self._work, officer, next(self._residents), killed)
                for officer in self._officers
            ]
            enough = self._journal.wait_for(wanted)
            killed.wait(moment)
            killed.set()
            self._office.kill()
            for each in working:
                each.result()
        assert enough, f"too few acts for the result to mean anything; the server says:\n{self._office.log()}"

    def _work(self, officer: Officer, resident: str, killed: threading.Event) -> None:
        while not killed.is_set():
            try:
                officer.cycle(resident)
            except BROKEN_OFF as broken:
                if not killed.is_set():
                    raise RuntimeError(
                        f"Nobody killed the server; it says:\n{self._office.log()}"
                    ) from broken


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(office: Office, journal: Journal) -> None:
    chance = random.Random(20261121)
    campaign = Campaign(office, journal, ROUNDS)
    for number in range(ROUNDS):
        campaign.round(chance.randint(*ACTS), chance.uniform(0, 0.1))
        print(f"round {number + 1} of {ROUNDS}: {len(journal.done)} acts acknowledged", flush=True)
    after = office.recount()
    lost = journal.done - set(after["keys"])
    unheard = set(after["keys"]) - journal.done
    print(
        f"{ROUNDS} kills: {len(journal.done)} acknowledged, {len(lost)} lost, {len(unheard)} done but not heard of"
    )
    assert lost == set()
    assert after["half"] == []
    assert after["gaps"] == []
    assert office.verify() == ""
    _sent_again_counts_once(office, journal, after["keys"])


def _sent_again_counts_once(office: Office, journal: Journal, before: list[str]) -> None:
    """Everybody sends what was left unanswered once more with the same key, and some that was answered as well."""
    office.start()
    officer = Officer(office.port, journal)
    officer.sign_in()
    unanswered = journal.unanswered()
    repeated = dict(sorted(journal.sent.items())[:20])
    for key, (address, form) in {**unanswered, **repeated}.items():
        officer.act(address, form, key)
    office.kill()
    after = office.recount()
    assert sorted(after["keys"]) == sorted({*before, *unanswered})
    assert after["half"] == []
    assert after["gaps"] == []
    assert office.verify() == ""


def test_control_a_server_that_answers_before_it_writes_loses(office: Office, journal: Journal) -> None:
    """It does write, half a second later, as the first act shows; what it answered last dies with it."""
    residents = office.build(21)
    office.start(CARELESS)
    officer = Officer(office.port, journal)
    officer.sign_in()
    officer.take_in(residents[0])
    _until_written(office, journal.done)
    for resident in residents[1:]:
        officer.take_in(resident)
    office.kill()
    lost = journal.done - set(office.recount()["keys"])
    print(f"control, 1 kill: {len(journal.done)} acknowledged, {len(lost)} lost")
    assert 0 < len(lost) < len(journal.done)


def _until_written(office: Office, keys: set[str]) -> None:
    pause = threading.Event()
    for _ in range(1200):
        if keys <= set(office.recount()["keys"]):
            return
        pause.wait(0.1)
    raise AssertionError("the careless server never wrote: its losses would prove nothing")
