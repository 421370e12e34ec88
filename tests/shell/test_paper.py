"""Papers of the shell: PDF/A with the wheel's own fonts, the same bytes every time, and text that stays text."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from pamong.shell import paper
from pamong.shell.words import weekday_date

AT = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
PACKAGE = Path(paper.__file__).resolve().parent.parent
TEMPLATES = sorted(PACKAGE.rglob("*.typ"))
# Any of them, if it were read as source, would end the compilation or vanish from the paper.
MARKUP = '#import "x": * *bold* _it_ $a^2$ \\ "double" \'single\' <label> @ref // /* `raw` [a] {b} ~ -- ...'


def label(name: str, **changes: Any) -> bytes:
    """The smallest paper there is, with this name on it."""
    data = {
        "title": {"id": "Label", "en": "Label"},
        "head": {"authority": [], "office": "Kecamatan Contoh", "lines": []},
        "marks": [],
        "reprint": None,
        "foot": [],
        "page-words": ["Hal", "dari"],
        "number": "1/2026",
        "service": "KTP",
        "name": name,
        "born": {"id": "lahir 1990", "en": "born 1990"},
        "submitted": {"id": "masuk 14-12-2026", "en": "in on 14-12-2026"},
        "due": None,
        "code": {"text": "ABCDE-FGHJK-1234", "qr": paper.qr("ABCDEFGHJK1234")},
        **changes,
    }
    return paper.pdf("applications/typst/label.typ", data, at=AT)


def text(file: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file)).pages)


def fonts(file: bytes) -> set[str]:
    """The families whose letters are inside the file, without the mark of a subset."""
    resources: Any = PdfReader(io.BytesIO(file)).pages[0]["/Resources"]
    return {str(font["/BaseFont"]).partition("+")[2].split("-")[0] for font in resources["/Font"].values()}


def test_a_paper_says_that_it_is_pdf_a() -> None:
    metadata: Any = PdfReader(io.BytesIO(label("Sekar Rekaan"))).trailer["/Root"]
    stated = metadata["/Metadata"].get_data().decode()
    assert re.findall(r"pdfaid:(\w+)>(\w+)<", stated) == [("part", "2"), ("conformance", "B")]


def test_the_same_data_make_the_same_bytes() -> None:
    assert label("Sekar Rekaan") == label("Sekar Rekaan")


def test_control_other_data_make_other_bytes() -> None:
    assert label("Sekar Rekaan") != label("Sekar Rekaam")


def test_the_file_carries_the_moment_it_is_given() -> None:
    made = PdfReader(io.BytesIO(label("Sekar Rekaan"))).metadata
    assert made is not None
    assert made.creation_date == AT


def test_only_the_fonts_of_the_wheel_are_used() -> None:
    assert fonts(label("Sekar Rekaan محمد")) <= {"LibertinusSerif", "DejaVuSansMono"}
    assert {font.path for font in paper._fonts().fonts()} == {None}, (
        "a font of this machine would change papers"
    )


def test_what_a_person_typed_stays_text() -> None:
    assert "".join(MARKUP.split()) in "".join(text(label(MARKUP)).split())


def test_control_the_same_text_as_source_does_not_compile() -> None:
    with pytest.raises(typst.TypstError):
        typst.compile(MARKUP.encode(), font_paths=paper._fonts())


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Siti Rekaan", "Siti Rekaan"),
        ("Šejla Ñandú", "Šejla Ñandú"),
        ("ꦱꦼꦏꦂ", "\ufffd" * len("ꦱꦼꦏꦂ")),
        ("Wati 😀", "Wati \ufffd"),
        ("dua\tkata", "dua kata"),
        ("bunyi\x07", "bunyi\ufffd"),
        ("baris\nbaru", "baris\nbaru"),
        ("\ud800", "\ufffd"),
    ],
)
def test_a_letter_that_no_font_has_does_not_stop_the_paper(typed: str, drawn: str) -> None:
    assert paper.printable({"name": [typed]}) == {"name": [drawn]}
    assert label(typed).startswith(b"%PDF-")


def test_control_typst_refuses_a_letter_that_no_font_has() -> None:
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typst.compile("ꦱ".encode(), font_paths=paper._fonts(), pdf_standards=[paper.STANDARD])


def test_three_hundred_letters_without_a_blank_stay_on_the_label() -> None:
    file = label("W" * 300)
    assert len(PdfReader(io.BytesIO(file)).pages) == 1
    assert text(file).replace(" ", "").count("W") == 300


def test_numbers_and_nothing_pass_as_they_are() -> None:
    assert paper.printable({"n": 3, "due": None, "on": True, "list": (1, "a")}) == {
        "n": 3, "due": None, "on": True, "list": [1, "a"],
    }  # fmt: skip


def test_both_languages_are_asked() -> None:
    assert paper.both(lambda: weekday_date(AT.date())) == {
        "id": "Senin, 14 Desember 2026",
        "en": "Monday, 14 December 2026",
    }


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Buku", [("Buku", False)]),
        ("dalam **Buku Pengaduan** oleh", [("dalam ", False), ("Buku Pengaduan", True), (" oleh", False)]),
        ("**Kotak Saran** dibuka", [("Kotak Saran", True), (" dibuka", False)]),
        ("", []),
    ],
)
def test_bold_words_of_a_clause_are_told_apart(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert paper.law(text) == pieces


def test_a_qr_code_is_a_small_picture() -> None:
    drawn = paper.qr("http://127.0.0.1:8000/status/ABCDEFGHJK1234")
    assert drawn.startswith("<svg ")
    assert len(drawn) < 6000


def words_in(template: str) -> list[str]:
    """Words a reader would see: text inside content brackets or strings that looks like a sentence."""
    code = re.sub(r"//[^\n]*", "", template)
    inside = re.findall(r"\[([^\[\]]*)\]", code)
    return [
        found for part in inside for found in re.findall(r"[A-Za-z]{3,}", re.sub(r"#[\w.()-]+", "", part))
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words(template: Path) -> None:
    assert words_in(template.read_text("utf-8")) == []


def test_control_a_word_in_a_template_is_found() -> None:
    assert len(TEMPLATES) > 8
    assert words_in("#let x = [Nomor #data.number]\n// [Kata ini tidak]") == ["Nomor"]
