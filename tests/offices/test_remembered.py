"""An office is read once in a request, however often its zone and name are asked for, and never remembered longer."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoAssertNumQueries

from pamong.offices import actions, queries, remembered
from pamong.offices.models import Office
from tests.offices.acting import IT

pytestmark = pytest.mark.django_db

OFFICE = "35.08.07"


@pytest.fixture(autouse=True)
def region() -> Iterator[None]:
    actions.load_region(actor=IT, key="region")
    yield
    remembered.forget()


def ask() -> None:
    for _ in range(3):
        queries.zone(OFFICE)
        queries.office(OFFICE)


def test_outside_a_request_nothing_is_remembered(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(6):
        ask()
    remembered.begin()
    ask()
    remembered.forget()
    with django_assert_num_queries(6):
        ask()


def test_in_a_request_it_is_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    remembered.begin()
    with django_assert_num_queries(1):
        ask()


def test_the_next_request_sees_what_another_process_changed() -> None:
    remembered.begin()
    ask()
    Office.objects.filter(pk=OFFICE).update(name="Kecamatan Baru")
    remembered.begin()
    assert queries.office(OFFICE).name == "Kecamatan Baru"


def test_one_that_was_not_there_is_looked_for_again() -> None:
    remembered.begin()
    with pytest.raises(queries.UnknownOffice):
        queries.office("99.99.99")
    actions.add_office(actor=IT, key="new", code="99.99.99", kind="kecamatan", name="Kecamatan Contoh")
    assert queries.office("99.99.99").place == "Contoh"
