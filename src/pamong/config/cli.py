"""The command `pamong`: one door for IT. Rooms add their own commands; this module only knows where they are."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from pamong import __version__

# Rooms whose commands need the database, and so Django. `standard` needs neither.
_ROOMS = ("ledger", "vault", "staff", "notices", "applications", "calendar", "kabupaten", "partners")
# What must work where there is no office: Django would read settings, and they make a data folder with a key.
_WITHOUT_DJANGO = frozenset({"standard", "demo", "start", "--version"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code. A mistake in the call prints how it is meant and exits with 2."""
    if argv is None:
        # As a program of its own: database, journal and what else is written are for the office's own account alone.
        os.umask(0o077)
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="pamong", description="Runs a public-service counter exactly as its published standard promises."
    )
    parser.add_argument("--version", action="version", version=f"pamong {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    verbs = import_module("pamong.standard.commands").add_parser(commands)
    import_module("pamong.config.export").add_parser(verbs)
    import_module("pamong.config.start").add_parser(commands)
    _add_server(commands)
    if arguments and arguments[0] not in _WITHOUT_DJANGO:
        _add_rooms(commands)
    options = parser.parse_args(arguments)
    if "handler" in options:  # the pure rooms print where they are told to
        return int(options.handler(options, sys.stdout))
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    """Run the command; a database that was never migrated is a slip of the person, not of the program."""
    from django.db import DatabaseError  # noqa: PLC0415 - slow import

    try:
        return int(options.run(options))
    except DatabaseError as error:
        if not any(text in str(error) for text in ("no such table", "does not exist")):
            raise
        print("This database is new or older than the program: run `pamong migrate` first.", file=sys.stderr)
        return 2


def _add_server(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="a demo office with invented people, on this machine only")
    demo.add_argument("--port", type=_port, default=8000)
    demo.add_argument("--data", type=Path, default=Path("data/demo"), metavar="DIR")
    demo.add_argument("--no-browser", action="store_true")
    demo.add_argument("--fresh", action="store_true", help="throw the demo data away and make it anew")
    demo.set_defaults(run=_demo)
    serve = commands.add_parser("serve", help="serve the office")
    serve.add_argument("--address", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000)
    serve.add_argument("--processes", type=int, default=1, help="more than one needs PostgreSQL")
    serve.set_defaults(run=_serve)
    commands.add_parser("migrate", help="bring the database up to this version").set_defaults(run=_migrate)


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{number} is no port; write a number from 1 to 65535")
    return number


def _add_rooms(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    import django  # noqa: PLC0415 - slow import: `pamong standard check` must not wait for it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    django.setup()
    for room in _ROOMS:
        import_module(f"pamong.{room}.commands").add_parser(commands)


def _demo(options: argparse.Namespace) -> int:
    from pamong.config.demo import run  # noqa: PLC0415 - sets the environment before Django reads it

    return run(data=options.data, port=options.port, browser=not options.no_browser, fresh=options.fresh)


def _serve(options: argparse.Namespace) -> int:
    from pamong.config.server import serve  # noqa: PLC0415 - slow import

    return serve(address=options.address, port=options.port, processes=options.processes)


def _migrate(options: argparse.Namespace) -> int:
    """Bring the database up to date; a new installation gets its keys here, and their sheet to lock away."""
    from django.core.management import call_command  # noqa: PLC0415 - slow import

    from pamong.vault.errors import VaultError  # noqa: PLC0415 - needs Django
    from pamong.vault.rotation import first_start  # noqa: PLC0415 - needs Django
    from pamong.vault.sheet import escrow_sheet  # noqa: PLC0415 - needs Django

    del options
    call_command("migrate", interactive=False)
    try:
        made = first_start()
    except VaultError as error:
        print(error.message.fill(), file=sys.stderr)
        return 1
    if made is not None:
        print(escrow_sheet(made))
    return 0
