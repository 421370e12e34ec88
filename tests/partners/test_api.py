"""The API: a program does what its token was made for, exactly once, and is told what, where, why and how to mend it."""

import json
import re
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import validate

from pamong.dispatch import queries as dispatch
from pamong.ledger import clock
from pamong.ledger.models import Entry
from pamong.ledger.queue import QueueTimeoutError
from pamong.ledger.rules import AlreadyDone, Refused
from pamong.partners import actions, commands, queries
from pamong.partners.models import PartnerToken
from pamong.partners.rules import PER_MINUTE, SCOPES
from pamong.residents.models import Resident
from tests.applications.installation import KTP_OFFICE, actor, key
from tests.dispatch.bags import DISPENDUK, arrived, codes, desk, sent
from tests.partners.programs import ROOT, UNTIL, Program, program, token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters")]


def problem(answer: Any) -> tuple[int, str]:
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status_code
    assert all(said[part] for part in ("title", "detail", "instance", "mend"))
    return answer.status_code, said["type"].removeprefix("urn:pamong:problem:")


def test_a_bundle_is_seen_received_and_its_results_are_written() -> None:
    bundle = sent(3)
    here = program()
    listed = here.get("bundel").json()["bundles"]
    assert [(each["office"], each["items"], each["counted"]) for each in listed] == [(KTP_OFFICE, 3, 0)]
    first, second, third = codes(bundle)
    got = here.post(f"bundel/{bundle.pk}/terima", {"codes": [first, second]}).json()
    assert (got["new"], got["already"], got["missing"]) == (2, 0, 1)
    assert here.post(f"bundel/{bundle.pk}/terima", {}).json()["new"] == 1
    queue = here.get("antrean").json()
    assert [each["code"] for each in queue["items"]] == [first, second, third]
    assert queue["next"] is None
    results = [
        {"code": first, "result": "printed"},
        {"code": second, "result": "refused", "reason": "missing_paper", "requirement": "photo"},
        {"code": "XXXX", "result": "printed"},
    ]
    done = here.post("hasil", {"results": results}).json()["results"]
    assert [(each["applied"], each["problem"]) for each in done] == [
        (True, ""),
        (True, ""),
        (False, "unknown"),
    ]
    assert {row.code: row.result for row in dispatch.queue(actor=desk()).items} == {
        first: "printed",
        second: "refused",
        third: "",
    }
    entry = Entry.objects.filter(verb="mark").latest("recorded_at")
    assert (entry.actor_post, entry.actor) == ("dispenduk", str(PartnerToken.objects.get().pk))


def test_a_request_sent_again_does_nothing_twice_and_is_answered_the_same() -> None:
    bundle = arrived(2)
    here, once = program(), key()
    body = {"results": [{"code": code, "result": "printed"} for code in codes(bundle)]}
    first = here.post("hasil", body, once=once)
    before = Entry.objects.count()
    again = here.post("hasil", body, once=once)
    assert (again.json(), Entry.objects.count()) == (first.json(), before)
    other = here.post("hasil", body)
    assert [each["applied"] for each in other.json()["results"]] == [False, False]
    assert Entry.objects.count() == before


def test_keys_of_two_programs_are_their_own() -> None:
    bundle = arrived(2)
    one, two = codes(bundle)
    once = key()
    assert (
        program().post("hasil", {"results": [{"code": one, "result": "printed"}]}, once=once).status_code
        == 200
    )
    done = program().post("hasil", {"results": [{"code": two, "result": "printed"}]}, once=once)
    assert done.json()["results"][0]["applied"] is True


def test_pages_of_the_queue_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pamong.dispatch.api.PAGE", 2)
    first = arrived(3)
    clock.travel(timedelta(minutes=5))
    second = arrived(2)
    here = program()
    seen: list[str] = []
    after: dict[str, str] = {}
    for _ in range(3):
        page = here.get("antrean", **after).json()
        seen += [each["code"] for each in page["items"]]
        after = {"after": page["next"]} if page["next"] else {}
    assert seen == [*codes(first), *codes(second)]
    assert after == {}
    assert here.get("antrean", office="35.08.17").json()["items"] == []


def test_nobody_is_named_and_no_number_is_told() -> None:
    arrived(2)
    here = program()
    told = here.get("bundel").content + here.get("antrean").content
    for person in Resident.objects.all():
        assert person.name.encode() not in told
    assert not re.search(rb"\d{16}", told)


@pytest.mark.parametrize("text", ["", "Bearer", "Bearer x", "Basic eDp5", f"Bearer pamong_{'a' * 43}"])
def test_without_a_token_that_counts_nothing_opens(text: str) -> None:
    answer = Client().get(f"{ROOT}/antrean", headers={"Authorization": text})
    assert problem(answer) == (401, "token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_with_its_last_day_or_its_revocation() -> None:
    ends = token(until=clock.now().date())
    assert Program(ends.text).get("antrean").status_code == 200
    clock.travel(timedelta(days=1))
    assert problem(Program(ends.text).get("antrean")) == (401, "token")
    other = token()
    it = actor("it", "35.08")
    for _ in range(2):
        actions.revoke_token(actor=it, key=key(), token_id=PartnerToken.objects.get(pk=other.token.id).pk)
    assert problem(Program(other.text).get("antrean")) == (401, "token")
    assert Entry.objects.filter(verb="revoke_partner_token").count() == 1


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_opens_its_own_and_nothing_else(scope: str) -> None:
    bundle = sent(1)
    here = program(scope)
    asked = {
        "bundles:read": here.get("bundel"),
        "bundles:receive": here.post(f"bundel/{bundle.pk}/terima", {}),
        "queue:read": here.get("antrean"),
        "results:write": here.post("hasil", {"results": [{"code": "X", "result": "printed"}]}),
    }
    assert {name for name, answer in asked.items() if answer.status_code == 200} == {scope}
    assert {problem(answer) for name, answer in asked.items() if name != scope} == {(403, "scope")}


def test_the_text_of_a_token_is_kept_nowhere() -> None:
    made = token()
    same = key()
    kept = str(list(PartnerToken.objects.values())) + str(list(Entry.objects.values("payload")))
    assert made.text not in kept
    options = {"office": DISPENDUK, "name": "Dua kali", "scopes": ["queue:read"], "valid_until": UNTIL}
    actions.make_token(actor=actor("it", "35.08"), key=same, **options)  # type: ignore[arg-type]
    with pytest.raises(AlreadyDone):
        actions.make_token(actor=actor("it", "35.08"), key=same, **options)  # type: ignore[arg-type]


def test_a_hasty_program_is_told_to_wait_a_minute() -> None:
    here = program()
    answers = [here.get("bundel").status_code for _ in range(PER_MINUTE + 1)]
    assert answers == [200] * PER_MINUTE + [429]
    assert problem(here.get("bundel")) == (429, "hurry")
    clock.travel(timedelta(minutes=1))
    assert here.get("bundel").status_code == 200


MARK = {"code": "X", "result": "printed"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"{", (400, "unreadable")),
        (b'{"results": [{"code": "\\ud800", "result": "printed"}]}', (400, "unreadable")),
        ({"results": []}, (422, "unsound")),
        ({"results": [{**MARK, "result": "burned"}]}, (422, "unsound")),
        ({"results": [{**MARK, "extra": 1}]}, (422, "unsound")),
        ({"results": [{**MARK, "note": "3508990101900001"}]}, (422, "unsound")),
        ({"results": [{**MARK, "note": "a\x00b"}]}, (422, "unsound")),
        ({"results": [{**MARK, "code": 7}]}, (422, "unsound")),
        ({"results": [MARK] * 501}, (422, "unsound")),
    ],
)
def test_a_request_that_says_not_what_it_must_is_told_where(body: Any, found: tuple[int, str]) -> None:
    answer = program().post("hasil", body)
    assert problem(answer) == found
    assert b"3508990101900001" not in answer.content
    if found[0] == 422:
        assert answer.json()["errors"][0]["where"].startswith("results")


def test_other_ways_to_ask_wrongly() -> None:
    bundle = sent(1)
    here = program()
    assert problem(here.client.get(f"{ROOT}/hasil")) == (405, "method")
    assert problem(here.get("antrean", after="x")) == (422, "unsound")
    assert problem(here.get("antrean", after="01a1fec7-0000-7000-8000-000000000000")) == (404, "not_found")
    assert problem(here.post("bundel/x/terima", {})) == (404, "not_found")
    assert problem(here.post("hasil", {"results": [MARK]}, once="1234567890")) == (422, "key")
    text = here.client.post(
        f"{ROOT}/hasil", "x", content_type="text/plain",
        headers={"Authorization": f"Bearer {here.text}", "Idempotency-Key": key()},
    )  # fmt: skip
    assert problem(text) == (415, "json")
    once = key()
    assert here.post(f"bundel/{bundle.pk}/terima", {}, once=once).status_code == 200
    other = sent(1)
    assert problem(here.post(f"bundel/{other.pk}/terima", {}, once=once))[0] == 409


def test_a_database_without_a_turn_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    here = program()

    def busy(**_named: Any) -> int:
        raise QueueTimeoutError

    monkeypatch.setattr(actions, "count_use", busy)
    answer = here.get("bundel")
    assert problem(answer) == (503, "busy")
    assert answer["Retry-After"] == "5"


def test_the_description_is_a_sound_openapi_document_and_says_what_is_served() -> None:
    answer = Client().get(f"{ROOT}/openapi.json")
    document = json.loads(answer.content)
    validate(document)
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {
        f"{ROOT}/bundel",
        f"{ROOT}/bundel/{{bundle}}/terima",
        f"{ROOT}/antrean",
        f"{ROOT}/hasil",
    }
    assert not answer.cookies


def test_control_a_description_with_a_hole_is_found() -> None:
    document = json.loads(Client().get(f"{ROOT}/openapi.json").content)
    del document["paths"][f"{ROOT}/hasil"]["post"]["responses"]
    document["paths"][f"{ROOT}/hasil"]["post"]["parameters"].append({"name": "x"})
    with pytest.raises(Exception, match="x"):
        validate(document)


def run(*words: str) -> int:
    parser = ArgumentParser()
    commands.add_parser(parser.add_subparsers())
    options = parser.parse_args(["partner", *words])
    return int(options.run(options))


def test_it_makes_lists_and_revokes_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", DISPENDUK, "Program contoh", "--scope", "queue:read", "--until", "2027-06-30") == 0
    text = capsys.readouterr().out.split()[-1]
    assert Program(text).get("antrean").status_code == 200
    token_id = queries.tokens(DISPENDUK)[0].id
    assert run("revoke", token_id) == 0
    assert run("list") == 0
    assert "dicabut" in capsys.readouterr().out
    assert len(queries.tokens()) == 1
    assert run("add", KTP_OFFICE, "Program", "--scope", "queue:read", "--until", "2027-06-30") == 1
    assert run("revoke", "01a1fec7-0000-7000-8000-000000000000") == 1
    assert "Dispenduk" in capsys.readouterr().err


def test_nobody_else_makes_or_revokes_a_token() -> None:
    made = token()
    with pytest.raises(Refused):
        actions.revoke_token(
            actor=actor("it", KTP_OFFICE), key=key(), token_id=PartnerToken.objects.get(pk=made.token.id).pk
        )
