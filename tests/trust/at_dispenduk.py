"""Bundles and lists between two offices, and forms that would be accepted, for the people who try every address."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from pamong.dispatch import actions
from tests.applications.installation import KK_OFFICE, actor, key
from tests.dispatch.bags import (
    COURIER,
    DISPENDUK,
    arrived,
    came_home,
    codes,
    desk,
    items,
    kk_to_sign,
    refused,
    say,
    sent,
    to_send,
)
from tests.trust.rows import Filled, Kind, Made, Row, World, nothing, plain

Found = tuple[Any, ...]


def _key() -> dict[str, str]:
    return {"key": str(uuid4())}


def ready_to_send(_world: World, _made: Found) -> dict[str, Any]:
    return {**_key(), "courier": COURIER, "chosen": [row.public_code for row in to_send(1)]}


def unsent(_world: World) -> Found:
    to_send(2)
    return (actions.make(actor=actor("operator"), key=key()).pk,)


def on_the_way(_world: World) -> Found:
    return (sent(2).pk,)


def with_courier(_world: World, _made: Found) -> dict[str, Any]:
    return {**_key(), "courier": COURIER}


def everything(_world: World, _made: Found) -> dict[str, Any]:
    return {**_key(), "all": "1"}


def missing(_world: World) -> Found:
    return (items(sent(1))[0].pk,)


def came_refused(_world: World) -> Found:
    bundle = arrived(1)
    came_home(bundle, refused(codes(bundle)[0]))
    return (items(bundle)[0].pk,)


def came_duplicate(_world: World) -> Found:
    bundle = arrived(1)
    came_home(bundle, "duplicate")
    return (items(bundle)[0].pk,)


def signed_there(_world: World, _made: Found) -> dict[str, Any]:
    row = kk_to_sign()
    actions.mark_signed(actor=desk(), key=key(), codes=[row.public_code])
    return {**_key(), "chosen": [row.public_code]}


def to_be_signed(_world: World, _made: Found) -> dict[str, Any]:
    return {**_key(), "chosen": [kk_to_sign().public_code]}


def lying_there(_world: World, _made: Found) -> dict[str, Any]:
    return {**_key(), "result": "printed", "chosen": codes(arrived(1))}


def finished(_world: World) -> Found:
    bundle = arrived(1)
    say(bundle, "printed")
    return (bundle.sender_id,)


def table(_world: World, _made: Found) -> dict[str, Any]:
    return {**_key(), "text": f"kode;hasil\n{codes(arrived(1))[0]};tercetak"}


def half_done(_world: World) -> Found:
    text = f"kode;hasil\n{codes(arrived(1))[0]};tercetak"
    return (actions.take_list(actor=desk(), key=key(), text=text),)


def _there(kind: Kind = Kind.POST, made: Made = nothing, form: Filled | None = None, **more: Any) -> Row:
    """An address of Dispenduk's one desk."""
    return Row(kind, "dispenduk", made, form, where=DISPENDUK, **more)


ROWS: Mapping[str, Row] = {
    "dispatch:start": Row(Kind.POST, empty=frozenset({405})),
    "dispatch:make": Row(Kind.POST, "operator", form=ready_to_send),
    "dispatch:confirm_signed": Row(Kind.POST, "operator", form=signed_there, reads=False, where=KK_OFFICE),
    "dispatch:bundle": Row(Kind.OBJECT, "operator", on_the_way, empty=frozenset({405})),
    "dispatch:send": Row(Kind.OBJECT, "operator", unsent, with_courier, reads=False),
    "dispatch:receive": _there(Kind.OBJECT, on_the_way, everything, reads=False),
    "dispatch:take_out": Row(Kind.OBJECT, "operator", unsent, plain(), reads=False),
    "dispatch:print": Row(Kind.OBJECT, "operator", on_the_way, plain(), reads=False),
    "dispatch:take_back": Row(Kind.OBJECT, "kasi", missing, plain(), reads=False),
    "dispatch:give_back": Row(Kind.OBJECT, "loket", came_refused, plain(), reads=False),
    "dispatch:end_duplicate": Row(Kind.OBJECT, "loket", came_duplicate, plain(), reads=False),
    "dispatch:desk": _there(empty=frozenset({405})),
    "dispatch:queue": _there(empty=frozenset({405})),
    "dispatch:mark": _there(form=lying_there, reads=False),
    "dispatch:export": _there(empty=frozenset({405})),
    "dispatch:return": _there(made=finished, form=with_courier, reads=False),
    "dispatch:results": _there(form=table),
    "dispatch:result_list": _there(Kind.OBJECT, half_done, plain()),
    "dispatch:signing": _there(form=to_be_signed),
}
