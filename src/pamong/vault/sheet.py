"""The escrow sheet: all keys on one page of paper, with what is lost when they are."""

import re
from collections.abc import Iterable
from types import MappingProxyType

from django.utils.translation import gettext

from pamong.standard.messages import N_, Message
from pamong.vault import signing
from pamong.vault.errors import KeysDamaged
from pamong.vault.keyring import KeyRing
from pamong.vault.spelling import Misspelt, spell, unspell

_NAME = re.compile(r"\[([a-z_]+(?:\.\d+)?)\]")
_PLACE = re.compile(r"^\s*\d\.\s+")


def escrow_sheet(ring: KeyRing) -> str:
    """The text to print, sign and lock away. It holds every secret: it is never stored or sent."""
    lines = [
        gettext("LEMBAR KUNCI PAMONG — RAHASIA"),
        "=" * 64,
        gettext("Cetak, isi, tanda tangani, masukkan amplop bersegel, simpan di brankas di gedung lain."),
        "",
        gettext("Bila berkas kunci dan lembar ini hilang, yang hilang untuk selamanya:"),
        gettext("- NIK, nomor KK, nomor telepon dan alamat semua pemohon;"),
        gettext("- pencarian dengan NIK, dan jaminan bahwa satu orang direkam satu kali;"),
        gettext("- penandatanganan titik pemeriksaan dan tanda terima atas nama pemasangan ini."),
        gettext("Nama, permohonan, langkah dan buku register tetap terbaca."),
        gettext("Siapa memegang lembar ini dan salinan basis data dapat membaca semua NIK."),
        "",
        gettext("Memulihkan: jalankan «pamong keys restore», lalu ketik baris-baris di bawah."),
        gettext("Dua huruf setelah garis miring memeriksa setiap baris; O dan 0, I dan 1 dianggap sama."),
        "",
    ]
    for name, key in ring.named():
        lines += [f"[{name}]", *(f"  {place}. {row}" for place, row in enumerate(spell(name, key), 1)), ""]
    return "\n".join(
        [
            *lines,
            gettext("Kunci publik pemasangan: %(key)s") % {"key": signing.public_key().hex()},
            "",
            gettext("Kantor: ______________________________   Tanggal: ____________________"),
            gettext("Disimpan oleh: _______________________   Tanda tangan: _______________"),
            "",
        ]
    )


def read_sheet(lines: Iterable[str]) -> KeyRing:
    """The keys that somebody typed from the sheet: names in brackets, then their rows; a lone dot ends it.

    Raises `KeysDamaged` naming the key and row that do not agree with their check characters, or the missing key.
    """
    typed: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if line.strip() == ".":
            break
        found = _NAME.fullmatch(line.strip())
        if found:
            name = found[1]
            typed[name] = []
        elif name and "/" in line:
            typed[name].append(_PLACE.sub("", line))
    try:
        known = {each: unspell(each, rows) for each, rows in typed.items()}
        return KeyRing(
            encryption=MappingProxyType(
                {
                    int(each.partition(".")[2]): key
                    for each, key in known.items()
                    if each.startswith("encryption.")
                }
                or {1: known["encryption.1"]}
            ),
            index=known["index"],
            next_index=known.get("next_index"),
            signing_seed=known["signing"],
        )
    except Misspelt as wrong:
        message = Message(
            N_(
                "Kunci {name} baris {row} tidak cocok dengan dua huruf pemeriksanya; bandingkan lagi dengan lembarnya."
            ),
            {"name": wrong.name, "row": wrong.row},
        )
    except KeyError as missing:
        message = Message(N_("Kunci {name} belum diketik."), {"name": missing.args[0]})
    raise KeysDamaged(message)
