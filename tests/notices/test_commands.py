"""`pamong notices deliver`: what is due goes out, and the exit code says whether something failed."""

import threading

import pytest

from pamong.config import cli
from pamong.notices import commands
from pamong.notices.rules import DeliveryError
from tests.notices.delivery import PostBox, wishing

pytestmark = pytest.mark.usefixtures("two_offices")


def test_what_is_due_goes_out(post_box: PostBox, capsys: pytest.CaptureFixture[str]) -> None:
    wishing()
    assert cli.main(["notices", "deliver"]) == 0
    assert capsys.readouterr().out == "1 terkirim, 0 gagal\n"
    assert len(post_box.received) == 1


def test_a_failure_shows_in_the_exit_code(post_box: PostBox, capsys: pytest.CaptureFixture[str]) -> None:
    wishing()
    post_box.answers = [DeliveryError("unreachable")]
    assert cli.main(["notices", "deliver"]) == 1
    assert capsys.readouterr().out == "0 terkirim, 1 gagal\n"


def test_watching_goes_on_until_it_is_stopped(
    post_box: PostBox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waits: list[float] = []

    def wait(_self: threading.Event, seconds: float) -> bool:
        waits.append(seconds)
        if len(waits) == 2:
            wishing()
        if len(waits) == 3:
            raise KeyboardInterrupt
        return False

    monkeypatch.setattr(commands, "Event", type("Event", (), {"wait": wait}))
    assert cli.main(["notices", "deliver", "--watch"]) == 0
    assert capsys.readouterr().out == "0 terkirim, 0 gagal\n1 terkirim, 0 gagal\n"
    assert waits == [commands.EVERY_SECONDS] * 3


def test_a_command_that_is_not_there_is_a_slip(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["notices"])
    assert "COMMAND" in capsys.readouterr().err
