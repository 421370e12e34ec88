"""One-time codes (TOTP, RFC 6238) as every authenticator application makes them: SHA-1, six digits, 30 seconds."""

import base64
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES = 20
DIGITS = 6
STEP_SECONDS = 30
# A telephone's clock may be half a minute off; more would only give a guesser more right answers.
TOLERATED_STEPS = 1


def new_secret() -> str:
    """A random secret in base32, as it is typed into a telephone that cannot scan."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address(secret: str, *, username: str, issuer: str) -> str:
    """The otpauth address that a QR code carries."""
    return _totp(secret).get_provisioning_uri(username, issuer)


def code(secret: str, at: datetime) -> str:
    """The code that belongs to a moment."""
    return _totp(secret).generate(int(at.timestamp())).decode()


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """The number of the 30-second step since 1970 that ``typed`` belongs to; None when it belongs to none near ``at``."""
    if len(typed) != DIGITS or not typed.isascii() or not typed.isdigit():
        return None
    now = int(at.timestamp()) // STEP_SECONDS
    for step in range(now - TOLERATED_STEPS, now + TOLERATED_STEPS + 1):
        if _belongs(secret, typed, step):
            return step
    return None


def _belongs(secret: str, typed: str, step: int) -> bool:
    try:
        _totp(secret).verify(typed.encode(), step * STEP_SECONDS)
    except InvalidToken:
        return False
    return True


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - what RFC 6238 asks for
