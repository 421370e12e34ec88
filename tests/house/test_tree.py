"""What the tree says to a stranger: nothing of one machine, nothing of how it was made, nothing that should be secret."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.source import ROOT, tree_files

HERE = Path(__file__).resolve()
LOCK = {"uv.lock"}
# Why each may not stand in the tree; the files where it must are named.
BANNED: tuple[tuple[re.Pattern[str], str, set[str]], ...] = (
    (re.compile(r"/work/|/home/[a-z]|/root/|/Users/|C:\\\\"), "a path of one machine", set()),
    (re.compile(r"\.\./shared"), "a folder that no clone has", set()),
    (re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org"), "a registry host", LOCK),
    (
        re.compile(r"\b(LLM|GPT|ChatGPT|Copilot|Claude|chatbot|AI)\b"),
        "a word of the tools it was written with",
        set(),
    ),
    (re.compile(r"\b[Ii]ssue [A-Z]\b|\bissues show\b"), "a letter of a plan", set()),
    (re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), "work left lying in the code", set()),
    (re.compile(r"BEGIN [A-Z ]*PRIVATE KEY"), "a private key", set()),
    (re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE), "a merge left half done", set()),
)
BINARY = {".gif", ".ico", ".jpg", ".mo", ".otf", ".pdf", ".png", ".ttf", ".webp", ".woff2"}


def offences(name: str, text: str) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {why}: {found.group()!r}"
        for pattern, why, allowed in BANNED
        if name not in allowed
        for found in pattern.finditer(text)
    ]


def readable(paths: Iterable[Path]) -> dict[str, str]:
    """The texts among the files, this one left out: it must name what it looks for."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in paths
        if path != HERE and path.suffix not in BINARY and path.is_file()
    }


def test_the_tree_speaks_only_of_itself() -> None:
    texts = readable(tree_files())
    assert len(texts) > 100, "hardly any file was read"
    assert [line for name, text in texts.items() for line in offences(name, text)] == []


def ignored(root: Path, folders: Iterable[str]) -> list[str]:
    """Files below these folders that git passes over, caches aside: they work here and are missing in every clone."""
    answer = subprocess.run(
        ["git", "ls-files", "--others", "--ignored", "--exclude-standard", "--", *folders],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in answer.stdout.splitlines() if "__pycache__" not in name]


def test_git_passes_over_nothing_that_the_product_needs() -> None:
    if (ROOT / ".git").exists():
        assert ignored(ROOT, ["src", "standards", "tests", "tools", "docs"]) == []


def test_control_a_file_that_git_passes_over_is_found(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("data/\n")
    (tmp_path / "src" / "data").mkdir(parents=True)
    (tmp_path / "src" / "data" / "list.txt").touch()
    assert ignored(tmp_path, ["src"]) == ["src/data/list.txt"]


def test_every_text_ends_with_one_line_end() -> None:
    texts = readable(tree_files())
    wrong = [
        name for name, text in texts.items() if text and (not text.endswith("\n") or text.endswith("\n\n"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("see /work/main/x", "a path of one machine"),
        ("see ../shared/x", "a folder that no clone has"),
        ("index = https://pypi.org/simple", "a registry host"),
        ("written by an AI", "a word of the tools it was written with"),
        ("comes with issue B", "a letter of a plan"),
        ("# TODO: later", "work left lying in the code"),
        ("-----BEGIN PRIVATE KEY-----", "a private key"),
        ("<<<<<<< ours\n", "a merge left half done"),
    ],
)
def test_control_each_offence_is_found(text: str, why: str) -> None:
    assert [line.split(": ")[1] for line in offences("x.md", text)] == [why]
