"""Public codes: what a citizen types to see an application. Random, readable aloud, with a check character."""

import secrets

# Crockford's alphabet: no I, L, O, U, so that a code read over the telephone is typed right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 13  # 13 x 5 bits = 65 random bits
_LOOKS_LIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_code() -> str:
    """A fresh code, 14 characters without separators."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return body + _check(body)


def normalise(typed: str) -> str | None:
    """The code as stored, from what a person typed or scanned; None when the check character says it is mistyped."""
    code = "".join(character for character in typed.upper() if character.isalnum()).translate(_LOOKS_LIKE)
    if len(code) != RANDOM_CHARACTERS + 1 or any(character not in ALPHABET for character in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


def spaced(code: str) -> str:
    """The code as printed: 5-5-4, so that the eye keeps its place."""
    return f"{code[:5]}-{code[5:10]}-{code[10:]}"


def _check(body: str) -> str:
    """Luhn's check for an alphabet of 32: finds every single mistyped character and nearly every swap of neighbours."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]
