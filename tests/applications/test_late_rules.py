"""When an act may be entered late, and who takes note of it, as tables an officer could read."""

from datetime import datetime, timedelta

import pytest

from pamong.applications.late import Late, may_acknowledge, may_enter_late
from tests.applications.installation import at

NOW = at("2026-12-16 08:00")


@pytest.mark.parametrize(
    ("true_time", "reason", "last", "refused"),
    [
        (at("2026-12-15 10:00"), "power_cut", None, None),
        (at("2026-12-15 10:00"), "no_connection", at("2026-12-15 10:00"), None),
        (at("2026-12-09 08:00"), "national_system_down", None, None),
        (NOW, "power_cut", None, None),
        (at("2026-12-09 07:59"), "power_cut", None, "late_too_old"),
        (NOW + timedelta(minutes=1), "power_cut", None, "late_future"),
        (at("2026-12-15 10:00"), "busy", None, "late_reason"),
        (at("2026-12-15 10:00"), "", None, "late_reason"),
        (at("2026-12-15 10:00"), "power_cut", at("2026-12-15 10:01"), "late_before_last"),
    ],
)
def test_a_late_entry_declares_a_moment_that_can_be_true(
    true_time: datetime, reason: str, last: datetime | None, refused: str | None
) -> None:
    refusal = may_enter_late(Late(true_time, reason), now=NOW, last=last)
    assert (refusal and refusal.code) == refused


@pytest.mark.parametrize(
    ("post", "own", "acknowledged", "refused"),
    [
        ("sekretaris", False, False, None),
        ("camat", False, False, "post"),
        ("loket", False, False, "post"),
        ("sekretaris", True, False, "same_person"),
        ("sekretaris", False, True, "acknowledged"),
    ],
)
def test_the_sekretaris_takes_note_once_and_never_of_an_own_entry(
    post: str, own: bool, acknowledged: bool, refused: str | None
) -> None:
    refusal = may_acknowledge(post=post, own=own, acknowledged=acknowledged)
    assert (refusal and refusal.code) == refused
