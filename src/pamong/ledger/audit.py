"""Following a log from its first entry to its last and saying where it stops fitting. Pure; fed one entry at a time.

It keeps the frontier and the marks, never the entries: a million of them take no more memory than ten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pamong.ledger import rules, tree
from pamong.ledger.rules import EntryRow, HeadRow
from pamong.standard.messages import N_, Message

MOST_FINDINGS = 50


@dataclass(frozen=True)
class Mark:
    """What the root of a log was at some size, and who says so: the head, a checkpoint, a paper from outside."""

    size: int
    root: bytes
    source: Message
    # Kept where nobody could change it together with the log.
    outside: bool = False


@dataclass(frozen=True)
class Finding:
    """Something that does not fit. `first` is the earliest entry it can be about; None when it is about no entry."""

    office: str
    first: int | None
    message: Message


class Audit:
    """One office's log. `receipts` are leaf hashes by position, as signed receipts name them."""

    def __init__(
        self,
        office: str,
        *,
        marks: Iterable[Mark] = (),
        receipts: Mapping[int, bytes] | None = None,
        subtrees: Mapping[tuple[int, int], bytes] | None = None,
    ) -> None:
        self.office = office
        self.findings: list[Finding] = []
        self._marks = sorted(marks, key=lambda mark: mark.size, reverse=True)
        self._receipts = dict(receipts or {})
        self._subtrees = dict(subtrees or {})
        self._frontier: tree.Frontier = ()
        self._size = 0
        # Entries before this one are as a mark says. What our own marks say, a rebuilt log says as well.
        self._sure_inside = self._sure_outside = 0
        self._whole = True
        self._last: EntryRow | None = None
        self._compare_marks()

    def take(self, entry: EntryRow) -> None:
        """The next entry, in the order of positions."""
        if entry.position != self._size and self._whole:
            self._find(self._size, Message(N_("Catatan {first} tidak ada."), {"first": self._size}))
            # Behind a hole every root differs; to report each would hide the one that matters.
            self._whole = False
        if rules.leaf_hash(entry) != entry.leaf_hash:
            self._find(entry.position, Message(N_("Catatan {first}: isinya tidak cocok dengan hash-nya.")))
        if self._last is not None and entry.recorded_at < self._last.recorded_at:
            self._find(entry.position, Message(N_("Catatan {first}: waktu catatnya mundur.")))
        if self._receipts.pop(entry.position, entry.leaf_hash) != entry.leaf_hash:
            self._find(
                entry.position, Message(N_("Catatan {first}: bukan yang ditandatangani pada tanda terima."))
            )
        self._last = entry
        if self._whole:
            self._grow(entry.leaf_hash)

    def finish(self, head: HeadRow | None) -> tuple[Finding, ...]:
        """After the last entry before the one the head names as the next."""
        if self._whole:
            self._compare_head(head)
        for mark in reversed(self._marks if self._whole else []):
            values = {"size": mark.size, "source": mark.source}
            self._find(
                self._size,
                Message(
                    N_("Log berakhir sebelum catatan {first}; menurut {source} ada {size} catatan."), values
                ),
            )
        for position in sorted(self._receipts):
            self._find(
                position, Message(N_("Catatan {first} tidak ada, padahal tercantum pada tanda terima."))
            )
        for height, number in sorted(self._subtrees if self._whole else ()):
            self._find(
                number << height,
                Message(N_("Cabang pohon mulai catatan {first} tersimpan tanpa catatannya.")),
            )
        return tuple(self.findings)

    def _find(self, first: int, message: Message) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(
                Finding(self.office, first, Message(message.text, {"first": first, **message.params}))
            )

    def _grow(self, leaf_hash: bytes) -> None:
        position = self._size
        self._frontier, completed = tree.grow(position, self._frontier, leaf_hash)
        self._size += 1
        for height in (height for height in tree.KEPT_HEIGHTS if height < len(completed)):
            kept = self._subtrees.pop((height, position >> height), None)
            if kept != completed[height]:
                first = max(self._sure_inside, position + 1 - (1 << height))
                text = N_(
                    "Antara catatan {first} dan {last}: tidak cocok dengan cabang pohon yang tersimpan."
                )
                self._find(first, Message(text, {"last": position}))
        self._compare_marks()

    def _compare_marks(self) -> None:
        """The marks that stand at this size; the largest sizes are at the front of the list, the next one at its end."""
        inside, outside = self._sure_inside, self._sure_outside
        while self._marks and self._marks[-1].size == self._size:
            mark = self._marks.pop()
            if mark.root != tree.root(self._frontier):
                values = {"last": self._size - 1, "source": mark.source}
                text = N_("Antara catatan {first} dan {last}: tidak cocok dengan {source}.")
                self._find(outside if mark.outside else inside, Message(text, values))
                continue
            self._sure_inside = self._size
            if mark.outside:
                self._sure_outside = self._size

    def _compare_head(self, head: HeadRow | None) -> None:
        """The root of the head is one of the marks; here is what else it says."""
        if head is None or head.size != self._size:
            return
        if head.frontier != tree.pack(self._frontier):
            self._find(self._size, Message(N_("Kepala log tidak cocok dengan catatan sebelum {first}.")))
        if head.last_recorded_at != (self._last.recorded_at if self._last else None):
            self._find(
                self._size, Message(N_("Kepala log menyebut waktu lain daripada catatan sebelum {first}."))
            )
