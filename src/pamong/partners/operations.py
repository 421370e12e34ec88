"""What the API can do, declared once: the views check requests against it, and the description is made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from pamong.partners.rules import Token


class Body(BaseModel):
    """What is sent or answered: strict about types, and refuses a field nobody declared."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Problem(BaseModel):
    """RFC 9457: what is wrong (`title`), why (`detail`), where (`instance`, `errors`), and what would mend it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    mend: str
    errors: list[dict[str, str]] = []


@dataclass(frozen=True)
class Call:
    """One request that was found sound: who sends it, and what it says. `key` is the Idempotency-Key of a write."""

    token: Token
    body: Any
    query: Any
    key: str
    path: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One address and method. `body` and `query` are models of what may be sent, `answer` of what comes back.

    `path` is the address below the API's root, with its parameters in braces; each is a UUID.
    """

    name: str
    method: str
    path: str
    summary: str
    scope: str
    answer: type[BaseModel]
    carry_out: Callable[[Call], BaseModel]
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None

    @property
    def writes(self) -> bool:
        """Whether it changes something, and so must carry a key that makes it count once."""
        return self.method == "post"
