"""Reads of partners: whose token this is, and which there are."""

from django.utils.crypto import salted_hmac

from pamong.ledger import clock
from pamong.offices import queries as offices
from pamong.partners import rules
from pamong.partners.models import PartnerToken
from pamong.partners.rules import Token


def digest(text: str) -> str:
    """What is kept of a token: its text has 256 random bits, so one keyed digest is enough and costs nothing."""
    return salted_hmac("pamong.partners.token", text, algorithm="sha256").hexdigest()


def token(text: str) -> Token | None:
    """The token with this text, if it still counts today."""
    if not rules.is_token(text):
        return None
    row = PartnerToken.objects.filter(digest=digest(text)).first()
    if row is None:
        return None
    found = plain(row)
    return found if rules.still_counts(found, today=clock.today(offices.zone(found.office))) else None


def tokens(office: str = "") -> tuple[Token, ...]:
    """The tokens of an office, or of all, the newest last; revoked ones among them."""
    rows = PartnerToken.objects.order_by("made_at", "id")
    return tuple(plain(row) for row in (rows.filter(office_id=office) if office else rows))


def plain(row: PartnerToken) -> Token:
    """The row as the rules see it."""
    return Token(
        id=str(row.pk),
        office=row.office_id,
        name=row.name,
        scopes=frozenset(row.scopes),
        valid_until=row.valid_until,
        revoked_at=row.revoked_at,
    )
