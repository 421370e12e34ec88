"""`pamong start`: the questions, the file of answers, going on after a break, and what it refuses."""

import io
import os
import stat
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from pamong.config import demo, start, start_dialogue, start_office
from pamong.config.start_answers import Answers
from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry
from pamong.ledger.verification import verify
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.offices.models import CalendarDay
from pamong.staff import queries as staff
from pamong.staff.models import Person

PAMONG = Path(sys.executable).with_name("pamong")
OFFICE = "35.08.16"
TODAY = date(2026, 12, 14)
PASSWORD = "tikar bambu lima senja"
ANSWERS = """\
kecamatan = "Kedungjajang"
address = "Jalan Contoh 1"
city = "Kedungjajang"
username = "nanda.it"
full_name = "Nanda Rekaanto"
decree = "SK 1/2026"
people = ["loket:rukmi:Rukmi Contohwati", "kasi:wening:Wening Teladani:SK 2/2026"]
years = [2026, 2027]
hours = "Senin-Jumat 07:30-14:30"
services = ["ktp", "kk"]
from = 2026-12-14
"""


@pytest.fixture
def data(
    db: None, standing_clock: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Path]:
    """An empty data folder over an empty database."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA = folder
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]
    monkeypatch.setenv("PAMONG_KEYS", str(folder / "keys.toml"))
    with translation.override("id"):
        yield folder


def options(*words: str) -> Namespace:
    parser = ArgumentParser()
    start.add_parser(parser.add_subparsers())
    return parser.parse_args(["start", *words])


def answered(data: Path, text: str = ANSWERS) -> Namespace:
    path = data.parent / "answers.toml"
    path.write_text(text, encoding="utf-8")
    return options("--answers", str(path))


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def state() -> tuple[Any, ...]:
    """What an office has after its start, whatever way it came about."""
    return (
        sorted((row.code, row.address) for row in offices.every()),
        CalendarDay.objects.count(),
        [(row.post, row.username, row.person_name, row.decree) for row in staff.people_of(OFFICE)],
        sorted(Person.objects.values_list("username", "must_change_password")),
        [(row.service, row.digest, row.in_force_from) for row in library.versions_of(office=OFFICE)],
        str(offices.calendar(OFFICE).hours_on(TODAY)),
    )


DONE_BY_ANSWERS = [
    ("it", "nanda.it", "Nanda Rekaanto", "SK 1/2026"),
    ("kasi", "wening", "Wening Teladani", "SK 2/2026"),
    ("loket", "rukmi", "Rukmi Contohwati", "SK 1/2026"),
]


class TestByAFileOfAnswers:
    def test_the_office_stands_afterwards(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert start_dialogue.run(answered(data)) == 0
        told = capsys.readouterr().out
        assert [
            (r.post, r.username, r.person_name, r.decree) for r in staff.people_of(OFFICE)
        ] == DONE_BY_ANSWERS
        assert offices.office(OFFICE).address == "Jalan Contoh 1"
        assert len(offices.every("kecamatan")) == 21
        assert offices.villages(OFFICE)
        hours = offices.calendar(OFFICE).hours_on(TODAY)
        assert [(span.start.hour, span.end.minute) for span in hours] == [(7, 30)]
        assert {row.service for row in library.services(office=OFFICE, on=TODAY)} == {"ktp", "kk"}
        assert {library.standard(row.id).status for row in library.versions_of(office=OFFICE)} == {"example"}
        assert verify().findings == ()
        assert told.rstrip().endswith("Jalankan: pamong serve")
        assert "masih CONTOH" in told
        assert not (data / start_dialogue.KEPT).exists()

    def test_who_gets_a_first_password_must_change_it_and_sees_it_once(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        start_dialogue.run(answered(data))
        told = capsys.readouterr().out
        assert told.count("tampil sekali ini saja") == 3
        assert set(Person.objects.values_list("must_change_password", flat=True)) == {True}
        word = told.partition("rukmi (Petugas loket): kata sandi pertama, tampil sekali ini saja: ")[
            2
        ].split()[0]
        assert Person.objects.get(username="rukmi").check_password(word)

    def test_a_password_from_a_file_is_the_persons_own(self, data: Path) -> None:
        secret = data.parent / "password"
        secret.write_text(PASSWORD + "\r\nsecond line\n", encoding="utf-8")
        given = answered(data)
        given.password_file = secret
        assert start_dialogue.run(given) == 0
        first = Person.objects.get(username="nanda.it")
        assert first.check_password(PASSWORD)
        assert not first.must_change_password
        assert all(PASSWORD not in str(row.payload) for row in Entry.objects.all())

    def test_a_weak_one_is_refused_before_anything_is_done(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        secret = data.parent / "password"
        secret.write_text("rahasia\n", encoding="utf-8")
        given = answered(data)
        given.password_file = secret
        assert start_dialogue.run(given) == 2
        assert "12 huruf" in capsys.readouterr().err
        assert not offices.every()

    def test_options_go_before_the_file_and_defaults_fill_the_rest(self, data: Path) -> None:
        words = (
            "--yes",
            "--kecamatan",
            "Jatiroto",
            "--username",
            "nanda.it",
            "--full-name",
            "Nanda Rekaanto",
        )
        given = options(
            *words, "--decree", "SK 1", "--person", "loket:rukmi:Rukmi Contohwati", "--services", "kk"
        )
        assert start_dialogue.run(given) == 0
        assert [row.service for row in library.versions_of(office="35.08.17")] == ["kk"]
        assert [row.username for row in staff.people_of("35.08.17")] == ["nanda.it", "rukmi"]
        mixed = answered(data)
        mixed.answer_username = "other"
        assert start_dialogue._given(mixed)["username"] == "other"

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", ("kecamatan: ", "username: ", "full_name: ", "decree: ")),
            (ANSWERS.replace("nanda.it", "Nanda IT"), ("username: «Nanda IT»",)),
            (ANSWERS + "\nkota = 'x'", ("«kota» tidak dikenal",)),
            ("kecamatan = ", ("tidak terbaca",)),
        ],
    )
    def test_what_cannot_be_used_is_listed_and_nothing_is_done(
        self, data: Path, text: str, told: Sequence[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert start_dialogue.run(answered(data, text)) == 2
        errors = capsys.readouterr().err
        assert all(part in errors for part in told)
        assert not offices.every()
        assert list(data.iterdir()) == []

    def test_the_sheet_of_keys_goes_to_a_new_file_that_only_its_owner_reads(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        sheet = data.parent / "sheet.txt"
        text = ANSWERS + f'key_sheet = "{sheet}"\n'
        assert start_dialogue.run(answered(data, text)) == 0
        assert "[index]" in sheet.read_text(encoding="utf-8")
        assert "[index]" not in capsys.readouterr().out
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600

    def test_a_file_that_is_there_is_not_written_over(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        sheet = data.parent / "sheet.txt"
        sheet.write_text("an older sheet", encoding="utf-8")
        assert start_dialogue.run(answered(data, ANSWERS + f'key_sheet = "{sheet}"\n')) == 2
        assert "tidak ditimpa" in capsys.readouterr().err
        assert sheet.read_text(encoding="utf-8") == "an older sheet"
        assert not offices.every()

    def test_without_a_file_it_is_shown(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        start_dialogue.run(answered(data))
        assert "[index]" in capsys.readouterr().out


QUESTIONS = (
    "atlantis", "kedung",  # asked again, found
    "Jalan Contoh 1", "", "bukan surel", "kec@contoh.go.id", "", "Kedungjajang", "",  # the letterhead
    "Nanda Rekaanto", "Nanda IT", "nanda.it", "SK 1/2026",
    "loket:rukmi:Rukmi Contohwati", "raja:siapa:Siapa Saja", "kasi:wening:Wening Teladani:SK 2/2026", "",
    "2020", "2026-2027", "Senin", "Senin-Jumat 07:30-14:30",
    "ktp, sim", "ktp, kk", "besok", "2026-12-14", "", "y",
)  # fmt: skip


class TestByQuestions:
    def test_the_same_answers_make_the_same_office(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, *QUESTIONS, "pendek", PASSWORD, "salah ketik ini ya", PASSWORD, PASSWORD)
        assert start_dialogue.run(options()) == 0
        told = capsys.readouterr().out
        assert [
            (r.post, r.username, r.person_name, r.decree) for r in staff.people_of(OFFICE)
        ] == DONE_BY_ANSWERS
        assert {row.service for row in library.services(office=OFFICE, on=TODAY)} == {"ktp", "kk"}
        assert offices.office(OFFICE).email == "kec@contoh.go.id"
        assert Person.objects.get(username="nanda.it").check_password(PASSWORD)
        for why in (
            "«atlantis»",
            "bukan alamat surel",
            "«Nanda IT»",
            "«raja»",
            "«2020»",
            "«Senin»",
            "«sim»",
            "«besok»",
        ):
            assert why in told
        assert "terlalu mudah ditebak" in told
        assert "Keduanya tidak sama" in told
        assert "harus memeriksa, mengubah, dan menetapkan" in told
        assert PASSWORD not in told

    def test_a_known_letterhead_is_only_confirmed_and_given_answers_are_not_asked(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        given = options(
            "--kecamatan", "Jatiroto", "--username", "nanda.it", "--full-name", "Nanda Rekaanto", "--decree", "SK 1",
            "--person", "loket:rukmi:Rukmi Contohwati", "--years", "2026", "--hours", "", "--services", "-",
        )  # fmt: skip
        # Confirmed; no file for the sheet; go ahead; the password twice.
        typed(monkeypatch, "", "", "", PASSWORD, PASSWORD)
        assert start_dialogue.run(given) == 0
        assert offices.office("35.08.17").phone == "(0334) 321465"
        assert library.versions_of(office="35.08.17") == ()
        assert "CONTOH. Tetapkan" not in capsys.readouterr().out

    def test_a_letterhead_that_is_not_right_is_written_anew(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = options(
            "--kecamatan", "Jatiroto", "--username", "nanda.it", "--full-name", "Nanda Rekaanto", "--decree", "SK 1",
            "--years", "2026", "--hours", "", "--services", "kk", "--from", "2026-12-14",
        )  # fmt: skip
        typed(monkeypatch, "t", "", "(0334) 000000", "", "-", "", "", "", "", "", PASSWORD, PASSWORD)
        assert start_dialogue.run(given) == 0
        (version,) = library.versions_of(office="35.08.17")
        letterhead = library.standard(version.id).letterhead
        assert (letterhead.phone, letterhead.website, letterhead.city) == ("(0334) 000000", None, "Jatiroto")
        assert offices.office("35.08.17").website == ""

    def test_years_beyond_the_known_collective_leave_are_warned_of(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(
            monkeypatch,
            "Jatiroto",
            "",
            "Nanda Rekaanto",
            "nanda.it",
            "SK 1",
            "",
            "2026-2028",
            "",
            "-",
            "",
            "t",
        )
        assert start_dialogue.run(options()) == 1
        assert "Cuti bersama baru diketahui sampai 2027" in capsys.readouterr().out

    @pytest.mark.parametrize("last", ["t", None])
    def test_nothing_is_done_before_the_last_yes(
        self,
        data: Path,
        last: str | None,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        typed(monkeypatch, *QUESTIONS[:-1], *([last] if last else []))
        assert start_dialogue.run(options()) == 1
        assert ("Tidak ada yang dipasang" if last else "Dihentikan") in capsys.readouterr().err
        assert not offices.every()
        assert list(data.iterdir()) == []

    def test_in_english_the_questions_are_english(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, "atlantis")
        with translation.override("en"):
            assert start_dialogue.run(options()) == 1
        told = capsys.readouterr()
        assert "Which kecamatan?" in told.out
        assert "There is no kecamatan “atlantis”" in told.out
        assert "Run pamong start again" in told.err


class TestGoingOn:
    def stages(self, monkeypatch: pytest.MonkeyPatch, stop_at: int) -> list[str]:
        """Let the work be broken off when it reaches one of its stages."""
        seen: list[str] = []
        whole = start_office.set_up

        def broken(answers: Answers, region: Any, *, password: str | None, tell: Any) -> None:
            def telling(text: str) -> None:
                seen.append(text)
                if len(seen) == stop_at:
                    raise KeyboardInterrupt
                tell(text)

            whole(answers, region, password=password, tell=telling)

        monkeypatch.setattr(start_office, "set_up", broken)
        return seen

    # 1 database, 2 sheet, 3 offices, 4 calendar, 5 people, 6-8 their passwords, 9-10 standards
    @pytest.mark.parametrize("stop_at", range(1, 11))
    def test_a_start_that_was_broken_off_ends_like_one_that_was_not(
        self, data: Path, stop_at: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with monkeypatch.context() as breaking:
            seen = self.stages(breaking, stop_at)
            assert start_dialogue.run(answered(data)) == 1
            assert len(seen) == stop_at
        assert (data / start_dialogue.KEPT).exists()
        assert "sekali lagi" in capsys.readouterr().err
        # Without a file: the answers were kept. Only a password would be asked, and only if it was not set.
        again = options("--yes")
        assert start_dialogue.run(again) == 0
        assert "Melanjutkan" in capsys.readouterr().out
        found = state()
        assert found[2] == DONE_BY_ANSWERS
        assert next(row[:2] for row in found[0]) == ("35.08", "")
        assert {service for service, *_ in found[4]} == {"ktp", "kk"}
        assert "07:30" in found[5] or "(7, 30)" in found[5]
        verbs = list(Entry.objects.filter(office="installation").values_list("verb", flat=True))
        assert verbs.count("load_region") == verbs.count("import_holidays") == 1
        assert verbs.count("add_person") == 3
        assert verify().findings == ()
        assert not (data / start_dialogue.KEPT).exists()

    def test_the_password_is_asked_again_only_while_it_is_not_set(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for stop_at, asked in ((3, (PASSWORD, PASSWORD)), (8, ())):
            given = answered(data)
            given.answers, given.yes = None, False
            with monkeypatch.context() as breaking:
                self.stages(breaking, stop_at)
                if stop_at == 3:
                    typed(breaking, *QUESTIONS, PASSWORD, PASSWORD)
                else:
                    typed(breaking, PASSWORD, PASSWORD)
                assert start_dialogue.run(options()) == 1
            if not asked:
                typed(monkeypatch)
                assert start_dialogue.run(options()) == 0
        assert Person.objects.get(username="nanda.it").check_password(PASSWORD)
        assert ledger.by_key("start:password") is not None

    def test_other_answers_do_not_go_on_with_it(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with monkeypatch.context() as breaking:
            self.stages(breaking, 3)
            start_dialogue.run(answered(data))
        assert start_dialogue.run(answered(data, ANSWERS.replace("Kedungjajang", "Tempeh"))) == 1
        assert "dengan jawaban lain" in capsys.readouterr().err
        assert start_dialogue.run(answered(data)) == 0

    def test_no_secret_is_kept_with_the_answers(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stages(monkeypatch, 7)
        typed(monkeypatch, *QUESTIONS, PASSWORD, PASSWORD)
        start_dialogue.run(options())
        kept = data / start_dialogue.KEPT
        assert PASSWORD not in kept.read_text(encoding="utf-8")
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


class TestWhatItRefuses:
    def test_a_demo(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (data / demo.MARKER).write_text(demo.READY, encoding="utf-8")
        assert start_dialogue.run(answered(data)) == 1
        assert "orang rekaan" in capsys.readouterr().err
        assert not offices.every()

    def test_an_office_that_stands(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        start_dialogue.run(answered(data))
        before = state()
        capsys.readouterr()
        assert start_dialogue.run(answered(data)) == 1
        assert "hanya untuk pemasangan baru" in capsys.readouterr().err
        assert state() == before

    def test_sealed_rows_whose_keys_are_gone(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("pamong.vault.rotation.anything_sealed", lambda: True)
        assert start_dialogue.run(answered(data)) == 1
        assert "lembar kunci" in capsys.readouterr().err
        assert not offices.every()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "C.UTF-8"}, "id"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "id_ID.UTF-8"}, "id"),
        ({}, "id"),
    ],
)
def test_the_terminal_says_its_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert start.language() == language


class TestAsAProgram:
    def started(self, *words: str, typed: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PAMONG_", "LC_", "LANG"))
        }
        return subprocess.run(
            [str(PAMONG), *words],
            input=typed,
            capture_output=True,
            text=True,
            env={**clean, **more},
            check=False,
        )

    def test_an_empty_folder_becomes_an_office_that_verifies(self, tmp_path: Path) -> None:
        folder = tmp_path / "kantor"
        lines = "".join(f"{line}\n" for line in (*QUESTIONS, PASSWORD, PASSWORD))
        made = self.started("start", "--data", str(folder), typed=lines)
        assert made.returncode == 0, made.stderr
        assert "Jalankan: pamong serve" in made.stdout
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        again = self.started("start", "--data", str(folder), LANG="en_US.UTF-8")
        assert again.returncode == 1
        assert "only for a new installation" in again.stderr
        verified = self.started("verify", PAMONG_DATA=str(folder))
        assert verified.returncode == 0, verified.stdout
        open_to_others = [path.name for path in folder.rglob("*") if path.stat().st_mode & 0o077]
        assert open_to_others == []

    @pytest.mark.skipif(sys.platform == "win32", reason="only on POSIX")
    def test_a_folder_that_cannot_be_is_told_in_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        found = self.started("start", "--data", str(tmp_path / "file" / "kantor"))
        assert found.returncode == 1
        assert found.stderr.count("\n") == 1
        assert "--data" in found.stderr
