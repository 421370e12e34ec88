"""The sealed columns of this room: the only place that turns them into text and back."""

from typing import Any

from pamong.residents.models import Correction, Resident
from pamong.vault.numbers import IdentityNumber, KkNumber
from pamong.vault.registry import SealedColumn
from pamong.vault.sealing import blind_index, seal, unseal

KIND = "nik"
COLUMNS = (
    SealedColumn("residents.Resident", "number_sealed", index="number_index", kind=KIND),
    SealedColumn("residents.Resident", "kk_number_sealed"),
    SealedColumn("residents.Resident", "phone_sealed"),
    SealedColumn("residents.Resident", "address_sealed"),
    SealedColumn("residents.Resident", "email_sealed"),
    SealedColumn("residents.Correction", "before_sealed"),
)
_RESIDENTS = "residents_resident"
_CORRECTIONS = "residents_correction"


def columns(
    *,
    row: object,
    number: IdentityNumber | None = None,
    kk_number: KkNumber | None = None,
    phone: str = "",
    address: str = "",
    email: str = "",
) -> dict[str, Any]:
    """The sealed columns of one resident's row, with the index of the number; empty values become null."""
    return {
        "number_sealed": _seal("number_sealed", row, number.reveal()) if number else None,
        "number_index": index(number) if number else None,
        "kk_number_sealed": _seal("kk_number_sealed", row, kk_number.reveal()) if kk_number else None,
        "phone_sealed": _seal("phone_sealed", row, phone) if phone else None,
        "address_sealed": _seal("address_sealed", row, address) if address else None,
        "email_sealed": _seal("email_sealed", row, email) if email else None,
    }


def index(number: IdentityNumber) -> bytes:
    """The blind index under which a resident with this number is found."""
    return blind_index(KIND, number.reveal())


def number(resident: Resident) -> IdentityNumber | None:
    """The resident's number, still masked; None when it is not known."""
    text = _unseal(resident, "number_sealed")
    return IdentityNumber(text) if text else None


def kk_number(resident: Resident) -> KkNumber | None:
    """The nomor KK that the resident brought, still masked."""
    text = _unseal(resident, "kk_number_sealed")
    return KkNumber(text) if text else None


def phone(resident: Resident) -> str:
    """The telephone number with +62, or ""."""
    return _unseal(resident, "phone_sealed")


def address(resident: Resident) -> str:
    """The address as the resident gave it, or ""."""
    return _unseal(resident, "address_sealed")


def email(resident: Resident) -> str:
    """The e-mail address, or ""."""
    return _unseal(resident, "email_sealed")


def seal_before(row: object, text: str) -> bytes:
    """What stood in a resident's row before the correction ``row``."""
    return seal(text, table=_CORRECTIONS, column="before_sealed", row=row)


def before(correction: Correction) -> str:
    """The text that `seal_before` sealed."""
    return unseal(correction.before_sealed, table=_CORRECTIONS, column="before_sealed", row=correction.pk)


def _seal(column: str, row: object, text: str) -> bytes:
    return seal(text, table=_RESIDENTS, column=column, row=row)


def _unseal(resident: Resident, column: str) -> str:
    blob = getattr(resident, column)
    return unseal(blob, table=_RESIDENTS, column=column, row=resident.pk) if blob is not None else ""
