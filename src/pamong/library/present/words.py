"""What states, parts and places are called on the pages of this room."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from pamong.library.queries import SigningActRow, VersionRow
from pamong.library.rules import DraftState, Part
from pamong.shell.words import day, message
from pamong.staff.rules import label as post_label
from pamong.standard.messages import N_, Message

STATES: Mapping[DraftState, Message] = {
    DraftState.DRAFT: Message(N_("Konsep")),
    DraftState.IN_REVIEW: Message(N_("Menunggu pemeriksaan")),
    DraftState.AWAITING_APPROVAL: Message(N_("Menunggu persetujuan")),
    DraftState.APPROVED: Message(N_("Ditetapkan")),
    DraftState.DISCARDED: Message(N_("Dibatalkan")),
}
PARTS: Mapping[Part, Message] = {
    Part.PREPARED: Message(N_("Disiapkan")),
    Part.REVIEWED: Message(N_("Diperiksa")),
    Part.APPROVED: Message(N_("Disetujui")),
}
_PLACES: Mapping[str, Message] = {
    "cover": Message(N_("Sampul")),
    "letterhead": Message(N_("Kop surat")),
    "facts": Message(N_("Fakta yang ditanyakan")),
    "actors": Message(N_("Pelaku")),
    "source_findings": Message(N_("Temuan pada naskah asal")),
    "adapted_from": Message(N_("Naskah asal")),
    "name": Message(N_("Nama layanan")),
}


def place(name: str) -> str:
    """What a change outside the chapters is in; a clause by its number."""
    return message(_PLACES[name]) if name in _PLACES else name


def in_force(row: VersionRow, ends: date | None, today: date) -> tuple[str, str, str]:
    """Whether a version binds: words, tone and icon of its tag."""
    if row.in_force_from > today:
        return _("Berlaku mulai %(date)s") % {"date": day(row.in_force_from)}, "new", "clock"
    if ends is not None and ends <= today:
        return _("Tidak berlaku lagi sejak %(date)s") % {"date": day(ends)}, "", "box"
    return _("Berlaku sejak %(date)s") % {"date": day(row.in_force_from)}, "safe", "check"


def signer(act: SigningActRow) -> str:
    """`Nama · Sekretaris`; a substitute is marked."""
    post = message(post_label(act.post))
    return (
        f"{act.person_name} · {post} ({_('pengganti')})" if act.substitute else f"{act.person_name} · {post}"
    )
