"""Acting without the post is refused; acting with a gap is allowed, found in the ledger and counted."""

from datetime import date

import pytest

from pamong.applications import actions as applications
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.readiness import actions, queries
from pamong.readiness.models import Qualification
from pamong.readiness.queries.acts import entries_between
from tests.applications.installation import KTP_OFFICE, ZONE, actor, complete, key, ktp, seen, set_clock
from tests.readiness.keeping import hired, note, qualify
from tests.staff.people import Hired

pytestmark = pytest.mark.usefixtures("counters")
PAPERS = ("village-letter", "photo", "kk-copy")


def examine(kasi: Hired) -> None:
    applications.complete(actor=kasi.actor, key=key(), code=ktp().public_code, examined=seen(*PAPERS))


def december() -> queries.ActsPage:
    return queries.acts_page(office=KTP_OFFICE, first=date(2026, 12, 1), last=date(2026, 12, 31))


@pytest.mark.clause("ktp", "9.kasi", "9.operator", "9.loket")
@pytest.mark.parametrize("post", ["sekretaris", "camat", "information_officer", "it", "desa"])
def test_whoever_does_not_hold_the_post_is_refused_however_learned(post: str) -> None:
    person = hired(post)
    row = ktp()
    with pytest.raises(Refused) as refused:
        applications.complete(actor=person.actor, key=key(), code=row.public_code, examined=seen(*PAPERS))
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("other_post", "4.4")


@pytest.mark.clause("ktp", "9.kasi")
def test_with_a_gap_the_act_is_done_and_marked() -> None:
    kasi = hired("kasi")
    note(kasi, "education", "SMA")
    examine(kasi)
    (found,) = december().acts
    assert (found.person, found.cards, found.on) == ("Kasi.35.08.07", ("KTP 9.kasi",), date(2026, 12, 14))
    assert [f"{gap.aspect} {gap.standing}" for gap in found.gaps] == [
        "education missing",
        "skill unrecorded",
        "skill unrecorded",
        "experience unrecorded",
    ]


def test_without_a_gap_the_act_is_counted_and_not_marked() -> None:
    kasi = hired("kasi")
    qualify(kasi)
    examine(kasi)
    found = december()
    # The intake is by somebody of whom the installation knows no account: counted, and nobody to list.
    assert (found.counted, found.acts) == (2, ())


def test_what_counts_is_the_day_of_the_act() -> None:
    kasi = hired("kasi")
    qualify(kasi)
    degree = Qualification.objects.get(aspect="education")
    Qualification.objects.filter(pk=degree.pk).update(since=date(2026, 12, 15))
    examine(kasi)
    set_clock("2026-12-16 09:00")
    examine(kasi)
    assert [act.on for act in december().acts] == [date(2026, 12, 14)]
    actions.withdraw_qualification(
        actor=actor("sekretaris"), key=key(), qualification_id=degree.pk, reason="not_proven"
    )
    assert [act.on for act in december().acts] == [date(2026, 12, 16), date(2026, 12, 14)]


def test_acts_of_another_office_and_acts_under_no_clause_are_not_counted() -> None:
    kasi = hired("kasi")
    row = complete(ktp())
    applications.hold(actor=kasi.actor, key=key(), code=row.public_code, reason="power_cut")
    entries = ledger.timeline(Subject("application", str(row.pk)))
    assert [entry.verb for entry in entries] == ["submit", "complete", "hold"]
    assert queries.gap_acts(KTP_OFFICE, entries) == ()
    assert queries.gap_acts("35.08.17", entries) == ()


def test_a_period_is_cut_out_of_the_log_by_its_days() -> None:
    days = ["2026-12-14 23:50", "2026-12-15 00:10", "2026-12-15 23:50", "2026-12-17 08:00"]
    for day in days:
        set_clock(day)
        hired_at = key().lower().replace("_", "x")
        note(hired("operator", who=f"a{hired_at}"), "skill", "Teliti")

    def between(first: int, last: int) -> set[str]:
        found = entries_between(KTP_OFFICE, date(2026, 12, first), date(2026, 12, last))
        noted = (entry for entry in found if entry.verb == "note_qualification")
        return {entry.recorded_at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") for entry in noted}

    assert between(15, 15) == set(days[1:3])
    assert between(14, 17) == set(days)
    assert between(16, 16) == set()
    assert between(18, 31) == set()
