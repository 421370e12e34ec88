"""What both sources state beside the clauses that run: covers, letterheads, equipment, staffing cards, findings.

These tables hold the data complete. They claim no clause: a fact that is kept is not yet a promise that is executed.
"""

from datetime import date

import pytest

from pamong.standard.annotations.quality import Facility, Staffing
from pamong.standard.document import Standard
from tests.clauses.shipped import shipped

SERVICES = ["ktp", "kk"]


@pytest.mark.parametrize(
    ("field", "ktp", "kk"),
    [
        ("number", "SP-KEC.YOSOWILANGUN-PELY-02", "SP-KEC.JATIROTO-PELY-01"),
        ("revision", "01", "01"),
        ("revised_on", date(2015, 11, 20), None),
        ("issued_on", date(2015, 11, 23), date(2023, 1, 2)),
    ],
)
def test_the_cover(field: str, ktp: object, kk: object) -> None:
    assert [getattr(shipped(service).document, field) for service in SERVICES] == [ktp, kk]


@pytest.mark.parametrize(
    ("field", "ktp", "kk"),
    [
        ("number", "SP-PELY-02", "SP-PELY-01"),
        ("revision", "01", "00"),
        ("issued_on", date(2015, 11, 23), date(2023, 1, 2)),
        ("pages", 7, 8),
    ],
)
def test_the_running_header_which_contradicts_the_cover(field: str, ktp: object, kk: object) -> None:
    headers = [shipped(service).document.running_header for service in SERVICES]
    assert [getattr(header, field) for header in headers] == [ktp, kk]


@pytest.mark.parametrize(
    ("field", "ktp", "kk"),
    [
        ("authority", ("Pemerintah Kabupaten Lumajang",), ("Pemerintah Kabupaten Lumajang",)),
        ("office", "Kecamatan Yosowilangun", "Kecamatan Jatiroto"),
        ("address", "Jl. Mayor Jenderal Soekartijo No. 56", "Jalan Gajah Mada Nomor 02"),
        ("phone", "(0334) 390555", "(0334) 321465"),
        ("fax", None, "(0334) 321465"),
        ("email", "kec_yosowilangun@lumajangkab.go.id", "kec_jatiroto@lumajangkab.go.id"),
        ("website", None, "jatiroto.lumajangkab.go.id"),
        ("city", "Yosowilangun", "Jatiroto"),
        ("postal_code", "67382", "67355"),
    ],
)
def test_the_letterhead(field: str, ktp: object, kk: object) -> None:
    assert [getattr(shipped(service).letterhead, field) for service in SERVICES] == [ktp, kk]


@pytest.mark.parametrize("service", SERVICES)
def test_three_posts_sign_and_no_name_is_kept(service: str) -> None:
    signatures = shipped(service).document.signatures
    assert [(signature.part, signature.post) for signature in signatures] == [
        ("prepared", "kasi"),
        ("reviewed", "sekretaris"),
        ("approved", "camat"),
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_what_ships_is_an_example_and_says_what_it_follows(service: str) -> None:
    standard = shipped(service)
    assert standard.status == "example"
    assert standard.adapted_from is not None
    assert standard.adapted_from.number == standard.document.number


@pytest.mark.parametrize("service", SERVICES)
def test_fourteen_headings_one_free_and_one_with_two_components(service: str) -> None:
    assert [section.components for section in shipped(service).sections] == [
        ("legal_basis",),
        ("requirements",),
        (),
        ("procedure",),
        ("time_limit",),
        ("fee",),
        ("product",),
        ("facilities",),
        ("competence", "staff_count"),
        ("internal_oversight",),
        ("complaints",),
        ("service_guarantee",),
        ("safety_guarantee",),
        ("performance_evaluation",),
    ]


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (
            "ktp",
            [
                ("8.1", "komputer", 1, "buah"),
                ("8.2", "pemindai_mata", 1, "buah"),
                ("8.3", "kamera", 1, "buah"),
                ("8.4", "sidik_jari", 1, "buah"),
                ("8.5", "tandatangan_elektronik", 1, "buah"),
                ("8.6", "buku_register", 1, "buku"),
                ("8.7", "meja", 3, "buah"),
                ("8.8", "kursi", 3, "buah"),
            ],
        ),
        (
            "kk",
            [
                ("8.1", "komputer", 1, "buah"),
                ("8.2", "printer", 1, "buah"),
                ("8.3", "buku_register", 1, "buku"),
                ("8.4", "meja", 3, "buah"),
                ("8.5", "kursi", 3, "buah"),
            ],
        ),
    ],
)
def test_the_equipment(service: str, expected: list[tuple[str, str, int, str]]) -> None:
    placed = shipped(service).placed(Facility)
    assert [(one.clause.id, one.value.id, one.value.quantity, one.value.unit) for one in placed] == expected
    assert [one.value.book for one in placed if one.value.unit == "buku"] == ["register"]


def card(service: str, post: str) -> Staffing:
    staffing = shipped(service).clause(f"9.{post}").clause.staffing
    assert staffing is not None
    return staffing


@pytest.mark.parametrize(
    ("service", "post", "level", "or_equivalent", "years", "count", "skills"),
    [
        ("ktp", "kasi", "S1", False, 4, 1, 2),
        ("ktp", "operator", "SMU", True, 1, 1, 2),
        ("ktp", "loket", "SMU", True, 1, 1, 4),
        ("kk", "kasi", "SMU", False, 4, 1, 2),
        ("kk", "operator", "SMU", True, 1, 1, 2),
        ("kk", "loket", "SMA", False, 1, 1, 4),
    ],
)
def test_the_staffing_cards(
    service: str, post: str, level: str, or_equivalent: bool, years: int, count: int, skills: int
) -> None:
    asked = card(service, post)
    assert asked.education is not None
    assert (asked.education.level, asked.education.or_equivalent) == (level, or_equivalent)
    assert (asked.post, asked.experience_years_min, asked.count) == (post, years, count)
    assert len(asked.skills or ()) == skills


@pytest.mark.parametrize(
    ("service", "post", "trainings"),
    [
        ("ktp", "kasi", 0),  # a printed dash: none
        ("ktp", "operator", 1),
        ("ktp", "loket", 1),
        ("kk", "kasi", None),  # left blank: not stated, which is not none
        ("kk", "operator", 1),
        ("kk", "loket", 2),
    ],
)
def test_no_training_is_not_the_same_as_training_not_stated(
    service: str, post: str, trainings: int | None
) -> None:
    training = card(service, post).training
    assert (None if training is None else len(training)) == trainings


def interpreted(standard: Standard) -> set[str]:
    """The ids of requirements and steps that carry a decision of a person."""
    return {
        str(getattr(annotation, "id", ""))
        for clause in standard.clauses()
        for _, annotation in clause.clause.annotations()
        if annotation.interpretation
    }


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (
            "ktp",
            {"village-letter", "photo", "submit", "examine", "record", "send", "back", "ready", "hand-over"},
        ),
        (
            "kk",
            {
                "old-card",
                "birth-proof",
                "supporting-data",
                "submit",
                "examine",
                "await-signature",
                "ready",
                "hand-over",
            },
        ),
    ],
)
def test_what_a_person_decided_is_marked(service: str, expected: set[str]) -> None:
    assert expected <= interpreted(shipped(service))


@pytest.mark.parametrize("service", SERVICES)
def test_findings_point_at_what_exists_and_each_stands_once(service: str) -> None:
    findings = shipped(service).source_findings
    assert {finding.clause for finding in findings} <= set(shipped(service).ids())
    keys = [finding.rule for finding in findings]
    assert None not in keys
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("service", "clause", "key"),
    [
        ("kk", "cover", "revision-differs-in-header"),
        ("kk", "cover", "revision-date-missing"),
        ("ktp", "cover", "number-differs-in-header"),
        ("ktp", "letterhead", "address-spelled-twice"),
        ("ktp", "1.2", "regulation-number-misread"),
        ("kk", "1.2", "regulation-number-misread"),
        ("ktp", "2.2", "one-photo-or-two"),
        ("kk", "2.1", "original-and-loss-contradict"),
        ("kk", "4.3", "signature-step-missing"),
        ("ktp", "9.loket", "locker-for-loket"),
    ],
)
def test_contradictions_of_a_source_are_kept(service: str, clause: str, key: str) -> None:
    findings = shipped(service).source_findings
    assert [finding.clause for finding in findings if finding.rule == key] == [clause]


def test_the_shared_blocks_are_pinned_and_the_same_in_both_but_for_the_office() -> None:
    shared = [
        [
            (clause.id, clause.clause.block, clause.text.replace(standard.office_name, "…"))
            for clause in standard.clauses()
            if clause.clause.block and ".row" not in clause.id
        ]
        for standard in map(shipped, SERVICES)
    ]
    assert shared[0] == shared[1]
    assert len(shared[0]) == 11 + 1 + 9 + 2 + 3
    assert {block for _, block, _ in shared[0]} == {
        "legal_basis@1",
        "oversight@1",
        "complaints@1",
        "service_guarantee@1",
        "safety_guarantee@1",
        "evaluation@1",
    }
