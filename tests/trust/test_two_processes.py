"""What one process ends or counts, the other knows at once: sessions and the guesses at codes live in the database."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pamong.applications import codes
from tests.campaigns.server import Office
from tests.trust.servers import Visitor, two_servers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("campaigns")]
LIMIT = 20


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Office]]:
    folder = tmp_path_factory.mktemp("office")
    with two_servers(folder, os.environ.get("PAMONG_DATABASE_URL", "")) as servers:
        yield servers


@pytest.fixture
def stranger(both: tuple[Office, Office], tmp_path: Path) -> Iterator[Visitor]:
    """A browser with nothing in it."""
    found = Visitor(both[0], tmp_path)
    yield found
    found.close()


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    """A browser whose session began in the first process."""
    stranger.sign_in()
    return stranger


def test_signed_out_in_one_is_refused_in_the_other_at_once(
    both: tuple[Office, Office], visitor: Visitor
) -> None:
    one, other = both
    assert (visitor.at(one, "/meja"), visitor.at(other, "/meja")) == (200, 200)
    assert visitor.send(one, "/keluar") == 302
    assert (visitor.at(other, "/meja"), visitor.at(one, "/meja")) == (302, 302)


def test_locked_in_one_is_locked_in_the_other(both: tuple[Office, Office], visitor: Visitor) -> None:
    one, other = both
    assert visitor.at(other, "/meja") == 200
    assert visitor.send(one, "/kunci") == 302
    assert visitor.at(other, "/meja") == 302


def test_control_a_session_that_was_not_ended_goes_on_in_both(
    both: tuple[Office, Office], visitor: Visitor
) -> None:
    one, other = both
    assert visitor.at(one, "/masuk") == 302, "signed in: the page of signing in leads on"
    assert (visitor.at(other, "/meja"), visitor.at(one, "/meja")) == (200, 200)


def test_guesses_at_one_are_counted_at_the_other(both: tuple[Office, Office], stranger: Visitor) -> None:
    # Guesses of one hour count together; if it ends in between, the second round is within the next.
    for _ in range(2):
        for number in range(LIMIT):
            stranger.at(both[number % 2], f"/status/{codes.new_code()}")
        answers = {stranger.at(office, f"/status/{codes.new_code()}") for office in both}
        if answers == {429}:
            break
    assert answers == {429}
    assert stranger.at(both[1], "/status/x") == 404, "control: the server is well, and a slip is answered"
