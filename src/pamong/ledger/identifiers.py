"""Keys for what may one day be merged between installations: unique everywhere, and in order of time."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new UUID of version 7 (RFC 9562): new rows go to the end of the index, as a counter's would."""
    return _uuid7()
