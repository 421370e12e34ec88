import pytest

from pamong.residents import queries
from pamong.staff.rules import Actor
from tests.residents.people import BORN, enter, nik

PEOPLE = [
    ("Sutrisno Contoh", BORN),
    ("Sutrisno Abadi", BORN.replace(year=1984, month=12, day=14)),
    ("Hj. Siti Contoh, S.Pd", BORN.replace(year=1984)),
    ("Moh. Ali", BORN),
    ("Ali Muhammad", BORN),
]


@pytest.fixture
def people(loket: Actor) -> None:
    for serial, (name, born) in enumerate(PEOPLE, 1):
        enter(loket, name=name, birth_date=born, number=nik(serial, born=born))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("sutris", ["Sutrisno Abadi", "Sutrisno Contoh"]),
        ("contoh", ["Hj. Siti Contoh, S.Pd", "Sutrisno Contoh"]),
        ("contoh sutrisno", ["Sutrisno Contoh"]),
        ("siti", ["Hj. Siti Contoh, S.Pd"]),
        ("hj siti contoh", ["Hj. Siti Contoh, S.Pd"]),
        ("ali", ["Ali Muhammad", "Moh. Ali"]),
        ("muhammad a", ["Moh. Ali", "Ali Muhammad"]),
        ("muh ali", ["Moh. Ali", "Ali Muhammad"]),
        ("sutrisno 1984", ["Sutrisno Abadi"]),
        ("sutrisno 14-12-1984", ["Sutrisno Abadi"]),
        ("sutrisno 15-12-1984", []),
        ("sutrsino", ["Sutrisno Abadi", "Sutrisno Contoh"]),
        ("sutirsno abadi", ["Sutrisno Abadi"]),
        ("setrisno", ["Sutrisno Abadi", "Sutrisno Contoh"]),
        ("sutrino con", ["Sutrisno Contoh"]),
        ("suttrisno 1984", ["Sutrisno Abadi"]),
        ("jutrisno", ["Sutrisno Abadi", "Sutrisno Contoh"]),
        ("sutrisna", ["Sutrisno Abadi", "Sutrisno Contoh"]),
        ("jutrisna", []),
        ("sitl", []),
        ("sutrsino siti", []),
        ("risno", []),
        ("3508070101900001", ["Sutrisno Contoh"]),
        ("3508070101900099", []),
        ("0001", []),
        ("1111111111111111", []),
        ("", []),
        ("1984", []),
        ("%", []),
        ("sut_isno", []),
    ],
)
def test_people_are_found_by_whole_number_or_by_the_beginnings_of_their_names(
    loket: Actor, line: str, found: list[str]
) -> None:
    assert [row.name for row in queries.search(actor=loket, text=line)] == found


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("line", ["sutrisno", "3508070101900001"])
def test_an_office_does_not_find_whom_it_has_not_served(elsewhere: Actor, line: str) -> None:
    assert queries.search(actor=elsewhere, text=line) == ()


@pytest.mark.usefixtures("people")
def test_no_more_are_answered_than_asked_for(loket: Actor) -> None:
    assert len(queries.search(actor=loket, text="a", limit=1)) == 1
    assert len(queries.search(actor=loket, text="a", limit=2)) == 2
    assert [row.name for row in queries.search(actor=loket, text="a")] == [
        "Ali Muhammad",
        "Moh. Ali",
        "Sutrisno Abadi",
    ]
