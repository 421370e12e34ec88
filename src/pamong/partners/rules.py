"""What a program of another office may do, and when its token no longer counts. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from pamong.offices.rules import INSTALLATION
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

SCOPES: Final[Mapping[str, Message]] = {
    "bundles:read": Message(N_("melihat bundel yang datang")),
    "bundles:receive": Message(N_("menerima bundel")),
    "queue:read": Message(N_("melihat antrean cetak")),
    "results:write": Message(N_("mencatat hasil")),
}
"""A closed list: what is not in it no program may do."""
KINDS: Final = frozenset({"dispenduk"})
"""Kinds of office whose programs can be partners."""
PER_MINUTE: Final = 120
"""Requests of one token in one minute; what comes after is told to wait."""
_TOKEN: Final = re.compile(r"pamong_[A-Za-z0-9_-]{43}")
_NAME: Final = 80
_LONGEST: Final = 366
"""Days. A token that is never renewed is a token nobody remembers."""


@dataclass(frozen=True)
class Token:
    """A token as the rules see it: never its text, which is kept nowhere. `valid_until` is its last day."""

    id: str
    office: str
    name: str
    scopes: frozenset[str]
    valid_until: date
    revoked_at: datetime | None = None

    @property
    def actor(self) -> Actor:
        """The program as it acts: for its office, in the post of that office's desk."""
        return Actor(person_id=self.id, name=self.name, office=self.office, post="dispenduk")


def may_administer(actor: Actor, *, office: str, managed: Collection[str]) -> Refusal | None:
    """Tokens are made and revoked by IT of the office, of one above it, or of the installation."""
    if actor.post == "it" and (actor.office in {INSTALLATION, office} or office in managed):
        return None
    return _refusal("not_yours", N_("Token program mitra diurus oleh petugas TI kantor itu atau di atasnya."))


def usable(
    *, kind: str, name: str, scopes: Collection[str], valid_until: date, today: date
) -> Refusal | None:
    """Whether a token can be made for an office of this kind."""
    if kind not in KINDS:
        return _refusal("office", N_("Hanya Dispenduk yang dapat mempunyai program mitra."))
    if not 3 <= len(name.strip()) <= _NAME:
        return _refusal(
            "name", N_("Tulis nama program, 3 sampai 80 huruf; nama itu tercatat pada tindakannya.")
        )
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        return _refusal(
            "scope",
            N_("Wewenang «{scope}» tidak dikenal. Pilih dari: {known}."),
            scope=", ".join(unknown),
            known=", ".join(SCOPES),
        )
    if not 0 <= (valid_until - today).days <= _LONGEST:
        return _refusal(
            "valid_until", N_("Token berlaku paling lama {days} hari dari hari ini."), days=_LONGEST
        )
    return None


def is_token(text: str) -> bool:
    """Whether a text has the form of a token: anything else is not even looked up."""
    return _TOKEN.fullmatch(text) is not None


def still_counts(token: Token, *, today: date) -> bool:
    """A token counts through its last day, unless it was revoked."""
    return token.revoked_at is None and today <= token.valid_until


def may_use(token: Token, *, scope: str) -> Refusal | None:
    """Whether the token was made for this."""
    if scope in token.scopes:
        return None
    return _refusal("scope", N_("Token ini tidak diberi wewenang «{scope}»."), scope=scope)


def _refusal(code: str, text: str, **params: object) -> Refusal:
    return Refusal(None, Message(text, params), code)
