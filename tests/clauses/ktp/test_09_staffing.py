"""KTP, chapter 9: who must work in the office, and what each of them must be able to do. One test, one line of a card."""

import pytest

from tests.clauses.people import able, card, lacking, schooled, trained, worked
from tests.clauses.shipped import shipped

KASI = ("Cakap menganalisis masalah", "Berpikir analitis dan praktis")
OPERATOR = (
    "Memahami urusan kependudukan dan pencatatan sipil di Kabupaten Lumajang",
    "Terampil mengoperasikan komputer, aplikasi perkantoran, dan aplikasi SIAK",
)
LOKET = (
    "Memahami urusan kependudukan dan pencatatan sipil di Kabupaten Lumajang",
    "Tertib administrasi",
    "Cepat tanggap",
    "Sigap, menarik, antusias, ramah, dan teliti",
)


def kasi(schooling: str = "S1", years: int = 4, short: int = 0) -> list[str]:
    return lacking(
        "ktp", "kasi", [schooled(schooling), worked(years, short), *(able(skill) for skill in KASI)]
    )


def operator(schooling: str = "SMU", training: str = "Pelatihan komputer", short: int = 0) -> list[str]:
    return lacking(
        "ktp",
        "operator",
        [schooled(schooling), trained(training), worked(1, short), *(able(skill) for skill in OPERATOR)],
    )


def loket(schooling: str = "SMU", training: str = "Change management", short: int = 0) -> list[str]:
    return lacking(
        "ktp",
        "loket",
        [schooled(schooling), trained(training), worked(1, short), *(able(skill) for skill in LOKET)],
    )


@pytest.mark.clause("ktp", "9.kasi")
@pytest.mark.parametrize(
    ("schooling", "gaps"),
    [
        ("S1", []),
        ("Sarjana", []),
        ("S2", []),
        ("D4", ["education: S1"]),
        ("D3", ["education: S1"]),
        ("SMA", ["education: S1"]),
    ],
)
def test_the_kasi_holds_a_first_degree(schooling: str, gaps: list[str]) -> None:
    assert kasi(schooling) == gaps


@pytest.mark.clause("ktp", "9.kasi")
def test_the_printed_dash_asks_the_kasi_for_no_training() -> None:
    assert card("ktp", "kasi").training == ()
    assert kasi() == []


@pytest.mark.clause("ktp", "9.kasi")
@pytest.mark.parametrize("skill", KASI)
def test_the_kasi_has_both_skills(skill: str) -> None:
    others = [able(one) for one in KASI if one != skill]
    assert lacking("ktp", "kasi", [schooled("S1"), worked(4), *others]) == [f"skill: {skill}"]


@pytest.mark.clause("ktp", "9.kasi")
@pytest.mark.parametrize(("short", "gaps"), [(0, []), (1, ["experience"])])
def test_the_kasi_has_worked_for_four_years(short: int, gaps: list[str]) -> None:
    assert kasi(short=short) == gaps


@pytest.mark.clause("ktp", "9.operator")
@pytest.mark.parametrize(
    ("schooling", "gaps"),
    [
        ("SMU", []),
        ("SMA", []),
        ("SMK", []),
        ("Paket C", []),
        ("D3", []),
        ("SMP", ["education: SMU"]),
    ],
)
def test_the_operator_finished_upper_secondary_school_or_its_equivalent(
    schooling: str, gaps: list[str]
) -> None:
    assert operator(schooling) == gaps


@pytest.mark.clause("ktp", "9.operator")
@pytest.mark.parametrize(
    ("training", "gaps"),
    [
        ("Pelatihan komputer", []),
        ("Kursus Komputer", []),
        ("Pelatihan menjahit", ["training: Pelatihan komputer"]),
    ],
)
def test_the_operator_had_the_computer_training(training: str, gaps: list[str]) -> None:
    assert operator(training=training) == gaps


@pytest.mark.clause("ktp", "9.operator")
@pytest.mark.parametrize("skill", OPERATOR)
def test_the_operator_has_both_skills(skill: str) -> None:
    known = [schooled("SMU"), trained("Pelatihan komputer"), worked(1)]
    known += [able(one) for one in OPERATOR if one != skill]
    assert lacking("ktp", "operator", known) == [f"skill: {skill}"]


@pytest.mark.clause("ktp", "9.operator")
@pytest.mark.parametrize(("short", "gaps"), [(0, []), (1, ["experience"])])
def test_the_operator_has_worked_for_a_year(short: int, gaps: list[str]) -> None:
    assert operator(short=short) == gaps


@pytest.mark.clause("ktp", "9.loket")
@pytest.mark.parametrize(
    ("schooling", "gaps"), [("SMU", []), ("SMA", []), ("MA", []), ("SMP", ["education: SMU"])]
)
def test_the_counter_officer_finished_upper_secondary_school_or_its_equivalent(
    schooling: str, gaps: list[str]
) -> None:
    assert loket(schooling) == gaps


@pytest.mark.clause("ktp", "9.loket")
@pytest.mark.parametrize(
    ("training", "gaps"),
    [
        ("Change management", []),
        ("Manajemen perubahan", []),
        ("Diklat PATEN", ["training: Manajemen perubahan (change management)"]),
    ],
)
def test_the_counter_officer_had_the_training_in_change_management(training: str, gaps: list[str]) -> None:
    assert loket(training=training) == gaps


@pytest.mark.clause("ktp", "9.loket")
@pytest.mark.parametrize("skill", LOKET)
def test_the_counter_officer_has_all_four_skills(skill: str) -> None:
    known = [schooled("SMU"), trained("Change management"), worked(1)]
    known += [able(one) for one in LOKET if one != skill]
    assert lacking("ktp", "loket", known) == [f"skill: {skill}"]


@pytest.mark.clause("ktp", "9.loket")
@pytest.mark.parametrize(("short", "gaps"), [(0, []), (1, ["experience"])])
def test_the_counter_officer_has_worked_for_a_year(short: int, gaps: list[str]) -> None:
    assert loket(short=short) == gaps


@pytest.mark.clause("ktp", "9.kasi")
def test_one_kasi() -> None:
    assert (shipped("ktp").clause("9.kasi").text, card("ktp", "kasi").post) == ("Kasi Pelayanan Umum", "kasi")
    assert card("ktp", "kasi").count == 1


@pytest.mark.clause("ktp", "9.operator")
def test_one_operator() -> None:
    assert (card("ktp", "operator").post, card("ktp", "operator").count) == ("operator", 1)


@pytest.mark.clause("ktp", "9.loket")
def test_one_counter_officer() -> None:
    assert (card("ktp", "loket").post, card("ktp", "loket").count) == ("loket", 1)
