"""`pamong verify` beyond the tamper table: heads, subtrees, checkpoints, sequences, papers, and the size of the work."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from pamong.ledger import audit, notes, proofs, queries, tree, verification
from pamong.ledger.actions import close_day, receipt_statement
from pamong.ledger.audit import Audit, Mark
from pamong.ledger.models import Checkpoint, Entry, LogHead, Subtree
from pamong.ledger.notes import Head, NoteError
from pamong.ledger.proofs import Misread
from pamong.ledger.rules import EntryRow, Subject
from pamong.standard.messages import Message
from pamong.vault import keys, signing
from tests.ledger.emptying import triggers_lifted
from tests.ledger.support import OFFICE, OTHER_OFFICE, act

MONDAY, TUESDAY = date(2026, 12, 14), date(2026, 12, 15)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_keys")]


def found(**options: Any) -> list[str]:
    return [finding.message.fill() for finding in verification.verify(**options).findings]


def tampered(change: Callable[[], object]) -> list[str]:
    with triggers_lifted():
        change()
    return found()


def sealed(head: Head) -> str:
    return notes.seal(notes.checkpoint_text(head), queries.verifier(OFFICE), signing.sign)


def test_a_whole_ledger_is_counted() -> None:
    for number in range(3):
        act(subject=Subject("application", f"a-{number}"))
    receipt = receipt_statement(entry=act(office=OTHER_OFFICE))
    paper = close_day(office=OFFICE, on=MONDAY).text
    outside = verification.read_outside([("paper", paper), ("receipt", receipt)], ())
    report = verification.verify(outside=outside)
    assert (report.findings, report.offices, report.entries, report.checkpoints, report.outside) == (
        (),
        2,
        4,
        1,
        2,
    )


def test_an_empty_ledger_is_whole() -> None:
    assert verification.verify().findings == ()


def test_only_the_named_office_is_looked_at() -> None:
    act()
    act(office=OTHER_OFFICE)
    with triggers_lifted():
        Entry.objects.filter(office=OTHER_OFFICE).update(verb="edited")
    assert found(offices=[OFFICE]) == []
    assert found(offices=[OTHER_OFFICE]) == ["Catatan 0: isinya tidak cocok dengan hash-nya."]


def test_a_head_that_is_gone_leaves_entries_outside() -> None:
    act()
    assert tampered(lambda: LogHead.objects.all().delete()) == ["Catatan 0 berada di luar kepala log."]


def test_entries_beyond_the_head_are_found() -> None:
    before = (act(), LogHead.objects.values().get())[1]
    act()
    assert tampered(lambda: LogHead.objects.update(**before)) == ["Catatan 1 berada di luar kepala log."]


def test_a_head_with_another_frontier_would_spoil_what_comes_next() -> None:
    act()
    assert tampered(lambda: LogHead.objects.update(frontier=bytes(32))) == [
        "Kepala log tidak cocok dengan catatan sebelum 1."
    ]


def test_a_head_with_another_root_does_not_fit_its_entries() -> None:
    act()
    act()
    assert tampered(lambda: LogHead.objects.update(root=bytes(32))) == [
        "Antara catatan 0 dan 1: tidak cocok dengan kepala log."
    ]


def test_a_head_with_another_time_could_send_the_log_back_in_time() -> None:
    entry = act()
    assert tampered(
        lambda: LogHead.objects.update(last_recorded_at=entry.recorded_at - timedelta(days=1))
    ) == ["Kepala log menyebut waktu lain daripada catatan sebelum 1."]


def test_a_head_of_an_office_without_entries_has_no_time() -> None:
    close_day(office=OFFICE, on=MONDAY)
    assert found() == []


class TestSubtrees:
    """Kept at heights 2 and 3 here, where a log of ten is long enough."""

    @pytest.fixture(autouse=True)
    def long_log(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tree, "KEPT_HEIGHTS", (2, 3))
        for _ in range(10):
            act()

    def test_a_log_longer_than_a_kept_subtree_is_whole(self) -> None:
        assert found() == []

    def test_a_changed_subtree_is_found(self) -> None:
        assert tampered(lambda: Subtree.objects.filter(level=2, number=1).update(root=bytes(32))) == [
            "Antara catatan 4 dan 7: tidak cocok dengan cabang pohon yang tersimpan."
        ]

    def test_a_missing_subtree_is_found(self) -> None:
        assert tampered(lambda: Subtree.objects.filter(level=3).delete()) == [
            "Antara catatan 0 dan 7: tidak cocok dengan cabang pohon yang tersimpan."
        ]

    def test_a_changed_subtree_behind_a_good_checkpoint_is_narrowed_down_by_it(self) -> None:
        for _ in range(4):
            act()
        close_day(office=OFFICE, on=MONDAY)
        act()
        act()
        with triggers_lifted():
            Subtree.objects.filter(level=2, number=3).update(root=bytes(32))
        assert found() == ["Antara catatan 14 dan 15: tidak cocok dengan cabang pohon yang tersimpan."]

    def test_a_subtree_of_a_height_nobody_keeps_is_found(self) -> None:
        assert tampered(lambda: Subtree.objects.create(office=OFFICE, level=1, number=1, root=bytes(32))) == [
            "Cabang pohon mulai catatan 2 tersimpan tanpa catatannya."
        ]

    def test_a_subtree_beyond_the_log_is_left_for_the_constraint(self) -> None:
        assert (
            tampered(lambda: Subtree.objects.create(office=OFFICE, level=2, number=2, root=bytes(32))) == []
        )


def checkpoint(**columns: object) -> Callable[[], object]:
    return lambda: Checkpoint.objects.update(**columns)


def test_checkpoints_that_were_touched_are_found() -> None:
    act()
    text = close_day(office=OFFICE, on=MONDAY).text
    act()
    name = "titik periksa 2026-12-14"
    forged = text.replace("\n1\n", "\n2\n")
    foreign = text.replace("— pamong/35.08.07", "— pamong/35.08.08")
    assert tampered(checkpoint(text=forged)) == [f"Tanda tangan {name} palsu."]
    assert tampered(checkpoint(text=foreign)) == [f"Tanda tangan {name} bukan dari kunci yang dikenal."]
    assert tampered(checkpoint(text="nothing")) == [f"Teks {name} rusak."]
    assert tampered(checkpoint(text=text, size=2)) == [f"Kolom {name} tidak cocok dengan teksnya."]
    other_log = sealed(Head(proofs.origin(OTHER_OFFICE), 1, bytes(LogHead.objects.get().root)))
    assert tampered(checkpoint(text=other_log, size=1))[0] == f"Kolom {name} tidak cocok dengan teksnya."
    assert tampered(checkpoint(text=text, size=1)) == []


def test_a_removed_trigger_is_reported() -> None:
    trigger = "ledger_entry_no_delete" if connection.vendor == "sqlite" else "ledger_entry_no_change"
    on = "" if connection.vendor == "sqlite" else " ON ledger_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{on}")
    assert found() == [f"Pemicu basis data {trigger} tidak ada atau berubah."]


def test_a_gap_in_the_numbers_of_a_subject_is_found() -> None:
    act(subject=Subject("application", "b"))
    entry = act(subject=Subject("application", "b"))
    with triggers_lifted():
        Entry.objects.filter(pk=entry.id).update(subject_sequence=3)
    assert found()[-1] == "Catatan 1: nomor urut 3 pada application b tidak berurutan."
    assert found(offices=[OTHER_OFFICE]) == []


def test_numbers_of_a_subject_that_run_against_the_log_are_found() -> None:
    first, second = (act(subject=Subject("application", "b")) for _ in range(2))
    with triggers_lifted():
        Entry.objects.filter(pk=first.id).update(subject_sequence=9)
        Entry.objects.filter(pk=second.id).update(subject_sequence=1)
        Entry.objects.filter(pk=first.id).update(subject_sequence=2)
    assert found()[-1] == "Catatan 0: nomor urut 2 pada application b tidak berurutan."


def test_a_paper_of_an_office_that_is_gone_is_not_forgotten() -> None:
    entry = act()
    papers = [
        ("paper", close_day(office=OFFICE, on=MONDAY).text),
        ("receipt", receipt_statement(entry=entry)),
    ]
    outside = verification.read_outside(papers, ())
    with triggers_lifted():
        for model in (Entry, LogHead, Checkpoint):
            model.objects.all().delete()
    assert found(outside=outside) == [
        "Log berakhir sebelum catatan 0; menurut berkas paper ada 1 catatan.",
        "Catatan 0 tidak ada, padahal tercantum pada tanda terima.",
    ]


def test_a_paper_that_passed_through_a_windows_editor_is_read() -> None:
    act()
    text = close_day(office=OFFICE, on=MONDAY).text
    outside = verification.read_outside([("paper", "\r\n" + text.replace("\n", "\r\n") + "\r\n")], ())
    assert [(mark.size, mark.outside) for mark in outside.marks[OFFICE]] == [(1, True)]


@pytest.mark.parametrize("text", ["", "no checkpoint\n", "pamong/35.08.07\n1\nAAAA\n\n— a b\n"])
def test_a_file_that_is_no_paper_is_named(text: str) -> None:
    with pytest.raises(NoteError, match=r"^paper\.txt: "):
        verification.read_outside([("paper.txt", text)], ())


def test_a_spoilt_receipt_is_named() -> None:
    with pytest.raises(Misread, match=r"^receipts\.txt: "):
        verification.read_outside([("receipts.txt", "PAMONG-1/35.08.07\n")], ())


def test_a_checkpoint_of_a_log_that_is_not_an_offices_is_refused() -> None:
    with pytest.raises(Misread):
        verification.read_outside(
            [("paper", "odd name\n0\n" + notes.encode(tree.EMPTY_ROOT) + "\n\n— a b\n")], ()
        )


def test_a_given_key_replaces_the_one_of_this_machine() -> None:
    own, other = queries.verifier(OFFICE), notes.verifier(proofs.origin(OFFICE), bytes(32))
    assert verification.verifiers(OFFICE, []) == [own]
    assert verification.verifiers(OFFICE, [other]) == [other]
    assert verification.verifiers(OTHER_OFFICE, [other]) == [queries.verifier(OTHER_OFFICE)]


def test_a_ledger_without_checkpoints_is_verified_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    act()
    keys.path().unlink()
    assert found() == []


def test_what_is_written_meanwhile_is_left_for_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offices work on while IT verifies: an entry that comes in the middle is no finding."""
    for _ in range(3):
        act()
    taken = Audit.take

    def busy(self: Audit, entry: EntryRow) -> None:
        act()
        taken(self, entry)

    monkeypatch.setattr(Audit, "take", busy)
    report = verification.verify()
    assert (report.findings, report.entries, Entry.objects.count()) == ((), 3, 6)


def test_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "PROGRESS_EVERY", 2)
    for _ in range(5):
        act()
    told: list[tuple[str, int, int]] = []
    verification.verify(progress=lambda *step: told.append(step))
    assert told == [(OFFICE, 0, 5), (OFFICE, 2, 5), (OFFICE, 4, 5), (OFFICE, 5, 5)]


def test_entries_are_read_in_batches_never_all_at_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    written = [act() for _ in range(10)]
    with django_assert_num_queries(4):
        assert list(queries.entries(OFFICE, end=10, batch=3)) == written
    with triggers_lifted():
        Entry.objects.filter(position__in=[4, 5, 6, 9]).delete()
    assert [row.position for row in queries.entries(OFFICE, end=10, batch=3)] == [0, 1, 2, 3, 7, 8]


def test_a_log_that_is_wholly_spoilt_does_not_flood_the_screen() -> None:
    rows = [act() for _ in range(audit.MOST_FINDINGS + 5)]
    with triggers_lifted():
        Entry.objects.update(verb="edited")
    assert len(found()) == audit.MOST_FINDINGS
    assert len(rows) > audit.MOST_FINDINGS


def test_what_our_own_checkpoints_say_does_not_narrow_what_a_paper_from_outside_says() -> None:
    """After a rebuild with the key, the own checkpoints fit the forged log; only outside marks may be relied on."""
    leaves = [tree.leaf(b"%d" % number) for number in range(6)]
    rows = [act() for _ in range(6)]
    own = Mark(3, tree.root_of_leaves(row.leaf_hash for row in rows[:3]), Message("own"))
    good = Mark(2, tree.root_of_leaves(row.leaf_hash for row in rows[:2]), Message("good"), outside=True)
    bad = Mark(5, tree.root_of_leaves(leaves[:5]), Message("bad"), outside=True)
    follow = Audit(OFFICE, marks=[bad, own, good])
    for row in rows:
        follow.take(row)
    assert [finding.message.fill() for finding in follow.finish(queries.head(OFFICE))] == [
        "Antara catatan 2 dan 4: tidak cocok dengan bad."
    ]
