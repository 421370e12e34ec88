"""A resident and the desa's officer fill in the form together (KTP 4.1)."""

from uuid import UUID

from pamong.applications import codes
from pamong.desa import queries, rules, sealed
from pamong.desa.actions import engine
from pamong.desa.content import Content
from pamong.desa.models import PreparedForm
from pamong.desa.rules import FormState
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import Refused
from pamong.library.queries import VersionRow
from pamong.residents.rules import name_key
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


def prepare(*, actor: Actor, key: str, service: str, content: Content) -> PreparedForm:
    """A new draft of the actor's desa, with a random code. The same key again answers the same draft.

    What differs from the family card is counted in the entry and stops nothing.
    """
    with writing(office=actor.office):
        engine.refuse_others(actor)
        earlier = ledger.done_before(key, office=actor.office, verb="prepare_form")
        if earlier is not None:
            return PreparedForm.objects.get(pk=UUID(earlier.subject.id))
        version, prepared = _preparable(actor, service)
        identifier = uuid7()
        row = PreparedForm.objects.create(
            id=identifier,
            code=codes.new_code(),
            desa_id=actor.office,
            office_id=version.office,
            service=service,
            standard_id=version.id,
            state=FormState.DRAFT,
            prepared_at=clock.now(),
            prepared_by=actor.person_id,
            content_sealed=sealed.sealed(content, row=identifier),
            **_plain(content),
        )
        engine.append_entry(actor, row, key, "prepare_form", _found(service, content), prepared.clause)
        return row


def correct(*, actor: Actor, key: str, code: str, content: Content) -> PreparedForm:
    """What a draft says from now on; signatures that were seen on the earlier print are to be seen anew."""
    with writing(office=actor.office):
        engine.refuse_others(actor)
        row = engine.load(actor, code)
        if engine.done_before(actor, key, "correct_form", row):
            return row
        engine.refuse(rules.may_correct(FormState(row.state)))
        clause = queries.form(actor=actor, code=code).preparation.clause
        engine.change(row, content_sealed=sealed.sealed(content, row=row.pk), seen=[], **_plain(content))
        engine.append_entry(actor, row, key, "correct_form", _found(row.service, content), clause)
        row.refresh_from_db()
        return row


def _plain(content: Content) -> dict[str, object]:
    return {
        "name": content.name,
        "name_key": name_key(content.name),
        "birth_date": content.birth_date,
    }


def _found(service: str, content: Content) -> dict[str, object]:
    differing = rules.compare(content.written(), content.card)
    return {"service": service, "differences": [f"{each.field}:{each.found}" for each in differing]}


def _preparable(actor: Actor, service: str) -> tuple[VersionRow, rules.Preparation]:
    for version, prepared in queries.preparable(desa=actor.office):
        if version.service == service:
            return version, prepared
    raise Refused(
        Refusal(
            None,
            Message(N_("Standar yang berlaku tidak meminta formulir layanan itu disiapkan di desa.")),
            "not_prepared_here",
        )
    )
