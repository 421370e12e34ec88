"""The printed standard and the poster, read back by their text: every field of cover, header, chapter, table and card."""

import io
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from pamong.library.paper import moment, poster_paper, standard_paper
from pamong.library.renderings import FORMS, rendered
from pamong.shell.catalogue import translator
from pamong.standard.renderings import full
from pamong.standard.renderings.edition import UNSIGNED, Edition, Signer
from pamong.standard.renderings.reader import INDONESIAN
from pamong.standard.renderings.words import plain
from tests.applications.papers.printing import pages, size, text
from tests.clauses.shipped import shipped
from tests.standard.renderings.variants import ENGLISH, bent

PAGE = "https://pelayanan.contoh.example/layanan/35.08.07/ktp"
SIGNERS = {
    "prepared": Signer("Sekar Rekaan", "Penata", date(2026, 12, 1)),
    "reviewed": Signer("Bima Andaikan", "Penata Tingkat I", date(2026, 12, 2)),
    "approved": Signer("Melati Permisalan", "Pembina", date(2026, 12, 3)),
}
SERVICES = ["ktp", "kk"]


@cache
def printed(service: str) -> bytes:
    return standard_paper(shipped(service), Edition(url=PAGE, signers=SIGNERS), INDONESIAN)


def letters(found: str) -> str:
    """The text without blanks and without the hyphens of broken lines: where a line ends is no part of what it says."""
    return "".join(found.split())


def lacking(found: str, wanted: list[str]) -> list[str]:
    """What the paper does not say, wherever its lines break."""
    read = letters(found)
    return [line for line in wanted if letters(plain(line)) not in read]


@pytest.mark.clause("ktp", "cover", "letterhead")
@pytest.mark.clause("kk", "cover", "letterhead")
@pytest.mark.parametrize("service", SERVICES)
def test_the_first_page_is_the_cover_with_every_field_of_it(service: str) -> None:
    cover = full.cover(shipped(service), Edition(signers=SIGNERS), INDONESIAN)
    first = pages(printed(service))[0]
    wanted = [
        *(line.upper() for line in cover.authority),
        cover.office.upper(),
        *cover.contact,
        cover.kind.upper(),
        cover.title,
        *(part for field in cover.fields for part in field),
        cover.source,
        *(
            part
            for one in cover.signatures
            for part in (one.part, one.title, one.name, one.rank, one.signed_on)
        ),
        PAGE,
    ]
    assert lacking(first, wanted) == []
    assert all(one.name and one.rank and one.signed_on for one in cover.signatures)


@pytest.mark.clause("ktp", "cover")
@pytest.mark.clause("kk", "cover")
@pytest.mark.parametrize("service", SERVICES)
def test_every_page_after_it_carries_the_head_with_number_revision_date_and_page(service: str) -> None:
    head = full.head(shipped(service), INDONESIAN)
    found = pages(printed(service))
    assert len(found) > 5
    for number, page in enumerate(found[1:], start=2):
        wanted = [
            *head.lines,
            *(part for field in head.fields for part in field),
            f"Hal {number} dari {len(found)}",
        ]
        assert lacking(page, wanted) == [], page
    assert f"Hal 1 dari {len(found)}" in found[0]


@pytest.mark.parametrize("service", SERVICES)
def test_every_heading_clause_table_card_note_and_finding_is_printed(service: str) -> None:
    document = full.printed(shipped(service), UNSIGNED, INDONESIAN)
    # The head of the pages stands between two pages of one clause: it is taken out before the text is read through.
    head = "".join(letters(line) for line in document.head.lines)
    bodies = "".join(letters(page).replace(head, "") for page in pages(printed(service)))
    wanted: list[str] = []
    for chapter in document.chapters:
        wanted.append(f"{chapter.number}. {chapter.heading}")
        for one in chapter.paragraphs:
            wanted += [sentence for sentence in (one.number, *one.notes) if sentence]
        for card in chapter.cards:
            wanted += [card.title, *(part for line in card.lines for part in line)]
        grids = [*chapter.grids, *(one.grid for one in chapter.paragraphs if one.grid)]
        for grid in grids:
            wanted += [grid.title, *grid.columns]
    assert lacking(bodies, wanted) == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_sentence_of_the_law_is_printed(service: str) -> None:
    found = text(printed(service))
    sentences = [
        sentence
        for clause in shipped(service).clauses()
        for part in (clause.text, clause.clause.continuation or "")
        for sentence in part.replace(" | ", ". ").split(". ")
        if sentence
    ]
    # A sentence that a page break cuts has the head of the next page in its midst; no more than one a page.
    missing = lacking(found, sentences)
    assert len(missing) <= len(pages(printed(service))), missing
    assert [line for line in missing if lacking(found, [line[: len(line) // 3]])] == []


@pytest.mark.parametrize("service", SERVICES)
def test_cells_of_tables_and_findings_are_printed(service: str) -> None:
    document = full.printed(shipped(service), UNSIGNED, INDONESIAN)
    grids = [grid for chapter in document.chapters for grid in chapter.grids]
    cells = [cell for grid in grids for row in grid.rows for cell in row if cell]
    assert lacking(text(printed(service)), cells) == []
    findings = [finding.replace('"', "") for _where, finding in document.findings("Sampul")]
    assert lacking(text(printed(service)).replace('"', ""), findings) == []


def test_control_what_is_not_printed_is_missed() -> None:
    assert lacking(text(printed("ktp")), ["Pembuatan KTP gratis", "Pembuatan KTP berbayar"]) == [
        "Pembuatan KTP berbayar"
    ]


def test_it_is_pdf_a_on_a4_and_marked_as_an_example() -> None:
    assert size(printed("ktp")) == (210, 297)
    assert b"pdfaid:part" in printed("ktp")
    assert all("CONTOH" in page for page in pages(printed("ktp")))
    adopted = bent(lambda data: data.update(status="adopted", adapted_from=None))
    assert "CONTOH" not in text(standard_paper(adopted, UNSIGNED, INDONESIAN))


def test_without_names_there_are_lines_to_sign_on_and_without_an_address_no_code() -> None:
    found = pages(standard_paper(shipped("ktp"), UNSIGNED, INDONESIAN))[0]
    assert lacking(found, ["Dibuat oleh", "Kasi Pelayanan Umum", "Disetujui oleh"]) == []
    assert "Standar ini juga dapat dibaca di" not in found


def test_a_standard_without_findings_prints_no_chapter_about_them() -> None:
    found = text(standard_paper(bent(lambda data: data.pop("source_findings")), UNSIGNED, INDONESIAN))
    assert "Catatan tentang naskah asal" not in found
    assert "†" not in found
    assert "†" in text(printed("ktp"))


def test_english_labels_around_the_indonesian_law() -> None:
    found = text(standard_paper(shipped("ktp"), UNSIGNED, ENGLISH))
    wanted = ["Document number", "Approved by", "List of requirements", "Page 2 of", "Interpretation"]
    assert lacking(found, wanted) == []
    assert lacking(found, [shipped("ktp").clause("5.1").text]) == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_poster_is_one_a3_sheet_with_the_six_components(service: str) -> None:
    file = poster_paper(shipped(service), Edition(url=PAGE), INDONESIAN)
    assert size(file) == (297, 420)
    assert len(pages(file)) == 1
    public = {"requirements", "procedure", "time_limit", "fee", "product", "complaints"}
    sections = [one for one in shipped(service).sections if public & set(one.components)]
    wanted = [clause.text for section in sections for clause in section.clauses]
    assert lacking(text(file), [*wanted, "1 Persyaratan", "6 Penanganan pengaduan", "gratis", PAGE]) == []
    assert "Jaminan" not in text(file)


def test_a_poster_without_an_address_has_no_code() -> None:
    assert "dibaca di" not in text(poster_paper(shipped("ktp"), UNSIGNED, INDONESIAN))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_standard_gives_the_same_bytes(form: str) -> None:
    first = rendered(shipped("kk"), form, Edition(url=PAGE))
    assert first == rendered(bent(lambda data: data, "kk"), form, Edition(url=PAGE))
    assert first != rendered(shipped("ktp"), form, Edition(url=PAGE))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_speaks_english_except_the_data(form: str) -> None:
    same = rendered(shipped("kk"), form, UNSIGNED) == rendered(shipped("kk"), form, UNSIGNED, "en")
    assert same == (form == "jsonld")


def test_a_form_or_a_language_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        rendered(shipped("kk"), "docx", UNSIGNED)
    with pytest.raises(KeyError):
        translator("fr")


def test_the_file_is_dated_by_the_text_and_never_by_the_day_of_printing() -> None:
    standard = shipped("ktp")
    assert moment(standard, Edition(in_force_from=date(2027, 1, 4))).date() == date(2027, 1, 4)
    assert moment(standard, UNSIGNED).date() == date(2015, 11, 23)
    undated = bent(lambda data: data["document"].update(issued_on=None, revised_on=None))
    assert moment(undated, UNSIGNED).date() == date(2000, 1, 1)
    made = PdfReader(io.BytesIO(printed("ktp"))).metadata
    assert made is not None
    assert str(made.get("/CreationDate")).startswith("D:20151123")
