"""Finding by the whole number across offices, and showing a number: reads that leave an entry."""

from uuid import UUID

from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.residents import queries, rules, sealed
from pamong.residents.acts import acting, refuse
from pamong.residents.models import Resident, ResidentOffice
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.numbers import IdentityNumber


def find_by_number(*, actor: Actor, key: str, number: str) -> ResidentRow | None:
    """The resident with this whole number, in whichever office the person was first served; None when there is none.

    Whoever can give the whole number has the person or the card at the counter. If the actor's office did not know
    the resident, it does from now on, and an entry says so; a resident it knows is answered without one.
    """
    finding = queries.examine_number(number)
    if finding.number is None:
        return None
    with acting(actor=actor, key=key, verb="get_to_know_resident") as act:
        found = (
            Resident.objects.select_related("village")
            .filter(number_index=sealed.index(finding.number))
            .first()
        )
        if found is None:
            return None
        _, new = ResidentOffice.objects.get_or_create(
            resident=found,
            office_id=actor.office,
            defaults={"name_key": rules.name_key(found.name), "since": clock.now()},
        )
        if new:
            act.enter(found.pk, {})
        return queries.row(found)


def reveal_number(*, actor: Actor, key: str, resident_id: UUID, purpose: str) -> IdentityNumber:
    """The number for reading, with its purpose from `rules.PURPOSES` in the entry. Raises `UnknownResident`."""
    with acting(actor=actor, key=key, verb="reveal_number", resident_id=resident_id) as act:
        number = sealed.number(queries.visible(actor, resident_id))
        if number is None:
            raise Refused(Refusal(None, Message(N_("NIK belum diketahui.")), "number_unknown"))
        if not act.earlier:
            refuse(rules.known(purpose, rules.PURPOSES))
            act.enter(resident_id, {"purpose": purpose})
        return number
