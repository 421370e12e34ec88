"""How somebody wishes to be told: by a way that reaches them, or not at all."""

import pytest

from pamong.ledger.rules import Refused
from pamong.residents import actions, queries
from pamong.residents.models import Resident
from pamong.residents.queries import ResidentRow, Wish
from pamong.residents.rules import NoticeWish, why_not_wish
from pamong.staff.rules import Actor
from tests.residents.people import enter

PHONE, EMAIL = "081230000001", "sekar@contoh.example"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (NoticeWish(""), ""),
        (NoticeWish("", "en", PHONE, EMAIL), ""),
        (NoticeWish("email", "id", "", EMAIL), ""),
        (NoticeWish("email", "id", PHONE, ""), "notice_channel_needs_email"),
        (NoticeWish("whatsapp", "id", PHONE, ""), ""),
        (NoticeWish("sms", "id", PHONE, ""), ""),
        (NoticeWish("sms", "id", "", EMAIL), "notice_channel_needs_phone"),
        (NoticeWish("whatsapp", "id", "bukan nomor", ""), "notice_channel_needs_phone"),
        (NoticeWish("merpati", "id", PHONE, EMAIL), "notice_channel_unknown"),
        (NoticeWish("email", "jv", PHONE, EMAIL), "notice_language_unknown"),
        (NoticeWish("", "id", "", "sekar"), "email_wrong"),
        (NoticeWish("", "id", "", "sekar@contoh"), "email_wrong"),
        (NoticeWish("", "id", "", "a b@contoh.id"), "email_wrong"),
        (NoticeWish("", "id", "", "a@contoh.id\nBcc: b@contoh.id"), "email_wrong"),
        (NoticeWish("", "id", "", "x" * 200 + "@contoh.id"), "email_wrong"),
        (NoticeWish("", "id", "", "3508991705900001@contoh.id"), "email_has_number"),
    ],
)
def test_a_wish_can_be_met_or_is_refused_at_its_field(wish: NoticeWish, code: str) -> None:
    refusal = why_not_wish(wish)
    assert (refusal.code if refusal else "") == code


def test_who_asks_is_remembered_and_the_address_lies_sealed(loket: Actor) -> None:
    row = enter(loket, email=EMAIL, notice_channel="email", notice_language="en")
    assert queries.wish(resident_id=row.id) == Wish("email", "en")
    assert queries.notice_address(resident_id=row.id, channel="email") == EMAIL
    stored = Resident.objects.values_list("email_sealed", flat=True).get(pk=row.id)
    assert stored is not None
    assert EMAIL.encode() not in bytes(stored)


def test_who_does_not_ask_has_no_wish(resident: ResidentRow) -> None:
    assert queries.wish(resident_id=resident.id) is None


def test_a_wish_is_corrected_and_taken_back(loket: Actor, resident: ResidentRow) -> None:
    actions.correct(actor=loket, key="k-1", resident_id=resident.id, phone=PHONE, notice_channel="whatsapp")
    assert queries.wish(resident_id=resident.id) == Wish("whatsapp", "id")
    assert queries.notice_address(resident_id=resident.id, channel="whatsapp") == "+6281230000001"
    with pytest.raises(Refused) as refused:
        actions.correct(actor=loket, key="k-2", resident_id=resident.id, phone="")
    assert refused.value.refusal.code == "notice_channel_needs_phone"
    actions.correct(actor=loket, key="k-3", resident_id=resident.id, notice_channel="")
    assert queries.wish(resident_id=resident.id) is None


def test_a_wish_that_cannot_be_met_registers_nobody(loket: Actor) -> None:
    with pytest.raises(Refused):
        enter(loket, notice_channel="email")
    assert not Resident.objects.exists()
