"""Drafts to edit, and the forms that the pages of the editor send."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from pamong.editor import queries as editor
from pamong.library import actions as library
from pamong.library import queries
from pamong.library.queries import DraftRow
from pamong.standard.editing import filling, places
from pamong.standard.editing.changes import Data
from tests.applications.installation import IN_FORCE, KTP_OFFICE, actor, key

KASI = actor("kasi")


def begun(service: str = "surat-uji", title: str = "Surat Uji") -> DraftRow:
    """A draft that has its chapters and nothing else."""
    return library.begin_draft(actor=KASI, key=key(), service=service, title=title)


def revision() -> DraftRow:
    """The next revision of the KTP standard."""
    version = queries.in_force(office=KTP_OFFICE, service="ktp", on=IN_FORCE)
    assert version is not None
    return library.begin_draft(actor=KASI, key=key(), service="ktp", base=version.id)


def text_of(draft: UUID) -> str:
    row = queries.draft(actor=KASI, draft=draft)
    assert row is not None
    return row.text


def data_of(draft: UUID) -> Data:
    data = editor.readable(text_of(draft))
    assert data is not None
    return data


def sent(draft: UUID, address: str, **changes: Any) -> dict[str, Any]:
    """The form of a piece as its page would send it, with some fields written anew (`name__id` for `name.id`)."""
    place = places.place(data_of(draft), places.path_of(address))
    said: dict[str, Any] = dict(filling.flat(place.shape, place.value))
    written = {name.replace("__", "."): value for name, value in changes.items()}
    return {**said, **written, "key": str(uuid4()), "was": place.mark}


# For the matrix of who may open what.


def a_draft(*rest: str) -> Callable[[Any], tuple[Any, ...]]:
    """A draft without a base; each trial has one of its own."""
    return lambda _world: (begun(f"surat-{uuid4().hex[:8]}").id, *rest)


def retitled(_world: Any, made: tuple[Any, ...]) -> dict[str, Any]:
    return sent(made[0], "identitas", title="Judul lain")


def other_text(_world: Any, made: tuple[Any, ...]) -> dict[str, Any]:
    row = queries.draft(actor=KASI, draft=made[0])
    assert row is not None
    return {
        "key": str(uuid4()),
        "version": row.version,
        "text": row.text.replace("Surat Uji", "Surat Uji yang lain"),
    }
