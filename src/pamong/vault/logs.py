"""The last net: no sixteen-digit run leaves through a log. Nothing upstream may rely on it."""

import logging
import re

_FORMATTER = logging.Formatter()
# A bare run of sixteen or more digits, or sixteen in the groups that people and cards use. Groups inside a UUID are
# none: one UUID in six hundred has four groups of digits by chance, and a log of broken identifiers helps nobody.
_NUMBER = re.compile(
    r"(?<!\d)\d{16,}(?!\d)"
    r"|(?<![0-9A-Fa-f-])(?:\d{4}([ .\-+])\d{4}\1\d{4}\1\d{4}"
    r"|\d{6}([ .\-+])\d{6}\2\d{4}"
    r"|\d{2}([ .\-+])\d{2}\3\d{2}\3\d{6}\3\d{4})(?![0-9A-Fa-f-])"
)


def mask_numbers(text: str) -> str:
    """``text`` with every number of sixteen digits and more shown by its last two only."""
    return _NUMBER.sub(lambda found: "•" * 14 + found.group()[-2:], text)


class MaskNumbers(logging.Filter):
    """Masks the message, the traceback and the stack of every record; put it on each handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask_numbers(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            # Formatters print this text instead of making their own from the exception.
            record.exc_text = _FORMATTER.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_numbers(record.exc_text)
        if record.stack_info:
            record.stack_info = mask_numbers(record.stack_info)
        return True
