"""The line that says what was just done, with the way to undo it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from pamong.applications.present import words
from pamong.applications.queries.done import done
from pamong.shell.words import message
from pamong.staff.rules import Actor


@dataclass(frozen=True, slots=True)
class DoneLine:
    """`undo` is where the act is undone, empty when it no longer may be; `key` and `entry` go with it."""

    number: str
    text: str
    url: str
    undo: str
    key: str
    entry: str


def line(actor: Actor, key: str, new_key: Callable[[], str]) -> DoneLine | None:
    """What the actor did with this key; None when it was nothing of the actor's own."""
    found = done(actor=actor, key=key)
    if found is None:
        return None
    return DoneLine(
        number=f"{found.service.upper()} {found.number}",
        text=message(words.verb(found.verb)),
        url=reverse("applications:page", args=[found.code]),
        undo=reverse("applications:undo", args=[found.code]) if found.undoable else "",
        key=new_key(),
        entry=found.entry,
    )
