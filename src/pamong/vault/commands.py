"""``pamong keys``: the work on keys that is done on the server, by the office's IT."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from pamong.vault import keys, rotation
from pamong.vault.errors import VaultError
from pamong.vault.sheet import escrow_sheet, read_sheet

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``keys`` to the command line; each command answers the exit code of the process."""
    parser = subparsers.add_parser("keys", help=gettext("kunci enkripsi: buat, cetak lembar kunci, ganti"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, help_text in (
        ("create", _create, gettext("buat kunci pemasangan baru dan cetak lembar kunci")),
        ("escrow", _escrow, gettext("cetak lembar kunci")),
        ("restore", _restore, gettext("ketik ulang kunci dari lembar kunci")),
        ("rotate", _rotate, gettext("ganti kunci enkripsi; pelayanan tetap berjalan")),
        ("rotate-index", _rotate_index, gettext("ganti kunci indeks; hentikan server dahulu")),
        ("forget", _forget, gettext("buang kunci enkripsi lama yang tidak dipakai lagi")),
    ):
        command = commands.add_parser(name, help=help_text)
        command.set_defaults(run=_saying_what_is_wrong(run))
        if name == "forget":
            command.add_argument("version", type=int)


def _saying_what_is_wrong(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    def guarded(arguments: Namespace) -> int:
        try:
            return run(arguments)
        except VaultError as error:
            print(error.message.fill(), file=sys.stderr)
            return 1

    return guarded


def _create(_: Namespace) -> int:
    ring = rotation.first_start()
    if ring is None:
        print(gettext("Kunci sudah ada di %(path)s; tidak ada yang diubah.") % {"path": keys.path()})
        return 0
    print(escrow_sheet(ring))
    return 0


def _escrow(_: Namespace) -> int:
    print(escrow_sheet(keys.load()))
    return 0


def _restore(_: Namespace) -> int:
    print(gettext("Ketik nama kunci dalam kurung siku, lalu baris-barisnya. Baris berisi titik mengakhiri."))
    ring = read_sheet(sys.stdin)
    try:
        keys.put_in_place(ring)
    except FileExistsError:
        print(
            gettext("Berkas %(path)s sudah ada; pindahkan dahulu bila memang hendak diganti.")
            % {"path": keys.path()}
        )
        return 1
    print(gettext("Kunci dipulihkan di %(path)s.") % {"path": keys.path()})
    return 0


def _rotate(_: Namespace) -> int:
    version = rotation.rotate_encryption_key(progress=_progress)
    print(gettext("Semua data kini terenkripsi dengan kunci versi %(version)s.") % {"version": version})
    print(gettext("Cetak lembar kunci yang baru: pamong keys escrow"))
    return 0


def _rotate_index(_: Namespace) -> int:
    rows = rotation.rotate_index_key(progress=_progress)
    print(gettext("%(rows)s baris diindeks ulang dengan kunci baru.") % {"rows": rows})
    print(gettext("Cetak lembar kunci yang baru: pamong keys escrow"))
    return 0


def _forget(arguments: Namespace) -> int:
    rotation.forget_encryption_key(arguments.version)
    print(gettext("Kunci versi %(version)s dibuang.") % {"version": arguments.version})
    return 0


def _progress(done: int, total: int) -> None:
    print(f"\r{done} / {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)
