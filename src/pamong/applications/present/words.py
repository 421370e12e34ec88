"""Words for what the counter's rows hold. Templates translate them; nothing here decides."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pamong.applications.neighbours import Whereabouts
from pamong.applications.queries.queue import Group, Urgency
from pamong.applications.rules import (
    HOLD_REASONS,
    IDENTITIES,
    REFUSAL_REASONS,
    RELATIONS,
    REVERSAL_REASONS,
    WITHDRAWAL_REASONS,
    ItemState,
    Outcome,
)
from pamong.shell.words import label, message
from pamong.staff.rules import POSTS
from pamong.standard.chapters.procedure import Holder
from pamong.standard.chapters.requirements import ATTRIBUTE_VALUES
from pamong.standard.declared import DeclaredActor
from pamong.standard.messages import N_, Message

VERBS: Mapping[str, Message] = {
    "submit": Message(N_("Permohonan diterima di loket")),
    "resubmit": Message(N_("Diajukan kembali oleh pemohon")),
    "complete": Message(N_("Dinyatakan lengkap dan valid")),
    "return": Message(N_("Dikembalikan untuk dilengkapi")),
    "refuse": Message(N_("Ditolak")),
    "record_biometrics": Message(N_("Perekaman dilaksanakan")),
    "skip": Message(N_("Langkah dilewati")),
    "dispatch": Message(N_("Dikirim ke pihak lain")),
    "receive_back": Message(N_("Diterima kembali")),
    "await_signature": Message(N_("Tanda tangan diterima")),
    "print": Message(N_("Dicetak")),
    "endorse": Message(N_("Diparaf")),
    "sign": Message(N_("Ditandatangani")),
    "visit": Message(N_("Ditinjau ke lokasi")),
    "do": Message(N_("Langkah dilaksanakan")),
    "ready": Message(N_("Siap diambil")),
    "hand_over": Message(N_("Diserahkan")),
    "withdraw": Message(N_("Ditarik oleh pemohon")),
    "hold": Message(N_("Ditunda")),
    "release": Message(N_("Dilanjutkan")),
    "reverse": Message(N_("Tindakan terakhir dibatalkan")),
    "undo": Message(N_("Diurungkan oleh pencatatnya")),
    "recompute_due": Message(N_("Tanggal jatuh tempo dihitung ulang")),
    "attach_scan": Message(N_("Pindaian dilampirkan")),
    "withdraw_scan": Message(N_("Pindaian ditarik")),
}
# The button that does the awaited step.
BUTTONS: Mapping[str, Message] = {
    "examine": Message(N_("Periksa")),
    "record_biometrics": Message(N_("Catat perekaman")),
    "dispatch": Message(N_("Catat pengiriman")),
    "receive_back": Message(N_("Catat penerimaan kembali")),
    "await_signature": Message(N_("Catat tanda tangan diterima")),
    "print": Message(N_("Catat pencetakan")),
    "endorse": Message(N_("Catat paraf")),
    "sign": Message(N_("Catat tanda tangan")),
    "visit": Message(N_("Catat peninjauan")),
    "do": Message(N_("Catat pelaksanaan")),
    "ready": Message(N_("Nyatakan siap diambil")),
    "hand_over": Message(N_("Serahkan")),
    "submit": Message(N_("Terima kembali")),
}
SKIP = Message(N_("Lewati langkah ini"))
OPEN = Message(N_("Buka"))
# Every reason an entry may carry, whatever the act.
REASONS: Mapping[str, Message] = {
    **HOLD_REASONS,
    **REFUSAL_REASONS,
    **WITHDRAWAL_REASONS,
    **REVERSAL_REASONS,
    **RELATIONS,
    **IDENTITIES,
}
DAY_REASONS: Mapping[str, Message] = {
    "day_zero": Message(N_("hari dinyatakan lengkap, belum dihitung")),
    "counted": Message(N_("hari kerja")),
    "weekend": Message(N_("akhir pekan")),
    "public_holiday": Message(N_("hari libur nasional")),
    "collective_leave": Message(N_("cuti bersama")),
    "regional_holiday": Message(N_("hari libur daerah")),
    "election": Message(N_("hari pemungutan suara")),
    "closure": Message(N_("kantor tutup")),
    "next_working_day": Message(N_("hari kerja berikutnya")),
    "after_closing": Message(N_("sesudah jam pelayanan")),
    "with_applicant": Message(N_("permohonan ada pada pemohon")),
}
OUTCOMES: Mapping[Outcome, Message] = {
    Outcome.OPEN: Message(N_("Berjalan")),
    Outcome.HANDED_OVER: Message(N_("Selesai, sudah diserahkan")),
    Outcome.REFUSED: Message(N_("Ditolak")),
    Outcome.WITHDRAWN: Message(N_("Ditarik oleh pemohon")),
}
ITEM_STATES: Mapping[ItemState, Message] = {
    ItemState.NOT_EXAMINED: Message(N_("Belum diperiksa")),
    ItemState.PRESENT: Message(N_("Ada")),
    ItemState.DEFICIENT: Message(N_("Kurang")),
    ItemState.NOT_APPLICABLE: Message(N_("Tidak berlaku")),
}
GROUPS: Mapping[Group, Message] = {
    Group.MINE: Message(N_("Dikerjakan di kantor")),
    Group.RETURNED: Message(N_("Dikembalikan, menunggu pemohon")),
    Group.READY: Message(N_("Siap diambil")),
    Group.OUTSIDE: Message(N_("Di pihak lain")),
}
URGENCIES: Mapping[Urgency, Message] = {
    Urgency.NONE: Message(N_("Belum dihitung")),
    Urgency.ON_TIME: Message(N_("Dalam waktu")),
    Urgency.TOMORROW: Message(N_("Jatuh tempo besok")),
    Urgency.TODAY: Message(N_("Jatuh tempo hari ini")),
    Urgency.LATE: Message(N_("Lewat waktu")),
}
COLOURS: Mapping[str, Message] = {
    **ATTRIBUTE_VALUES,
    "yellow": Message(N_("kuning")),
    "green": Message(N_("hijau")),
    "purple": Message(N_("ungu")),
    "grey": Message(N_("abu-abu")),
    "black": Message(N_("hitam")),
}
# What an examination looks for on a paper beside the paper itself.
RECORDS: Mapping[str, Message] = {
    "applicant_signature": Message(N_("tanda tangan pemohon")),
    "village_head_signature": Message(N_("tanda tangan kepala desa")),
}
FIELDS: Mapping[str, Message] = {
    "name": Message(N_("Nama")),
    "birth_place": Message(N_("Tempat lahir")),
    "birth_date": Message(N_("Tanggal lahir")),
    "sex": Message(N_("Jenis kelamin")),
    "address": Message(N_("Alamat")),
    "number": Message(N_("NIK")),
    "kk_number": Message(N_("Nomor KK")),
    "marital_status": Message(N_("Status perkawinan")),
    "other": Message(N_("Isian lain")),
}
_PARTIES: Mapping[str, Message] = {
    "applicant": Message(N_("Pemohon")),
    "visitor": Message(N_("Pengunjung")),
    "general_services": Message(N_("Seksi Pelayanan Umum")),
    "dispenduk": Message(N_("Dispenduk Capil")),
    "head_of_dispenduk": Message(N_("Kepala Dispenduk Capil")),
    "desa": Message(N_("Kantor desa")),
    "village_head": Message(N_("Kepala desa")),
    "courier": Message(N_("Kurir")),
}


Actors = Mapping[str, DeclaredActor]


def party(holder: Holder, actors: Actors) -> str:
    """Who holds an application, in the reader's language."""
    return actor_name(holder.name, actors)


def held_by(
    holder: Holder,
    where: Whereabouts | None,
    since: datetime,
    *,
    actors: Actors,
    said: Callable[[datetime, ZoneInfo], str],
    zone: ZoneInfo,
) -> str:
    """Who really has it in hands, since when, by which list, and what keeps it there. Where no room knows better, the
    procedure's holder; of one outside, since when. `said` writes the moment.
    """
    if where is None and holder.kind != "outside":
        return party(holder, actors)
    parts = [_("sejak %(date)s") % {"date": said(where.since if where else since, zone)}]
    if where is None:
        return f"{party(holder, actors)} ({parts[0]})"
    parts += [_("daftar pengantar %(number)s") % {"number": where.reference}] if where.reference else []
    parts += [message(where.note)] if where.note else []
    return f"{message(where.party)} ({'; '.join(parts)})"


def actor_name(name: str, actors: Actors) -> str:
    """An actor as the standard names it; where it does not, as the counter calls it; else by its key."""
    named = actors[name].name if name in actors else None
    if named is not None:
        return label(named)
    if name in POSTS:
        return message(POSTS[name].label)
    return message(_PARTIES[name]) if name in _PARTIES else name


def verb(name: str) -> Message:
    """What an entry says happened; a verb of a later version is shown by its name."""
    return VERBS.get(name, Message("{name}", {"name": name}))


def colour(name: str) -> str:
    """A colour in the reader's language; one that only a standard knows is shown by its key."""
    return message(COLOURS[name]) if name in COLOURS else name


def demand(name: str) -> Message:
    """Something to see on a paper; what only one standard knows is shown by its key."""
    return RECORDS.get(name, Message("{name}", {"name": name.replace("_", " ")}))
