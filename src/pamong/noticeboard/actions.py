"""Looking up a status by its code, which is answered and counted; nothing else is written by the public."""

from django.db.models import F
from django.utils.crypto import salted_hmac

from pamong.applications import queries as applications
from pamong.applications.queries import PublicStatus
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.noticeboard import queries, rules
from pamong.noticeboard.models import UnknownCodes


class TooManyUnknownCodes(Exception):  # noqa: N818 (it reads as what is the case)
    """This source has asked for too many codes that nobody has; `seconds` until it is answered again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def find_status(*, code: str, address: str) -> PublicStatus | None:
    """The public status under a code whose check character fits; None when no application has it.

    `address` is the network address that asks. A code that nobody has is counted there, in every process alike; past
    the limit of the hour no code is looked at, so that the right one among many guesses is not told apart. Answers
    given at the same moment may pass the limit by the number of threads. Raises TooManyUnknownCodes.
    """
    now = clock.now()
    hour = rules.hour_of(now)
    source = salted_hmac(
        "pamong.noticeboard.source", f"{hour:%Y%m%d%H} {rules.source_of(address)}", algorithm="sha256"
    ).hexdigest()
    if queries.unknown_codes(source=source) >= rules.UNKNOWN_CODES_AN_HOUR:
        raise TooManyUnknownCodes(rules.seconds_to_next_hour(now))
    found = applications.public_status(code=code)
    if found is None:
        with writing():
            UnknownCodes.objects.filter(hour__lt=hour).delete()
            UnknownCodes.objects.bulk_create([UnknownCodes(source=source, hour=hour)], ignore_conflicts=True)
            UnknownCodes.objects.filter(source=source).update(count=F("count") + 1)
    return found
