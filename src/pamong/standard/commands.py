"""`pamong standard check`: what is wrong with standards in files, and what should be asked about them."""

import argparse
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem
from pamong.standard.read import check_path, files_of

_EXIT_CODES = (
    "kode keluar: 0 tanpa kesalahan (temuan boleh ada), 1 ada kesalahan, tidak ada berkas, atau ada temuan "
    "dengan --strict, 2 perintah salah tulis"
)


def standard_check(
    paths: Iterable[Path],
    out: TextIO,
    *,
    today: date | None = None,
    as_json: bool = False,
    strict: bool = False,
) -> int:
    """Writes errors and findings and a closing line, or all of it as JSON.

    1 if there is an error or nothing to check, or a finding and `strict`; else 0.
    """
    checked = 0
    problems: dict[Problem, None] = {}
    for path in paths:
        if not path.exists():
            problems[_gone(path)] = None
            continue
        checked += len(files_of(path))
        problems |= dict.fromkeys(check_path(path, today=today))
    errors = sum(problem.severity == "error" for problem in problems)
    findings = len(problems) - errors
    if as_json:
        out.write(json.dumps([as_data(each) for each in problems], ensure_ascii=False, indent=2) + "\n")
    else:
        out.writelines(line(problem) + "\n" for problem in problems)
        said = {"checked": checked, "errors": errors, "findings": findings}
        text = N_("{checked} berkas diperiksa: {errors} kesalahan, {findings} temuan.")
        out.write(Message(text, said).fill() + "\n")
    return 1 if errors or not checked or (strict and findings) else 0


def _gone(path: Path) -> Problem:
    return Problem(
        str(path),
        0,
        None,
        "file-missing",
        Message(N_("Berkas atau folder ini tidak ada.")),
        Message(N_("Periksa jalurnya.")),
    )


def line(problem: Problem) -> str:
    """`file:line: 4.5: rule: what — mend`; a finding is marked, and says on a second line why it matters."""
    clause = f" {problem.clause}:" if problem.clause else ""
    rule = problem.rule if problem.severity == "error" else f"temuan {problem.rule}"
    said = f"{problem.message.fill()} — {problem.mend.fill()}"
    why = f"\n    {problem.why.fill()}" if problem.why else ""
    return f"{problem.file}:{problem.line}:{clause} {rule}: {said}{why}"


def as_data(problem: Problem) -> dict[str, object]:
    """A problem as plain data, for other programs: `what`, `why` (null for an error) and `mend` are texts."""
    return {
        "file": problem.file,
        "line": problem.line,
        "clause": problem.clause,
        "rule": problem.rule,
        "severity": problem.severity,
        "what": problem.message.fill(),
        "why": problem.why.fill() if problem.why else None,
        "mend": problem.mend.fill(),
    }


def add_parser(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Adds `standard check PATH…`; the parsed arguments carry `handler(arguments, out) -> exit code`.

    Answers the verbs of `standard`: what needs more than this room adds its own.
    """
    standard = subparsers.add_parser("standard", help="standar pelayanan sebagai berkas")
    verbs = standard.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="periksa berkas atau folder standar", epilog=_EXIT_CODES)
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    check.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")
    check.add_argument("--strict", action="store_true", help="temuan pun membuat kode keluar 1")
    check.add_argument(
        "--on", type=date.fromisoformat, metavar="TANGGAL", help="periksa seakan-akan hari ini tanggal itu"
    )
    check.set_defaults(handler=_handle)
    return verbs


def _handle(arguments: argparse.Namespace, out: TextIO) -> int:
    today = arguments.on or datetime.now(UTC).date()  # noqa: TID251 - outside Django; no office, no ledger
    return standard_check(arguments.paths, out, today=today, as_json=arguments.json, strict=arguments.strict)
