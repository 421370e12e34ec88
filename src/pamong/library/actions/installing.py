"""The verbs of document control."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.library import queries
from pamong.library.models import StandardVersion
from pamong.library.queries import VersionRow
from pamong.library.rules import may_install
from pamong.staff.rules import Actor
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message, Refusal

SUBJECT = "standard_version"
TEXT_KNOWN = Refusal("cover", Message(N_("Naskah yang sama sudah pernah diberlakukan.")), "text_known")


def install(*, actor: Actor, key: str, standard: Standard, in_force_from: date) -> VersionRow:
    """Put a checked text in force for its office from a day on; the entry keeps the digest that binds.

    The three signatures of the cover are made on paper; this verb only states which text they are under. Refused for
    whoever may not (`rules.may_install`), a text this office has already, and for a day on which another text of the service begins to bind.
    """
    refusal = may_install(actor, office=standard.office)
    if refusal is not None:
        raise Refused(refusal)
    with writing(office=standard.office):
        earlier = ledger.done_before(key, office=standard.office, verb="install_standard")
        if earlier is not None:
            if earlier.payload["digest"] != standard.digest:
                raise Refused(ledger.KEY_USED)
            return queries.version(UUID(earlier.subject.id))
        version = _insert(standard, in_force_from)
        append(
            office=standard.office,
            actor=actor.person_id,
            post=actor.post,
            verb="install_standard",
            subject=Subject(SUBJECT, str(version.pk)),
            clause="cover",
            payload={"digest": standard.digest, "in_force_from": in_force_from.isoformat()},
            key=key,
        )
        return queries.version(version.pk)


def _insert(standard: Standard, in_force_from: date) -> StandardVersion:
    try:
        with transaction.atomic():
            return StandardVersion.objects.create(
                office_id=standard.office,
                service=standard.service,
                title=standard.title,
                number=standard.document.number,
                revision=standard.document.revision,
                text=standard.canonical(),
                digest=standard.digest,
                in_force_from=in_force_from,
                installed_at=clock.now(),
            )
    except IntegrityError:
        there = StandardVersion.objects.filter(office_id=standard.office, service=standard.service)
        if there.filter(digest=standard.digest).exists():
            raise Refused(TEXT_KNOWN) from None
        if not there.filter(in_force_from=in_force_from).exists():
            raise
        message = Message(N_("Sudah ada naskah lain yang mulai berlaku pada hari itu."))
        raise Refused(Refusal("cover", message, "day_taken")) from None
