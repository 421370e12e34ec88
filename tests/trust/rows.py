"""What a row of the table in `personas` says of an address, and the people who try it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.applications.installation import KK_OFFICE, KTP_OFFICE
from tests.staff.people import Hired, hire, sign_in


class Kind(Enum):
    """Whom an address is for."""

    PUBLIC = "anybody, without leaving a trace at the visitor"
    DOOR = "whoever is on the way in or out; it shows and changes nothing but one's own session"
    OWN = "everybody signed in: one's own account or one's own office's list"
    POST = "some posts of any office; the work begins here, there is no object yet"
    OBJECT = "the office the object belongs to"
    PROGRAM = "a program of another office, by its token; no person's session opens anything"


Made = Callable[["World"], tuple[Any, ...]]
Filled = Callable[["World", tuple[Any, ...]], dict[str, Any]]


def nothing(_world: "World") -> tuple[Any, ...]:
    """An address without an object."""
    return ()


@dataclass(frozen=True)
class Row:
    """One address: for whom, by which post, on which object; `form` would be accepted, `shows` answers an empty one."""

    kind: Kind
    post: str = "loket"
    made: Made = nothing
    form: Filled | None = None
    reads: bool = True
    empty: frozenset[int] = frozenset({400, 422})
    # A public page to which something is typed, and which keeps nothing of it.
    asked: bool = False
    # The office it belongs to, and the one the colleague comes from.
    where: str = KTP_OFFICE
    elsewhere: str = KK_OFFICE


@dataclass
class World:
    """Two offices with their people, hired and signed in when they are needed."""

    _people: dict[tuple[str, str], Hired] = field(default_factory=dict)

    def hired(self, post: str, where: str = KTP_OFFICE) -> Hired:
        if (post, where) not in self._people:
            self._people[post, where] = hire(f"{post}.{where}".replace("_", "."), post, where)
        return self._people[post, where]

    def browser(self, post: str, where: str = KTP_OFFICE) -> Client:
        """A browser in which somebody of this post is signed in, second factor given."""
        client = Client()
        sign_in(client, self.hired(post, where))
        session = client.session
        session["factor"] = True  # the second proof is tested in its own room
        session.save()
        return client


def key() -> dict[str, str]:
    return {"key": str(uuid4())}


def plain(**values: Any) -> Filled:
    return lambda _world, _made: {**key(), **values}


def prefixed(prefix: str, **values: Any) -> Filled:
    """A form whose fields carry a prefix; a form that leaves it out is the same form."""
    return lambda _world, _made: {
        name: value for bare, value in {**key(), **values}.items() for name in (bare, f"{prefix}-{bare}")
    }
