"""Closing the day, and what a receipt is answered with on the public page."""

from datetime import date

import pytest

from pamong.ledger import notes, proofs, queries, tree
from pamong.ledger.actions import DayPassedError, close_day, receipt_statement
from pamong.ledger.models import Checkpoint, Entry, LogHead, Subtree
from pamong.ledger.notes import Head
from pamong.ledger.proofs import Misread, Reason, Verdict
from pamong.ledger.rules import BrokenLogError, EntryRow
from tests.ledger.emptying import triggers_lifted
from tests.ledger.support import OFFICE, OTHER_OFFICE, act

MONDAY, TUESDAY, WEDNESDAY = date(2026, 12, 14), date(2026, 12, 15), date(2026, 12, 16)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_keys")]


def code(entry: EntryRow) -> str:
    return proofs.write_code(entry.office, entry.position, entry.leaf_hash)


def test_the_checkpoint_of_a_day_opens_with_the_published_key() -> None:
    entries = [act() for _ in range(3)]
    act(office=OTHER_OFFICE)
    made = close_day(office=OFFICE, on=MONDAY)
    text, _ = notes.open_note(made.text, [notes.read_verifier(queries.verifier(OFFICE).text())])
    root = tree.root_of_leaves(entry.leaf_hash for entry in entries)
    assert notes.read_checkpoint(text) == Head("pamong/35.08.07", 3, root)
    assert (made.office, made.on, made.size, made.root) == (OFFICE, MONDAY, 3, root)


def test_a_day_closed_twice_keeps_its_first_checkpoint() -> None:
    act()
    first = close_day(office=OFFICE, on=MONDAY)
    act()
    assert close_day(office=OFFICE, on=MONDAY) == first
    assert queries.checkpoints(OFFICE) == (first,)


def test_each_office_closes_its_own_day_and_the_newest_comes_first() -> None:
    act()
    monday = close_day(office=OFFICE, on=MONDAY)
    tuesday = close_day(office=OFFICE, on=TUESDAY)  # a day on which nothing happened
    act(office=OTHER_OFFICE)
    other = close_day(office=OTHER_OFFICE, on=MONDAY)
    assert queries.checkpoints(OFFICE) == (tuesday, monday)
    assert queries.newest_checkpoint(OFFICE) == tuesday
    assert queries.checkpoints(OTHER_OFFICE) == (other,)
    assert (tuesday.size, tuesday.root) == (monday.size, monday.root)


def test_an_office_without_a_single_act_can_close_its_day() -> None:
    made = close_day(office=OFFICE, on=MONDAY)
    assert (made.size, made.root) == (0, tree.EMPTY_ROOT)
    act()
    assert close_day(office=OFFICE, on=TUESDAY).size == 1


def test_no_checkpoint_is_made_in_hindsight() -> None:
    close_day(office=OFFICE, on=TUESDAY)
    with pytest.raises(DayPassedError, match="2026-12-15"):
        close_day(office=OFFICE, on=MONDAY)


def test_a_second_history_is_not_signed() -> None:
    for _ in range(5):
        act()
    close_day(office=OFFICE, on=MONDAY)
    with triggers_lifted():
        Entry.objects.filter(position=2).update(leaf_hash=bytes(32))
    with pytest.raises(BrokenLogError, match="not those its log was built from"):
        close_day(office=OFFICE, on=TUESDAY)
    rebuilt = tree.root_of_leaves(bytes(entry.leaf_hash) for entry in Entry.objects.order_by("position"))
    with triggers_lifted():
        LogHead.objects.update(root=rebuilt)
    with pytest.raises(BrokenLogError, match="does not continue"):
        close_day(office=OFFICE, on=TUESDAY)
    with triggers_lifted():
        Entry.objects.filter(position=2).delete()
    with pytest.raises(BrokenLogError, match="has holes"):
        close_day(office=OFFICE, on=TUESDAY)
    with triggers_lifted():
        LogHead.objects.update(size=3)
    with pytest.raises(BrokenLogError, match="shorter"):
        close_day(office=OFFICE, on=TUESDAY)
    assert Checkpoint.objects.count() == 1


def test_a_receipt_is_inside_once_its_day_is_closed() -> None:
    entries = [act() for _ in range(5)]
    for text in (receipt_statement(entry=entries[2]), code(entries[2])):
        before = queries.receipt(text)
        assert (before.check.verdict, before.check.reason) == (Verdict.UNKNOWN_CHECKPOINT, Reason.NOT_YET)
        assert (before.entry, before.proof, before.checkpoint) == (entries[2], None, None)
    made = close_day(office=OFFICE, on=MONDAY)
    for text in (receipt_statement(entry=entries[2]), code(entries[2])):
        after = queries.receipt(text)
        assert (after.check.verdict, after.check.reason) == (Verdict.INSIDE, Reason.PROVEN)
        assert (after.office, after.position, after.entry, after.checkpoint) == (OFFICE, 2, entries[2], made)
    late = act()
    assert queries.receipt(code(late)).check.reason is Reason.NOT_YET


def test_the_proof_of_the_page_holds_without_the_server() -> None:
    entries = [act() for _ in range(5)]
    close_day(office=OFFICE, on=MONDAY)
    answer = queries.receipt(receipt_statement(entry=entries[4]))
    assert answer.proof is not None
    file = proofs.write_proof(answer.proof, proofs.read_statement(receipt_statement(entry=entries[4])))
    proof, statement = proofs.read_proof(file)
    assert statement is not None
    assert proofs.is_signed(statement, [queries.verifier(OFFICE)])
    opened, _ = notes.open_note(proof.checkpoint, [queries.verifier(OFFICE)])
    assert proofs.check_receipt(statement, [notes.read_checkpoint(opened)], proof).verdict is Verdict.INSIDE


def test_every_entry_of_a_log_with_kept_subtrees_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept at heights 2 and 4, so that proofs are put together from both and from single entries."""
    monkeypatch.setattr(tree, "KEPT_HEIGHTS", (2, 4))
    entries = [act() for _ in range(39)]
    close_day(office=OFFICE, on=MONDAY)
    assert [queries.receipt(code(entry)).check.verdict for entry in entries] == [Verdict.INSIDE] * 39
    with triggers_lifted():
        Subtree.objects.filter(level=4, number=1).update(root=bytes(32))
    assert queries.receipt(code(entries[0])).check.reason is Reason.NOT_PROVEN


def test_a_receipt_of_an_entry_that_is_gone_or_another_is_not_inside() -> None:
    entries = [act() for _ in range(3)]
    close_day(office=OFFICE, on=MONDAY)
    statement = proofs.read_statement(receipt_statement(entry=entries[1]))
    texts = [receipt_statement(entry=entries[1]), code(entries[1])]
    with triggers_lifted():
        Entry.objects.filter(position=1).update(leaf_hash=bytes(32))
    assert [queries.receipt(text).check.reason for text in texts] == [Reason.NO_SUCH_ENTRY] * 2
    with triggers_lifted():
        Entry.objects.filter(position=1).delete()
    assert [queries.receipt(text).check.reason for text in texts] == [Reason.NO_SUCH_ENTRY] * 2
    assert queries.receipt(texts[0]).entry is None
    assert statement.position == 1


def test_a_receipt_whose_entry_was_edited_says_so() -> None:
    entry = act()
    close_day(office=OFFICE, on=MONDAY)
    with triggers_lifted():
        Entry.objects.update(verb="refuse")
    answer = queries.receipt(code(entry))
    assert (answer.check.verdict, answer.check.reason) == (Verdict.NOT_INSIDE, Reason.CHANGED)


def test_a_receipt_that_this_office_has_not_signed_says_so() -> None:
    mine, other = act(), act(office=OTHER_OFFICE)
    close_day(office=OFFICE, on=MONDAY)
    forged = receipt_statement(entry=other).replace(OTHER_OFFICE, OFFICE)
    answer = queries.receipt(forged)
    assert (answer.check.verdict, answer.check.reason) == (Verdict.NOT_INSIDE, Reason.NOT_SIGNED_HERE)
    assert queries.receipt(receipt_statement(entry=mine)).check.verdict is Verdict.INSIDE


def test_a_hole_or_a_forged_checkpoint_is_never_answered_with_inside() -> None:
    entries = [act() for _ in range(3)]
    close_day(office=OFFICE, on=MONDAY)
    text = Checkpoint.objects.get().text
    with triggers_lifted():
        Checkpoint.objects.update(text=text.replace("\n3\n", "\n4\n"))
    assert queries.receipt(code(entries[0])).check.reason is Reason.NOT_PROVEN
    with triggers_lifted():
        Checkpoint.objects.update(text=text)
        Entry.objects.filter(position=2).delete()
    assert queries.receipt(code(entries[0])).check.reason is Reason.NOT_PROVEN


def test_a_slip_in_typing_is_no_answer_about_the_log() -> None:
    with pytest.raises(Misread):
        queries.receipt("35.08.07-0-ABCD-EFGH-IJKL-MNOP-QR")
