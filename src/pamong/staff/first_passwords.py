"""The password that IT gives a person, told once and changed at the first sign-in."""

import secrets

CONSONANTS, VOWELS = "bcdfghjklmnprstvwyz", "aeiou"


def first_password() -> str:
    """Sixteen letters in four words that can be said over the telephone; about 52 bits, and changed at first use."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(8)]
    return "-".join("".join(syllables[at : at + 2]) for at in range(0, 8, 2))
