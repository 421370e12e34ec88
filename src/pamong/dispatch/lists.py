"""Results as a table: what its columns and words mean, and what is wrong with a line. Pure.

The table has a line of headings and at least the columns ``kode`` and ``hasil``; ``alasan``, ``berkas`` and ``catatan``
may follow, others are passed over. Columns are parted by semicolons or commas, as the spreadsheet of the country writes
them. No identity number has a place in it.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pamong.applications import codes
from pamong.dispatch.rules import Mark
from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.numbers import holds_number, mask_typed

MOST_LINES = 5000
COLUMNS = ("kode", "hasil", "alasan", "berkas", "catatan")
# What people write, and what it means here. The keys of the program are understood too.
RESULTS: Mapping[str, str] = {
    "diproses": "in_process",
    "tercetak": "printed",
    "dicetak": "printed",
    "ditolak": "refused",
    "blangko habis": "no_blanks",
    "ganda": "duplicate",
}
REASON_NAMES: Mapping[str, str] = {
    "berkas kurang": "missing_paper",
    "berkas tidak terbaca": "unreadable_paper",
    "data berbeda": "data_differs",
    "perekaman tidak dapat dipakai": "recording_unusable",
}
_SHOWN = 40


@dataclass(frozen=True)
class Line:
    """One line of the table: its number in the file (the heading is 1), and its mark or what is `wrong` with it."""

    number: int
    code: str
    wrong: str = ""
    mark: Mark = field(default=Mark("", ""))


def read(text: str, papers: Mapping[str, str]) -> tuple[Line, ...] | Refusal:
    """Every line that is not empty; or why the table as a whole cannot be read. `papers` are the names of the papers, in
    small letters, with what they mean here.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    heading = lines[0].lower() if lines else ""
    delimiter = ";" if ";" in heading else ","
    names = [name.strip() for name in heading.split(delimiter)]
    if not {"kode", "hasil"} <= set(names):
        return Refusal(None, Message(N_("Baris pertama harus memuat judul kolom kode dan hasil.")), "columns")
    if len(lines) > MOST_LINES + 1:
        return Refusal(None, Message(N_("Tabel itu terlalu panjang: paling banyak 5.000 baris.")), "too_long")
    found = tuple(_lines(lines[1:], names, delimiter, papers))
    if not found:
        return Refusal(None, Message(N_("Tabel itu tidak berisi baris hasil.")), "empty")
    return found


def _lines(lines: list[str], names: list[str], delimiter: str, papers: Mapping[str, str]) -> Iterator[Line]:
    seen: set[str] = set()
    for number, text in enumerate(lines, start=2):
        if not text.strip(f"{delimiter} \t"):
            continue
        cells = next(csv.reader([text], delimiter=delimiter))
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        line = _line(number, text, row, papers)
        if line.code in seen and not line.wrong:
            line = Line(number, line.code, "repeated", line.mark)
        seen.add(line.code)
        yield line


def _line(number: int, text: str, row: Mapping[str, str], papers: Mapping[str, str]) -> Line:
    typed = row.get("kode", "")
    mark = Mark(
        code=codes.normalise(typed) or "",
        result=_meaning(row.get("hasil", ""), RESULTS),
        reason=_meaning(row.get("alasan", ""), REASON_NAMES),
        requirement=_meaning(row.get("berkas", ""), papers),
        note=row.get("catatan", "")[:200],
    )
    shown = mask_typed(typed)[:_SHOWN]
    # A code is no identity number, whatever digits it may be made of.
    if holds_number(text.replace(typed, "", 1) if mark.code else text):
        return Line(number, shown, "identity_number")
    return Line(number, mark.code or shown, "" if mark.code else "mistyped", mark)


def _meaning(typed: str, names: Mapping[str, str]) -> str:
    """The program's word for what somebody wrote; what is not known stays as it was written, and is refused later."""
    plain = " ".join(typed.lower().replace("_", " ").split())
    return names.get(plain, typed.strip())


@dataclass(frozen=True)
class Fault:
    """Why a line was not applied, and what mends it."""

    why: Message
    mend: Message


_SEE_MANIFEST = Message(N_("Bandingkan kodenya dengan daftar pengantar."))
_USE_WORD = Message(N_("Pakai salah satu kata pada contoh tabel."))
FAULTS: Mapping[str, Fault] = {
    "mistyped": Fault(Message(N_("Kode salah ketik: tanda periksanya tidak cocok.")), _SEE_MANIFEST),
    "unknown": Fault(
        Message(N_("Tidak ada berkas dengan kode itu dalam bundel yang dikirim ke sini.")), _SEE_MANIFEST
    ),
    "repeated": Fault(
        Message(N_("Kode ini sudah ada pada baris sebelumnya.")),
        Message(N_("Sisakan satu baris untuk setiap berkas.")),
    ),
    "identity_number": Fault(
        Message(N_("Baris ini memuat nomor identitas; nomor itu tidak disimpan.")),
        Message(N_("Hapus kolom nomor identitas; kode sudah cukup.")),
    ),
    "unknown_result": Fault(Message(N_("Hasilnya tidak dikenal.")), _USE_WORD),
    "unknown_reason": Fault(Message(N_("Ditolak tanpa alasan yang dikenal.")), _USE_WORD),
    "unknown_requirement": Fault(
        Message(N_("Berkas yang kurang tidak disebut, atau tidak diminta dari pemohon ini.")),
        Message(N_("Isi kolom berkas dengan nama dari daftar di halaman ini.")),
    ),
    "not_received": Fault(
        Message(N_("Berkas ini belum diterima di sini; terima dulu bundelnya.")),
        Message(N_("Hitung bundelnya, lalu kirim baris ini lagi.")),
    ),
    "left": Fault(
        Message(N_("Berkas ini sudah ada dalam bundel kembali; hasilnya tidak diubah lagi.")),
        Message(N_("Keluarkan dari bundel kembali selama belum dikirim, atau tanyakan kepada kantor asal.")),
    ),
    "key": Fault(
        Message(N_("Baris ini tidak dapat dicatat dengan tabel ini.")),
        Message(N_("Kirim tabelnya sekali lagi.")),
    ),
}
