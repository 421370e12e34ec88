"""Files that are no standard: each is refused with file, line and mend, and none makes the reader grow.

Slips inside a file that is nearly right stand in test_malformed.py, a hundred of them; here are whole files as they come
from mail, word processors and people who mean ill.
"""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from pamong.standard.read import check_path
from tests.standard.example import EXAMPLES, changed_text, small_text


class Bad(NamedTuple):
    what: str
    content: bytes
    rule: str
    line: int


def text(content: str) -> bytes:
    return content.encode()


def small(old: str, new: str) -> bytes:
    return text(changed_text(old, new))


SMALL = small_text()
LIMIT = "{at_most: 3, unit: working_days, from: complete, until: ready}"
BAD = [
    Bad("empty", b"", "empty", 1),
    Bad("blanks and comments only", b"\n  \n# nothing\n", "empty", 1),
    Bad("one word", b"standar", "wrong-type", 1),
    Bad("a list", b"- a\n- b\n", "wrong-type", 1),
    Bad("a number", b"12", "wrong-type", 1),
    Bad("JSON cut off", b'{"format": "pamong/standard@1",\n "service": ', "yaml", 2),
    Bad("not UTF-8", text(SMALL).replace(b"Surat Keterangan", b"Surat \xff"), "not-utf8", 3),
    Bad("UTF-16", SMALL.encode("utf-16"), "not-utf8", 1),
    Bad("a picture", b"\x89PNG\r\n\x1a\n" + bytes(64), "not-utf8", 1),
    Bad("a word processor's file", b"PK\x03\x04" + bytes(64), "yaml", 1),
    Bad("control characters", b"a: \x01\n", "yaml", 1),
    Bad("half of a character", b'a: "\\ud800"\n', "not-utf8", 1),
    Bad("tabs", small("  lines: [KECAMATAN", "\tlines: [KECAMATAN"), "tab", 17),
    Bad("indentation that slipped", small('  revision: "00"\n  issued', '   revision: "00"\n  issued'), "yaml", 14),
    Bad("a quote left open", small("title: Surat", "title: 'Surat"), "yaml", 164),
    Bad("a bracket left open", small("choices: [moving, school]", "choices: [moving, school"), "yaml", 33),
    Bad("an anchor", small("status: draft", "status: &s draft"), "alias", 7),
    Bad("an alias", small("status: draft", "status: *s"), "alias", 7),
    Bad("a merge key", small("status: draft", "<<: *s"), "alias", 7),
    Bad("a billion laughs", b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (i + 1, i + 1, i, i) for i in range(97, 121)), "alias", 1),
    Bad("an object of a program", small("status: draft", "status: !!python/object/apply:os.system [ls]"), "tag", 7),
    Bad("a directive", text("%YAML 1.1\n---\n" + SMALL), "directive", 2),
    Bad("two documents", text(SMALL + "---\n" + SMALL), "many-documents", SMALL.count("\n") + 1),
    Bad("nesting without end", b"a: " + b"[" * 100_000, "too-deep", 1),
    Bad("blocks nested without end", b"".join(b" " * i + b"a:\n" for i in range(200)), "too-deep", 25),
    Bad("larger than a standard can be", b"# " + b"x" * 2_000_000, "too-large", 1),
    Bad("a key twice", small("service: residence-letter", "service: residence-letter\nservice: other"), "duplicate-key", 3),
    Bad("a clause with two limits in one", small("limit: {at", "limit: {at_most: 4, unit: days}\n        limit: {at"), "duplicate-key", 128),
    Bad("two limits for everybody", small(f"limit: {LIMIT}", f"limits: [{LIMIT}, {LIMIT}]"), "limit-never-holds", 127),
    Bad("a limit that is two", small("{at_most: 3,", "{at_most: 3, about: 4,"), "limit-shape", 127),
    Bad("a number as key", small("status: draft", "status: draft\n7: x"), "key-not-text", 8),
    Bad("a key nobody knows", small("status: draft", "status: draft\nstattus: draft"), "unknown-key", 8),
    Bad("an annotation nobody knows", small("definition: {term: Domisili}", "promise: {term: Domisili}"), "unknown-key", 89),
    Bad("no cover", text(SMALL.replace('document:\n  number: SP-CONTOH-01\n  revision: "00"\n  issued_on: 2024-05-06\n', "document:\n")), "missing-key", 12),
    Bad("no number on the cover", small("document:\n  number: SP-CONTOH-01\n", "document:\n"), "missing-key", 12),
    Bad("a revision that is a number", small('revision: "00"\n  issued', "revision: 00\n  issued"), "revision-not-text", 14),
    Bad("a day that does not exist", small("issued_on: 2024-05-06", "issued_on: 2024-02-30"), "date", 15),
    Bad("a day written as people do", small("issued_on: 2024-05-06", "issued_on: 06-05-2024"), "date", 15),
    Bad("text where a list belongs", small("choices: [moving, school]", "choices: {a: b}"), "wrong-type", 32),
    Bad("a fact nobody declares", small("{recording: not_recorded}", "{recorded: not_recorded}"), "undeclared-fact", 112),
    Bad("code in a condition", small("{recording: not_recorded}", "recording == 1"), "condition", 112),
    Bad("steps in a circle", small("complete_and_valid: {to: record", "complete_and_valid: {to: examine"), "dead-end", 99),
    Bad("a step nobody reaches", small("complete_and_valid: {to: record", "complete_and_valid: {to: send"), "unreachable-step", 108),
    Bad("the same id twice", small("id: school-letter", "id: photo"), "duplicate-id", 79),
    Bad("the same place in the order twice", small("{order: 2,", "{order: 1,"), "duplicate-order", 159),
    Bad("a block that is not there", small("use: complaints@2", "use: complaints@3"), "unknown-block", 155),
    Bad("a placeholder nobody fills", small("Gratis.", "Gratis di {kantor}."), "unknown-placeholder", 131),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bad")
    (path / "blocks").symlink_to(EXAMPLES / "blocks")
    return path


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.what)
def test_each_is_refused_with_file_line_and_mend(folder: Path, bad: Bad) -> None:
    path = folder / "bad.yaml"
    path.write_bytes(bad.content)
    problems = [problem for problem in check_path(path) if problem.severity == "error"]
    assert (bad.rule, bad.line) in [(problem.rule, problem.line) for problem in problems]
    for problem in problems:
        assert problem.file == str(path)
        assert problem.line >= 1
        assert len(problem.message.fill()) > 10
        assert len(problem.mend.fill()) > 10


def test_there_are_more_than_thirty_and_the_file_itself_is_sound(folder: Path) -> None:
    assert len({bad.what for bad in BAD}) == len(BAD) >= 30
    (folder / "bad.yaml").write_bytes(b"\xef\xbb\xbf" + text(SMALL))
    assert check_path(folder / "bad.yaml") == ()


# Memory: how far a process grows beyond what it needs to read a sound file, in bytes. What ru_maxrss keeps is the peak.
GROWN = """
import resource, sys
from pathlib import Path
from pamong.standard.read import check_path
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
check_path(Path(sys.argv[1]))
before = peak()
path = Path(sys.argv[2])
{work}
print(peak() - before)
"""
BOUND = 16_000_000


def grown(sound: Path, bad: Path, work: str) -> int:
    code = GROWN.format(work=work)
    # A process begins with the peak of the one it was made from; the shell in between is small.
    command: list[str | Path] = [
        "/bin/sh",
        "-c",
        '"$@"; exit $?',
        "sh",
        sys.executable,
        "-c",
        code,
        sound,
        bad,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def bomb(path: Path, levels: int) -> Path:
    """Each line says the one before it ten times: 10 ** levels words, were it unfolded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sound(folder: Path) -> Path:
    path = folder / "sound.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_billion_laughs_do_not_grow_memory(folder: Path, sound: Path) -> None:
    assert grown(sound, bomb(folder / "bomb.yaml", 9), "check_path(path)") < BOUND


def test_a_hundred_megabytes_are_refused_without_being_read(folder: Path, sound: Path) -> None:
    huge = folder / "huge.yaml"
    with huge.open("wb") as file:
        for _ in range(100):
            file.write(b"# " + b"x" * 999_998)
    try:
        assert grown(sound, huge, "check_path(path)") < BOUND
        assert (
            grown(sound, huge, "content = path.read_bytes()") > 5 * BOUND
        )  # the control: reading it does grow
    finally:
        huge.unlink()


def test_control_a_reader_that_follows_aliases_does_grow_memory(folder: Path, sound: Path) -> None:
    follow = (
        "import json\nfrom ruamel.yaml import YAML\n"
        "text = json.dumps(YAML(typ='safe', pure=True).load(path.read_text())['a6'])"
    )
    assert grown(sound, bomb(folder / "bomb.yaml", 7), follow) > 5 * BOUND
