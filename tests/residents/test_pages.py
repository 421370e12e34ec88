"""The pages of residents, through the door: signed in, with forms as a browser sends them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pamong.ledger import clock
from pamong.offices.models import Office
from pamong.residents import actions, queries
from pamong.residents.models import Recording, Resident
from pamong.staff.rules import Actor
from tests.residents.people import ELSEWHERE, VILLAGE, enter, fresh, nik
from tests.staff.people import Hired, hire, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "quick")]

SHOWN = "••••••••••••••01"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]


@pytest.fixture
def people(offices: None) -> dict[str, Hired]:
    return {
        **{post: hire(post, post) for post in ("loket", "operator", "sekretaris")},
        "elsewhere": hire("elsewhere", "loket", ELSEWHERE),
    }


@pytest.fixture
def counter(client: Client, people: dict[str, Hired]) -> Client:
    """A browser with the counter officer signed in."""
    sign_in(client, people["loket"])
    return client


def as_other(hired: Hired) -> Client:
    browser = Client()
    sign_in(browser, hired)
    return browser


def typed(**changes: str) -> dict[str, str]:
    """The form of a new resident as an officer fills it in."""
    return {
        "key": "0190f0ab-c0de-7abc-8abc-abcdef000001",
        "name": "Sutrisno Contoh",
        "number": nik(),
        "number_missing_reason": "",
        "sex": "m",
        "birth_place": "Lumajang",
        "birth_date": "01-01-1990",
        "citizenship": "wni",
        "village": VILLAGE,
        "kk_number": "3508071512100003",
        "address": "Jalan Contoh 1",
        "phone": "081234567890",
        **changes,
    }


def hidden(body: str) -> dict[str, str]:
    return dict(HIDDEN.findall(body))


def test_a_new_resident_is_entered_and_the_page_shows_the_number_masked(counter: Client) -> None:
    assert counter.get(reverse("residents:register")).status_code == 200
    answer = counter.post(reverse("residents:register"), typed())
    assert answer.status_code == 302
    body = counter.get(answer["Location"]).content.decode()
    assert SHOWN in body
    assert "••••••••••••••03" in body
    assert "1990" in body
    assert "01-01-1990" not in body
    for secret in (nik(), "3508071512100003"):
        assert secret not in body
        assert secret not in answer["Location"]


def test_the_form_sent_twice_enters_one_resident(counter: Client) -> None:
    first = counter.post(reverse("residents:register"), typed())
    second = counter.post(reverse("residents:register"), typed())
    assert first["Location"] == second["Location"]
    assert Resident.objects.count() == 1


def test_entering_goes_on_to_the_page_that_asked_and_never_to_another_host(counter: Client) -> None:
    answer = counter.post(reverse("residents:register"), typed(onward="/loket/permohonan/baru"))
    assert answer["Location"] == f"/loket/permohonan/baru?warga={Resident.objects.get().pk}"
    answer = counter.post(reverse("residents:register"), typed(onward="https://example.org/"))
    assert answer["Location"] == reverse("residents:page", args=[Resident.objects.get().pk])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Contoh 3508070101"}, "name"),
        ({"birth_date": "31-02-1990"}, "birth_date"),
        ({"birth_date": "01-01-2030"}, "birth_date"),
        ({"number": "350807010190"}, "number"),
        ({"number": "3508070101900000"}, "number"),
        ({"number": ""}, "number"),
        ({"kk_number": "123"}, "kk_number"),
        ({"phone": "telepon"}, "phone"),
        ({"village": ""}, "village"),
        ({"sex": ""}, "sex"),
    ],
)
def test_an_error_stands_at_its_field_and_draws_no_number(
    counter: Client, changes: dict[str, str], field: str
) -> None:
    answer = counter.post(reverse("residents:register"), typed(**changes))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert f'id="id_{field}_error"' in body
    assert nik() not in body
    assert "3508071512100003" not in body
    assert not Resident.objects.exists()


def test_a_number_typed_once_survives_an_error_elsewhere_without_being_drawn(counter: Client) -> None:
    body = counter.post(reverse("residents:register"), typed(name="")).content.decode()
    assert SHOWN in body
    again = typed(number="", kk_number="") | {
        name: hidden(body)[name] for name in ("number_kept", "kk_number_kept")
    }
    assert counter.post(reverse("residents:register"), again).status_code == 302
    (row,) = queries.search(actor=Actor("x", "X", "35.08.07", "loket"), text=nik())
    assert row.number_known


def test_a_sealed_number_of_another_form_is_worth_nothing(counter: Client) -> None:
    body = counter.post(reverse("residents:register"), typed(name="")).content.decode()
    kept = hidden(body)["number_kept"]
    for token in (kept, "no base64!", "QUJD"):
        other = typed(number="", number_kept=token, key="0190f0ab-c0de-7abc-8abc-abcdef000002")
        assert counter.post(reverse("residents:register"), other).status_code == 422


def test_what_looks_unusual_is_kept_only_after_these_very_warnings_were_seen(counter: Client) -> None:
    unusual = typed(name="Sutrisno", birth_date="02-01-1990")
    answer = counter.post(reverse("residents:register"), unusual)
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Simpan saja" in body
    assert "Nama hanya satu kata." in body
    confirm = re.search(r'name="confirmed" value="(\w+)"', body)
    assert confirm is not None
    more_unusual = unusual | {"sex": "f", "confirmed": confirm[1]}
    assert counter.post(reverse("residents:register"), more_unusual).status_code == 409
    assert counter.post(reverse("residents:register"), unusual | {"confirmed": confirm[1]}).status_code == 302


def test_a_number_this_office_knows_leads_to_the_person(counter: Client) -> None:
    counter.post(reverse("residents:register"), typed())
    answer = counter.post(reverse("residents:register"), typed(key="0190f0ab-c0de-7abc-8abc-abcdef000002"))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert reverse("residents:page", args=[Resident.objects.get().pk]) in body
    assert nik() not in body


def test_a_number_another_office_knows_is_served_here_by_one_more_act(
    counter: Client, people: dict[str, Hired]
) -> None:
    row = enter(people["elsewhere"].actor)
    answer = counter.post(reverse("residents:register"), typed())
    body = answer.content.decode()
    assert "Sutrisno" not in body.partition('<form method="post" novalidate>')[0]
    form = body.partition(reverse("residents:get_to_know"))[2].partition("</form>")[0]
    answer = counter.post(reverse("residents:get_to_know"), hidden(form))
    assert answer["Location"] == reverse("residents:page", args=[row.id])
    assert counter.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "spoil", [{"number_kept": "x"}, {"of_form": "0190f0ab-c0de-7abc-8abc-abcdef000009"}, {"key": ""}]
)
def test_serving_here_needs_the_number_itself(
    counter: Client, people: dict[str, Hired], spoil: dict[str, str]
) -> None:
    row = enter(people["elsewhere"].actor)
    body = counter.post(reverse("residents:register"), typed()).content.decode()
    form = body.partition(reverse("residents:get_to_know"))[2].partition("</form>")[0]
    assert counter.post(reverse("residents:get_to_know"), hidden(form) | spoil).status_code == 404
    assert counter.get(reverse("residents:page", args=[row.id])).status_code == 404


def test_a_correction_leaves_the_numbers_alone_unless_typed(
    counter: Client, people: dict[str, Hired]
) -> None:
    row = enter(people["loket"].actor, phone="081234567890")
    address = reverse("residents:correct", args=[row.id])
    body = counter.get(address).content.decode()
    assert "01-01-1990" in body
    assert nik() not in body
    sent = typed(name="Sutrisna Contoh", number="", kk_number="")
    answer = counter.post(address, sent)
    assert answer["Location"] == reverse("residents:page", args=[row.id])
    body = counter.get(answer["Location"]).content.decode()
    assert "Sutrisna Contoh" in body
    assert SHOWN in body
    repeated = counter.post(address, sent | {"key": "0190f0ab-c0de-7abc-8abc-abcdef000005"})
    assert "Tidak ada yang diubah" in repeated.content.decode()


def test_the_number_is_shown_for_a_purpose_once(counter: Client, people: dict[str, Hired]) -> None:
    row = enter(people["loket"].actor)
    address = reverse("residents:reveal", args=[row.id])
    key = "0190f0ab-c0de-7abc-8abc-abcdef000003"
    without = counter.post(address, {"key": key, "purpose": ""})
    assert without.status_code == 422
    assert nik() not in without.content.decode()
    answer = counter.post(address, {"key": key, "purpose": "type_into_siak"})
    assert nik() in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert nik() not in counter.get(reverse("residents:page", args=[row.id])).content.decode()


def test_a_resident_without_number_has_nothing_to_show(counter: Client, people: dict[str, Hired]) -> None:
    row = enter(people["loket"].actor, number=None, number_missing_reason="newborn")
    body = counter.get(reverse("residents:page", args=[row.id])).content.decode()
    assert "belum diketahui" in body
    assert reverse("residents:reveal", args=[row.id]) not in body
    refused = counter.post(
        reverse("residents:reveal", args=[row.id]),
        {"key": "0190f0ab-c0de-7abc-8abc-abcdef000003", "purpose": "type_into_siak"},
    )
    assert refused.status_code == 409


def test_an_answer_of_the_national_system_is_typed_in_with_the_time_of_the_wall(
    counter: Client, people: dict[str, Hired]
) -> None:
    Office.objects.filter(pk="35.08.07").update(zone="Asia/Makassar")
    row = enter(people["loket"].actor)
    address = reverse("residents:national_answer", args=[row.id])
    sent = {
        "key": "0190f0ab-c0de-7abc-8abc-abcdef000004",
        "state": "recorded_card_pending",
        "answered_at": "14-12-2026 09.30",
    }
    assert counter.post(address, sent | {"answered_at": "soon"}).status_code == 422
    assert counter.post(address, sent).status_code == 302
    answer = queries.national_answer(actor=people["loket"].actor, resident_id=row.id)
    assert answer is not None
    assert answer.answered_at.isoformat() == "2026-12-14T01:30:00+00:00"
    body = counter.get(reverse("residents:page", args=[row.id])).content.decode()
    assert "14-12-2026 09.30" in body
    ahead = sent | {"key": "0190f0ab-c0de-7abc-8abc-abcdef000006", "answered_at": "14-12-2026 23.00"}
    assert counter.post(address, ahead).status_code == 409


def test_a_recording_is_voided_by_two_people_through_the_page(
    counter: Client, people: dict[str, Hired], offices: None
) -> None:
    operator = as_other(people["operator"])
    row = enter(people["loket"].actor)
    recording = actions.record_biometrics(
        actor=people["operator"].actor, key=fresh(), resident_id=row.id, reference="AB12-CD34"
    )
    ask = reverse("residents:ask_void", args=[recording.id])
    assert ask not in counter.get(reverse("residents:page", args=[row.id])).content.decode()
    assert ask in operator.get(reverse("residents:page", args=[row.id])).content.decode()
    key = "0190f0ab-c0de-7abc-8abc-abcdef000007"
    assert counter.post(ask, {"key": key, "reason": "wrong_person"}).status_code == 403
    assert operator.post(ask, {"key": key, "reason": ""}).status_code == 422
    assert operator.post(ask, {"key": key, "reason": "wrong_person"}).status_code == 302
    again = operator.post(ask, {"key": "0190f0ab-c0de-7abc-8abc-abcdef000008", "reason": "wrong_person"})
    assert again.status_code == 409
    for name in ("approve_void", "decline_void"):
        assert (
            operator.post(reverse(f"residents:{name}", args=[recording.id]), {"key": key}).status_code == 403
        )
    assert Recording.objects.get().voided_at is None


def test_who_has_not_served_the_resident_sees_nothing_at_the_same_address(
    counter: Client, people: dict[str, Hired]
) -> None:
    row = enter(people["loket"].actor)
    recording = actions.record_biometrics(
        actor=people["operator"].actor, key=fresh(), resident_id=row.id, reference="AB12-CD34"
    )
    stranger = as_other(people["elsewhere"])
    for name in ("page", "correct"):
        address = reverse(f"residents:{name}", args=[row.id])
        assert counter.get(address).status_code == 200
        assert stranger.get(address).status_code == 404
    key = "0190f0ab-c0de-7abc-8abc-abcdef000009"
    for name, data in (
        ("correct", typed(name="Nama Lain", number="", kk_number="")),
        ("reveal", {"key": key, "purpose": "type_into_siak"}),
        ("national_answer", {"key": key, "state": "not_recorded", "answered_at": "14-12-2026 08.00"}),
    ):
        assert stranger.post(reverse(f"residents:{name}", args=[row.id]), data).status_code == 404
    assert stranger.post(reverse("residents:ask_void", args=[recording.id]), {"key": key}).status_code == 403
    assert queries.get(actor=people["loket"].actor, resident_id=row.id) == row


def test_a_post_outside_general_services_reads_and_changes_nothing(people: dict[str, Hired]) -> None:
    row = enter(people["loket"].actor)
    stranger = Client()
    assert stranger.get(reverse("residents:page", args=[row.id])).status_code == 302
    clock.travel(timedelta(seconds=1))
    assert stranger.post(reverse("residents:reveal", args=[row.id])).status_code == 302


@pytest.mark.parametrize(("decision", "voided"), [("approve_void", True), ("decline_void", False)])
def test_the_kasi_decides_about_a_voiding_on_the_residents_page(
    client: Client, people: dict[str, Hired], decision: str, voided: bool
) -> None:
    row = enter(people["loket"].actor)
    operator = people["operator"].actor
    recording = actions.record_biometrics(
        actor=operator, key=fresh(), resident_id=row.id, reference="AB12-CD34"
    )
    actions.void_recording(actor=operator, key=fresh(), recording_id=recording.id, reason="wrong_person")
    sign_in(client, hire("kasi", "kasi"))
    session = client.session
    session["factor"] = True  # the second proof is tested in its own room
    session.save()
    address = reverse(f"residents:{decision}", args=[recording.id])
    body = client.get(reverse("residents:page", args=[row.id])).content.decode()
    sent = hidden(body.partition(address)[2].partition("</form>")[0])
    assert client.post(address, sent).status_code == 302
    assert (Recording.objects.get().voided_at is not None) is voided
    again = client.post(address, {"key": "0190f0ab-c0de-7abc-8abc-abcdef00000a"})
    assert again.status_code == 409
    body = client.get(reverse("residents:page", args=[row.id])).content.decode()
    assert ("dibatalkan" in body) is voided


def test_a_card_that_is_out_shows_in_the_register(counter: Client, people: dict[str, Hired]) -> None:
    row = enter(people["loket"].actor)
    actions.record_biometrics(
        actor=people["operator"].actor, key=fresh(), resident_id=row.id, reference="AB12-CD34"
    )
    actions.mark_card_issued(resident_id=row.id, on=clock.now().date())
    body = counter.get(reverse("residents:page", args=[row.id])).content.decode()
    assert "KTP diserahkan 14-12-2026" in body


def test_an_address_that_leads_to_no_recording_is_not_found(people: dict[str, Hired]) -> None:
    operator = as_other(people["operator"])
    address = reverse("residents:ask_void", args=["0190f0ab-c0de-7abc-8abc-abcdef000001"])
    assert operator.post(address, {"key": "0190f0ab-c0de-7abc-8abc-abcdef000002"}).status_code == 404
