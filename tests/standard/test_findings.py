"""Every rule of the linter: a case that fires, and its mended twin that stays silent.

The small example has no finding at all. `old` is replaced by `slip` in it, which must give exactly this finding at the
line that holds `mark`; `mended` in its place must give none. Around the text stand a day, a register, two other offices
and one document on file; every name is invented.
"""

from datetime import date
from typing import NamedTuple

import pytest

from pamong.standard.findings import RULES, TEXT_ALONE, Circumstances, findings
from pamong.standard.findings.cover import years_after
from pamong.standard.findings.spelled import spelled_number
from pamong.standard.problems import Problem
from pamong.standard.read import check_text
from pamong.standard.register import Instrument, Register
from tests.standard.example import blocks, changed_text, small, small_text
from tests.standard.test_malformed import line_of

UU_25 = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"


def instrument(name: str, number: str, year: int, title: str, **more: object) -> Instrument:
    data = {"status": "in_force", "kind": "law", "source": "contoh", "checked_on": date(2026, 9, 1), **more}
    return Instrument.model_validate(
        {"id": name, "number": number, "year": year, "title": title, **data}, strict=False
    )


REGISTER = Register.of(
    (
        instrument("uu-25-2009", "25", 2009, "Pelayanan Publik", core_for=["every"]),
        instrument(
            "uu-4-1999", "4", 1999, "Kecamatan", status="replaced", replaced_by=["uu-5-2001", "uu-6-2001"]
        ),
        instrument("uu-5-2001", "5", 2001, "Kecamatan", status="replaced", replaced_by=["uu-7-2009"]),
        instrument("uu-6-2001", "6", 2001, "Desa"),
        instrument("uu-7-2009", "7", 2009, "Kecamatan"),
        instrument("uu-8-2010", "8", 2010, "Loket", status="revoked"),
        instrument("uu-9-2011", "9", 2011, "Loket", checked_on=date(2025, 11, 20)),
        instrument("uu-10-2012", "10", 2012, "Loket", status="unverified", checked_on=None),
    )
)
AROUND = Circumstances(
    today=date(2026, 11, 21),
    register=REGISTER,
    documents=frozenset({"service-pledge"}),
    offices=frozenset({"Contohsari", "Lainwangi"}),
)
SOUND = small_text().replace("Undang-Undang tentang Pelayanan Publik", UU_25)


class Case(NamedTuple):
    rule: str
    clause: str | None
    what: str
    old: str
    slip: str
    mended: str
    mark: str
    base: str = SOUND


def law(text: str, instrument_id: str, *, authority: bool = False) -> str:
    """One more clause of chapter 1."""
    grants = ", grants_authority: true" if authority else ""
    return f"      - text: {text}.\n        legal: {{instrument: {instrument_id}{grants}}}\n  - heading: PERSYARATAN\n"


HEADER = 'number: SP-CONTOH-01\n    revision: "00"\n    pages: 3'
END_OF_LAWS = "  - heading: PERSYARATAN\n"
HAND_OVER = "id: hand-over, name: {id: Serahkan, en: Hand over}, actor: loket"
LIMIT = "{at_most: 3, unit: working_days, from: complete, until: ready}"
SCHOOL = "document: school_letter\n            when: {reasons: {includes: school}}"
TWO_PHOTOS = (
    "      - text: Membawa foto lagi.\n        requirement: {{id: again, name: {{id: F, en: F}}, document: photo, attributes: {{size: {size}}}{more}}}\n"
    "  - heading: DEFINISI\n"
)
INFORMATION_CARD = "      - {key: information, printed_title: Petugas Layanan Informasi, post: information_officer, count: 1}\n"
NO_COMPLAINTS = SOUND.replace("      - use: complaints@2\n", "").replace(
    "actor: information_officer, action: report", "actor: loket, action: report"
)

CASES = [
    # The cover.
    Case("header-number", "cover", "kepala halaman bernomor lain", HEADER,
         HEADER.replace("SP-CONTOH-01", "SP-CONTOH-02"), HEADER.replace("SP-CONTOH-01", "SP- CONTOH-01"), "    number: SP-CONTOH-02"),
    Case("header-revision", "cover", "kepala halaman berevisi lain", HEADER,
         HEADER.replace('"00"', '"01"'), HEADER, '    revision: "01"'),
    Case("header-date", "cover", "kepala halaman bertanggal lain", HEADER,
         f"issued_on: 2024-05-07\n    {HEADER}", f"issued_on: 2024-05-06\n    {HEADER}", "issued_on: 2024-05-07"),
    Case("dates-out-of-order", "cover", "revisi sesudah terbit", "  issued_on: 2024-05-06\n",
         "  issued_on: 2024-05-06\n  revised_on: 2024-05-07\n", "  issued_on: 2024-05-06\n  revised_on: 2024-05-06\n", "revised_on"),
    Case("revision-undated", "cover", "revisi 01 tanpa tanggal", '  revision: "00"\n  issued_on: 2024-05-06\n  running_header:\n    lines: [KECAMATAN CONTOHSARI]\n    number: SP-CONTOH-01\n    revision: "00"\n',
         '  revision: "01"\n  issued_on: 2024-05-06\n  running_header:\n    lines: [KECAMATAN CONTOHSARI]\n    number: SP-CONTOH-01\n',
         '  revision: "01"\n  revised_on: 2024-05-05\n  issued_on: 2024-05-06\n  running_header:\n    lines: [KECAMATAN CONTOHSARI]\n    number: SP-CONTOH-01\n', 'revision: "01"'),
    Case("signatures-incomplete", "cover", "tidak ada pemeriksa", "    - {part: reviewed, post: sekretaris}\n",
         "", "    - {part: reviewed, post: operator}\n", "signatures:"),
    Case("signatures-incomplete", "cover", "satu orang dua tanda tangan", "{part: reviewed, post: sekretaris}",
         "{part: reviewed, post: camat}", "{part: reviewed, post: sekretaris}", "signatures:"),
    Case("review-overdue", "cover", "lebih dari tiga tahun", "issued_on: 2024-05-06",
         "issued_on: 2023-11-20", "issued_on: 2023-11-21", "document:\n  number"),
    # Chapter 1.
    Case("instrument-unknown", "1.2", "tidak ada di daftar", END_OF_LAWS,
         law("Undang-Undang Nomor 6 Tahun 2001 tentang Desa", "uu-6-2002"), law("Undang-Undang Nomor 6 Tahun 2001 tentang Desa", "uu-6-2001"), "uu-6-2002"),
    Case("instrument-not-in-force", "1.2", "sudah diganti", END_OF_LAWS,
         law("Undang-Undang Nomor 4 Tahun 1999 tentang Kecamatan", "uu-4-1999"), law("Undang-Undang Nomor 7 Tahun 2009 tentang Kecamatan", "uu-7-2009"), "uu-4-1999"),
    Case("instrument-not-in-force", "1.2", "dicabut tanpa pengganti", END_OF_LAWS,
         law("Undang-Undang Nomor 8 Tahun 2010 tentang Loket", "uu-8-2010"), END_OF_LAWS, "uu-8-2010"),
    Case("instrument-unchecked", "1.2", "pemeriksaan terakhir setahun sehari lalu", END_OF_LAWS,
         law("Undang-Undang Nomor 9 Tahun 2011 tentang Loket", "uu-9-2011"), law("Undang-Undang Nomor 6 Tahun 2001 tentang Desa", "uu-6-2001"), "uu-9-2011"),
    Case("instrument-unchecked", "1.2", "belum pernah diperiksa", END_OF_LAWS,
         law("Undang-Undang Nomor 10 Tahun 2012 tentang Loket", "uu-10-2012"), END_OF_LAWS, "uu-10-2012"),
    Case("instrument-mistyped", "1.2", "nomor salah ketik", END_OF_LAWS,
         law("Undang-Undang Nomor 61 Tahun 2001 tentang Desa", "uu-6-2001"), law("Undang-Undang No. 06 Tahun 2001 tentang DESA", "uu-6-2001"), "text: Undang-Undang Nomor 61"),
    Case("instrument-mistyped", "1.2", "judul salah ketik", END_OF_LAWS,
         law("Undang-Undang Nomor 6 Tahun 2001 tentang Dersa", "uu-6-2001"), law("Undang-Undang Nomor 6 Tahun 2001 tentang Desa", "uu-6-2001"), "text: Undang-Undang Nomor 6"),
    Case("core-law-missing", None, "UU pelayanan publik tidak dirujuk", f"text: {UU_25}.\n        legal: {{instrument: uu-25-2009,",
         "text: Undang-Undang Nomor 6 Tahun 2001 tentang Desa.\n        legal: {instrument: uu-6-2001,", f"text: {UU_25};\n        legal: {{instrument: uu-25-2009,", "sections:"),
    Case("delegation-not-in-force", "1.2", "keputusan pelimpahan sudah diganti", END_OF_LAWS,
         law("Undang-Undang Nomor 4 Tahun 1999 tentang Kecamatan", "uu-4-1999", authority=True), law("Undang-Undang Nomor 7 Tahun 2009 tentang Kecamatan", "uu-7-2009", authority=True), "uu-4-1999"),
    Case("delegation-missing", None, "tidak ada pelimpahan", ", grants_authority: true", "", ", grants_authority: true", "sections:"),
    # Words.
    Case("number-against-words", "5.1", "3 (empat)", "Paling lama 3 (tiga)", "Paling lama 3 (empat)", "Paling lama 3 (Tiga)", "text: Paling lama"),
    Case("number-against-words", "2.2", "1.500 (seribu)", "Membawa pasfoto 3 x 4.",
         "Membawa 1.500 (seribu) pasfoto.", "Membawa 1.500 (seribu lima ratus) pasfoto, 1 (lembar).", "text: Membawa 1.500"),
    Case("limit-against-text", "5.1", "teks 3, anotasi 2", f"limit: {LIMIT}", f"limit: {LIMIT.replace('3', '2')}", f"limit: {LIMIT}", "limit: {at_most: 2"),
    Case("limit-against-text", "5.1", "rentang tidak sama", "Paling lama 3 (tiga) hari kerja.\n        limit: {at_most: 3,",
         "Antara 2 dan 4 hari kerja.\n        limit: {range: {least: 2, most: 3},", "Antara 2 dan 3 hari kerja.\n        limit: {range: {least: 2, most: 3},", "limit: {range"),
    Case("fee-against-text", "6.1", "biaya tercetak lain", "text: Gratis.\n        fee: {kind: free}",
         "text: Rp 5.000.\n        fee: {kind: fixed, amount: 50000}", "text: Rp 50.000.\n        fee: {kind: fixed, amount: 50000}", "fee: {kind: fixed"),
    Case("other-office-name", "3.1", "nama kecamatan lain", "Domisili adalah tempat tinggal sehari-hari.",
         "Domisili dicatat di Kecamatan  Lainwangi.", "Domisili dicatat di Kecamatan Contohsari.", "- text: Domisili"),
    Case("other-office-name", "cover", "nomor dokumen hasil salinan", '  number: SP-CONTOH-01\n  revision: "00"\n  issued_on: 2024-05-06\n  running_header:\n    lines: [KECAMATAN CONTOHSARI]\n    number: SP-CONTOH-01\n',
         '  number: SP-KEC.ASALREJO-01\n  revision: "00"\n  issued_on: 2024-05-06\n  running_header:\n    lines: [KECAMATAN CONTOHSARI]\n',
         '  number: SP-KEC.CONTOHSARI-01\n  revision: "00"\n  issued_on: 2024-05-06\n  running_header:\n    lines: [KECAMATAN CONTOHSARI]\n', "number: SP-KEC"),
    Case("other-office-name", "cover", "camat kantor lain", "printed_title: Camat Contohsari", "printed_title: Camat Lainwangi", "printed_title: Camat Contohsari", "printed_title"),
    # Completeness.
    Case("component-missing", None, "biaya tidak ada", "components: [fee]", "components: []", "components: [fee]", "sections:"),
    Case("document-not-on-file", "2.1", "dokumen yang dirujuk belum tersimpan", "      - text: Membawa KK asli.\n",
         "      - text: Membawa KK asli.\n        document_reference: {key: quality-policy}\n", "      - text: Membawa KK asli.\n        document_reference: {key: quality-policy, must_exist: false}\n", "document_reference"),
    # People.
    Case("actor-without-card", "4.4", "operator tanpa kartu", "      - {key: operator, printed_title: Petugas Operator, post: operator, count: 1}\n",
         "", "      - {key: operator, printed_title: Operator, post: operator, count: 2}\n", "actor: operator"),
    Case("card-without-step", "9.information", "petugas yang tidak bertindak", INFORMATION_CARD, INFORMATION_CARD, "", "key: information", NO_COMPLAINTS),
    # Promises.
    Case("no-way-back", "4.5", "dikirim dan tidak kembali", "act: receive_back}", "act: do}", "act: receive_back}", "id: send"),
    Case("signer-without-step", "7.1", "camat menandatangani tanpa langkah", "actor: camat, act: sign}", "actor: camat, act: do}", "actor: camat, act: sign}", "signed_by"),
    Case("signer-without-step", "7.1", "penanda tangan di luar kantor", "signed_by: camat", "signed_by: dispenduk", "signed_by: null", "signed_by"),
    Case("step-times-above-limit", "5.1", "langkah-langkahnya 4 hari kerja", "id: send, name", "id: send, takes: {amount: 4, unit: working_days}, name",
         "id: send, takes: {amount: 3, unit: working_days}, name", "limit:"),
    Case("requirement-contradicted", "2.1", "diganti surat hilang, tetapi tetap diminta", "            optional: true\n            must_match: family-card",
         "            replaces: family-card", "            optional: true", "id: family-card"),
    Case("requirement-contradicted", "2.4", "dua ukuran foto", "  - heading: DEFINISI\n",
         TWO_PHOTOS.format(size="4x6", more=""), TWO_PHOTOS.format(size="3x4", more=""), "id: again"),
]  # fmt: skip


def found_in(text: str, around: Circumstances = AROUND) -> tuple[Problem, ...]:
    return check_text(text, name="changed.yaml", blocks=blocks(), around=around)[1]


def replaced(base: str, old: str, new: str) -> str:
    assert base.count(old) == 1, f"{base.count(old)} times: {old}"
    return base.replace(old, new)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.what}")
def test_a_case_fires_at_its_line_and_its_mended_twin_stays_silent(case: Case) -> None:
    text = replaced(case.base, case.old, case.slip)
    (problem,) = found_in(text)
    assert (problem.rule, problem.clause) == (case.rule, case.clause)
    assert (problem.file, problem.line) == ("changed.yaml", line_of(text, case.mark))
    assert problem.severity == "warning"
    assert problem.why == RULES[case.rule].why
    assert all(len(said.fill()) > 10 for said in (problem.message, problem.mend, RULES[case.rule].why))
    assert found_in(replaced(case.base, case.old, case.mended)) == ()


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == set(RULES)


def test_the_text_alone_leaves_the_rules_silent_that_need_more() -> None:
    overdue = SOUND.replace("issued_on: 2024-05-06", "issued_on: 1999-01-01")
    assert [problem.rule for problem in found_in(overdue)] == ["review-overdue"]
    assert found_in(overdue, TEXT_ALONE) == ()
    assert found_in(overdue, Circumstances(today=date(2026, 11, 21), reviewed_on=date(2025, 1, 1))) == ()
    assert findings(small()) == ()


def test_a_standard_with_errors_has_no_findings() -> None:
    text = changed_text("uses: [camera]", "uses: [kamera]").replace("3 (tiga)", "3 (empat)")
    assert [problem.severity for problem in found_in(text)] == ["error"]


def test_a_replacement_is_followed_to_what_stands_in_its_place_today() -> None:
    (problem,) = found_in(
        replaced(SOUND, END_OF_LAWS, law("Undang-Undang Nomor 4 Tahun 1999 tentang Kecamatan", "uu-4-1999"))
    )
    assert problem.message.fill() == (
        "Undang-Undang Nomor 4 Tahun 1999 sudah tidak berlaku; diganti Undang-Undang Nomor 6 Tahun 2001 dan "
        "Undang-Undang Nomor 7 Tahun 2009."
    )


def rules_of(text: str) -> list[str]:
    return [problem.rule for problem in found_in(text)]


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        # Without a head of pages, or without dates, there is nothing to compare.
        (
            '  running_header:\n    lines: [KECAMATAN CONTOHSARI]\n    number: SP-CONTOH-01\n    revision: "00"\n    pages: 3\n',
            "",
            [],
        ),
        ("  issued_on: 2024-05-06\n", "", []),
        # A second dispatch before the first came back.
        (
            "{id: back,",
            "{id: again, name: {id: K, en: S}, actor: loket, act: dispatch, to: desa}\n          - {id: back,",
            ["no-way-back"],
        ),
        # A signer outside, waited for.
        (
            "actor: camat, act: sign}",
            "actor: loket, act: await_signature, to: dispenduk}",
            ["signer-without-step"],
        ),
        # Times in other units than the limit are left out; from submission and up to the hand-over more steps count.
        ("id: send, name", "id: send, takes: {amount: 9, unit: days}, name", []),
        (
            "Paling lama 3 (tiga) hari kerja.\n        limit: {at_most: 3,",
            "Kira-kira 3 hari kerja.\n        limit: {about: 3,",
            [],
        ),
        (f"limit: {LIMIT}", f"limit: {LIMIT.replace('ready', 'handed_over')}", []),
        # A text in words only is left to its readers.
        ("Paling lama 3 (tiga) hari kerja.", "Paling lama tiga hari kerja.", []),
    ],
)
def test_what_is_not_a_slip_is_not_reported(old: str, new: str, rules: list[str]) -> None:
    assert rules_of(replaced(SOUND, old, new)) == rules


LETTER = (
    "{{id: letter-{n}, name: {{id: S, en: L}}, document: letter, attributes: {{size: {size}}}, when: {when}}}"
)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("{age: {at_least: 17}}", "{age: {at_most: 16}}", False),
        ("{age: {at_least: 17}}", "{age: {at_most: 17}}", True),
        ("{birth_year: {even: true}}", "{birth_year: {odd: true}}", False),
        ("{reasons: {includes: moving}}", "{not: {reasons: {includes: moving}}}", False),
        ("{reasons: {includes: moving}}", "{reasons: {includes: school}}", True),
        ("{recording: {in: [recorded]}}", "{recording: not_recorded}", False),
        ("{citizenship: wna}", "{not: {citizenship: wna}}", False),
        ("{married: true}", "{married: false}", False),
        ("{married: true}", "{age: {at_least: 17}}", True),
        ("{moved: {at_least: 2020-01-01}}", "{moved: {at_most: 2019-12-31}}", False),
        ("{moved: {at_least: 2020-01-01}}", "{moved: {at_most: 2020-01-01}}", True),
    ],
)
def test_two_requirements_contradict_each_other_only_if_somebody_is_asked_for_both(
    first: str,
    second: str,
    both: bool,
) -> None:
    asked = "{ask: loket, kind: truth, label: {id: Kawin, en: Married}}"
    day = "{ask: loket, kind: date, label: {id: Pindah, en: Moved}}"
    letters = [
        LETTER.format(n=n, size=size, when=when) for n, size, when in ((1, "a4", first), (2, "a5", second))
    ]
    text = replaced(SOUND, "facts:\n", f"facts:\n  married: {asked}\n  moved: {day}\n")
    clause = (
        f"      - {{text: Membawa surat., requirements: [{', '.join(letters)}]}}\n  - heading: DEFINISI\n"
    )
    assert rules_of(replaced(text, "  - heading: DEFINISI\n", clause)) == ["requirement-contradicted"] * both


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("nol", 0), ("dua belas", 12), ("Dua Puluh Lima", 25), ("sepuluh", 10), ("seratus sebelas", 111),
        ("dua ratus tiga puluh", 230), ("seribu", 1000), ("lima belas ribu", 15000), ("dua juta lima ratus ribu", 2_500_000),
        ("lembar", None), ("satu kali", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_spelled(words: str, value: int | None) -> None:
    assert spelled_number(words) == value


def test_three_years_after_a_leap_day_is_the_end_of_february() -> None:
    assert years_after(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
