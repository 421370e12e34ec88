"""The questions of `pamong start`.

Everything is asked before anything is done. The answers are kept in the data folder until the end, so that a start that
was broken off goes on without asking again; passwords are kept nowhere.
"""

import json
import os
import sys
import tomllib
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext

from pamong.config import start_answers as reading
from pamong.config import start_office as office
from pamong.config.demo import is_demo
from pamong.config.start_answers import Answers, Wrong
from pamong.config.start_standards import shipped
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.offices.holidays_source import LAST_YEAR_WITH_COLLECTIVE_LEAVE
from pamong.offices.region_source import Region, read_region
from pamong.shell.words import message
from pamong.staff.rules import POSTS
from pamong.standard.messages import N_
from pamong.vault.errors import VaultError

KEPT: Final = "start.json"
_YES: Final = frozenset({"", "y", "ya", "yes"})


class Stopped(Exception):  # noqa: N818 - reads as what it says
    """The start cannot go on. The text says why and what to do, `code` is the exit code."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


def run(options: Namespace) -> int:
    """Ask, set up, say what comes next; answers the exit code."""
    try:
        _go(options, Path(settings.DATA))
    except Stopped as stop:
        return _told(str(stop), stop.code)
    except VaultError as error:
        return _told(error.message.fill(gettext), 1)
    except Refused as refused:
        return _told(message(refused.refusal.message), 1)
    except (OSError, DatabaseError) as error:
        return _told(gettext("Tidak dapat dilanjutkan: %(problem)s") % {"problem": error}, 1)
    except (KeyboardInterrupt, EOFError):
        return _told(
            gettext("Dihentikan. Jalankan pamong start sekali lagi; yang sudah selesai tidak diulang."), 1
        )
    return 0


def _told(text: str, code: int) -> int:
    print(f"\n{text}", file=sys.stderr)
    return code


def _go(options: Namespace, data: Path) -> None:
    region = read_region("lumajang")
    today = clock.today(ZoneInfo(region.zone))
    kept = _kept(data)
    _refuse_what_is_there(data, going_on=kept is not None)
    given = _given(options)
    quiet = bool(options.yes or options.answers)
    texts = _gone_on(kept, given, data) if kept is not None else _answered(given, region, today, quiet=quiet)
    answers = _read(texts, region, today)
    _refuse_sheet(answers.key_sheet, going_on=kept is not None)
    if kept is None and not quiet:
        _confirm(answers, data)
    password = None if office.has_password() else _password(options, quiet=quiet)
    _keep(data, texts)
    print(gettext("Memasang %(office)s di %(data)s") % {"office": answers.office.name, "data": data})
    office.set_up(answers, region, password=password, tell=lambda text: print(f"  {text}", flush=True))
    (data / KEPT).unlink()
    _tell_the_end(answers)


def _refuse_what_is_there(data: Path, *, going_on: bool) -> None:
    if is_demo(data):
        raise Stopped(
            gettext("%(data)s berisi contoh (demo) dengan orang rekaan. Pilih folder lain dengan --data.")
            % {"data": data}
        )
    if not going_on and office.is_set_up():
        raise Stopped(
            gettext(
                "Basis data ini sudah berisi kantor; pamong start hanya untuk pemasangan baru."
                " Jalankan pamong serve. Orang ditambah dengan pamong staff add."
            )
        )


def _kept(data: Path) -> dict[str, str] | None:
    """The answers of a start that was broken off."""
    try:
        return dict(json.loads((data / KEPT).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _keep(data: Path, texts: Mapping[str, str]) -> None:
    descriptor = os.open(data / KEPT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(dict(texts), stream, ensure_ascii=False, indent=1)


def _gone_on(kept: dict[str, str], given: Mapping[str, str], data: Path) -> dict[str, str]:
    if any(kept.get(name) != text for name, text in given.items()):
        raise Stopped(
            gettext(
                "Di %(data)s ada pemasangan yang terputus, dengan jawaban lain. Jalankan pamong start tanpa jawaban"
                " untuk melanjutkannya, atau pilih folder lain dengan --data."
            )
            % {"data": data}
        )
    print(gettext("Melanjutkan pemasangan yang terputus; jawaban yang dulu dipakai."))
    return kept


def _given(options: Namespace) -> dict[str, str]:
    """What the file of answers and the options say; an option goes before the file."""
    found: dict[str, Any] = {}
    if options.answers is not None:
        try:
            found = tomllib.loads(options.answers.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Stopped(
                gettext("Berkas jawaban %(path)s tidak terbaca: %(problem)s")
                % {"path": options.answers, "problem": error},
                2,
            ) from None
    for name, value in vars(options).items():
        if name.startswith("answer_") and value is not None:
            found[name.removeprefix("answer_")] = value
    try:
        return reading.as_texts(found)
    except Wrong as wrong:
        raise Stopped(message(wrong.message), 2) from None


def _read(texts: Mapping[str, str], region: Region, today: date) -> Answers:
    answers, wrong = reading.read_all(texts, region=region, today=today, known=shipped())
    if answers is None:
        lines = [f"{name}: {message(problem.message)}" for name, problem in wrong.items()]
        raise Stopped("\n".join(lines), 2)
    return answers


def _refuse_sheet(path: str, *, going_on: bool) -> None:
    try:
        if not going_on:
            _new_file(path)
    except Wrong as wrong:
        raise Stopped(message(wrong.message), 2) from None


def _answered(given: Mapping[str, str], region: Region, today: date, *, quiet: bool) -> dict[str, str]:
    if quiet:
        return reading.defaults(region, given, today=today, known=shipped()) | dict(given)
    print(gettext("Pemasangan kantor baru. Enter menerima jawaban dalam kurung siku; Ctrl-C menghentikan."))
    return _Questions(dict(given), region, today).all()


def _confirm(answers: Answers, data: Path) -> None:
    print(
        "\n"
        + gettext("%(office)s, petugas TI %(name)s, %(count)s orang lain; data di %(data)s.")
        % {
            "office": answers.office.name,
            "name": answers.first.full_name,
            "count": len(answers.people),
            "data": data,
        }
    )
    if input(gettext("Pasang sekarang? [Y/t]") + " ").strip().lower() not in _YES:
        raise Stopped(gettext("Tidak ada yang dipasang."))


def _password(options: Namespace, *, quiet: bool) -> str | None:
    """The first person's password. None where nothing is asked and none is given: one is made, and told once."""
    if options.password_file is not None:
        password = options.password_file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        if problem := _weak(password):
            raise Stopped(problem, 2)
        return str(password)
    if quiet:
        return None
    while True:
        password = _secret(gettext("Kata sandi petugas TI, sekurangnya 12 huruf (tidak tampak):") + " ")
        problem = _weak(password)
        if not problem and _secret(gettext("Sekali lagi:") + " ") != password:
            problem = gettext("Keduanya tidak sama, jadi salah satunya salah ketik. Ketik lagi dua kali.")
        if not problem:
            return password
        print(problem)


def _secret(question: str) -> str:
    """Not shown while it is typed; from a pipe it is a line like any other."""
    return getpass(question) if sys.stdin.isatty() else input(question)


def _weak(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError:
        return gettext(
            "Kata sandi itu terlalu mudah ditebak, dan membuka semua data. Tulis sekurangnya 12 huruf, bukan yang"
            " lazim: misalnya empat kata yang tidak berhubungan."
        )
    return ""


class _Questions:
    """The questions in their order. What an option answered already is not asked."""

    def __init__(self, texts: dict[str, str], region: Region, today: date) -> None:
        self.texts, self.region, self.today = texts, region, today

    def all(self) -> dict[str, str]:
        self._ask(
            "kecamatan",
            gettext("Kecamatan mana? Tulis nama atau sebagiannya:"),
            lambda text: reading.find_kecamatan(text, self.region),
        )
        self._letterhead()
        print("\n" + gettext("Orang pertama adalah petugas TI: ia menambah orang lain dan menjaga server."))
        self._ask("full_name", gettext("Nama lengkap:"), reading.full_name)
        self._ask("username", gettext("Nama masuk, misalnya rukmi.wati:"), reading.username)
        self._ask("decree", gettext("Nomor surat penunjukannya:"), reading.decree)
        self._people()
        print()
        self._ask(
            "years",
            gettext("Tahun kalender yang diimpor"),
            lambda text: reading.years(text, today=self.today),
        )
        self._warn_of_years()
        self._ask(
            "hours", gettext("Jam layanan"), lambda text: reading.hours(text, ordinary=self.region.hours)
        )
        self._standards()
        self._ask("key_sheet", gettext("Berkas untuk lembar kunci (kosong: tampil di layar):"), _new_file)
        return self._defaults() | self.texts

    def _defaults(self) -> dict[str, str]:
        return reading.defaults(self.region, self.texts, today=self.today, known=shipped())

    def _ask(self, name: str, question: str, read: Callable[[str], object]) -> None:
        """Ask until the answer can be used; an empty one is the default, where there is one."""
        if name in self.texts and self._usable(self.texts[name], read):
            return
        default = self._defaults().get(name, "")
        shown = f"{question} [{default}] " if default else f"{question} "
        while True:
            text = input(shown).strip() or default
            if self._usable(text, read):
                self.texts[name] = text
                return

    def _usable(self, text: str, read: Callable[[str], object]) -> bool:
        try:
            read(text)
        except Wrong as wrong:
            print(f"  {message(wrong.message)}")
            return False
        return True

    def _letterhead(self) -> None:
        office_found = reading.find_kecamatan(self.texts["kecamatan"], self.region)
        lines = self._defaults()
        known = [lines[name] for name in reading.LETTERHEAD if lines[name]]
        print("\n" + gettext("Kop surat: %(lines)s") % {"lines": " · ".join([office_found.name, *known])})
        if known and input(gettext("Benar? [Y/t]") + " ").strip().lower() in _YES:
            return
        print(gettext("Tulis baris demi baris; - untuk baris yang tidak ada."))
        words = {
            "address": gettext("Alamat"),
            "phone": gettext("Telepon"),
            "email": gettext("Surel"),
            "website": gettext("Situs web"),
            "city": gettext("Kota"),
            "postal_code": gettext("Kode pos"),
        }
        for name, word in words.items():
            self._ask(name, word, _line(name))

    def _people(self) -> None:
        if "people" in self.texts:
            return
        print(
            "\n"
            + gettext("Orang lain (boleh nanti, dengan pamong staff add). Jabatan: %(posts)s.")
            % {"posts": ", ".join(f"{code} ({message(post.label)})" for code, post in POSTS.items())}
        )
        first = reading.NewPerson("it", self.texts["username"], self.texts["full_name"], self.texts["decree"])
        lines: list[str] = []
        while line := input(gettext("jabatan:nama-masuk:nama lengkap (kosong: selesai):") + " ").strip():
            together = "\n".join([*lines, line])
            if self._usable(together, lambda text: reading.people(text, first=first)):
                lines.append(line)
        self.texts["people"] = "\n".join(lines)

    def _warn_of_years(self) -> None:
        if max(reading.years(self.texts["years"], today=self.today)) > LAST_YEAR_WITH_COLLECTIVE_LEAVE:
            print(
                "  "
                + gettext(
                    "Cuti bersama baru diketahui sampai %(year)s; sesudahnya catat begitu suratnya terbit."
                )
                % {"year": LAST_YEAR_WITH_COLLECTIVE_LEAVE}
            )

    def _standards(self) -> None:
        print("\n" + gettext("Contoh standar yang dapat dipasang:"))
        for service, standard in shipped().items():
            print(f"  {service}: {standard.title} ({standard.letterhead.office})")
        print(
            gettext(
                "Contoh bukan standar Anda: nama dan kop surat disesuaikan, isinya disadur dari kantor itu. Kantor"
                " Anda harus memeriksa, mengubah, dan menetapkan naskahnya sendiri; sampai saat itu tertulis CONTOH."
            )
        )
        self._ask(
            "services",
            gettext("Pasang yang mana? (- bila belum)"),
            lambda text: reading.services(text, known=shipped()),
        )
        if reading.services(self.texts["services"], known=shipped()):
            self._ask("from", gettext("Mengikat sejak"), reading.a_day)


def _line(name: str) -> Callable[[str], object]:
    return lambda text: reading.letterhead_line(name, text)


def _new_file(text: str) -> str:
    if text and Path(text).exists():
        raise Wrong(
            N_("{path} sudah ada dan tidak ditimpa: mungkin lembar kunci lain. Tulis nama berkas baru."),
            path=text,
        )
    return text


def _tell_the_end(answers: Answers) -> None:
    print("\n" + gettext("%(office)s siap.") % {"office": answers.office.name})
    if answers.services:
        print(
            gettext(
                "Standar yang terpasang masih CONTOH. Tetapkan naskah kantor Anda sendiri sebelum melayani warga."
            )
        )
    print(gettext("Jalankan: pamong serve"))
