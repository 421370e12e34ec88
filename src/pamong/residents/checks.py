"""What entering and correcting a resident have in common: numbers that are possible, and people who are not there yet."""

from datetime import date

from django.db import IntegrityError, transaction

from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.residents import queries, sealed
from pamong.residents.models import Resident
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.numbers import IdentityNumber, KkNumber

_VILLAGE_KINDS = frozenset({"desa", "kelurahan"})


def checked_number(text: str | None, *, birth_date: date, sex: str) -> tuple[IdentityNumber | None, int]:
    """The number and how many warnings it has; Refused when it cannot be a NIK."""
    if not text:
        return None, 0
    finding = queries.examine_number(text, birth_date=birth_date, sex=sex)
    if finding.refused:
        raise Refused(Refusal(None, finding.refused, "number_impossible"))
    return finding.number, len(finding.warnings)


def checked_kk_number(text: str | None) -> KkNumber | None:
    """The nomor KK; Refused when it cannot be one."""
    if not text:
        return None
    finding = queries.examine_kk_number(text)
    if finding.refused:
        raise Refused(Refusal(None, finding.refused, "kk_number_impossible"))
    return finding.number


def why_not_village(code: str) -> Refusal | None:
    """None when the code names a desa or kelurahan of this installation, else the refusal."""
    try:
        known = offices.office(code).kind in _VILLAGE_KINDS
    except offices.UnknownOffice:
        known = False
    return None if known else Refusal(None, Message(N_("Pilih desa atau kelurahan.")), "village_unknown")


def number_taken(actor: Actor, number: IdentityNumber) -> Refusal:
    """Somebody has this number already: named where this office knows the person, else only that it is so."""
    known = queries.search(actor=actor, text=number.reveal(), limit=1)
    if known:
        return Refusal(
            None,
            Message(
                N_("NIK ini sudah terdaftar atas nama {name} ({year}). Buka data warga itu."),
                {"name": known[0].name, "year": str(known[0].birth_year)},
            ),
            "number_known_here",
        )
    return Refusal(
        None,
        Message(
            N_("NIK ini sudah terdaftar di kantor lain. Cari dengan NIK lengkap untuk melayaninya di sini.")
        ),
        "number_known_elsewhere",
    )


def save_unless_taken(actor: Actor, resident: Resident, number: IdentityNumber | None) -> None:
    """Write the row; the unique index, not a look beforehand, says whether the number is taken."""
    try:
        with transaction.atomic():
            resident.save(force_insert=resident._state.adding)  # noqa: SLF001 - documented interface of Django
    except IntegrityError:
        if number is None or not Resident.objects.filter(number_index=sealed.index(number)).exists():
            raise
        raise Refused(number_taken(actor, number)) from None
