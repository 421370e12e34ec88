"""A desa collects for its residents with a signed list; the counter hands over, and each hand-over stands for itself."""

from collections.abc import Sequence

import pytest

from pamong.applications.models import Application, Remark
from pamong.desa import actions, queries, rules
from pamong.desa.models import CollectionItem, CollectionList
from pamong.desa.rules import CollectionState
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused
from tests.applications import installation as office
from tests.applications.installation import KK_OFFICE, actor, key
from tests.clauses.shipped import shipped
from tests.desa.prepared import NEIGHBOUR, officer
from tests.standard.changing import changed_step

pytestmark = pytest.mark.usefixtures("two_offices")


def ready(count: int = 1) -> list[Application]:
    return [office.ktp_at("hand-over") for _ in range(count)]


def listing(rows: Sequence[Application], **options: str) -> CollectionList:
    said = {"collector": "Puspa Contohsari", "key": key(), **options}
    return actions.prepare_collection(actor=officer(), codes=[row.public_code for row in rows], **said)


def hand_over(
    made: CollectionList, rows: Sequence[Application], key_: str = "", post: str = "loket"
) -> CollectionList:
    return actions.hand_over_collection(
        actor=actor(post),
        key=key_ or key(),
        code=made.code,
        handed=[row.public_code for row in rows],
        identity="ktp",
    )


def refused_as(act: object) -> str:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.refusal.code


@pytest.mark.clause("ktp", "4.7")
def test_what_the_desa_collects_is_handed_over_one_by_one_with_its_proof() -> None:
    rows = ready(3)
    made = hand_over(listing(rows), rows[:2])
    for row in rows[:2]:
        row.refresh_from_db()
        assert row.outcome == "handed_over"
        entry = Entry.objects.get(subject_id=str(row.pk), verb="hand_over")
        assert (entry.payload["relation"], entry.actor_post, entry.clause) == ("village", "loket", "4.7")
        assert Remark.objects.get(entry_key=entry.key).detail["collector"] == "Puspa Contohsari"
    rows[2].refresh_from_db()
    assert rows[2].outcome == ""
    assert made.state == "done"
    page = queries.collection(actor=officer(), code=made.code)
    assert [(item.handed, item.ready) for item in page.items] == [(True, False), (True, False), (False, True)]
    # What was left may stand on the next list.
    assert [row.code for row in queries.collectable(actor=officer())] == [rows[2].public_code]


def test_the_ledger_does_not_name_the_collector() -> None:
    rows = ready()
    hand_over(listing(rows), rows)
    assert not [entry for entry in Entry.objects.all() if "Puspa" in str(entry.payload)]


def test_the_same_key_lists_once_and_hands_over_once() -> None:
    rows, once = ready(), key()
    made = listing(rows, key=once)
    assert listing(rows, key=once).pk == made.pk
    given = key()
    for _ in range(2):
        hand_over(made, rows, given)
    assert Entry.objects.filter(verb="hand_over").count() == 1
    assert refused_as(lambda: hand_over(made, rows)) == "ended"


def test_two_lists_never_hold_the_same_application(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ready()
    listing(rows)
    assert refused_as(lambda: listing(rows)) == "not_collectable"
    # Also when both looked before either wrote.
    monkeypatch.setattr("pamong.desa.queries.collecting.listed", lambda _ids: frozenset())
    assert refused_as(lambda: listing(rows)) == "listed_already"
    assert CollectionItem.objects.filter(is_open=True).count() == 1


def test_a_list_taken_back_frees_what_stood_on_it() -> None:
    rows, once = ready(), key()
    made = listing(rows)
    for _ in range(2):
        actions.withdraw_collection(actor=officer(), key=once, code=made.code)
    assert refused_as(lambda: hand_over(made, rows)) == "ended"
    assert listing(rows).state == "open"


def test_only_own_residents_and_only_what_is_ready() -> None:
    neighbours = office.resident(village=NEIGHBOUR)
    office.answer(neighbours, "recorded_card_pending")
    foreign = office.take_in(neighbours)
    assert refused_as(lambda: listing([foreign])) == "not_collectable"
    assert refused_as(lambda: listing([office.ktp()])) == "not_collectable"
    assert refused_as(lambda: listing([])) == "nothing_chosen"
    assert refused_as(lambda: listing(ready(), collector=" ")) == "no_collector"


def test_who_belongs_to_another_office_sees_no_list() -> None:
    made = listing(ready())
    for stranger in (officer(NEIGHBOUR), actor("loket", KK_OFFICE)):
        assert queries.lists(actor=stranger) == ()
        with pytest.raises(queries.UnknownList):
            queries.collection(actor=stranger, code=made.code)
    assert [page.code for page in queries.lists(actor=actor("loket"), open_only=True)] == [made.code]
    assert (
        refused_as(lambda: actions.withdraw_collection(actor=officer(NEIGHBOUR), key=key(), code=made.code))
        == "not_found"
    )
    assert (
        refused_as(lambda: actions.withdraw_collection(actor=actor("loket"), key=key(), code=made.code))
        == "other_post"
    )


def test_a_hand_over_that_is_refused_stops_no_other() -> None:
    rows = ready(2)
    made = listing(rows)
    office.hand_over(rows[0])
    made = hand_over(made, rows)
    page = queries.collection(actor=actor("loket"), code=made.code)
    assert [item.handed for item in page.items] == [False, True]


def test_a_list_of_which_nothing_can_be_handed_over_stays_open() -> None:
    rows = ready()
    made = listing(rows)
    assert refused_as(lambda: hand_over(made, [])) == "nothing_chosen"
    assert refused_as(lambda: hand_over(made, rows, post="kasi")) == "other_post"
    made.refresh_from_db()
    assert made.state == "open"


def test_who_closes_a_list_that_has_changed_is_told_so() -> None:
    from pamong.desa.actions import collecting

    made = listing(ready())
    CollectionList.objects.filter(pk=made.pk).update(version=7)
    assert refused_as(lambda: collecting._end(made, CollectionState.DONE)) == "ended"


def test_each_print_leaves_an_entry() -> None:
    made, once = listing(ready()), key()
    copies = [
        actions.print_collection(actor=officer(), key=each, code=made.code).copy
        for each in (once, once, key())
    ]
    assert copies == [1, 1, 2]


@pytest.mark.parametrize(("service", "clause"), [("ktp", "4.7"), ("kk", "4.4")])
def test_the_standard_says_whether_the_desa_may_collect(service: str, clause: str) -> None:
    assert rules.collecting_clause(shipped(service)) == clause
    silent = changed_step(shipped(service), "hand-over", village_collects=None)
    assert rules.collecting_clause(silent) is None


def test_control_where_the_standard_is_silent_there_is_nothing_to_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = ready()
    monkeypatch.setattr(rules, "collecting_clause", lambda _standard: None)
    assert queries.collectable(actor=officer()) == ()
    assert refused_as(lambda: listing(rows)) == "not_collectable"


@pytest.mark.parametrize(
    ("chosen", "offices", "collector", "code"),
    [
        (("A",), ("1",), "Puspa", None),
        ((), (), "Puspa", "nothing_chosen"),
        (("A", "C"), ("1",), "Puspa", "not_collectable"),
        (("A", "B"), ("1", "2"), "Puspa", "two_offices"),
        (("A",), ("1",), "  ", "no_collector"),
    ],
)
def test_what_a_list_must_be(
    chosen: tuple[str, ...], offices: tuple[str, ...], collector: str, code: str | None
) -> None:
    refusal = rules.may_list(chosen, allowed=("A", "B"), offices=offices, collector=collector)
    assert (refusal.code if refusal else None) == code
