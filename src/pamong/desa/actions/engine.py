"""What the verbs of this room share: who may, the row under its office, the guarded write and its entry."""

from collections.abc import Mapping
from typing import Any

from pamong.desa import queries
from pamong.desa.models import PreparedForm
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor, may
from pamong.standard.messages import N_, Message, Refusal

SUBJECT = "prepared_form"
DESA = frozenset({"desa"})


def refuse(refusal: Refusal | None) -> None:
    """Raise what the rules refuse; None passes."""
    if refusal is not None:
        raise Refused(refusal)


def refuse_others(actor: Actor, clause: str | None = None) -> None:
    """Forms are prepared by the desa's own people."""
    refuse(may(actor, office=actor.office, posts=DESA, clause=clause))


def load(actor: Actor, code: str) -> PreparedForm:
    """The form as the actor's office sees it; another's is as unknown as one that never was."""
    try:
        return queries.visible(actor, code)
    except queries.UnknownForm:
        raise Refused(
            Refusal(None, Message(N_("Formulir dengan kode itu tidak ada di sini.")), "not_found")
        ) from None


def subject(row: PreparedForm) -> Subject:
    """What the entries about this form are about."""
    return Subject(SUBJECT, str(row.pk))


def done_before(actor: Actor, key: str, verb: str, row: PreparedForm) -> bool:
    """Whether this very act was done already; a key that served another is refused."""
    return ledger.done_before(key, office=actor.office, verb=verb, subject=subject(row)) is not None


def change(row: PreparedForm, **values: Any) -> None:
    """Write over the row as it was read; who comes second is told so."""
    updated = PreparedForm.objects.filter(pk=row.pk, version=row.version).update(
        version=row.version + 1, **values
    )
    if updated != 1:
        raise Refused(
            Refusal(
                None,
                Message(N_("Formulir ini baru saja diubah orang lain; lihat keadaannya dahulu.")),
                "stale",
            )
        )


def append_entry(
    actor: Actor, row: PreparedForm, key: str, verb: str, payload: Mapping[str, Any], clause: str | None
) -> None:
    """Append the entry, in the log of the actor's office: states and ids, nothing that names a person."""
    _append(actor.office, actor, row, key, verb, payload, clause)


def tell_kecamatan(actor: Actor, row: PreparedForm, key: str, verb: str) -> None:
    """An entry in the kecamatan's own log too: what comes to an office, or no longer comes, stands there as well.

    An open list of the counter learns of it by the same way as of everything else.
    """
    _append(row.office_id, actor, row, f"{key}:there", verb, {"from": row.desa_id}, None)


def _append(
    office: str,
    actor: Actor,
    row: PreparedForm,
    key: str,
    verb: str,
    payload: Mapping[str, Any],
    clause: str | None,
) -> None:
    append(
        office=office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=subject(row),
        clause=clause,
        payload=payload,
        key=key,
    )
