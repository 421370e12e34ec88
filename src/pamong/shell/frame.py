"""What the frame around a staff page shows. The shell knows no room above it, so the configuration fills the frame.

`settings.STAFF_FRAME` names a function `(request) -> StaffFrame`; without it the frame shows what `request.actor` says.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One place in the header. `key` is the key that leads there ("F8"); `label` is already in the reader's language;
    `count` says how much waits there, "" for nothing.
    """

    label: str
    url: str
    key: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class StaffFrame:
    """Office, person and post in words; addresses that are empty leave their button out.

    `look` is one of pamong.shell.looks.LOOKS, or empty: how large and strong this person wants to read.
    """

    office: str
    person: str
    post: str
    navigation: tuple[NavigationItem, ...] = ()
    search_url: str = ""
    sign_out_url: str = ""
    lock_url: str = ""
    substitute: bool = False
    look: str = ""


def staff_frame(request: HttpRequest) -> StaffFrame:
    """The frame for this request, from the function that the settings name."""
    path: str | None = getattr(settings, "STAFF_FRAME", None)
    if path is None:
        return _plain(request)
    make: Callable[[HttpRequest], StaffFrame] = import_string(path)
    return make(request)


def _plain(request: HttpRequest) -> StaffFrame:
    actor = getattr(request, "actor", None)
    if actor is None:
        return StaffFrame(office="", person="", post="")
    return StaffFrame(office=str(actor.office), person=str(actor.name), post=str(actor.post))
