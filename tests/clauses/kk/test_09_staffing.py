"""KK, chapter 9: who must work in the office, and what each of them must be able to do. One test, one line of a card."""

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


def kasi(schooling: str = "SMU", years: int = 4, short: int = 0) -> list[str]:
    return lacking(
        "kk", "kasi", [schooled(schooling), worked(years, short), *(able(skill) for skill in KASI)]
    )


def operator(schooling: str = "SMU", training: str = "Pelatihan komputer", short: int = 0) -> list[str]:
    return lacking(
        "kk",
        "operator",
        [schooled(schooling), trained(training), worked(1, short), *(able(skill) for skill in OPERATOR)],
    )


def loket(
    schooling: str = "SMA",
    trainings: tuple[str, ...] = ("Change management", "Diklat PATEN"),
    short: int = 0,
) -> list[str]:
    known = [*(trained(name) for name in trainings), *(able(skill) for skill in LOKET)]
    return lacking("kk", "loket", [schooled(schooling), worked(1, short), *known])


@pytest.mark.clause("kk", "9.kasi")
@pytest.mark.parametrize(
    ("schooling", "gaps"),
    [
        ("SMU", []),
        ("SMA", []),
        ("S1", []),
        ("SMK", ["education: SMU"]),
        ("SMP", ["education: SMU"]),
    ],
)
def test_the_kasi_finished_upper_secondary_school_and_no_equivalent_is_named(
    schooling: str, gaps: list[str]
) -> None:
    assert kasi(schooling) == gaps


@pytest.mark.clause("kk", "9.kasi")
def test_the_blank_line_asks_the_kasi_for_no_training_and_stays_blank() -> None:
    assert card("kk", "kasi").training is None
    assert kasi() == []


@pytest.mark.clause("kk", "9.kasi")
@pytest.mark.parametrize("skill", KASI)
def test_the_kasi_has_both_skills(skill: str) -> None:
    others = [able(one) for one in KASI if one != skill]
    assert lacking("kk", "kasi", [schooled("SMU"), worked(4), *others]) == [f"skill: {skill}"]


@pytest.mark.clause("kk", "9.kasi")
@pytest.mark.parametrize(("short", "gaps"), [(0, []), (1, ["experience"])])
def test_the_kasi_has_worked_for_four_years(short: int, gaps: list[str]) -> None:
    assert kasi(short=short) == gaps


@pytest.mark.clause("kk", "9.operator")
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


@pytest.mark.clause("kk", "9.operator")
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


@pytest.mark.clause("kk", "9.operator")
@pytest.mark.parametrize("skill", OPERATOR)
def test_the_operator_has_both_skills(skill: str) -> None:
    known = [schooled("SMU"), trained("Pelatihan komputer"), worked(1)]
    known += [able(one) for one in OPERATOR if one != skill]
    assert lacking("kk", "operator", known) == [f"skill: {skill}"]


@pytest.mark.clause("kk", "9.operator")
@pytest.mark.parametrize(("short", "gaps"), [(0, []), (1, ["experience"])])
def test_the_operator_has_worked_for_a_year(short: int, gaps: list[str]) -> None:
    assert operator(short=short) == gaps


@pytest.mark.clause("kk", "9.loket")
@pytest.mark.parametrize(
    ("schooling", "gaps"), [("SMA", []), ("SMU", []), ("S1", []), ("SMK", ["education: SMA"])]
)
def test_the_counter_officer_finished_upper_secondary_school_and_no_equivalent_is_named(
    schooling: str, gaps: list[str]
) -> None:
    assert loket(schooling) == gaps


@pytest.mark.clause("kk", "9.loket")
@pytest.mark.parametrize(
    ("trainings", "gaps"),
    [
        (("Change management", "Diklat PATEN"), []),
        (("Change management",), ["training: Diklat PATEN"]),
        (("Diklat PATEN",), ["training: Manajemen perubahan (change management)"]),
    ],
)
def test_the_counter_officer_had_both_trainings(trainings: tuple[str, ...], gaps: list[str]) -> None:
    assert loket(trainings=trainings) == gaps


@pytest.mark.clause("kk", "9.loket")
@pytest.mark.parametrize("skill", LOKET)
def test_the_counter_officer_has_all_four_skills(skill: str) -> None:
    known = [schooled("SMA"), trained("Change management"), trained("Diklat PATEN"), worked(1)]
    known += [able(one) for one in LOKET if one != skill]
    assert lacking("kk", "loket", known) == [f"skill: {skill}"]


@pytest.mark.clause("kk", "9.loket")
@pytest.mark.parametrize(("short", "gaps"), [(0, []), (1, ["experience"])])
def test_the_counter_officer_has_worked_for_a_year(short: int, gaps: list[str]) -> None:
    assert loket(short=short) == gaps


@pytest.mark.clause("kk", "9.kasi")
def test_one_kasi() -> None:
    assert (shipped("kk").clause("9.kasi").text, card("kk", "kasi").post) == ("Kasi Pelayanan Umum", "kasi")
    assert card("kk", "kasi").count == 1


@pytest.mark.clause("kk", "9.operator")
def test_one_operator() -> None:
    assert (card("kk", "operator").post, card("kk", "operator").count) == ("operator", 1)


@pytest.mark.clause("kk", "9.loket")
def test_one_counter_officer() -> None:
    assert (card("kk", "loket").post, card("kk", "loket").count) == ("loket", 1)
