"""`pamong verify`: everything the ledger says is computed anew and compared. Reads only, and holds nobody up."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from pamong.ledger import notes, proofs, queries, triggers
from pamong.ledger.audit import Audit, Finding, Mark
from pamong.ledger.models import Entry
from pamong.ledger.notes import Head, NoteError, Verifier
from pamong.ledger.rules import CheckpointRow
from pamong.standard.messages import N_, Message

# Office, entries checked, entries in all.
Progress = Callable[[str, int, int], None]
PROGRESS_EVERY = 5000


@dataclass(frozen=True)
class Outside:
    """What was kept elsewhere: checkpoints and receipts, by office."""

    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    receipts: Mapping[str, Mapping[int, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]
    offices: int
    entries: int
    checkpoints: int
    outside: int


def verifiers(office: str, keys: Collection[Verifier]) -> list[Verifier]:
    """The given keys of this office; only without one, the key of this installation.

    Whoever exchanged the key on this machine has signed everything anew with it: a key that was published
    elsewhere must then not be joined by it.
    """
    given = [key for key in keys if key.name == proofs.origin(office)]
    return given or [queries.verifier(office)]


def read_checkpoint(text: str, keys: Collection[Verifier]) -> Head:
    """The head in a checkpoint that came as a file, once its signature is found good; raises NoteError."""
    # A text that came by e-mail or from a Windows editor has other line ends; the signed bytes have not.
    note = "\n".join(text.strip().splitlines()) + "\n"
    claimed = notes.read_checkpoint(note.rpartition("\n\n")[0] + "\n")
    opened, _ = notes.open_note(note, verifiers(_office(claimed), keys))
    return notes.read_checkpoint(opened)


def read_outside(texts: Iterable[tuple[str, str]], keys: Collection[Verifier]) -> Outside:
    """Checkpoints and receipts from files, as (name of the file, text).

    A file holds one checkpoint as it was published, or receipts, one statement a line. Raises NoteError or
    proofs.Misread, with the file's name, for what is neither or is not signed by the office.
    """
    marks: dict[str, list[Mark]] = {}
    receipts: dict[str, dict[int, bytes]] = {}
    for name, text in texts:
        try:
            _read_paper(name, text, keys, marks, receipts)
        except NoteError as problem:
            raise NoteError(problem.fault, f"{name}: {problem}") from problem
        except proofs.Misread as problem:
            raise proofs.Misread(f"{name}: {problem}") from problem
    return Outside({office: tuple(found) for office, found in marks.items()}, receipts)


def verify(
    *,
    offices: Collection[str] = (),
    outside: Outside | None = None,
    keys: Collection[Verifier] = (),
    progress: Progress = lambda _office, _done, _total: None,
) -> Report:
    """Recompute the logs of the offices (all, unless named) and compare them with themselves and with `outside`.

    `settings.ALSO_VERIFIED` names what rooms above hold against their entries: functions of the offices to findings.
    """
    kept = outside or Outside()
    named = tuple(offices) or tuple(sorted({*queries.offices(), *kept.marks, *kept.receipts}))
    findings = [
        Finding("", None, Message(N_("Pemicu basis data {name} tidak ada atau berubah."), {"name": name}))
        for name in triggers.missing(connection)
    ]
    entries = checkpoints = 0
    for office in named:
        rows = queries.checkpoints(office)
        checkpoints += len(rows)
        spoilt, marks = _own_marks(rows, verifiers(office, keys) if rows else [])
        found, size = _follow(
            office, (*marks, *kept.marks.get(office, ())), kept.receipts.get(office, {}), progress
        )
        entries += size
        findings += [*spoilt, *found]
    findings += _sequences(named)
    for path in settings.ALSO_VERIFIED:
        findings += import_string(path)(tuple(offices))
    papers = sum(len(marks) for marks in kept.marks.values()) + sum(
        len(rows) for rows in kept.receipts.values()
    )
    return Report(tuple(findings), len(named), entries, checkpoints, papers)


def _follow(
    office: str, marks: Iterable[Mark], receipts: Mapping[int, bytes], progress: Progress
) -> tuple[tuple[Finding, ...], int]:
    """One office's log. What is written while this runs lies beyond the head that was read and is left for next time."""
    head = queries.head(office)
    size = head.size if head else 0
    subtrees = {
        place: root for place, root in queries.subtrees(office).items() if (place[1] + 1) << place[0] <= size
    }
    if head:
        marks = (*marks, Mark(head.size, head.root, Message(N_("kepala log"))))
    audit = Audit(office, marks=marks, receipts=receipts, subtrees=subtrees)
    for entry in queries.entries(office, end=size):
        audit.take(entry)
        if entry.position % PROGRESS_EVERY == 0:
            progress(office, entry.position, size)
    progress(office, size, size)
    findings = audit.finish(head)
    # Read in this order, an entry that is being written now is never beyond the head.
    end = queries.end_of_entries(office)
    now = queries.head(office)
    beyond = now.size if now else 0
    if end > beyond:
        text = N_("Catatan {first} berada di luar kepala log.")
        findings = (*findings, Finding(office, beyond, Message(text, {"first": beyond})))
    return findings, size


def _own_marks(
    rows: Iterable[CheckpointRow], known: Collection[Verifier]
) -> tuple[list[Finding], list[Mark]]:
    spoilt: list[Finding] = []
    marks: list[Mark] = []
    for row in rows:
        source = Message(N_("titik periksa {on}"), {"on": row.on.isoformat()})
        try:
            head = notes.read_checkpoint(notes.open_note(row.text, known)[0])
        except NoteError as problem:
            text = {
                notes.Fault.UNKNOWN_KEY: N_("Tanda tangan {source} bukan dari kunci yang dikenal."),
                notes.Fault.FORGED: N_("Tanda tangan {source} palsu."),
                notes.Fault.MALFORMED: N_("Teks {source} rusak."),
            }[problem.fault]
            spoilt.append(Finding(row.office, None, Message(text, {"source": source})))
            continue
        if head != Head(proofs.origin(row.office), row.size, row.root):
            text = N_("Kolom {source} tidak cocok dengan teksnya.")
            spoilt.append(Finding(row.office, None, Message(text, {"source": source})))
        marks.append(Mark(head.size, head.root, source))
    return spoilt, marks


def _sequences(offices: Collection[str]) -> Iterator[Finding]:
    """Gaps and disorder in the numbers within a subject; a subject may have entries in several offices."""
    columns = ("subject_kind", "subject_id", "subject_sequence", "office", "position")
    subject: tuple[str, str] | None = None
    expected = 1
    places: dict[str, int] = {}
    for kind, identifier, sequence, office, position in (
        Entry.objects.order_by(*columns[:3]).values_list(*columns).iterator(chunk_size=PROGRESS_EVERY)
    ):
        if (kind, identifier) != subject:
            subject, expected, places = (kind, identifier), 1, {}
        if office in offices and (sequence != expected or position <= places.get(office, -1)):
            text = N_("Catatan {first}: nomor urut {sequence} pada {kind} {identifier} tidak berurutan.")
            values = {"first": position, "sequence": sequence, "kind": kind, "identifier": identifier}
            yield Finding(office, position, Message(text, values))
        expected, places[office] = sequence + 1, position


def _read_paper(
    name: str,
    text: str,
    keys: Collection[Verifier],
    marks: dict[str, list[Mark]],
    receipts: dict[str, dict[int, bytes]],
) -> None:
    if not text.lstrip().startswith("PAMONG-"):
        head = read_checkpoint(text, keys)
        source = Message(N_("berkas {name}"), {"name": name})
        marks.setdefault(_office(head), []).append(Mark(head.size, head.root, source, outside=True))
        return
    for line in filter(str.strip, text.splitlines()):
        statement = proofs.read_statement(line)
        if not proofs.is_signed(statement, verifiers(statement.office, keys)):
            raise proofs.Misread("a receipt that this office has not signed.")
        receipts.setdefault(statement.office, {})[statement.position] = statement.leaf_hash


def _office(head: Head) -> str:
    office = head.origin.removeprefix("pamong/")
    proofs.origin(office)
    return office
