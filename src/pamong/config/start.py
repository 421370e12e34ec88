"""`pamong start`: sets a new office up, by questions on a plain terminal or by a file of answers.

This module is read with every command line, so it needs no Django until it runs.
"""

import argparse
import os
import sys
from pathlib import Path

_OPTIONS = (
    ("kecamatan", "name, part of the name, or code"),
    ("username", "what the first person types to sign in"),
    ("full-name", "the first person's name; the post is IT"),
    ("decree", "number of the letter that appoints the first person"),
    ("years", "calendar years whose holidays are imported, as 2026-2027"),
    ("hours", "service hours, as Senin-Kamis 08:00-15:00; Jumat 08:00-14:00"),
    ("services", "shipped examples to put in force, as ktp,kk; - for none"),
    ("from", "day from which they bind, as 2026-12-14"),
    ("key-sheet", "file for the sheet of keys (default: the screen)"),
)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `start`; what is not given is asked, unless a file of answers or --yes says to ask nothing."""
    start = commands.add_parser("start", help="set a new office up, by questions or by a file of answers")
    start.add_argument("--data", type=Path, metavar="DIR", help="default: PAMONG_DATA, or data")
    start.add_argument("--language", choices=("id", "en"), help="default: from LANG")
    start.add_argument(
        "--answers", type=Path, metavar="TOML", help="ask nothing: the answers are in this file"
    )
    start.add_argument("--yes", action="store_true", help="ask nothing: defaults answer what no option does")
    start.add_argument(
        "--password-file", type=Path, metavar="FILE", help="its first line is the first person's password"
    )
    start.add_argument(
        "--person",
        dest="answer_people",
        action="append",
        metavar="POST:USERNAME:NAME",
        help="somebody else who is to sign in; may be repeated",
    )
    for name, meaning in _OPTIONS:
        start.add_argument(f"--{name}", dest=f"answer_{name.replace('-', '_')}", metavar="TEXT", help=meaning)
    start.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Set the office up; answers the exit code: 0 done, 1 refused or stopped, 2 an answer that cannot be used."""
    if options.data is not None:
        os.environ["PAMONG_DATA"] = str(options.data)
    # A start is never a demo: the folder of one is refused, whatever the shell has exported.
    os.environ["PAMONG_DEMO"] = "no"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django  # noqa: PLC0415 - after the environment is set

    try:
        # Keys and people will lie in it: a new folder is its owner's alone.
        Path(os.environ.get("PAMONG_DATA", "data")).mkdir(mode=0o700, parents=True, exist_ok=True)
        django.setup()
    except OSError as error:
        print(
            f"{error.filename}: {error.strerror}. Pilih folder lain / choose another folder: --data DIR",
            file=sys.stderr,
        )
        return 1
    from django.utils import translation  # noqa: PLC0415 - after Django is set up

    from pamong.config import start_dialogue  # noqa: PLC0415 - after Django is set up

    with translation.override(options.language or language()):
        return start_dialogue.run(options)


def language() -> str:
    """The language of the terminal: English where it says so, else Indonesian."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return "en" if value.lower().startswith("en") else "id"
    return "id"
