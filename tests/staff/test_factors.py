"""The second factor: codes and passkeys for those who approve or administer."""

import base64
import html
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from pamong.ledger import clock
from pamong.ledger.queries import timeline
from pamong.ledger.rules import Refused, Subject
from pamong.staff import actions, codes
from pamong.staff.models import CodeSecret, Passkey
from tests.staff.authenticator import Authenticator
from tests.staff.people import JATIROTO, Hired, hire, key, try_to_sign_in

SECURITY = "/keamanan"
FACTOR = "/masuk/kedua"

# RFC 6238, appendix B: the secret is the ASCII text below; of the eight digits printed there the last six.
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_CODES = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)
    assert codes.code(RFC_SECRET, at) == code
    assert codes.matching_step(RFC_SECRET, code, at) == seconds // 30


@pytest.mark.parametrize(("off", "counts"), [(-90, False), (-31, True), (0, True), (29, True), (61, False)])
def test_a_telephone_may_be_half_a_minute_off(off: int, counts: bool) -> None:
    at = datetime(2026, 12, 14, 1, 0, 15, tzinfo=UTC)
    typed = codes.code(RFC_SECRET, at + timedelta(seconds=off))
    assert (codes.matching_step(RFC_SECRET, typed, at) is not None) is counts


@pytest.mark.parametrize("typed", ["", "28708", "2870822", "28708a", "２８７０８２"])
def test_what_is_no_code_matches_nothing(typed: str) -> None:
    assert codes.matching_step(RFC_SECRET, typed, datetime.fromtimestamp(59, tz=UTC)) is None


def opens(client: Client) -> bool:
    return client.get(SECURITY).status_code == 200


def question_on(page: Any) -> dict[str, Any]:
    found = re.search(r'data-question="([^"]*)"', page.content.decode())
    assert found is not None
    read: dict[str, Any] = json.loads(html.unescape(found[1]))
    return read


def secret_on(page: Any) -> str:
    found = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())
    assert found is not None
    return found[1]


def code_now(secret: str) -> str:
    return codes.code(secret, clock.now())


def set_up_codes(client: Client) -> str:
    secret = secret_on(client.get(FACTOR))
    assert client.post(FACTOR, {"code": code_now(secret), "key": key()}).status_code == 302
    return secret


def set_up_passkey(client: Client) -> Authenticator:
    telephone = Authenticator()
    answer = telephone.register(question_on(client.get(FACTOR)))
    sent = {"answer": answer, "name": "telepon", "key": key()}
    assert client.post("/keamanan/kunci-sandi", sent).status_code == 302
    return telephone


@pytest.fixture
def kasi(kantor: None) -> Hired:
    return hire("siti", "kasi")


def verbs(hired: Hired) -> list[str]:
    return [entry.verb for entry in timeline(Subject("person", str(hired.person_id)))]


class TestTheDoor:
    @pytest.mark.parametrize("post", ["kasi", "sekretaris", "camat", "it"])
    def test_the_password_alone_opens_nothing(self, client: Client, kantor: None, post: str) -> None:
        hire("siti", post)
        try_to_sign_in(client, "siti")
        assert client.get(SECURITY)["Location"].startswith(FACTOR)

    @pytest.mark.parametrize("post", ["operator", "loket", "information_officer", "desa", "dispenduk"])
    def test_control_the_other_posts_sign_in_with_the_password(
        self, client: Client, kantor: None, post: str
    ) -> None:
        hire("siti", post)
        try_to_sign_in(client, "siti")
        assert opens(client)

    @override_settings(DEMO=True)
    def test_the_demo_asks_for_none(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        assert opens(client)


class TestCodes:
    def test_the_first_sign_in_sets_them_up_the_second_asks_for_one(
        self, client: Client, kasi: Hired
    ) -> None:
        try_to_sign_in(client, "siti")
        secret = set_up_codes(client)
        assert opens(client)
        assert "add_codes" in verbs(kasi)
        clock.travel(timedelta(minutes=1))
        other = Client()
        try_to_sign_in(other, "siti")
        assert not opens(other)
        page = other.get(FACTOR).content.decode()
        assert secret not in page
        assert (
            other.post(FACTOR, {"code": code_now(secret), "next": SECURITY, "key": key()})["Location"]
            == SECURITY
        )
        assert opens(other)

    def test_a_code_counts_once(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        secret = set_up_codes(client)
        over_the_shoulder = Client()
        try_to_sign_in(over_the_shoulder, "siti")
        answer = over_the_shoulder.post(FACTOR, {"code": code_now(secret), "key": key()})
        assert answer.status_code == 422
        assert not opens(over_the_shoulder)

    def test_a_wrong_code_sets_nothing_up(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        secret = secret_on(client.get(FACTOR))
        wrong = "000000" if code_now(secret) != "000000" else "111111"
        page = client.post(FACTOR, {"code": wrong, "key": key()})
        assert page.status_code == 422
        assert "Periksa jam telepon" in page.content.decode()
        assert not opens(client)
        assert secret_on(client.get(FACTOR)) == secret

    def test_codes_cannot_be_guessed_one_after_the_other(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        secret = set_up_codes(client)
        clock.travel(timedelta(minutes=1))
        guesser = Client()
        try_to_sign_in(guesser, "siti")
        right = code_now(secret)
        wrong = "000000" if right != "000000" else "111111"
        for _ in range(5):
            assert "tidak cocok" in guesser.post(FACTOR, {"code": wrong, "key": key()}).content.decode()
        page = guesser.post(FACTOR, {"code": right, "key": key()})
        assert "Terlalu banyak percobaan" in page.content.decode()

    def test_the_secret_is_sealed_in_the_database(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        secret = secret_on(client.get(FACTOR))
        assert secret.encode() not in bytes(CodeSecret.objects.get().secret)

    def test_a_second_secret_needs_a_reset(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        set_up_codes(client)
        assert client.get("/keamanan/kode")["Location"] == SECURITY
        with pytest.raises(Refused) as refused:
            actions.begin_codes(person_id=kasi.person_id)
        assert refused.value.refusal.code == "codes_exist"
        with pytest.raises(Refused) as refused:
            actions.confirm_codes(actor=kasi.actor, typed="000000", key=key())
        assert refused.value.refusal.code == "no_secret"

    def test_a_code_of_a_person_without_codes_is_wrong(self, kasi: Hired) -> None:
        with pytest.raises(Refused) as refused:
            actions.check_code(person_id=kasi.person_id, typed="000000")
        assert refused.value.refusal.code == "wrong_code"


class TestPasskeys:
    def test_the_first_sign_in_makes_one_the_second_asks_for_it(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        telephone = set_up_passkey(client)
        assert opens(client)
        assert "telepon" in client.get(SECURITY).content.decode()
        assert "add_passkey" in verbs(kasi)
        other = Client()
        try_to_sign_in(other, "siti")
        assert not opens(other)
        answer = telephone.sign(question_on(other.get(FACTOR)))
        sent = other.post(f"{FACTOR}/kunci-sandi", {"answer": answer, "next": SECURITY, "key": key()})
        assert sent["Location"] == SECURITY
        assert opens(other)
        assert Passkey.objects.get().sign_count == 1

    def test_a_recorded_answer_does_not_count_again(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        telephone = set_up_passkey(client)
        other = Client()
        try_to_sign_in(other, "siti")
        recorded = telephone.sign(question_on(other.get(FACTOR)))
        assert other.post(f"{FACTOR}/kunci-sandi", {"answer": recorded, "key": key()}).status_code == 302
        thief = Client()
        try_to_sign_in(thief, "siti")
        thief.get(FACTOR)
        assert thief.post(f"{FACTOR}/kunci-sandi", {"answer": recorded, "key": key()}).status_code == 422
        assert not opens(thief)
        # And in the very session that asked: its challenge is used up.
        assert other.post(f"{FACTOR}/kunci-sandi", {"answer": recorded, "key": key()}).status_code == 422

    @pytest.mark.parametrize(
        "bent", ["another key", "another site", "another name", "no answer", "a list", "a number"]
    )
    def test_an_answer_that_is_not_to_the_question_is_refused(
        self, client: Client, kasi: Hired, bent: str
    ) -> None:
        try_to_sign_in(client, "siti")
        telephone = set_up_passkey(client)
        thief = Client()
        try_to_sign_in(thief, "siti")
        question = question_on(thief.get(FACTOR))
        answers = {
            "another key": Authenticator().sign(question),
            "another site": Authenticator("https://tetangga.example", private_key=telephone.private_key).sign(
                question
            ),
            "another name": Authenticator(credential_id=b"lain", private_key=telephone.private_key).sign(
                question
            ),
            "no answer": "bukan json",
            "a list": "[]",
            "a number": '{"id": 7}',
        }
        page = thief.post(f"{FACTOR}/kunci-sandi", {"answer": answers[bent], "key": key()})
        assert page.status_code == 422
        assert not opens(thief)

    def test_a_cloned_key_that_counts_backwards_is_refused(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        telephone = set_up_passkey(client)
        Passkey.objects.update(sign_count=7)
        other = Client()
        try_to_sign_in(other, "siti")
        answer = telephone.sign(question_on(other.get(FACTOR)))
        assert other.post(f"{FACTOR}/kunci-sandi", {"answer": answer, "key": key()}).status_code == 422

    def test_a_stolen_password_adds_no_passkey_of_its_own(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        set_up_codes(client)
        thief = Client()
        try_to_sign_in(thief, "siti")
        thief.get(FACTOR)
        sent = {"answer": "{}", "name": "pencuri", "key": key()}
        assert thief.post("/keamanan/kunci-sandi", sent).status_code == 403
        assert not Passkey.objects.exists()

    def test_a_passkey_is_added_once(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        telephone = set_up_passkey(client)
        again = telephone.register(question_on(client.get(SECURITY)))
        page = client.post("/keamanan/kunci-sandi", {"answer": again, "key": key()})
        assert page.status_code == 422
        assert "sudah terdaftar" in page.content.decode()

    def test_an_unreadable_answer_adds_nothing(self, client: Client, kasi: Hired) -> None:
        try_to_sign_in(client, "siti")
        client.get(FACTOR)
        for answer in ("{}", ""):
            assert client.post("/keamanan/kunci-sandi", {"answer": answer, "key": key()}).status_code == 422
        assert not opens(client)


def test_a_counter_officer_may_set_up_codes_too(client: Client, kantor: None) -> None:
    hire("budi", "loket")
    try_to_sign_in(client, "budi")
    secret = secret_on(client.get("/keamanan/kode"))
    sent = {"code": code_now(secret), "key": key()}
    assert client.post("/keamanan/kode", sent)["Location"] == SECURITY
    assert "Sudah dipasang" in client.get(SECURITY).content.decode()


class TestReset:
    def test_it_removes_a_lost_telephone_and_the_person_starts_anew(
        self, client: Client, kasi: Hired
    ) -> None:
        try_to_sign_in(client, "siti")
        first = set_up_codes(client)
        tono = hire("tono", "it")
        actions.reset_factors(actor=tono.actor, person_id=kasi.person_id, key=key())
        assert "reset_factors" in verbs(kasi)
        other = Client()
        try_to_sign_in(other, "siti")
        assert secret_on(other.get(FACTOR)) != first

    @pytest.mark.parametrize(("post", "office"), [("camat", "35.08.07"), ("it", JATIROTO)])
    def test_nobody_else_does(self, kasi: Hired, post: str, office: str) -> None:
        other = hire("tono", post, office)
        with pytest.raises(Refused):
            actions.reset_factors(actor=other.actor, person_id=kasi.person_id, key=key())
