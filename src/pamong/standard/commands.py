"""`pamong standard check`: what is wrong with standards in files, one line for each problem."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem
from pamong.standard.read import check_path, files_of


def standard_check(paths: Iterable[Path], out: TextIO) -> int:
    """Writes the problems and a closing line; 1 if there are errors or nothing to check, else 0."""
    checked = errors = 0
    for path in paths:
        if not path.exists():
            _write(out, Message(N_("{path}: tidak ada."), {"path": path}))
            errors += 1
            continue
        checked += len(files_of(path))
        for problem in check_path(path):
            errors += problem.severity == "error"
            out.write(line(problem) + "\n")
    _write(
        out,
        Message(
            N_("{checked} berkas diperiksa, {errors} kesalahan."), {"checked": checked, "errors": errors}
        ),
    )
    return 1 if errors or not checked else 0


def line(problem: Problem) -> str:
    """`file:line: clause 4.5: rule: what — mend`; the clause is left out where there is none."""
    clause = f" clause {problem.clause}:" if problem.clause else ""
    said = f"{problem.message.fill()} — {problem.mend.fill()}"
    return f"{problem.file}:{problem.line}:{clause} {problem.rule}: {said}"


def add_parser(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Adds `standard check PATH…`; the parsed arguments carry `handler(arguments, out) -> exit code`.

    Answers the verbs of `standard`: what needs more than this room adds its own.
    """
    standard = subparsers.add_parser("standard", help="standar pelayanan sebagai berkas")
    verbs = standard.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="periksa berkas atau folder standar")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    check.set_defaults(handler=_handle)
    return verbs


def _handle(arguments: argparse.Namespace, out: TextIO) -> int:
    return standard_check(arguments.paths, out)


def _write(out: TextIO, message: Message) -> None:
    out.write(message.fill() + "\n")
