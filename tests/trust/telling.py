"""What the rows of the notices need: one that waits for a hand, one that was given up."""

from typing import TYPE_CHECKING, Any

from pamong.notices import actions
from tests.applications import installation as office
from tests.notices.delivery import newest, wishing

if TYPE_CHECKING:
    from tests.trust.rows import World


def waiting(_world: "World") -> tuple[Any, ...]:
    return (newest(wishing("whatsapp")).pk,)


def given_up(world: "World") -> tuple[Any, ...]:
    made = waiting(world)
    actions.mark_failed(actor=office.actor("loket"), key=office.key(), notice_id=made[0])
    return made
