"""Forms keep what was typed: sealed, for the person who typed it, until the act is done."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client

from pamong.ledger import clock
from pamong.offices.models import Office
from pamong.residents import actions as residents
from pamong.residents.models import Resident
from pamong.staff import kept
from pamong.staff.actions.keeping import KEPT_FOR, drop_old_forms
from pamong.staff.models import KeptForm
from pamong.vault import rotation
from tests.applications.browsing import text, typed
from tests.staff.people import JATIROTO, PIN, YOSOWILANGUN, Hired, hire, key, sign_in
from tests.staff.test_locking import change, unlock

pytestmark = pytest.mark.usefixtures("kantor")

FORM = "/warga/baru"
BACK = "Isian Anda yang belum selesai dipulihkan"
NUMBER = "3508070101900001"
PERSON = {
    "name": "Sutrisno Contoh",
    "number": NUMBER,
    "number_missing_reason": "",
    "sex": "m",
    "birth_place": "Lumajang",
    "birth_date": "01-01-1990",
    "citizenship": "wni",
    "village": f"{YOSOWILANGUN}.2001",
    "kk_number": "",
    "address": "Jalan Contoh 1",
    "phone": "081234567890",
}
HALF = {"name": "Sutrisno Con", "sex": "m", "birth_place": "Luma", "birth_date": "01-0"}


@pytest.fixture
def siti() -> Hired:
    Office.objects.create(code=f"{YOSOWILANGUN}.2001", kind="desa", name="Desa Uji", parent_id=YOSOWILANGUN)
    return hire("siti", "loket", pin=True)


@pytest.fixture
def budi() -> Hired:
    return hire("budi", "operator", pin=True)


@pytest.fixture
def counter(client: Client, siti: Hired) -> Client:
    sign_in(client, siti)
    return client


def save(client: Client, **values: str) -> Any:
    """What the script of the form sends a moment after a change."""
    form = {"isian": "resident", "key": str(uuid4()), **values}
    return client.post(
        "/isian", form, headers={"hx-request": "true", "hx-current-url": f"http://testserver{FORM}"}
    )


def shown(client: Client, address: str = FORM) -> dict[str, str]:
    """What stands in the fields of the form, if its page says that it is back."""
    page = client.get(address)
    assert page.status_code == 200
    return typed(page) if BACK in text(page) or "is back" in text(page) else {}


def form(**values: str) -> QueryDict:
    return QueryDict(urlencode({"isian": "resident", "key": str(uuid4()), **values}))


@pytest.mark.parametrize("address", [FORM, f"/en{FORM}"])
def test_what_was_typed_stands_in_the_form_again_with_its_key(counter: Client, address: str) -> None:
    used = str(uuid4())
    assert save(counter, key=used, **HALF).status_code == 204
    found = shown(counter, address)
    assert {name: found[name] for name in (*HALF, "key")} == {**HALF, "key": used}


def test_control_without_saving_nothing_comes_back(counter: Client) -> None:
    assert shown(counter) == {}


def test_only_the_last_state_is_kept_and_the_same_again_writes_nothing(counter: Client) -> None:
    used = str(uuid4())
    save(counter, key=used, name="Su")
    clock.travel(timedelta(minutes=1))
    save(counter, key=used, name="Sutrisno")
    moment = KeptForm.objects.get().kept_at
    clock.travel(timedelta(minutes=1))
    save(counter, key=used, name="Sutrisno")
    assert KeptForm.objects.get().kept_at == moment
    assert shown(counter)["name"] == "Sutrisno"


class TestTwoPeople:
    def test_after_a_change_by_pin_each_finds_only_their_own(
        self, client: Client, siti: Hired, budi: Hired
    ) -> None:
        sign_in(client, budi)
        sign_in(client, siti)
        save(client, **HALF)
        change(client, budi, next_page=FORM)
        assert shown(client) == {}
        save(client, name="Orang lain")
        change(client, siti)
        assert shown(client)["name"] == HALF["name"]
        change(client, budi)
        assert shown(client)["name"] == "Orang lain"

    def test_nobody_drops_what_another_typed(self, counter: Client, siti: Hired, budi: Hired) -> None:
        save(counter, **HALF)
        other = Client()
        sign_in(other, budi)
        assert other.post("/isian/buang", {"name": "resident"}).status_code == 302
        assert shown(counter)["name"] == HALF["name"]

    def test_not_even_under_the_key_of_the_others_row(self, siti: Hired, budi: Hired) -> None:
        from pamong.staff import actions

        kept.keep(siti.actor, form(name="Su"))
        actions.keeping.drop_form(actor=budi.actor, form_id=KeptForm.objects.get().pk)
        assert KeptForm.objects.count() == 1

    def test_the_same_person_in_another_office_is_another_desk(self, siti: Hired) -> None:
        kept.keep(siti.actor, form(name="Su"))
        elsewhere = hire("siti.jatiroto", "loket", JATIROTO)
        kept.keep(elsewhere.actor, form(name="Dewi"))
        assert {str(row.office_id) for row in KeptForm.objects.all()} == {YOSOWILANGUN, JATIROTO}
        assert kept.identifier(siti.actor, "resident") != kept.identifier(elsewhere.actor, "resident")


class TestLock:
    def test_a_field_typed_after_the_lock_is_kept_and_the_page_stays_locked(self, counter: Client) -> None:
        save(counter, name="Su")
        clock.travel(timedelta(minutes=4))
        answer = save(counter, name="Sutrisno")
        assert answer["HX-Redirect"].startswith("/kunci")
        assert counter.get(FORM)["Location"].startswith("/kunci")
        unlock(counter, PIN, FORM)
        assert shown(counter)["name"] == "Sutrisno"

    def test_a_form_sent_from_a_locked_page_is_not_carried_out_and_not_lost(self, counter: Client) -> None:
        clock.travel(timedelta(minutes=4))
        answer = counter.post(FORM, {"isian": "resident", "key": str(uuid4()), **PERSON})
        assert answer["Location"].startswith("/kunci")
        assert not Resident.objects.exists()
        unlock(counter, PIN, FORM)
        assert shown(counter)["address"] == "Jalan Contoh 1"

    def test_typing_counts_as_a_hand(self, counter: Client) -> None:
        for letters in ("S", "Su", "Sut"):
            clock.travel(timedelta(minutes=2))
            assert save(counter, name=letters).status_code == 204

    def test_whoever_is_not_signed_in_keeps_nothing(self, client: Client, siti: Hired) -> None:
        assert save(client, **HALF)["HX-Redirect"].startswith("/masuk")
        assert not KeptForm.objects.exists()


class TestErrors:
    def test_a_refused_form_is_found_again_after_a_reload(self, counter: Client) -> None:
        form = {"isian": "resident", "key": str(uuid4()), **PERSON, "birth_date": "31-02-1990"}
        assert counter.post(FORM, form).status_code == 422
        assert shown(counter)["birth_date"] == "31-02-1990"

    def test_so_is_one_that_ended_in_an_error_page(
        self, counter: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(**_: Any) -> None:
            raise RuntimeError("forced")

        monkeypatch.setattr("pamong.residents.actions.register", fails)
        counter.raise_request_exception = False
        assert counter.post(FORM, {"isian": "resident", "key": str(uuid4()), **PERSON}).status_code == 500
        assert shown(counter)["name"] == PERSON["name"]

    def test_what_the_post_may_not_do_is_not_kept(self, client: Client, siti: Hired) -> None:
        sign_in(client, hire("dina", "information_officer"))
        assert client.post(FORM, {"isian": "resident", "key": str(uuid4()), **PERSON}).status_code == 403
        assert not KeptForm.objects.exists()

    @pytest.mark.parametrize("name", ["", "x" * 201])
    def test_a_form_without_a_usable_name_is_nothing_to_keep(self, counter: Client, name: str) -> None:
        assert counter.post("/isian", {"isian": name}).status_code == 400
        assert counter.post("/isian/buang", {"name": name}).status_code == 400

    def test_a_row_that_does_not_open_is_nothing_to_keep_and_is_written_over(self, counter: Client) -> None:
        save(counter, **HALF)
        KeptForm.objects.update(content=b"altered")
        assert shown(counter) == {}
        save(counter, name="Sut")
        assert shown(counter)["name"] == "Sut"


class TestDone:
    def test_the_act_ends_it(self, counter: Client) -> None:
        used = str(uuid4())
        save(counter, key=used, **PERSON)
        answer = counter.post(FORM, {"isian": "resident", "key": used, **PERSON})
        assert answer.status_code == 302
        assert not KeptForm.objects.exists()
        assert shown(counter) == {}

    def test_a_saving_that_arrives_late_does_not_bring_the_form_back(self, counter: Client) -> None:
        """With it would come the used key, and the next resident would be answered with this one."""
        used = str(uuid4())
        assert counter.post(FORM, {"isian": "resident", "key": used, **PERSON}).status_code == 302
        assert save(counter, key=used, **PERSON).status_code == 204
        assert not KeptForm.objects.exists()

    def test_nor_does_one_that_the_act_overtook(self, counter: Client, siti: Hired) -> None:
        used = str(uuid4())
        save(counter, key=used, **PERSON)
        # The process ends between the act and the end of its form.
        residents.register(actor=siti.actor, key=used, **_values())
        assert KeptForm.objects.count() == 1
        assert shown(counter) == {}

    def test_a_lost_answer_cannot_file_twice(self, counter: Client) -> None:
        used = str(uuid4())
        save(counter, key=used, **PERSON)
        again = shown(counter)
        sent = {"isian": "resident", **PERSON, "key": again["key"]}
        first, second = counter.post(FORM, sent), counter.post(FORM, sent)
        assert first["Location"] == second["Location"]
        assert Resident.objects.count() == 1

    def test_serving_whom_another_office_knows_ends_it_too(self, counter: Client) -> None:
        elsewhere = hire("dewi", "loket", JATIROTO)
        residents.register(actor=elsewhere.actor, key=key(), **_values())
        form = {"isian": "resident", "key": str(uuid4()), **PERSON}
        page = counter.post(FORM, form)
        sealed = typed(page)
        assert KeptForm.objects.count() == 1
        sent = {"key": key(), "of_form": form["key"], "number_kept": sealed["number_kept"]}
        assert counter.post("/warga/dikenal", sent).status_code == 302
        assert not KeptForm.objects.exists()

    def test_one_can_begin_anew(self, counter: Client) -> None:
        save(counter, **HALF)
        answer = counter.post(
            "/isian/buang", {"name": "resident"}, headers={"referer": f"http://testserver{FORM}?lanjut=/x"}
        )
        assert answer["Location"] == f"{FORM}?lanjut=/x"
        assert shown(counter) == {}

    def test_after_a_week_it_is_forgotten(self, counter: Client, siti: Hired) -> None:
        save(counter, **HALF)
        clock.travel(KEPT_FOR - timedelta(minutes=1))
        assert drop_old_forms() == 0
        clock.travel(timedelta(minutes=2))
        assert drop_old_forms() == 1
        assert not KeptForm.objects.exists()


class TestNumbers:
    def test_a_whole_number_comes_back_sealed_and_is_entered(self, counter: Client) -> None:
        save(counter, **PERSON)
        page = counter.get(FORM)
        assert NUMBER not in text(page)
        assert "••••••••••••••01" in text(page)
        again = typed(page)
        assert again["number"] == ""
        assert counter.post(FORM, again).status_code == 302
        assert Resident.objects.get().number_index is not None

    def test_it_survives_a_second_reload(self, counter: Client) -> None:
        save(counter, **PERSON)
        again = shown(counter)
        del again["isian"]
        save(counter, **{**again, "name": "Sutrisno Lain"})
        assert "••••••••••••••01" in text(counter.get(FORM))

    def test_a_number_typed_halfway_has_to_be_typed_again_and_the_form_says_so(self, counter: Client) -> None:
        save(counter, **{**PERSON, "number": "350807010"})
        page = counter.get(FORM)
        assert "Belum lengkap ketika disimpan; ketik lagi." in text(page)
        assert "350807010" not in text(page)

    def test_nothing_of_it_is_readable_in_the_row_or_in_words(self, counter: Client, siti: Hired) -> None:
        save(counter, **PERSON)
        row = KeptForm.objects.get()
        assert not any(part in bytes(row.content) for part in (b"Sutrisno", NUMBER.encode(), b"resident"))
        request = type("Opened", (), {"method": "GET"})()
        found = kept.find(request, siti.actor, "resident")
        assert found is not None
        assert NUMBER not in f"{found!r} {row!r} {row}"

    def test_it_opens_after_the_keys_were_changed(self, counter: Client) -> None:
        save(counter, **HALF)
        before = bytes(KeptForm.objects.get().content)
        rotation.rotate_encryption_key()
        assert bytes(KeptForm.objects.get().content) != before
        assert shown(counter)["name"] == HALF["name"]


def _values() -> dict[str, Any]:
    from datetime import date

    return {**PERSON, "birth_date": date(1990, 1, 1)}
