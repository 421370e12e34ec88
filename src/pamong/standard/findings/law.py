"""Chapter 1 against the register: is what the standard rests on known, rightly named, looked at, and still in force."""

import re
from collections.abc import Iterator

from pamong.standard.annotations.delivery import Legal
from pamong.standard.document import Placed, Standard
from pamong.standard.findings.rule import Check, Circumstances, warn
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem
from pamong.standard.register import Instrument, Register, all_cited, cited


def _cited(standard: Standard, around: Circumstances) -> Iterator[Problem]:
    register = around.register
    for placed in standard.placed(Legal) if register is not None else ():
        assert register is not None
        instrument = register.get(placed.value.instrument)
        if instrument is None:
            yield _unknown(placed)
            continue
        yield from _named(placed, instrument)
        if not instrument.in_force:
            yield _not_in_force(placed, instrument, register)
        elif around.today is not None and not instrument.checked_within_a_year(around.today):
            yield _unchecked(placed, instrument)


def _unknown(placed: Placed[Legal]) -> Problem:
    return warn(
        "instrument-unknown", (*placed.path, "instrument"), placed.clause.id,
        Message(N_("Peraturan “{id}” tidak ada di daftar peraturan."), {"id": placed.value.instrument}),
        Message(N_("Perbaiki ejaannya, atau tambahkan peraturan itu ke daftar beserta sumbernya.")),
    )  # fmt: skip


def _named(placed: Placed[Legal], instrument: Instrument) -> Iterator[Problem]:
    text = _plain(placed.clause.text)
    wanted = (instrument.number, str(instrument.year), instrument.title)
    if not all(f" {_plain(part).strip()} " in text for part in wanted):
        yield warn(
            "instrument-mistyped", (*placed.clause.path, "text"), placed.clause.id,
            Message(N_("Teks tidak cocok dengan daftar: {cited} tentang {title}."),
                    {"cited": cited(instrument), "title": instrument.title}),
            Message(N_("Samakan nomor, tahun, dan judulnya dengan naskah resminya, atau perbaiki daftarnya.")),
        )  # fmt: skip


def _plain(text: str) -> str:
    """Words and numbers only, each between blanks: `Nomor 04` and `No. 4` name the same number."""
    words = re.findall(r"\w+", text.casefold().replace("_", " "))
    return f" {' '.join(word.lstrip('0') or '0' for word in words)} "


def _not_in_force(placed: Placed[Legal], instrument: Instrument, register: Register) -> Problem:
    names = all_cited(register.successors(instrument.id))
    rule = "delegation-not-in-force" if placed.value.grants_authority else "instrument-not-in-force"
    if names:
        message = Message(
            N_("{cited} sudah tidak berlaku; diganti {names}."), {"cited": cited(instrument), "names": names}
        )
    else:
        message = Message(N_("{cited} sudah dicabut."), {"cited": cited(instrument)})
    return warn(
        rule, (*placed.path, "instrument"), placed.clause.id, message,
        Message(N_("Rujuk penggantinya setelah memeriksa isinya, atau hapus butir ini.")),
    )  # fmt: skip


def _unchecked(placed: Placed[Legal], instrument: Instrument) -> Problem:
    last = instrument.checked_on
    if last is None or instrument.status == "unverified":
        message = Message(
            N_("Belum ada yang memeriksa apakah {cited} masih berlaku."), {"cited": cited(instrument)}
        )
    else:
        message = Message(
            N_("{cited} terakhir diperiksa {day}, lebih dari setahun yang lalu."),
            {"cited": cited(instrument), "day": last},
        )
    return warn(
        "instrument-unchecked", (*placed.path, "instrument"), placed.clause.id, message,
        Message(N_("Cocokkan dengan sumber resmi, lalu isi status dan “checked_on” di daftar peraturan.")),
    )  # fmt: skip


def _core(standard: Standard, around: Circumstances) -> Iterator[Problem]:
    named = {placed.value.instrument for placed in standard.placed(Legal)}
    core = around.register.core_for(standard.service) if around.register else ()
    for instrument in core:
        if instrument.id not in named:
            yield warn(
                "core-law-missing", ("sections",), None,
                Message(N_("Dasar hukum tidak menyebut {cited} tentang {title}."),
                        {"cited": cited(instrument), "title": instrument.title}),
                Message(N_("Tambahkan butir pada bab dasar hukum dengan “legal: {{instrument: {id}}}”."), {"id": instrument.id}),
            )  # fmt: skip


def _authority(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    if not any(placed.value.grants_authority for placed in standard.placed(Legal)):
        yield warn(
            "delegation-missing", ("sections",), None,
            Message(N_("Tidak ada dasar hukum yang melimpahkan wewenang kepada kantor ini.")),
            Message(N_("Sebut keputusan pelimpahannya dengan “grants_authority: true”.")),
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (_cited, _core, _authority)
