"""Results, many at once: each by itself, applied once, named when it cannot be."""

import pytest

from pamong.dispatch import actions, queries
from pamong.dispatch.models import BundleRemark
from pamong.dispatch.rules import Mark
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused
from tests.applications.installation import KTP_OFFICE, key
from tests.dispatch.bags import arrived, codes, desk, items, refused, say, sent, sent_back

pytestmark = pytest.mark.usefixtures("two_offices")


def said(marked: tuple[actions.Marked, ...]) -> list[str]:
    return [each.refusal.code if each.refusal else "applied" if each.applied else "same" for each in marked]


def test_one_that_is_refused_stops_no_other() -> None:
    bundle, away = arrived(3), sent(1)
    first, second, third = codes(bundle)
    marks = [
        Mark(first, "printed"),
        Mark(second, "lost"),
        Mark("0" * 14, "printed"),
        Mark(codes(away)[0], "printed"),
        Mark(third, "no_blanks"),
    ]
    marked = actions.mark(actor=desk(), key=key(), marks=marks)
    assert said(marked) == ["applied", "unknown_result", "unknown", "not_received", "applied"]
    assert [item.result for item in items(bundle)] == ["printed", "", "no_blanks"]


def test_a_list_sent_again_with_the_same_key_answers_the_same_and_applies_nothing() -> None:
    bundle, once = arrived(2), key()
    marks = [Mark(code, "printed") for code in codes(bundle)]
    for _ in range(2):
        assert said(actions.mark(actor=desk(), key=once, marks=marks)) == ["applied", "applied"]
    assert Entry.objects.filter(verb="mark").count() == 2


def test_what_was_said_already_leaves_no_second_entry() -> None:
    bundle = arrived(1)
    say(bundle, "printed")
    assert said(say(bundle, "printed")) == ["same"]
    assert Entry.objects.filter(verb="mark").count() == 1


def test_a_result_may_change_until_it_goes_home() -> None:
    bundle = arrived(1)
    assert said(say(bundle, "no_blanks")) == ["applied"]
    assert said(say(bundle, "printed")) == ["applied"]
    entry = Entry.objects.filter(verb="mark").order_by("position").last()
    assert entry is not None
    assert (entry.payload["before"], entry.payload["result"]) == ("no_blanks", "printed")
    sent_back(bundle)
    assert said(say(bundle, "no_blanks")) == ["left"]


def test_a_key_that_served_another_application_is_refused_by_name() -> None:
    bundle, once = arrived(1), key()
    code = codes(bundle)[0]
    sending = f"{once}:{code}"
    actions.print_manifest(actor=desk(), key=sending, bundle_id=bundle.pk)
    assert said(actions.mark(actor=desk(), key=once, marks=[Mark(code, "printed")])) == ["key"]


def test_the_note_of_a_refusal_is_shown_and_stays_out_of_the_ledger() -> None:
    bundle = arrived(1)
    say(bundle, refused(codes(bundle)[0], "photo", "Sudut foto terlipat"))
    entry = Entry.objects.get(verb="mark")
    assert "terlipat" not in str(entry.payload)
    assert "detail_digest" in entry.payload
    page = queries.page(actor=desk(), bundle_id=bundle.pk)
    assert page is not None
    assert page.items[0].note == "Sudut foto terlipat"
    assert BundleRemark.objects.filter(subject=str(items(bundle)[0].pk)).count() == 1


def test_only_dispenduk_marks() -> None:
    from tests.applications.installation import actor

    with pytest.raises(Refused):
        actions.mark(actor=actor("kasi", KTP_OFFICE), key=key(), marks=[])
