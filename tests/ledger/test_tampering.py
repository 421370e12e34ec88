"""Who changes the ledger, and who notices. The table is for officers: read it from left to right.

The log has 12 entries, 0 to 11. It was closed on Monday after entry 4 and on Tuesday after entry 9; entries 10 and
11 are of Wednesday and belong to no checkpoint yet. A citizen kept Tuesday's checkpoint from the notice board;
another kept the receipt of entry 3, a third that of entry 10.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from pamong.ledger import clock, proofs, verification
from pamong.ledger.actions import close_day, receipt_statement
from pamong.ledger.rules import EntryRow, Subject
from pamong.ledger.verification import Outside
from tests.ledger.support import OFFICE, OTHER_OFFICE, act
from tests.ledger.tampering import (
    Change,
    backdate,
    by_hand,
    cut,
    delete,
    edit,
    insert,
    rebuilt,
    rebuilt_with_the_key,
    rebuilt_without_checkpoints,
    reorder,
    swap,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_keys")]

# What finds it: the words of the finding that `pamong verify` prints.
CONTENT = "isinya tidak cocok dengan hash-nya"
TIME = "waktu catatnya mundur"
HOLE = "Catatan {first} tidak ada."
SHORT = "Log berakhir sebelum"
MARK = "tidak cocok dengan {source}"
RECEIPT = "tanda terima"
NOTHING = None

# How, what · found by verify alone (the entry it names, the finding) · found with Tuesday's checkpoint · with the
# receipt of entry 3 · with the receipt of entry 10.
Found = tuple[int, str] | None
TABLE: list[tuple[Callable[[Change], None], str, Change, Found, Found, Found, Found]] = [
    # Somebody who knows SQL is found at once, and the entry is named.
    (by_hand, "edits entry 3", edit(3), (3, CONTENT), (3, CONTENT), (3, CONTENT), (3, CONTENT)),
    (by_hand, "edits entry 10", edit(10), (10, CONTENT), (10, CONTENT), (10, CONTENT), (10, CONTENT)),
    (by_hand, "backdates entry 3", backdate(3), (3, CONTENT), (3, CONTENT), (3, CONTENT), (3, CONTENT)),
    (by_hand, "deletes entry 3", delete(3), (3, HOLE), (3, HOLE), (3, HOLE), (3, HOLE)),
    (by_hand, "inserts before entry 3", insert(3), (3, CONTENT), (3, CONTENT), (3, CONTENT), (3, CONTENT)),
    (by_hand, "reorders 3 and 4", reorder(3), (3, CONTENT), (3, CONTENT), (3, CONTENT), (3, CONTENT)),
    (by_hand, "swaps 3 and 4", swap(3), (3, CONTENT), (3, CONTENT), (3, CONTENT), (3, CONTENT)),
    (by_hand, "cuts the tail from 8", cut(8), (8, SHORT), (8, SHORT), (8, SHORT), (8, SHORT)),
    # Somebody who computes everything anew but cannot sign is found by the office's own checkpoint, if one covers it.
    (rebuilt, "edits entry 3", edit(3), (0, MARK), (0, MARK), (3, RECEIPT), (0, MARK)),
    (rebuilt, "edits entry 7", edit(7), (5, MARK), (0, MARK), (5, MARK), (5, MARK)),
    (rebuilt, "edits entry 10", edit(10), NOTHING, NOTHING, NOTHING, (10, RECEIPT)),
    (rebuilt, "backdates entry 3", backdate(3), (3, TIME), (3, TIME), (3, TIME), (3, TIME)),
    (rebuilt, "deletes entry 3", delete(3), (0, MARK), (0, MARK), (3, RECEIPT), (0, MARK)),
    (rebuilt, "inserts before entry 3", insert(3), (0, MARK), (0, MARK), (3, RECEIPT), (0, MARK)),
    (rebuilt, "reorders 3 and 4", reorder(3), (4, TIME), (4, TIME), (3, RECEIPT), (4, TIME)),
    (rebuilt, "swaps 3 and 4", swap(3), (0, MARK), (0, MARK), (3, RECEIPT), (0, MARK)),
    (rebuilt, "cuts the tail from 8", cut(8), (8, SHORT), (8, SHORT), (8, SHORT), (8, SHORT)),
    (rebuilt, "cuts the tail from 11", cut(11), NOTHING, NOTHING, NOTHING, NOTHING),
    # Who also throws the checkpoints away is found only by what was kept elsewhere.
    (rebuilt_without_checkpoints, "edits entry 3", edit(3), NOTHING, (0, MARK), (3, RECEIPT), NOTHING),
    (
        rebuilt_without_checkpoints,
        "deletes entry 3",
        delete(3),
        NOTHING,
        (0, MARK),
        (3, RECEIPT),
        (10, RECEIPT),
    ),
    (
        rebuilt_without_checkpoints,
        "cuts the tail from 8",
        cut(8),
        NOTHING,
        (8, SHORT),
        NOTHING,
        (10, RECEIPT),
    ),
    # Who has the key as well signs a whole new history: only what was kept elsewhere tells.
    (rebuilt_with_the_key, "edits entry 3", edit(3), NOTHING, (0, MARK), (3, RECEIPT), NOTHING),
    (rebuilt_with_the_key, "edits entry 10", edit(10), NOTHING, NOTHING, NOTHING, (10, RECEIPT)),
    (rebuilt_with_the_key, "deletes entry 3", delete(3), NOTHING, (0, MARK), (3, RECEIPT), (10, RECEIPT)),
    (
        rebuilt_with_the_key,
        "inserts before entry 3",
        insert(3),
        NOTHING,
        (0, MARK),
        (3, RECEIPT),
        (10, RECEIPT),
    ),
    (rebuilt_with_the_key, "swaps 3 and 4", swap(3), NOTHING, (0, MARK), (3, RECEIPT), NOTHING),
    (rebuilt_with_the_key, "cuts the tail from 8", cut(8), NOTHING, (8, SHORT), NOTHING, (10, RECEIPT)),
    (rebuilt_with_the_key, "cuts the tail from 11", cut(11), NOTHING, NOTHING, NOTHING, NOTHING),
]


@dataclass(frozen=True)
class Kept:
    """What was carried out of the office before anybody touched the log."""

    checkpoint: tuple[str, str]
    receipt_3: tuple[str, str]
    receipt_10: tuple[str, str]


@pytest.fixture
def kept() -> Iterator[Kept]:
    clock.release()
    clock.set_for_demo_or_test(datetime(2026, 12, 14, 1, tzinfo=UTC))
    entries: list[EntryRow] = []
    texts: list[str] = []
    for number in range(12):
        subject = Subject("application", f"a-{number % 4}")
        entries.append(act(subject=subject, payload={"number": number}))
        act(office=OTHER_OFFICE, subject=Subject("application", "elsewhere"))
        clock.travel(timedelta(minutes=20))
        if number in {4, 9}:
            day = date(2026, 12, 14) if number == 4 else date(2026, 12, 15)
            texts.append(close_day(office=OFFICE, on=day).text)
    receipts = [receipt_statement(entry=entries[number]) for number in (3, 10)]
    yield Kept(("tuesday", texts[1]), ("receipt", receipts[0]), ("receipt", receipts[1]))
    clock.release()


def first_finding(*papers: tuple[str, str]) -> Found:
    report = verification.verify(outside=verification.read_outside(papers, ()))
    if not report.findings:
        return NOTHING
    found = report.findings[0]
    assert found.office == OFFICE
    assert found.first is not None
    return found.first, found.message.text


def shortened(found: Found, wanted: Found) -> Found:
    """The finding as the table writes it."""
    return (found[0], wanted[1]) if found and wanted and wanted[1] in found[1] else found


@pytest.mark.parametrize(
    ("how", "what", "change", "alone", "with_checkpoint", "with_receipt_3", "with_receipt_10"),
    TABLE,
    ids=[f"{row[0].__name__} {row[1]}" for row in TABLE],
)
def test_who_notices(
    kept: Kept,
    how: Callable[[Change], None],
    what: str,
    change: Change,
    alone: Found,
    with_checkpoint: Found,
    with_receipt_3: Found,
    with_receipt_10: Found,
) -> None:
    how(change)
    for papers, wanted in (
        ((), alone),
        ((kept.checkpoint,), with_checkpoint),
        ((kept.receipt_3,), with_receipt_3),
        ((kept.receipt_10,), with_receipt_10),
    ):
        assert shortened(first_finding(*papers), wanted) == wanted, papers


def test_control_an_untouched_log_gives_no_finding(kept: Kept) -> None:
    """Beside every 'found' above: it was not found before."""
    assert first_finding(kept.checkpoint, kept.receipt_3, kept.receipt_10) is NOTHING


def test_what_is_not_found_alone_is_found_with_everything_that_was_kept(kept: Kept) -> None:
    """Of all rows, only the tail behind the last checkpoint and outside every receipt can vanish unseen."""
    unseen = {
        f"{row[0].__name__} {row[1]}"
        for row in TABLE
        if row[3] is NOTHING and row[4] is row[5] is row[6] is NOTHING
    }
    assert unseen == {"rebuilt cuts the tail from 11", "rebuilt_with_the_key cuts the tail from 11"}


def test_a_new_key_on_the_machine_does_not_help_against_the_published_one(
    kept: Kept, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who exchanges the key file and signs everything anew is found by the key that was published."""
    from pathlib import Path

    from pamong.ledger import queries
    from pamong.vault import keys

    published = queries.verifier(OFFICE)
    monkeypatch.setenv("PAMONG_KEYS", str(Path(str(tmp_path)) / "other.toml"))
    keys.create_keys()
    rebuilt_with_the_key(edit(3))
    assert verification.verify(offices=[OFFICE]).findings == ()
    found = verification.verify(offices=[OFFICE], keys=[published], outside=Outside()).findings
    assert [finding.message.text for finding in found] == [
        "Tanda tangan {source} bukan dari kunci yang dikenal."
    ] * 2


def test_a_forged_receipt_is_not_accepted_as_a_paper(kept: Kept) -> None:
    name, text = kept.receipt_3
    with pytest.raises(proofs.Misread, match="has not signed"):
        verification.read_outside([(name, text.replace("/3/", "/4/"))], ())
