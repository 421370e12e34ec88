"""Printing is an act: it is counted, it is done once however often it is sent, and it leaves the application alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pamong.applications.actions.printing import Printed, print_paper, print_register
from pamong.applications.models import Application
from pamong.applications.printable import Export, Paper, may_print, papers_of
from pamong.applications.queries import printing
from pamong.applications.rules import Outcome, State
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused
from pamong.standard.chapters.procedure import Holder
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    complete,
    key,
    kk,
    ktp,
    log,
    reverse,
    set_clock,
    verbs,
)

MOMENT = datetime(2026, 12, 14, 1, tzinfo=UTC)
OFFICE, APPLICANT, OUTSIDE = (
    Holder("office", "loket"),
    Holder("applicant", "applicant"),
    Holder("outside", "dispenduk"),
)

STATES = [
    (State("examine", OFFICE), (Paper.RECEIPT, Paper.LABEL)),
    (State("submit", APPLICANT), (Paper.RETURN, Paper.RECEIPT)),
    (State("submit", APPLICANT, complete_at=MOMENT), (Paper.RETURN, Paper.RECEIPT)),
    (State("send", OFFICE, complete_at=MOMENT), (Paper.COMPLETE, Paper.RECEIPT, Paper.LABEL)),
    (State("back", OUTSIDE, complete_at=MOMENT), (Paper.COMPLETE, Paper.RECEIPT, Paper.LABEL)),
    (State("", OFFICE, outcome=Outcome.HANDED_OVER), (Paper.HAND_OVER, Paper.RECEIPT)),
    (State("", OFFICE, outcome=Outcome.REFUSED), (Paper.REFUSAL, Paper.RECEIPT)),
    (State("", APPLICANT, outcome=Outcome.WITHDRAWN), (Paper.RECEIPT,)),
]


@pytest.mark.parametrize(("state", "papers"), STATES)
def test_the_papers_that_make_sense_where_an_application_stands(
    state: State, papers: tuple[Paper, ...]
) -> None:
    assert papers_of(state) == papers
    for paper in Paper:
        refusal = may_print(state, paper)
        assert (refusal is None) == (paper in papers)
        assert refusal is None or refusal.code == "not_this_paper"


def test_every_paper_makes_sense_somewhere() -> None:
    assert {paper for _state, papers in STATES for paper in papers} == set(Paper)


def printed(
    row: Application, paper: Paper = Paper.RECEIPT, *, post: str = "loket", key_: str = ""
) -> Printed:
    return print_paper(actor=actor(post, row.office_id), key=key_ or key(), code=row.public_code, paper=paper)


pytestmark = pytest.mark.usefixtures("two_offices")


def test_each_print_leaves_an_entry_that_says_which_paper_and_the_how_many_th() -> None:
    row = ktp()
    for paper in (Paper.RECEIPT, Paper.RECEIPT, Paper.LABEL, Paper.RECEIPT):
        printed(row, paper)
    entries = ledger.timeline(printing.papers(str(row.pk)))
    assert [(entry.verb, entry.payload) for entry in entries] == [
        ("print_paper", {"paper": "receipt", "copy": 1}),
        ("print_paper", {"paper": "receipt", "copy": 2}),
        ("print_paper", {"paper": "label", "copy": 1}),
        ("print_paper", {"paper": "receipt", "copy": 3}),
    ]
    assert [entry.actor_post for entry in entries] == ["loket"] * 4
    assert printing.copies_of(office=KTP_OFFICE, code=row.public_code) == {"receipt": 3, "label": 1}


def test_a_code_nobody_knows_was_never_printed() -> None:
    row = ktp()
    printed(row)
    assert printing.copies_of(office=KK_OFFICE, code=row.public_code) == {}
    assert printing.copies_of(office=KTP_OFFICE, code="NOSUCHCODE0000") == {}


def test_the_same_sending_again_is_the_same_print() -> None:
    row = ktp()
    first = printed(row, key_="t-once")
    set_clock("2026-12-14 09:00")
    assert printed(row, key_="t-once") == first
    assert printed(row, key_="t-twice").copy == 2


OTHERS: dict[str, Callable[[Application], Printed]] = {
    "another paper": lambda row: printed(row, Paper.LABEL, key_="t-used"),
    "another application": lambda _row: printed(ktp(), key_="t-used"),
    "another act": lambda row: printed(row, key_=log(row)[0].key),
    "the register": lambda _row: of_register(key_="t-used"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_the_key_of_another_act_is_refused(other: str) -> None:
    row = ktp()
    printed(row, key_="t-used")
    with pytest.raises(Refused) as refused:
        OTHERS[other](row)
    assert refused.value.refusal.code == "key"


def test_a_print_stands_beside_the_application_and_changes_nothing_in_it() -> None:
    row = ktp()
    before = (row.version, verbs(row))
    printed(row)
    row.refresh_from_db()
    assert (row.version, verbs(row)) == before


def test_an_act_can_be_taken_back_after_its_paper_was_printed() -> None:
    row = complete(ktp())
    printed(row, Paper.COMPLETE)
    row = reverse(row)
    assert row.step == "examine"
    with pytest.raises(Refused) as refused:
        printed(row, Paper.COMPLETE)
    assert refused.value.refusal.code == "not_this_paper"


@pytest.mark.parametrize(
    ("post", "office", "code"),
    [
        ("sekretaris", KTP_OFFICE, "other_post"),
        ("information_officer", KTP_OFFICE, "other_post"),
        ("loket", KK_OFFICE, "not_found"),
    ],
)
def test_whoever_does_not_work_at_this_counter_prints_nothing(post: str, office: str, code: str) -> None:
    row = ktp()
    with pytest.raises(Refused) as refused:
        print_paper(actor=actor(post, office), key=key(), code=row.public_code, paper=Paper.RECEIPT)
    assert refused.value.refusal.code == code
    assert printing.copies_of(office=KTP_OFFICE, code=row.public_code) == {}


def of_register(post: str = "sekretaris", *, export: Export = Export.PDF, key_: str = "") -> Printed:
    return print_register(
        actor=actor(post), key=key_ or key(), book="ktp", year=2026, month=12, export=export
    )


def test_each_form_of_the_register_is_counted_for_itself() -> None:
    assert [of_register().copy, of_register(export=Export.CSV).copy, of_register(key_="t-r").copy] == [
        1,
        1,
        2,
    ]
    assert of_register(key_="t-r").copy == 2
    subject = printing.register_month(KTP_OFFICE, "ktp", 2026, 12)
    assert [entry.payload["paper"] for entry in ledger.timeline(subject)] == ["pdf", "csv", "pdf"]


@pytest.mark.parametrize("post", ["information_officer", "it", "desa"])
def test_who_does_not_keep_the_book_does_not_take_it_along(post: str) -> None:
    with pytest.raises(Refused) as refused:
        of_register(post)
    assert refused.value.refusal.code == "other_post"


def test_both_offices_count_their_own_books() -> None:
    kk("other")
    of_register()
    made = print_register(
        actor=actor("loket", KK_OFFICE), key=key(), book="ktp", year=2026, month=12, export=Export.PDF
    )
    assert made.copy == 1
