"""What was printed, and how often."""

from collections import Counter
from collections.abc import Mapping

from pamong.applications.models import Application
from pamong.ledger import queries as ledger
from pamong.ledger.prepared import Prepared
from pamong.ledger.rules import Subject


def papers(application: str) -> Subject:
    """The ledger's subject for the papers of one application, given its id."""
    return Subject("paper", application)


def register_month(office: str, book: str, year: int, month: int) -> Subject:
    """The ledger's subject for the prints of one month of a register book."""
    return Subject("register", f"{office} {book} {year}-{month:02}")


def copies(subject: Subject) -> Mapping[str, int]:
    """How often each paper of the subject was printed."""
    return Counter(entry.payload["paper"] for entry in ledger.timeline(subject))


def copies_of(*, office: str, code: str) -> Mapping[str, int]:
    """How often each paper of the application with this code was printed; nothing for a code nobody knows."""
    row = _KEY.first(office=office, code=code)
    return {} if row is None else copies(papers(str(row)))


_KEY = Prepared(
    lambda office, code: Application.objects.filter(office_id=office, public_code=code).values_list(
        "pk", flat=True
    )
)
