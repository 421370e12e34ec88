"""Large print and strong contrast: the public's stands in the address and in every link, the staff's with the person."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_script_prefix

from pamong.ledger.queries import timeline
from pamong.ledger.rules import Refused, Subject
from pamong.shell.looks import LOOKS
from pamong.staff import actions
from pamong.staff.models import Person
from tests.applications.installation import KTP_OFFICE, ktp, lay_down
from tests.staff.people import hire, key, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("foundations")]
LINK = re.compile(r"(?:href|action)=\"(/[^\"]*)\"")
OWN_WAYS = re.compile(r"<p class=\"buttons looks\">.*?</p>", re.DOTALL)


@pytest.fixture(autouse=True)
def offices(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]  # type: ignore[attr-defined]
    lay_down()


def text(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    assert not answer.cookies
    return answer.content.decode()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", ["/", "/en/", "/status", f"/en/layanan/{KTP_OFFICE}/ktp"])
def test_a_look_holds_for_the_page_and_every_link_of_it(look: str, path: str) -> None:
    page = text(f"/{look}{path}")
    assert f'data-look="{LOOKS[look]}"' in page
    ways = [way for way in LINK.findall(OWN_WAYS.sub("", page)) if not way.startswith("/statis/")]
    assert ways
    assert [way for way in ways if not way.startswith(f"/{look}/")] == []
    assert get_script_prefix() == "/", "the next visitor reads in the usual print"


def test_the_usual_page_leads_to_both_looks_and_back() -> None:
    def looks(page: str) -> list[str]:
        found = OWN_WAYS.search(page)
        assert found
        return LINK.findall(found[0])

    assert "data-look" not in text("/status")
    assert looks(text("/status")) == ["/besar/status", "/kontras/status"]
    assert looks(text("/besar/status")) == ["/status", "/besar-kontras/status"]
    assert looks(text("/besar-kontras/en/status")) == ["/kontras/en/status", "/besar/en/status"]


def test_a_code_that_is_typed_leads_to_its_page_in_the_same_look() -> None:
    row = ktp()
    answer = Client().post("/besar/status", {"kode": row.public_code})
    assert answer["Location"] == f"/besar/status/{row.public_code}"
    wrong = Client().post("/besar/status", {"kode": "ZZZZZ"})
    assert "ZZZZZ" not in wrong.content.decode()


def test_the_other_language_keeps_the_look() -> None:
    assert 'href="/besar/en/status"' in text("/besar/status")
    assert 'href="/besar/status"' in text("/besar/en/status")


@pytest.mark.parametrize("path", ["/masuk", "/en/meja?sudah=1"])
def test_a_page_of_the_staff_has_one_address_only(path: str) -> None:
    answer = Client().get(f"/besar{path}")
    assert (answer.status_code, answer["Location"]) == (302, path)


def test_what_is_not_there_is_not_there_in_large_print() -> None:
    assert Client().get("/besar/tidak-ada").status_code == 404
    assert Client().get("/lebar/status").status_code == 404


def test_somebody_of_the_staff_reads_in_a_look_of_their_own_wherever_they_sign_in() -> None:
    siti = hire("siti", "loket")
    seat, other_seat = Client(), Client()
    sign_in(seat, siti)
    assert "data-look" not in seat.get("/keamanan").content.decode()
    answer = seat.post("/keamanan/tampilan", {"look": "besar", "key": str(uuid4())})
    assert answer["Location"] == "/keamanan"
    sign_in(other_seat, siti)
    page = other_seat.get("/keamanan").content.decode()
    assert 'data-look="large"' in page
    assert '<option value="besar" selected>' in page
    assert other_seat.post("/keamanan/tampilan", {"look": "lebar", "key": str(uuid4())}).status_code == 400


def test_the_log_says_that_a_look_was_chosen_and_not_which() -> None:
    siti = hire("siti", "loket")
    actions.set_look(actor=siti.actor, look="besar-kontras", key=key())
    last = timeline(Subject("person", str(siti.person_id)))[-1]
    assert (last.verb, last.payload) == ("set_look", {})
    with pytest.raises(Refused):
        actions.set_look(actor=siti.actor, look="lebar", key=key())
    assert Person.objects.get(pk=siti.person_id).look == "besar-kontras"
