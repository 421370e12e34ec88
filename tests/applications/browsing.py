"""People at their screens: a browser without scripts, signed in through the page, in one post of one office."""

from html.parser import HTMLParser
from typing import Any, Protocol

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pamong.applications.models import Application
from pamong.staff.models import Person
from pamong.staff.session import FACTOR
from tests.applications.installation import KTP_OFFICE, key
from tests.staff.people import hire, sign_in


def browser(post: str = "loket", office: str = KTP_OFFICE) -> Client:
    """A browser in which somebody with this post is signed in; the second factor counts as given."""
    name = f"{post}-{office.replace('.', '')}-{Person.objects.count()}"
    client = Client()
    sign_in(client, hire(name, post, office))
    session = client.session
    session[FACTOR] = True
    session.save()
    return client


def send(client: Client, row: Application, name: str, **data: Any) -> HttpResponse:
    """Send the form of one act, e.g. `send(clerk, row, "perform", step="send")`; a fresh key unless one is given."""
    prefix = name + "-" if name in PREFIXED else ""
    fields = {f"{prefix}key": key(), **{f"{prefix}{field}": value for field, value in data.items()}}
    answer = client.post(reverse(f"applications:{name}", args=[row.public_code]), fields)
    assert isinstance(answer, HttpResponse)
    row.refresh_from_db()
    return answer


PREFIXED = frozenset({"refuse", "withdraw", "hold", "reverse"})


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "select":
            self._select = found.get("name") or ""
        elif tag == "option" and "selected" in found:
            self.values[self._select] = found.get("value") or ""
        elif tag == "input":
            box = found.get("type") in {"checkbox", "radio"}
            if not box or "checked" in found:
                name = found.get("name") or ""
                earlier = self.values.get(name)
                value = found.get("value") or ""
                self.values[name] = f"{earlier},{value}" if box and earlier else value


class Drawn(Protocol):
    """An answer with a page in it; the test client has a class of its own for each kind."""

    @property
    def content(self) -> Any: ...


def typed(answer: Drawn) -> dict[str, str]:
    """What stands in the fields of a page; ticked boxes of one name joined with commas."""
    parser = _Fields()
    parser.feed(text(answer))
    return parser.values


def text(answer: Drawn) -> str:
    return str(answer.content.decode())
