"""The guide never lies: its pictures are those of the table, its pages exist in both languages, its words are on screen."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tools import guide
from tools.picture import palette_png
from tools.places import ROOT

GUIDE = ROOT / "docs" / "guide"
CATALOGUE = ROOT / "src" / "pamong" / "shell" / "locale" / "en" / "LC_MESSAGES" / "django.po"
LARGEST, LARGEST_ALL = 150_000, 4_000_000
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#:]+\.md)")
QUOTED = re.compile(r"«([^»]+)»")
PLACE = re.compile(r"%\\?\(\w+\\?\)s|\\?\{\w+\\?\}")


def pages(language: str) -> list[Path]:
    return sorted((GUIDE / language).glob("*.md"))


def texts(language: str) -> Mapping[str, str]:
    return {page.name: page.read_text(encoding="utf-8") for page in pages(language)}


def pictures_shown(language: str) -> list[Path]:
    return [
        (GUIDE / language / address).resolve()
        for text in texts(language).values()
        for _, address in PICTURE.findall(text)
    ]


def words(language: str) -> list[str]:
    """Every text that the product shows in this language; what nobody has translated is shown in Indonesian."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if isinstance(message.id, str) and message.id]
    if language == "id":
        return [str(message.id) for message in messages]
    return [str(message.id if message.fuzzy else message.string or message.id) for message in messages]


def quoted(text: str) -> list[str]:
    """The words in «…», also where a line ends between them."""
    return [" ".join(found.split()) for found in QUOTED.findall(text)]


def not_on_screen(named: Iterable[str], shown: Iterable[str]) -> list[str]:
    """What the guide quotes and no text of the product says; a text's places may hold anything."""
    known, patterns = set(), []
    for text in shown:
        known.add(text)
        if "%(" in text or "{" in text:
            patterns.append(re.compile(PLACE.sub(".+", re.escape(text))))
    return [
        text
        for text in named
        if text not in known and not any(pattern.fullmatch(text) for pattern in patterns)
    ]


def test_every_page_of_the_guide_exists_in_both_languages() -> None:
    indonesian, english = ({page.name for page in pages(language)} for language in ("id", "en"))
    assert indonesian == english
    assert indonesian


def test_every_picture_shown_exists_and_stands_in_the_table() -> None:
    of_the_table = set(guide.files())
    for language in guide.LANGUAGES:
        for picture in pictures_shown(language):
            assert picture.is_file(), picture
            assert picture in of_the_table, f"{picture} is not in tools/guide.py: who would renew it?"
            assert picture.parent.name == language, f"{picture} is in the other language"


@pytest.mark.parametrize("language", guide.LANGUAGES)
def test_every_picture_of_the_table_is_shown(language: str) -> None:
    shown = {picture.stem for picture in pictures_shown(language)}
    assert shown == {shot.name for shot in guide.SHOTS}


def test_no_picture_lies_about_unused() -> None:
    folders = {path.parent for path in guide.files()} - {guide.IMAGES}
    found = {path for folder in folders for path in folder.glob("*.png")}
    assert found == {path for path in guide.files() if path.parent in folders}


def test_names_of_pictures_are_unlike() -> None:
    names = [shot.name for shot in guide.SHOTS]
    assert sorted(set(names)) == sorted(names)


def test_pictures_are_small() -> None:
    sizes = {str(path): path.stat().st_size for path in guide.files()}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) < LARGEST_ALL


def test_every_picture_says_what_it_shows() -> None:
    for language in guide.LANGUAGES:
        for name, text in texts(language).items():
            assert all(label.strip() for label, _ in PICTURE.findall(text)), name


@pytest.mark.parametrize("language", guide.LANGUAGES)
def test_every_word_that_the_guide_quotes_is_on_the_screen(language: str) -> None:
    shown = words(language)
    wrong = {name: not_on_screen(quoted(text), shown) for name, text in texts(language).items()}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in (*pages("id"), *pages("en"), GUIDE / "README.md"):
        for address in LINK.findall(page.read_text(encoding="utf-8")):
            assert (page.parent / address).resolve().is_file(), f"{page.name}: {address}"


def test_the_control_words_are_found_across_the_end_of_a_line() -> None:
    assert quoted("tekan «Simpan\njawaban», lalu «Cari»") == ["Simpan jawaban", "Cari"]


def test_the_control_a_word_that_no_screen_shows_is_found() -> None:
    shown = ["Simpan", "Cetak: %(paper)s"]
    assert not_on_screen(["Simpan", "Cetak: Label map", "Simpanlah", "Cetak"], shown) == [
        "Simpanlah",
        "Cetak",
    ]


def test_the_table_walks_by_names_and_addresses_only() -> None:
    """A step that looked for a label would work in one language and fail in the other."""
    source = Path(guide.__file__).read_text(encoding="utf-8")
    assert "get_by_text" not in source
    assert "get_by_label" not in source


def test_a_picture_with_a_palette_is_a_png() -> None:
    picture = palette_png(2, [0x000000, 0xFFFFFF], b"\0\1\1\0")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"\0\0\0\2\0\0\0\2\x08\x03" in picture
