"""In whose hands one application lies, and which acts the bundle it lies in keeps for itself."""

from datetime import datetime
from uuid import UUID

from pamong.applications.neighbours import Whereabouts
from pamong.dispatch.models import BundleItem, Signature
from pamong.dispatch.rules import RESULT_WORDS, Ending, Result, Standing, guards, settled
from pamong.ledger import queries as ledger
from pamong.ledger.prepared import Prepared
from pamong.ledger.rules import Subject
from pamong.standard.messages import N_, Message, Refusal

_TO_THERE = Message(N_("Kurir, dalam perjalanan ke Dispenduk Capil"))
_FROM_THERE = Message(N_("Kurir, dalam perjalanan kembali ke kantor"))
_THERE = Message(N_("Dispenduk Capil"))
_NOT_FOUND = Message(N_("Belum ditemukan saat bundel dihitung; sedang dicari"))
_SIGNED = Message(N_("Sudah ditandatangani; menunggu dicetak di kantor"))


def whereabouts(application: UUID) -> Whereabouts | None:
    """Who has the application in hands while it is between two offices; None while it lies in its office."""
    item = _OPEN.first(application=application)
    if item is None:
        return _signed(application)
    if item.bundle.sent_at is None:
        return None
    number = f"{item.bundle.number}/{item.bundle.year}"
    if item.received_at is None:
        lost = _NOT_FOUND if item.bundle.received_at else None
        return Whereabouts(_TO_THERE, item.bundle.sent_at, number, lost)
    if item.home is not None and item.home.sent_at is not None:
        lost = _NOT_FOUND if item.home.received_at else None
        home = f"{item.home.number}/{item.home.year}"
        return Whereabouts(_FROM_THERE, item.home.sent_at, home, lost)
    said = item.result in {Result.NO_BLANKS, Result.IN_PROCESS, Result.PRINTED}
    return Whereabouts(_THERE, item.received_at, number, RESULT_WORDS[item.result] if said else None)


def _signed(application: UUID) -> Whereabouts | None:
    signed = _WAITING.first(application=application)
    return Whereabouts(_THERE, signed.signed_at, "", _SIGNED) if signed else None


_OPEN = Prepared(
    lambda application: BundleItem.objects.filter(
        application_id=application, closed_at__isnull=True
    ).select_related("bundle", "home")[:1]
)
_WAITING = Prepared(
    lambda application: Signature.objects.filter(
        application_id=application, confirmed_at__isnull=True
    ).order_by("pk")[:1]
)
_LAST = Prepared(
    lambda application: (
        BundleItem.objects.filter(application_id=application)
        .exclude(ending=Ending.TAKEN_OUT)
        .select_related("bundle")
        .order_by("-id")[:1]
    )
)


def why_not(application: UUID, verb: str) -> Refusal | None:
    """What keeps an act on this application from being recorded by itself."""
    item = _LAST.first(application=application)
    if item is None or item.ending == Ending.STAYED:
        return None
    if item.closed_at is None:
        return guards(verb, standing(item))
    returned = verb == "ready" and _returned(application, item.closed_at)
    return settled(verb, item.result, returned=returned)


def standing(item: BundleItem) -> Standing:
    """Where an item stands, as rules see it; its bundle is read along."""
    return Standing(
        sent=item.bundle.sent_at is not None,
        received=item.received_at is not None,
        leaving=item.home_id is not None,
        closed=item.closed_at is not None,
    )


def _returned(application: UUID, since: datetime) -> bool:
    """Whether the applicant had it in hands since it came home: what is made ready then is another try."""
    entries = ledger.timeline(Subject("application", str(application)))
    return any(entry.verb == "return" and entry.recorded_at >= since for entry in entries)
