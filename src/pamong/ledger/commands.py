"""`pamong verify`, `receipt`, `close-day`, `log-key`, `postgres-role`: what IT and a doubting citizen do by command."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from pamong.ledger import actions, notes, proofs, queries, triggers, verification
from pamong.ledger.notes import NoteError, Verifier
from pamong.ledger.proofs import Reason, Verdict
from pamong.ledger.rules import BrokenLogError
from pamong.vault.errors import VaultError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the ledger's commands; each answers the exit code of the process."""
    parser = _command(subparsers, "verify", _verify, gettext("periksa seluruh buku jejak"))
    parser.add_argument("--office", action="append", default=[], metavar="CODE")
    parser.add_argument("--against", nargs="+", type=Path, default=[], metavar="FILE")
    _add_keys(parser)
    parser = _command(
        subparsers, "receipt", _receipt, gettext("periksa tanda terima dengan berkas bukti, tanpa server")
    )
    parser.add_argument("proof", type=Path, metavar="FILE")
    parser.add_argument("--statement", metavar="TEXT")
    parser.add_argument("--against", nargs="+", type=Path, default=[], metavar="FILE")
    _add_keys(parser, required=True)
    parser = _command(subparsers, "close-day", _close_day, gettext("tandatangani titik periksa hari kerja"))
    parser.add_argument("--office", required=True, metavar="CODE")
    parser.add_argument("--on", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser = _command(
        subparsers, "log-key", _log_key, gettext("cetak kunci publik buku jejak, untuk diumumkan")
    )
    parser.add_argument("--office", required=True, metavar="CODE")
    help_text = gettext("cetak SQL untuk peran PostgreSQL yang tidak memiliki tabel")
    parser = _command(subparsers, "postgres-role", _postgres_role, help_text)
    parser.add_argument("role", metavar="ROLE")


def _command(
    subparsers: "_SubParsersAction[ArgumentParser]",
    name: str,
    run: Callable[[Namespace], int],
    help_text: str,
) -> ArgumentParser:
    parser = subparsers.add_parser(name, help=help_text)
    parser.set_defaults(run=_saying_what_is_wrong(run))
    return parser


def _add_keys(parser: ArgumentParser, **options: Any) -> None:
    help_text = gettext("kunci publik kantor (nama+id+kunci), dari papan pengumuman")
    parser.add_argument("--key", action="append", default=[], metavar="KEY", help=help_text, **options)


def _saying_what_is_wrong(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    def guarded(arguments: Namespace) -> int:
        try:
            return run(arguments)
        except VaultError as error:
            print(error.message.fill(gettext), file=sys.stderr)
        except (NoteError, proofs.Misread, BrokenLogError, actions.DayPassedError, OSError) as error:
            print(error, file=sys.stderr)
        return 2

    return guarded


def _verify(arguments: Namespace) -> int:
    keys = _keys(arguments)
    report = verification.verify(
        offices=arguments.office,
        outside=verification.read_outside(_texts(arguments.against), keys),
        keys=keys,
        progress=_progress,
    )
    for finding in report.findings:
        print(f"{finding.office}  {finding.message.fill(gettext)}".strip())
    counts = {
        "offices": report.offices,
        "entries": report.entries,
        "checkpoints": report.checkpoints,
        "outside": report.outside,
    }
    print(
        gettext(
            "%(offices)s kantor, %(entries)s catatan, %(checkpoints)s titik periksa, %(outside)s dari luar."
        )
        % counts
    )
    if report.findings:
        print(gettext("Buku jejak TIDAK utuh."))
        return 1
    print(gettext("Buku jejak utuh."))
    if not report.outside:
        print(gettext("Yang membangun ulang seluruh log beserta kuncinya hanya ketahuan dengan --against."))
    return 0


def _receipt(arguments: Namespace) -> int:
    """Needs no database: everything it looks at is handed to it."""
    keys = _keys(arguments)
    proof, enclosed = proofs.read_proof(arguments.proof.read_text(encoding="utf-8"))
    statement = proofs.read_statement(arguments.statement) if arguments.statement else enclosed
    if statement is None:
        raise proofs.Misread(gettext("Berkas ini tidak memuat tanda terima; berikan --statement."))
    if not proofs.is_signed(statement, keys):
        check = proofs.Check(Verdict.NOT_INSIDE, Reason.NOT_SIGNED_HERE)
    else:
        papers = [text for _, text in _texts(arguments.against)] or [proof.checkpoint]
        check = proofs.check_receipt(
            statement, [verification.read_checkpoint(paper, keys) for paper in papers], proof
        )
    answers = {
        Verdict.INSIDE: gettext("Ada di dalam log."),
        Verdict.NOT_INSIDE: gettext("TIDAK ada di dalam log."),
        Verdict.UNKNOWN_CHECKPOINT: gettext("Titik periksa tidak dikenal."),
    }
    print(answers[check.verdict])
    if check.head is not None:
        print(notes.checkpoint_text(check.head), end="")
    return 0 if check.verdict is Verdict.INSIDE else 1


def _close_day(arguments: Namespace) -> int:
    print(actions.close_day(office=arguments.office, on=arguments.on).text, end="")
    return 0


def _log_key(arguments: Namespace) -> int:
    print(queries.verifier(arguments.office).text())
    return 0


def _postgres_role(arguments: Namespace) -> int:
    for statement in triggers.role_sql(arguments.role):
        print(f"{statement};")
    return 0


def _keys(arguments: Namespace) -> list[Verifier]:
    return [notes.read_verifier(text) for text in arguments.key]


def _texts(files: list[Path]) -> list[tuple[str, str]]:
    return [(file.name, file.read_text(encoding="utf-8")) for file in files]


def _progress(office: str, done: int, total: int) -> None:
    # Only for a person who watches: in a log file a thousand of these lines would hide the answer.
    if sys.stderr.isatty():
        print(f"\r{office}  {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
