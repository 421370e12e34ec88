"""Lists of open applications: parts with counts, pages by cursor, quick acts, many at once, lists kept by name."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.applications import actions as applications
from pamong.applications import queries
from pamong.applications.models import Application
from pamong.applications.queries import Part, Wanted
from pamong.desk import actions
from pamong.desk import queries as desk
from pamong.desk.rules import MOST_FILTERS, one_act, why_not_filter
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import Refused
from tests.applications.browsing import browser, text
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    complete,
    key,
    ktp,
    ktp_at,
    resident,
    set_clock,
    verbs,
)

pytestmark = pytest.mark.usefixtures("counters")

LIST, CHOSEN = "/meja/daftar", "/meja/daftar/laksanakan"


def rows(part: Part, post: str = "loket", **narrowed: str) -> list[str]:
    found = queries.waiting(actor=actor(post), wanted=Wanted(part, **narrowed))
    return [row.code for row in found.rows]


def copies(row: Application, number: int, **columns: Any) -> None:
    """More open applications like this one, each of a person of its own, laid down as rows."""
    people = [resident().id for _ in range(number)]
    first = 1000 + Application.objects.count()
    for place, person in enumerate(people):
        row.pk, row.resident_id, row.number, row.public_code = (
            uuid7(),
            person,
            first + place,
            f"C{first + place:013}",
        )
        for name, value in columns.items():
            setattr(row, name, value(place) if callable(value) else value)
        row.save(force_insert=True)


def test_an_application_stands_in_the_parts_it_belongs_to() -> None:
    mine, sent, returned, ready = ktp("not_recorded"), ktp_at("back"), ktp_at("submit"), ktp_at("hand-over")
    held = complete(ktp("not_recorded"))
    applications.hold(actor=actor("loket"), key=key(), code=held.public_code, reason="power_cut")
    codes = {name: row.public_code for name, row in locals().items() if isinstance(row, Application)}
    parts = {part: set(rows(part, "kasi")) for part in Part}
    assert parts[Part.RETURNED] == {codes["returned"]}
    assert parts[Part.READY] == {codes["ready"]}
    assert parts[Part.HOLD] == {codes["held"]}
    assert parts[Part.OUTSIDE] == {codes["sent"]}
    assert parts[Part.ALL] == set(codes.values())
    assert codes["mine"] in parts[Part.OWN]
    assert codes["held"] not in parts[Part.OWN], "the recording is the operator's"
    assert mine.step == "examine"
    counts = queries.counts(actor=actor("kasi"))
    assert counts == {part: len(found) for part, found in parts.items() if part is not Part.ALL}
    assert {returned.step, ready.step, sent.step} == {"submit", "hand-over", "back"}


def test_late_and_due_today_are_told_apart() -> None:
    row = complete(ktp("recorded_card_pending"))
    for moment, part in (
        ("2026-12-30 08:00", None),
        ("2027-01-04 08:00", Part.TODAY),
        ("2027-01-05 08:00", Part.LATE),
    ):
        set_clock(moment)
        found = [each for each in (Part.TODAY, Part.LATE) if row.public_code in rows(each)]
        assert found == ([part] if part else []), moment


def test_a_list_is_narrowed_by_service_and_step() -> None:
    row = ktp("not_recorded")
    other = complete(ktp("not_recorded"))
    assert rows(Part.ALL, service="ktp", step="examine") == [row.public_code]
    assert rows(Part.ALL, step="record") == [other.public_code]
    assert rows(Part.ALL, service="kk") == []


def pages(limit: int) -> Iterator[list[str]]:
    after = ""
    while True:
        page = queries.waiting(
            actor=actor("loket"), wanted=Wanted(Part.ALL), after=queries.cursor(after), limit=limit
        )
        yield [row.code for row in page.rows]
        after = page.after
        if not after:
            return


def pages_back(limit: int) -> Iterator[list[str]]:
    """From the last page to the first."""
    wanted = Wanted(Part.ALL)
    page = queries.waiting(actor=actor("loket"), wanted=wanted, limit=limit)
    while page.after:
        after = queries.cursor(page.after)
        page = queries.waiting(actor=actor("loket"), wanted=wanted, after=after, limit=limit)
    while page.before:
        before = queries.cursor(page.before)
        page = queries.waiting(actor=actor("loket"), wanted=wanted, before=before, limit=limit)
        yield [row.code for row in page.rows]


def test_the_way_back_leads_to_a_whole_first_page_when_rows_went_away() -> None:
    copies(ktp("not_recorded"), 4, submitted_at=lambda place: at(f"2026-12-1{place} 08:00"))
    whole = rows(Part.ALL)
    second = queries.waiting(
        actor=actor("loket"), wanted=Wanted(Part.ALL), limit=2, after=queries.cursor(after_first(2))
    )
    applications.withdraw(actor=actor("loket"), key=key(), code=whole[0], reason="applicant_wish")
    page = queries.waiting(
        actor=actor("loket"), wanted=Wanted(Part.ALL), limit=2, before=queries.cursor(second.before)
    )
    assert [row.code for row in page.rows] == whole[1:3]
    assert (page.before, bool(page.after)) == ("", True)


def after_first(limit: int) -> str:
    return queries.waiting(actor=actor("loket"), wanted=Wanted(Part.ALL), limit=limit).after


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_by_cursor_hold_every_row_once_in_one_order(limit: int) -> None:
    row = ktp("not_recorded")
    copies(
        row,
        6,
        due_at=lambda place: [None, at("2026-12-20 15:00"), at("2026-12-18 15:00")][place % 3],
        submitted_at=lambda place: at(f"2026-12-1{place // 2} 08:00"),
    )
    found = list(pages(limit))
    whole = next(pages(100))
    assert [code for page in found for code in page] == whole
    assert len(whole) == len(set(whole)) == 7
    assert max(len(page) for page in found) <= limit
    assert list(pages_back(limit)) == found[-2::-1], "the way back leads over the same pages"
    dues = [Application.objects.get(public_code=code).due_at for code in whole]
    dated = [due for due in dues if due]
    assert dated == sorted(dated)
    assert dues == dated + [None] * (len(dues) - len(dated)), "what has no date yet comes last"


@pytest.mark.parametrize(
    "text_", ["", "~", "a~b~c", "2026-12-14T08:00~x~y", "~2026-12-14T08:00:00~" + "0" * 32]
)
def test_a_cursor_somebody_changed_begins_the_list_anew(text_: str) -> None:
    assert queries.cursor(text_) is None


def asked(part: Part, after: str = "", before: str = "") -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        queries.waiting(
            actor=actor("loket"),
            wanted=Wanted(part),
            after=queries.cursor(after),
            before=queries.cursor(before),
        )
        queries.counts(actor=actor("loket"))
    return [query["sql"] for query in caught.captured_queries]


def test_no_page_skips_over_rows_or_counts_all_of_them() -> None:
    copies(ktp("not_recorded"), 3, due_at=at("2026-12-20 15:00"))
    page = queries.waiting(actor=actor("loket"), wanted=Wanted(Part.ALL), limit=2)
    first, second = asked(Part.ALL), asked(Part.ALL, page.after)
    for sql in first + second:
        assert "OFFSET" not in sql
        if "COUNT(" in sql:
            assert "LIMIT 100" in sql, sql
    copies(ktp("not_recorded"), 20, due_at=at("2026-12-20 15:00"))
    assert len(asked(Part.ALL)) == len(first), "more rows, as many questions"


def test_a_page_is_read_along_the_index_without_sorting() -> None:
    copies(ktp("not_recorded"), 3, due_at=at("2026-12-20 15:00"))
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite: the plan of a small table says nothing elsewhere")
    after = after_first(2)
    dated, undated = (
        queries.waiting(
            actor=actor("loket"),
            wanted=Wanted(Part.ALL),
            limit=limit,
            after=queries.cursor(after_first(limit)),
        ).before
        for limit in (2, 3)
    )
    read = [
        [sql for sql in asked(Part.ALL, **place) if "ORDER BY" in sql and "applications_application" in sql]
        for place in ({"after": after}, {"before": dated}, {"before": undated})
    ]
    assert [len(each) for each in read] == [2, 3, 4], "what is not a whole page is the first page"
    for sql in [sql for each in read for sql in each]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " / ".join(str(line[3]) for line in cursor.fetchall())
        assert "applications_by_due" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def test_a_count_stops_at_a_hundred() -> None:
    row = ktp("not_recorded")
    copies(row, 102)
    assert queries.counts(actor=actor("kasi"))[Part.OWN] == 100
    assert "99+" in text(browser("kasi").get("/meja"))
    assert "99+" in text(browser("kasi").get(f"{LIST}?bagian=own"))


def hidden(shown: str, row: Application) -> dict[str, str]:
    form = shown.partition(f'action="{reverse("applications:perform", args=[row.public_code])}"')[2]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.partition("</form>")[0]))


def test_a_plain_act_is_done_from_the_line_and_leads_back_to_the_list() -> None:
    row, operator = ktp_at("send"), browser("operator")
    address = f"{LIST}?bagian=own"
    sent = hidden(text(operator.get(address)), row)
    assert sent["next"] == "list"
    answer = operator.post(
        reverse("applications:perform", args=[row.public_code]),
        {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"},
        HTTP_REFERER=f"http://testserver{address}",
    )
    assert answer["Location"] == f"{address}&sudah={sent['key']}"
    shown = text(operator.get(answer["Location"]))
    assert "Dikirim ke pihak lain" in shown
    assert "Urungkan" in shown
    assert verbs(row)[-1] == "dispatch"


def test_an_act_that_needs_more_is_a_way_into_the_application() -> None:
    row = ktp_at("hand-over")
    shown = text(browser().get(f"{LIST}?bagian=ready"))
    assert hidden(shown, row) == {}
    assert reverse("applications:page", args=[row.public_code]) in shown


def heap(client: Client, *chosen: str, key_: str = "heap-1") -> Any:
    return client.post(CHOSEN, {"key": key_, "chosen": chosen})


def test_many_are_sent_at_once_and_each_line_says_what_became_of_it() -> None:
    first, second, gone = ktp_at("send"), ktp_at("send"), ktp_at("send")
    operator = browser("operator")
    chosen = [f"{row.public_code}:send" for row in (first, second, gone)]
    for line in chosen:
        assert f'value="{line}"' in text(operator.get(f"{LIST}?bagian=own"))
    applications.perform(actor=actor("operator"), key=key(), code=gone.public_code, step="send")
    answer = heap(operator, *chosen)
    assert answer.status_code == 200
    assert "Tercatat: 2 dari 3" in text(answer)
    assert "Langkah itu tidak sedang ditunggu lagi" in text(answer)
    assert [verbs(row)[-1] for row in (first, second, gone)] == ["dispatch"] * 3
    assert "Tercatat: 2 dari 3" in text(heap(operator, *chosen)), "sent twice, done once"
    assert verbs(first).count("dispatch") == 1


def test_what_awaits_different_acts_or_more_than_a_word_is_not_done_in_a_heap() -> None:
    send, ready, examined = ktp_at("send"), ktp_at("ready"), ktp("not_recorded")
    clerk = browser("operator")
    mixed = heap(clerk, f"{send.public_code}:send", f"{ready.public_code}:ready")
    assert (mixed.status_code, verbs(send)[-1]) == (409, "complete")
    assert heap(clerk, f"{examined.public_code}:examine").status_code == 409
    assert heap(clerk).status_code == 409
    assert clerk.post(CHOSEN).status_code == 422
    assert f'value="{examined.public_code}:examine"' not in text(browser("kasi").get(LIST))


@pytest.mark.parametrize(
    ("acts", "refused"),
    [
        ([], "nothing_chosen"),
        (["dispatch"], None),
        (["ready", "ready"], None),
        (["receive_back", "receive_back"], None),
        (["ready", "dispatch"], "different_acts"),
        (["hand_over"], "not_in_heaps"),
        ([""], "not_in_heaps"),
    ],
)
def test_which_acts_are_done_in_a_heap(acts: list[str], refused: str | None) -> None:
    refusal = one_act(acts)
    assert (refusal.code if refusal else None) == refused


@pytest.mark.parametrize(
    ("name", "full", "refused"),
    [
        ("Pagi", False, None),
        ("", False, "name"),
        ("x" * 41, False, "name"),
        ("3508991705900001", False, "name_has_number"),
        ("Pagi", True, "full"),
    ],
)
def test_which_names_a_kept_list_may_have(name: str, full: bool, refused: str | None) -> None:
    refusal = why_not_filter(name, full=full)
    assert (refusal.code if refusal else None) == refused


def test_a_list_is_kept_for_its_person_and_forgotten_again() -> None:
    clerk, colleague = browser(), browser()
    answer = clerk.post(f"{LIST}/simpan", {"name": " Siap  KTP ", "query": "bagian=ready&layanan=ktp"})
    assert answer["Location"] == f"{LIST}?bagian=ready&layanan=ktp"
    shown = text(clerk.get(LIST))
    assert "Siap KTP" in shown
    assert f"{LIST}?bagian=ready&amp;layanan=ktp" in shown
    assert "Siap KTP" not in text(colleague.get(LIST))
    drop = re.findall(r"/meja/daftar/\d+/buang", shown)[0]
    colleague.post(drop)
    assert "Siap KTP" in text(clerk.get(LIST)), "control: another cannot forget it"
    clerk.post(drop)
    assert "Siap KTP" not in text(clerk.get(LIST))


def test_a_kept_list_without_a_name_is_refused_and_so_is_one_too_many() -> None:
    clerk = browser()
    assert clerk.post(f"{LIST}/simpan", {"name": " ", "query": ""}).status_code == 409
    for place in range(MOST_FILTERS):
        actions.keep_filter(actor=actor("loket"), name=f"Daftar {place}", query="")
    actions.keep_filter(actor=actor("loket"), name="Daftar 1", query="bagian=late")
    assert len(desk.filters(actor=actor("loket"))) == MOST_FILTERS
    with pytest.raises(Refused):
        actions.keep_filter(actor=actor("loket"), name="Satu lagi", query="")


def examination(row: Application) -> dict[str, str]:
    found = {f"state-{paper}": "present" for paper in ("village-letter", "photo", "kk-copy")}
    return {"key": key(), "next": "queue", **found}


def test_after_a_decision_the_next_that_waits_for_the_same_step_opens() -> None:
    first, second, elsewhere = ktp("not_recorded"), ktp("not_recorded"), ktp_at("send")
    kasi = browser("kasi")
    answer = kasi.post(reverse("applications:complete", args=[first.public_code]), examination(first))
    assert answer["Location"].startswith(reverse("applications:page", args=[second.public_code]))
    shown = text(kasi.get(answer["Location"]))
    assert f"KTP {first.number}/{first.year}" in shown
    assert "Dinyatakan lengkap dan valid" in shown
    undo = reverse("applications:undo", args=[first.public_code])
    assert undo in shown
    entry = re.search(r'name="entry" value="([^"]+)"', shown)
    assert entry
    kasi.post(undo, {"key": key(), "entry": entry[1]})
    assert verbs(first) == ["submit", "complete", "undo"]
    assert undo not in text(kasi.get(answer["Location"])), "once undone it is not offered again"
    assert elsewhere.step == "send"


def test_the_last_decision_stays_with_its_application() -> None:
    row, kasi = ktp("not_recorded"), browser("kasi")
    answer = kasi.post(reverse("applications:complete", args=[row.public_code]), examination(row))
    assert answer["Location"].startswith(reverse("applications:page", args=[row.public_code]))


def test_undoing_is_offered_for_ten_seconds_and_to_its_person_only() -> None:
    row, kasi = ktp("not_recorded"), browser("kasi")
    answer = kasi.post(reverse("applications:complete", args=[row.public_code]), examination(row))
    address, undo = answer["Location"], reverse("applications:undo", args=[row.public_code])
    assert undo in text(kasi.get(address))
    assert undo not in text(browser("kasi").get(address))
    set_clock("2026-12-14 08:01")
    assert undo not in text(kasi.get(address))


def test_a_list_shows_ones_own_office_only() -> None:
    row = ktp("not_recorded")
    assert row.public_code in text(browser("loket", KTP_OFFICE).get(f"{LIST}?bagian=all"))
    assert row.public_code not in text(browser("loket", KK_OFFICE).get(f"{LIST}?bagian=all"))
    assert heap(browser("loket", KK_OFFICE), f"{row.public_code}:examine").status_code == 409


def test_what_an_address_says_wrongly_is_as_if_it_said_nothing() -> None:
    assert browser().get(f"{LIST}?bagian=x&layanan=y&langkah=z&sesudah=q").status_code == 200
