"""The web page: one file that needs nothing else, holds everything, and treats the standard's words as words."""

import hashlib
import re
from base64 import b64decode
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from pamong.standard.renderings.edition import UNSIGNED, Edition, Signer
from pamong.standard.renderings.page import STYLE, page, policy
from pamong.standard.renderings.reader import INDONESIAN
from pamong.standard.renderings.words import plain
from tests.clauses.shipped import shipped
from tests.standard.renderings.variants import ENGLISH, bent

EMPTY = {"meta", "br", "path", "rect", "polyline"}


class Balanced(HTMLParser):
    """Says which tags are closed wrongly, and which names and addresses the file uses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: set[str] = set()
        self.addresses: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.addresses |= {named[key] or "" for key in ("href", "src") if key in named}
        self.ids += [named["id"] or ""] if "id" in named else []
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def read(text: str) -> Balanced:
    parser = Balanced()
    parser.feed(text)
    return parser


def words_of(text: str) -> str:
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?b>", "", body))).split())


@pytest.mark.parametrize("service", ["ktp", "kk"])
def test_every_clause_card_and_finding_stands_on_the_page(service: str) -> None:
    standard = shipped(service)
    text = words_of(page(standard, UNSIGNED, INDONESIAN))
    for clause in standard.clauses():
        parts = clause.text.split(" | ") if ".row" in clause.id else [clause.text]
        assert all(" ".join(plain(part).split()) in text for part in parts), clause.id
    assert all(found.finding in text for found in standard.source_findings)
    assert standard.document.number in text


@pytest.mark.parametrize("service", ["ktp", "kk"])
def test_the_file_is_well_made_and_needs_nothing_else(service: str) -> None:
    found = read(page(shipped(service), Edition(url="https://contoh.example/x"), INDONESIAN))
    assert (found.wrong, found.open) == ([], [])
    assert not found.tags & {"script", "link", "img", "iframe"}
    assert {address for address in found.addresses if not address.startswith("#")} == {
        "https://contoh.example/x"
    }
    inside = {address.removeprefix("#") for address in found.addresses if address.startswith("#")}
    assert inside <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_control_a_tag_left_open_is_found() -> None:
    assert read("<div><p>x</div>").wrong == ["div"]


def test_the_policy_allows_exactly_the_style_of_the_page() -> None:
    allowed = re.search(r"'sha256-([^']+)'", policy())
    assert allowed
    style = re.search(r"<style>(.*?)</style>", page(shipped("ktp"), UNSIGNED, INDONESIAN), re.DOTALL)
    assert style
    assert b64decode(allowed.group(1)) == hashlib.sha256(style.group(1).encode()).digest()
    assert style.group(1) == STYLE
    assert "style=" not in page(shipped("ktp"), UNSIGNED, INDONESIAN)


def test_what_a_standard_writes_is_no_markup() -> None:
    def change(data: dict[str, Any]) -> None:
        data["title"] = "<script>alert(1)</script>"
        data["sections"][4]["clauses"][0]["text"] = "selesai < 12 hari & **tebal <i>**"

    text = page(bent(change), UNSIGNED, INDONESIAN)
    assert "<script>" not in text
    assert "selesai &lt; 12 hari &amp; <b>tebal &lt;i&gt;</b>" in text


def test_names_of_signers_stand_under_their_part() -> None:
    signers = {"approved": Signer("Sekar Rekaan", "Pembina")}
    text = words_of(page(shipped("ktp"), Edition(signers=signers), INDONESIAN))
    assert "Disetujui oleh, Camat Yosowilangun Sekar Rekaan Pembina" in text


def test_a_standard_without_findings_has_no_chapter_about_them() -> None:
    text = page(bent(lambda data: data.pop("source_findings")), UNSIGNED, INDONESIAN)
    assert "temuan" not in text
    assert 'id="temuan"' in page(shipped("ktp"), UNSIGNED, INDONESIAN)


def test_a_clause_with_a_finding_leads_to_it() -> None:
    text = page(shipped("ktp"), UNSIGNED, INDONESIAN)
    assert 'id="butir-4.4"><span class="soft">4.4 <a href="#temuan">†</a></span>' in text
    assert 'id="butir-4.1"><span class="soft">4.1</span>' in text


def test_english_readers_get_english_labels_and_are_told_what_binds() -> None:
    text = words_of(page(shipped("kk"), UNSIGNED, ENGLISH))
    assert "Issued on 2 January 2023" in text
    assert "Procedure: Family card (KK)" in text
    assert 'lang="en"' in page(shipped("kk"), UNSIGNED, ENGLISH)


def test_a_table_without_a_title_has_no_caption() -> None:
    def change(data: dict[str, Any]) -> None:
        data["sections"][10]["clauses"][1]["table"].pop("title")

    assert "Pengaduan pengunjung" not in page(bent(change), UNSIGNED, INDONESIAN)
