"""Every way to get a standard wrong that the reader knows: rule, line and clause of each.

`old` is replaced by `new` in the small example; the problem must stand on the line that holds `mark`.
"""

from typing import NamedTuple

import pytest

from pamong.standard.read import StandardInvalid, read_text
from tests.standard.example import blocks, changed_text, problems_in


class Slip(NamedTuple):
    rule: str
    clause: str | None
    old: str
    new: str
    mark: str


KK = "document: kk, original: true"
READY = "act: ready, interpretation: jam berhenti ketika surat siap"
LIMIT = "limit: {at_most: 3, unit: working_days, from: complete, until: ready}"
DECLARED_AGE = "  age: {from: applicant.age}"

SLIPS = [
    # The shape of the text.
    Slip("yaml", None, "title: Surat", "title: [Surat", "name: {id: Surat Dom"),
    Slip("tab", None, "status: draft", "status:\tdraft", "status:"),
    Slip("alias", None, "status: draft", "status: &a draft", "status:"),
    Slip("alias", None, "status: draft", "status: *a", "status:"),
    Slip("tag", None, "status: draft", "status: !!python/name:os.system draft", "status:"),
    Slip("many-documents", None, "status: draft", "status: draft\n---\nx: 1", "---"),
    Slip("directive", None, "format: pamong", "%YAML 1.1\n---\nformat: pamong", "---"),
    Slip("too-deep", None, "title: Surat", "title: " + "[" * 40 + "]" * 40 + " Surat", "title:"),
    Slip("duplicate-key", "2.1", "document: kk,", "document: kk, document: kk,", "id: family-card"),
    Slip("duplicate-key", "10.4", "text: Kasi menindaklanjuti", "text: a\n        text: Kasi", "text: Kasi"),
    Slip("duplicate-key", None, "status: draft", "status: draft\nservice: again", "service: again"),
    Slip("key-not-text", "2.1", "document: kk,", "document: kk, 1: x,", "id: family-card"),
    Slip("key-not-text", "cover", "number: SP-CONTOH-01\n  r", "number: SP-CONTOH-01\n  [a]: x\n  r", "[a]: x"),
    # The shape of the data.
    Slip("unknown-key", "2.1", "document: kk,", "document: kk, documnet: kk,", "id: family-card"),
    Slip("unknown-key", None, "status: draft", "status: draft\nzzzzzz: 1", "zzzzzz"),
    Slip("unknown-key", "letterhead", 'postal_code: "67000"', "postalcode: x", "postalcode"),
    Slip("unknown-key", "3.1", "definition: {term", "block: a@1\n        definition: {term", "block: a@1"),
    Slip("missing-key", "2.1", "id: family-card, ", "", "requirement: {name: {id: KK"),
    Slip("missing-key", "5.1", "unit: working_days, ", "", "limit:"),
    Slip("missing-key", "9.kasi", "printed_title: Kasi Pelayanan Umum, ", "", "key: kasi"),
    Slip("missing-key", None, "key: kasi, printed_title: Kasi", "printed_title: Kasi", "printed_title: Kasi"),
    Slip("unknown-value", None, "format: pamong/standard@1", "format: pamong/standard@9", "format:"),
    Slip("unknown-value", None, "components: [product]", "components: [products]", "components: [products]"),
    Slip("unknown-value", "5.1", "working_days", "workdays", "limit:"),
    Slip("unknown-value", None, "from: applicant.age", "from: applicant.shoe_size", "age:"),
    Slip("revision-not-text", "cover", 'revision: "00"\n  issued', "revision: 00\n  issued", "revision: 00"),
    Slip("wrong-type", "cover", "pages: 3", 'pages: "3"', "pages:"),
    Slip("wrong-type", "cover", "pages: 3", "pages: 3.5", "pages:"),
    Slip("wrong-type", "letterhead", "authority: [PEMERINTAH KABUPATEN CONTOH]", "authority: X", "authority"),
    Slip("wrong-type", "2.1", "original: true", "original: yes", "id: family-card"),
    Slip("wrong-type", "2.2", "- {when: {citizenship: wna}, background: orange, interpretation: kebiasaan kantor}", "- wna", "- wna"),
    Slip("wrong-type", "2.2", "attributes: {size: 3x4, colour: true}", "attributes: 3x4", "attributes: 3x4"),
    Slip("wrong-type", "2.2", "background: orange", "attributes: orange", "attributes: orange"),
    Slip("attribute", "2.2", "colour: true}", "colour: false}", "colour: false"),
    Slip("attribute", "2.2", "size: 3x4", "size: 3.4", "size: 3.4"),
    Slip("date", "cover", "issued_on: 2024-05-06", "issued_on: 6 Mei 2024", "issued_on"),
    Slip("date", "cover", "issued_on: 2024-05-06", "issued_on: 2024-13-06", "issued_on"),
    Slip("blank", "1.1", "text: Undang-Undang tentang Pelayanan Publik.", "text: ' '", "text: ' '"),
    Slip("shape", None, "office: 35.08.99", "office: Contohsari", "office: Contohsari"),
    Slip("shape", "2.1", "id: family-card", "id: Family Card", "id: Family Card"),
    Slip("shape", "2.1", "id: family-card", f"id: {'x' * 61}", "xxx"),
    Slip("number-too-small", "2.2", "copies: 1", "copies: 0", "copies: 0"),
    Slip("too-many", None, "[competence, staff_count]", "[competence, staff_count, facilities]", "competence"),
    Slip("condition", "4.4", "when: {recording: not_recorded}", "when: {}", "when: {}"),
    Slip("condition", "4.4", "when: {recording: not_recorded}", "when: always", "when: always"),
    # Blocks.
    Slip("unknown-block", None, "use: complaints@2", "use: complaints@1", "use: complaints@1"),
    Slip("unknown-block", None, "- use: closing@1", "- use: 7", "- use: 7"),
    Slip("block-shape", None, "- use: closing@1", "- use: complaints@2", "\n  - use: complaints@2"),
    Slip("use-alone", None, "- use: closing@1", "- use: closing@1\n    heading: X", "- use: closing@1"),
    Slip("unknown-placeholder", "1.1", "Pelayanan Publik.", "Pelayanan {office}.", "{office}"),
    Slip("unknown-placeholder", "3.1", "term: Domisili", "term: 'Domisili}'", "term:"),
    # Facts and conditions.
    Slip("undeclared-fact", "4.4", "{recording: not_recorded}", "{recorded: not_recorded}", "when: {recorded"),
    Slip("undeclared-fact", "2.3", "{age: {at_least: 17}}", "{years: {at_least: 17}}", "id: deed"),
    Slip("undeclared-fact", "2.2", "{birth_year: {odd: true}}", "{year: {odd: true}}", "background: red"),
    Slip("unknown-choice", "4.4", "{recording: not_recorded}", "{recording: unrecorded}", "when: {recording"),
    Slip("unknown-choice", "2.3", "{includes: moving}", "{includes: movin}", "includes: movin}"),
    Slip("question-does-not-fit", "2.3", "{reasons: {includes: moving}}", "{reasons: moving}", "reasons: moving"),
    Slip("question-does-not-fit", "2.2", "citizenship: wna", "citizenship: {even: true}", "background: orange"),
    Slip("question-does-not-fit", "2.2", "citizenship: wna", "citizenship: true", "citizenship: true"),
    Slip("question-does-not-fit", "2.2", "birth_year: {odd: true}", "birth_year: '1990'", "background: red"),
    Slip("question-does-not-fit", "2.3", "at_least: 17", "at_least: 2000-01-01", "id: deed"),
    Slip("fact-without-source", None, "birth_year: {from: applicant.birth_year}", "birth_year: {kind: number}", "birth_year: {kind"),
    Slip("fact-without-choices", None, DECLARED_AGE, f"{DECLARED_AGE}\n  x: {{ask: applicant, label: {{id: X, en: X}}}}", "  x:"),
    Slip("several-without-choices", None, DECLARED_AGE, f"{DECLARED_AGE}\n  x: {{from: applicant.sex, several: true}}", "  x:"),
    Slip("reserved-fact", None, DECLARED_AGE, f"{DECLARED_AGE}\n  any: {{from: applicant.sex}}", "  any:"),
    Slip("label-missing", None, "    label: {id: Alasan, en: Reasons}\n", "", "  reasons:"),
    Slip("label-missing", None, "      school: {id: Sekolah, en: School}\n", "", "  reasons:"),
    # Requirements.
    Slip("requirement-shape", "2.3", "name: {id: Bukti", "document: proof\n            name: {id: Bukti", "- id: proof"),
    Slip("requirement-shape", "2.1", "document: kk, original: true", "original: true", "id: family-card"),
    Slip("unknown-requirement", "2.3", "must_match: family-card", "must_match: family-cart", "must_match"),
    Slip("unknown-requirement", "2.3", "optional: true", "optional: true\n            replaces: school-letter", "replaces"),
    Slip("unknown-requirement", "4.1", "at: desa}", "at: desa, attaches: foto}", "id: fill-form"),
    Slip("unknown-requirement", "4.1", "at: desa}", "at: desa, must_match: foto}", "id: fill-form"),
    Slip("unknown-attribute", "2.2", "background: blue", "backround: blue", "requirement:\n          id: photo"),
    Slip("duplicate-id", "2.3", "id: school-letter", "id: photo", "- id: photo"),
    # Actors.
    Slip("unknown-actor", "4.4", "actor: operator", "actor: operater", "actor: operater"),
    Slip("unknown-actor", "4.5", "to: dispenduk", "to: dispanduk", "id: send"),
    Slip("unknown-actor", "7.1", "signed_by: camat", "signed_by: mayor", "signed_by"),
    Slip("unknown-actor", "2.3", "issued_by: notary", "issued_by: notaris", "id: deed"),
    Slip("unknown-post", "4.2", "received_by: loket", "received_by: dispenduk", "id: submit"),
    Slip("unknown-post", "9.kasi", "post: kasi, training", "post: general_services, training", "key: kasi"),
    Slip("unknown-post", "cover", "{part: prepared, post: kasi}", "{part: prepared, post: notary}", "part: prepared"),
    Slip("actor-kind", None, "notary: {kind: outside", "notary: {kind: post", "notary: {kind"),
    Slip("actor-kind", None, "loket: {kind: post", "loket: {kind: outside", "loket: {kind"),
    Slip("step-without-actor", "4.6", READY, "act: ready", "id: ready"),
    # Steps.
    Slip("unknown-act", "4.6", "act: sign}", "act: signs}", "id: sign"),
    Slip("unknown-act", "4.6", "act: sign}", "act: withdraw}", "id: sign"),
    Slip("unknown-facility", "4.4", "uses: [camera]", "uses: [kamera]", "uses: [kamera]"),
    Slip("unknown-facility", "4.4", "uses: [camera]", "record_in: diary", "record_in"),
    Slip("unknown-outcome", "4.3", "deficient: {to", "incomplete: {to", "outcomes:"),
    Slip("unknown-step", "4.3", "complete_and_valid: {to: record", "complete_and_valid: {to: rekam", "outcomes:"),
    Slip("unknown-step", "4.3", "complete_and_valid: {to: record", "complete_and_valid: {to: fill-form", "outcomes:"),
    Slip("unreachable-step", "4.4", "complete_and_valid: {to: record", "complete_and_valid: {to: send", "id: record"),
    Slip("submit-missing", None, "act: submit, received_by: loket", "act: prepare", "sections:"),
    Slip("submit-twice", "4.6", "act: sign}", "act: submit}", "id: sign"),
    Slip("submit-conditional", "4.2", "act: submit,", "act: submit, when: {recording: recorded},", "id: submit"),
    Slip("before-submission", "4.1", "act: prepare, at: desa", "act: do", "id: fill-form"),
    Slip("outside-unknown", "4.5", "act: dispatch, to: dispenduk", "act: dispatch", "id: back"),
    Slip("dead-end", "4.6", "act: hand_over, to: applicant", "act: hand_over, when: {recording: recorded}", "id: ready"),
    # Time, fee, tables, the rest.
    Slip("limit-never-holds", "5.1", LIMIT, f"limits:\n          - {LIMIT[7:]}\n          - {LIMIT[7:]}", f"- {LIMIT[7:]}\n  - heading: BIAYA"),
    Slip("duplicate-order", "10.4", "{order: 2,", "{order: 1,", "- {order: 1, actor: information_officer"),
    Slip("limit-missing", None, LIMIT, "numbered: true", "sections:"),
    Slip("limit-shape", "5.1", "{at_most: 3,", "{at_most: 3, about: 4,", "limit:"),
    Slip("limit-shape", "5.1", "{at_most: 3,", "{range: {least: 4, most: 3},", "limit:"),
    Slip("limit-shape", "5.1", "{at_most: 3,", "{", "limit:"),
    Slip("limit-never-ends", "5.1", READY, f"{READY}, clock: none", "limit:"),
    Slip("limit-never-starts", "5.1", "act: examine", "act: visit", "limit:"),
    Slip("limit-never-starts", "5.1", "from: complete", "from: submitted", "limit:"),
    Slip("fee-shape", "6.1", "kind: free", "kind: fixed", "fee:"),
    Slip("fee-shape", "6.1", "kind: free", "kind: free, amount: 5000", "fee:"),
    Slip("two-fees", "8.1", "text: Kamera", "text: Kamera\n        fee: {kind: free}", "fee: {kind: free}\n        facility"),
    Slip("table-row", "3.1.row1", "definition: {term", "table: {columns: [A, B], rows: [[a]]}\n        definition: {term", "table:"),
    Slip("component-twice", None, "components: [fee]", "components: [time_limit]", "components: [time_limit]\n    clauses:\n      - text: Gratis"),
    Slip("example-without-source", None, "status: draft", "status: example", "status:"),
    Slip("unknown-clause", None, "clause: cover", "clause: '99'", "clause: '99'"),
]  # fmt: skip


def line_of(text: str, mark: str) -> int:
    """The line (from 1) on which the first occurrence of the mark begins."""
    bare = mark.lstrip("\n")
    return text[: text.index(mark) + len(mark) - len(bare)].count("\n") + 1


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.rule}: {slip.new[:40]!r}")
def test_each_slip_is_named_with_its_line_its_clause_and_its_mend(slip: Slip) -> None:
    text = changed_text(slip.old, slip.new)
    problems = problems_in(text)
    found = {(problem.rule, problem.line, problem.clause) for problem in problems}
    assert found == {(slip.rule, line_of(text, slip.mark), slip.clause)}
    for problem in problems:
        assert problem.file == "changed.yaml"
        assert problem.severity == "error"
        assert len(problem.message.fill()) > 10
        assert len(problem.mend.fill()) > 10


def test_there_are_at_least_thirty_five_slips_and_the_example_itself_has_none() -> None:
    assert len(SLIPS) >= 35
    assert problems_in(changed_text("status: draft", "status: draft")) == ()


def test_all_problems_of_a_file_are_reported_at_once_in_the_order_of_its_lines() -> None:
    text = changed_text("service: residence-letter", "service: residence-letter\nzzzzzz: 1")
    text = text.replace("quantity: 1, unit: buku", "quantity: 0, unit: buku").replace("@2", "@9")
    problems = problems_in(text)
    assert [problem.rule for problem in problems] == ["unknown-key", "number-too-small", "unknown-block"]
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


def test_a_mistyped_key_is_answered_with_the_key_that_was_meant() -> None:
    (problem,) = problems_in(changed_text("document: kk,", "document: kk, documnet: kk,"))
    assert "“document”" in problem.mend.fill()


def rule_of(content: str) -> str:
    with pytest.raises(StandardInvalid) as caught:
        read_text(content, name="x.yaml", blocks=blocks())
    return caught.value.problems[0].rule


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("just words", "wrong-type"),
        ("- a\n- b", "wrong-type"),
        ("sections: 5", "missing-key"),
        ("sections: [5, {clauses: 7}, {clauses: [8]}, {cards: [9]}]", "missing-key"),
        ("\x01", "yaml"),
        ("a: 'x", "yaml"),
        ('a: "\\ud800"', "not-utf8"),
        ("a: 1e999", "missing-key"),
        ("sections: [{clauses: [{use: gone@1}]}]", "unknown-block"),
        ("? [a, b]\n: c", "key-not-text"),
        ("x: " + "y" * 1_000_001, "too-large"),
    ],
)
def test_what_is_hardly_a_standard_is_refused_with_a_reason(content: str, rule: str) -> None:
    assert rule_of(content) == rule


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ('postal_code: "67000"', "postal_code: 67000", "tanda kutip"),
        ("copies: 1", "copies: satu", "bilangan bulat"),
        ("original: true", "original: ya", "true atau false"),
        ("authority: [PEMERINTAH KABUPATEN CONTOH]", "authority: X", "daftar"),
        ("definition: {term: Domisili}", "definition: Domisili", "pemetaan"),
        (
            "labels:\n      moving: {id: Pindah, en: Moving}\n      school: {id: Sekolah, en: School}",
            "labels: x",
            "pemetaan",
        ),
        ("issued_on: 2024-05-06", "issued_on: 20240506", "tahun-bulan-hari"),
    ],
)
def test_a_value_of_the_wrong_type_is_mended_in_words(old: str, new: str, mend: str) -> None:
    (problem,) = problems_in(changed_text(old, new))
    assert mend in problem.mend.fill()


def test_a_small_file_cannot_unfold_into_a_huge_one() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert rule_of(bomb) == "alias"
