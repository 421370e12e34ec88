"""One word for one thing: names are made of the words in glossary.toml, proper nouns stay as they are."""

import ast
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from tests.house.source import ROOT, Function, Module, base_names, classes, functions, modules, public, shelf

# English that needs no explaining and names nothing of the office's own. A word of the trade belongs in glossary.toml.
PLAIN = set((ROOT / "tests" / "house" / "plain_words.txt").read_text("utf-8").split())
PROPER = (
    "camat",
    "kecamatan",
    "desa",
    "kabupaten",
    "dispenduk",
    "ktp",
    "kk",
    "nik",
    "siak",
    "kasi",
    "loket",
    "sekretaris",
)
# What must not stand in a name, and the word to use.
BANNED = {
    "dossier": "application",
    "berkas": "application",
    "casefile": "application",
    "case_file": "application",
    "permohonan": "application",
    "handover": "hand_over",
    "enrolment": "recording",
    "enrollment": "recording",
    "sub_district": "kecamatan",
    "subdistrict": "kecamatan",
    "district_head": "camat",
    "regency": "kabupaten",
    "identity_card": "ktp",
    "family_card": "kk",
    "national_id": "nik",
    "civil_registry": "dispenduk",
}
# In these rooms a file would be an application under a wrong name; elsewhere a file is a computer file.
NO_FILES = {"applications", "desk", "noticeboard", "residents"}
ENUMERATIONS = ("Enum", "Choices")


@cache
def glossary() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = tomllib.loads((ROOT / "glossary.toml").read_text("utf-8"))
    return found


def split(name: str) -> list[str]:
    """The words of a name: `HoldReason`, `hold_reason` and `HOLD_REASON` are all hold and reason."""
    spread = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return [word for word in re.split(r"[^a-z0-9]+", spread.lower()) if word and not word.isdigit()]


def stems(word: str) -> set[str]:
    """The word and what it may be a form of: `examined` of examine, `entries` of entry, `withdrawn` of withdraw."""
    found = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)}
    found |= {word.removesuffix(end) for end in ("d", "n", "ed", "ing", "ly")} | {re.sub("tten$", "te", word)}
    found |= {
        re.sub(r"([a-z])\1(ed|ing)$", r"\1", word),
        re.sub("ing$", "e", word),
        re.sub("ied$", "y", word),
    }
    return found


def unknown(name: str, known: set[str]) -> list[str]:
    """The words of a name that nobody explained; two or three words may be one entry, as in `hand_over`."""
    words, found, at = split(name), [], 0
    while at < len(words):
        length = next((size for size in (3, 2, 1) if _is_known(words[at : at + size], known)), 0)
        found += [] if length else [words[at]]
        at += length or 1
    return found


def _is_known(words: list[str], known: set[str]) -> bool:
    return any("_".join(form) in known for form in itertools.product(*map(stems, words)))


def names() -> Iterator[tuple[str, str]]:
    """Where and how: tables, verbs, members of enumerations, acts, posts."""
    yield from tables(shelf("models"))
    for file in shelf("actions"):
        yield from ((file.where, node.name) for node in public(file.tree) if isinstance(node, Function))
    yield from members(modules())
    from pamong.staff.rules import POSTS
    from pamong.standard.acts import ACTS

    yield from (("pamong.standard.acts", act) for act in ACTS)
    yield from (("pamong.staff.rules", str(post)) for post in POSTS)


def members(files: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """The states and kinds that the code distinguishes: members of enumerations."""
    for file in files:
        enumerations = [
            node
            for node in classes(file.tree)
            if any(base.endswith(ENUMERATIONS) for base in base_names(node))
        ]
        lines = [line for node in enumerations for line in node.body if isinstance(line, ast.Assign)]
        targets = [line.targets[0] for line in lines]
        yield from ((file.where, target.id) for target in targets if isinstance(target, ast.Name))


def tables(files: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """The classes that are tables."""
    for file in files:
        for node in classes(file.tree):
            if any(base.endswith("Model") for base in base_names(node)):
                yield file.where, node.name


def banned(files: Iterable[Module]) -> list[str]:
    """Names that call a thing by a second word."""
    found = []
    for file in files:
        spelled = {node.name for node in (*functions(file.tree), *classes(file.tree))}
        spelled |= {argument.arg for node in functions(file.tree) for argument in node.args.kwonlyargs}
        for name in sorted(spelled):
            words = split(name)
            joined = "_".join(words)
            found += [
                f"{file.where}: {name}: say {better}" for bad, better in BANNED.items() if bad in joined
            ]
            if file.room in NO_FILES and {"file", "files"} & set(words):
                found.append(f"{file.where}: {name}: say application")
    return found


def test_every_name_of_the_office_is_explained() -> None:
    known = set(glossary()) | PLAIN
    gaps = {
        f"{where}: {name}: {', '.join(words)}" for where, name in names() if (words := unknown(name, known))
    }
    assert sorted(gaps) == []


def test_nothing_is_called_by_a_second_word() -> None:
    assert banned(modules()) == []


def test_every_entry_says_the_office_s_word_and_the_meaning() -> None:
    wrong = [
        word
        for word, entry in glossary().items()
        if not {"indonesian", "meaning"} <= set(entry) <= {"indonesian", "meaning", "clause"}
        or not all(isinstance(text, str) and text.strip() for text in entry.values())
        or word != "_".join(split(word))
    ]
    assert wrong == []


def test_no_word_is_both_plain_and_explained() -> None:
    assert sorted(set(glossary()) & PLAIN) == []


@pytest.mark.parametrize("word", PROPER)
def test_proper_nouns_of_the_state_stay_as_they_are(word: str) -> None:
    assert word in glossary()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hand_over", []),
        ("HandOver", []),
        ("RegisterCounters", []),
        ("return_for_completion", ["completion"]),
        ("DossierFolder", ["dossier", "folder"]),
    ],
)
def test_control_unknown_words_are_found(name: str, words: list[str]) -> None:
    assert unknown(name, {"hand_over", "register", "counter", "return", "for"}) == words


def test_control_second_words_are_found() -> None:
    text = "def close_file(*, dossier: int) -> None: ...\nclass SubDistrict: ...\n"
    assert len(banned([Module("src/pamong/applications/bad.py", text)])) == 3
    assert banned([Module("src/pamong/library/good.py", "def read_file() -> None: ...")]) == []


def test_control_members_are_read() -> None:
    text = "class State(StrEnum):\n    OPEN = 'open'\n\nclass Other(models.TextChoices):\n    SHUT = 's', N_('x')\n"
    assert [name for _where, name in members([Module("x.py", text)])] == ["OPEN", "SHUT"]
