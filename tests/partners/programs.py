"""A program of Dispenduk with its token, and how it speaks to the API."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.test import Client

from pamong.partners import actions
from pamong.partners.actions import Made
from pamong.partners.rules import SCOPES
from tests.applications.installation import actor, key
from tests.dispatch.bags import DISPENDUK

UNTIL = date(2027, 6, 30)
ROOT = "/api/v1"


def token(scopes: Iterable[str] = tuple(SCOPES), *, until: date = UNTIL, office: str = DISPENDUK) -> Made:
    return actions.make_token(
        actor=actor("it", "35.08"),
        key=key(),
        office=office,
        name="Program contoh",
        scopes=list(scopes),
        valid_until=until,
    )


class Program:
    """A program that holds a token."""

    def __init__(self, text: str) -> None:
        self.text, self.client = text, Client()

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(f"{ROOT}/{path}", query, headers={"Authorization": f"Bearer {self.text}"})

    def post(self, path: str, body: Any, *, once: str | None = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {self.text}", "Idempotency-Key": once or key(), **headers}
        if isinstance(body, bytes):
            return self.client.generic("POST", f"{ROOT}/{path}", body, "application/json", headers=sent)
        return self.client.post(f"{ROOT}/{path}", body, content_type="application/json", headers=sent)


def program(*scopes: str) -> Program:
    return Program(token(scopes or tuple(SCOPES)).text)
