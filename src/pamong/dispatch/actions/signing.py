"""What the head of Dispenduk signs and the kecamatan prints: said there, confirmed here (KK 4.3, 7.1)."""

from collections.abc import Sequence

from pamong.applications import actions as applications
from pamong.applications import queries as application_queries
from pamong.applications.queries import AwaitingRow
from pamong.dispatch import queries
from pamong.dispatch.actions import engine
from pamong.dispatch.models import Signature
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

KIND = "signature"
_NOT_WAITING = Refusal(
    None,
    Message(N_("Ada berkas yang tidak menunggu tanda tangan di sini; lihat daftarnya dulu.")),
    "not_waiting",
)
_NOT_SIGNED = Refusal(
    None, Message(N_("Dispenduk belum menyatakan berkas ini ditandatangani.")), "not_signed"
)


def mark_signed(*, actor: Actor, key: str, codes: Sequence[str]) -> int:
    """Say that the head of the office has signed these; the kecamatan then confirms and prints. Answers how many were
    said now; what was said before is not said twice.
    """
    with writing(office=actor.office):
        engine.refuse_other(actor, office=actor.office, posts=engine.DISPENDUK)
        waiting = {row.code: row for row in queries.unsigned(actor=actor)}
        return sum(_sign(actor, f"{key}:{code}", waiting.get(code)) for code in dict.fromkeys(codes))


def _sign(actor: Actor, key: str, row: AwaitingRow | None) -> bool:
    if ledger.by_key(key) is not None:
        return False
    if row is None:
        raise Refused(_NOT_WAITING)
    made, new = Signature.objects.get_or_create(
        application_id=row.id,
        confirmed_at=None,
        defaults={"signer_id": actor.office, "signed_at": clock.now()},
    )
    if new:
        engine.record(
            actor=actor,
            key=key,
            verb="mark_signed",
            subject=Subject(KIND, str(made.pk)),
            payload={"application": str(row.id), "office": row.office},
        )
    return new


def confirm_signed(*, actor: Actor, key: str, codes: Sequence[str]) -> int:
    """The kecamatan sees the signature that Dispenduk has announced: each application takes its step of the standard.
    Answers how many.
    """
    with writing(office=actor.office):
        engine.refuse_other(actor, office=actor.office, posts=engine.SECTION)
        found = application_queries.awaiting(offices=[actor.office], act="await_signature", party="dispenduk")
        waiting = {row.code: row for row in found}
        return sum(_confirm(actor, f"{key}:{code}", waiting.get(code)) for code in dict.fromkeys(codes))


def _confirm(actor: Actor, key: str, row: AwaitingRow | None) -> bool:
    if ledger.by_key(key) is not None:
        return False
    signed = Signature.objects.filter(application_id=row.id, confirmed_at=None).first() if row else None
    if row is None or signed is None:
        raise Refused(_NOT_SIGNED)
    Signature.objects.filter(pk=signed.pk).update(confirmed_at=clock.now())
    applications.perform(actor=actor, key=key, code=row.code, step=row.step, guarded=False)
    return True
