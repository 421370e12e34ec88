"""What looks like an e-mail address: one @, a dot behind it, no blanks. The server at the other end knows the rest."""

import re

LENGTH = 200
_EMAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.[A-Za-z]{2,}")


def is_email(text: str) -> bool:
    """Whether mail can be addressed to this text; nothing that could end a header line gets through."""
    return len(text) <= LENGTH and _EMAIL.fullmatch(text) is not None
