"""How large and how strong a page is drawn, for whoever reads badly.

The public leaves no trace, so its look stands in the address: `/besar/layanan/…` is `/layanan/…` in large print, and
every link of that page begins the same way. Staff have a look of their own, kept with the person.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix

LOOKS: Final[Mapping[str, str]] = {
    "besar": "large",
    "kontras": "contrast",
    "besar-kontras": "large contrast",
}
"""What a look is called in an address → what the stylesheet knows it by."""

_ASKED: Final = "pamong.look"


class LookInAddress:
    """Middleware: serves what stands behind `/besar/` and its like, for the pages of the public only.

    A page of the staff is sent to its plain address: the papers it prints carry addresses, and those are for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        look, _slash, rest = request.path_info.lstrip("/").partition("/")
        if look not in LOOKS:
            return self.get_response(request)
        before = get_script_prefix()
        request.META[_ASKED] = look
        request.path_info = f"/{rest}"
        set_script_prefix(f"{before}{look}/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _named: Any
    ) -> HttpResponseBase | None:
        if _ASKED not in request.META or getattr(view, "for_everybody", False):
            return None
        return HttpResponseRedirect(in_look(request, ""))


def look_asked(request: HttpRequest) -> str:
    """The look that the address asks for; empty for the usual one."""
    return str(request.META.get(_ASKED, ""))


def without_look(request: HttpRequest, address: str = "") -> str:
    """The path of this page, or of `address`, as the URL map knows it."""
    return "/" + (address or request.get_full_path()).removeprefix(get_script_prefix())


def in_look(request: HttpRequest, look: str, address: str = "") -> str:
    """The address of this page, or of `address`, in another look."""
    return (f"/{look}" if look else "") + without_look(request, address)


def other_looks(request: HttpRequest, address: str = "") -> tuple[tuple[str, bool, str], ...]:
    """Both switches of a public page: what each is called in the stylesheet, whether it is on, where it leads."""
    names = {frozenset(drawn.split()): look for look, drawn in LOOKS.items()} | {frozenset(): ""}
    on = frozenset(LOOKS.get(look_asked(request), "").split())
    return tuple(
        (switch, switch in on, in_look(request, names[on ^ {switch}], address))
        for switch in ("large", "contrast")
    )
