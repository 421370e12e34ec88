"""Every address, tried by whom it is for, by a colleague of another office, by another post and by a stranger.

The addresses are walked from the URL map: one without a row in `tests/trust/personas.py` fails here.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.config.urls import urlpatterns as every_address
from pamong.ledger.rules import Refused
from pamong.staff.guards import StaffRequest, staff_only
from tests.applications import installation as office
from tests.trust.personas import ROWS, code_of, complaints
from tests.trust.rows import Kind, Row, plain
from tests.trust.surveying import named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_offices", "quick")]


@pytest.fixture
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]


def without_row(rows: Any) -> list[str]:
    return sorted(set(named(get_resolver())) - set(rows))


def test_every_address_has_a_row() -> None:
    assert without_row(ROWS) == []


def test_no_row_is_left_of_an_address_that_is_gone() -> None:
    assert sorted(set(ROWS) - set(named(get_resolver()))) == []


@pytest.mark.parametrize("name", ROWS)
def test_each_address_opens_to_whom_it_is_for(name: str) -> None:
    assert complaints(name, ROWS[name]) == []


# The controls: views as somebody in a hurry would write them.


def no_door(_request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(str(Application.objects.get(public_code=code)))


@staff_only
def no_office(_request: StaffRequest, code: str) -> HttpResponse:
    return HttpResponse(str(Application.objects.get(public_code=code)))


@staff_only
def late_door(request: StaffRequest, code: str) -> HttpResponse:
    where = Application.objects.get(public_code=code).office_id
    with suppress(Refused):
        actions.hold(actor=office.actor("loket", where), key=office.key(), code=code, reason="power_cut")
    if request.actor.office != where:
        raise PermissionDenied
    return HttpResponse()


urlpatterns = [
    *every_address,
    path("uji/tanpa-pintu/<str:code>", no_door, name="no_door"),
    path("uji/tanpa-kantor/<str:code>", no_office, name="no_office"),
    path("uji/pintu-terlambat/<str:code>", late_door, name="late_door"),
]


@pytest.fixture
def careless(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize(
    ("view", "complaint"),
    [
        (no_door, "get by stranger"),
        (no_office, "get by colleague"),
        (late_door, "by colleague was answered 403 and changed something"),
    ],
)
@pytest.mark.usefixtures("careless")
def test_control_a_view_without_its_guard_fails(view: Callable[..., HttpResponse], complaint: str) -> None:
    row = Row(Kind.OBJECT, made=code_of(office.ktp), form=plain())
    assert any(complaint in line for line in complaints(view.__name__, row))


@pytest.mark.usefixtures("careless")
def test_control_a_new_address_without_a_row_fails() -> None:
    assert without_row(ROWS) == ["late_door", "no_door", "no_office"]
