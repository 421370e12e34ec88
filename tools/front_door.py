"""The subcommands of `./dev`."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.environment import DEMO, DEV, prepare
from tools.places import ROOT, WINDOWS, program
from tools.progress import StopError, run, say

EXPLAINED = {
    "demo": "show Pamong: two invented offices, ready to sign in (--port N, --no-browser, --data DIR)",
    "test": "everything CI checks; with arguments only pytest with these arguments",
    "lint": "style, types, import contracts, catalogues (--fix mends what can be mended)",
    "messages": "update and compile the catalogues of user-visible text (--check only looks)",
    "guide": "take the guide's pictures anew from a demo of its own (with names: only these)",
    "bench": "what the program costs on this machine (mix, growth, peak, upkeep, selftest; --help)",
    "look": "pictures of the pages, wide, dark, narrow and on paper, and their times on a 2G line",
    "sync": "only make or renew .venv",
}


def hand_over_to(command: Sequence[str | Path], env: dict[str, str]) -> int:
    """Become another program, so that Ctrl-C and signals reach it and nobody else; Windows runs it as a child."""
    words = [str(part) for part in command]
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(words[0], words, env)
    try:
        return subprocess.run(words, env=env, check=False).returncode
    except KeyboardInterrupt:
        return 0


def demo(arguments: Sequence[str]) -> int:
    prepare(DEMO)
    say("Starting the demo")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return hand_over_to([program("pamong"), "demo", *arguments], env)


def test(arguments: Sequence[str]) -> int:
    from tools import checks  # noqa: PLC0415  (the demo should not wait for what only tests need)

    prepare(DEV)
    if arguments:
        return checks.named(arguments)
    return 0 if checks.everything() else 1


def lint(arguments: Sequence[str]) -> int:
    from tools import checks  # noqa: PLC0415  (the demo should not wait for it)

    unknown = set(arguments) - {"--fix"}
    if unknown:
        raise StopError(f"./dev lint knows only --fix, not {' '.join(sorted(unknown))}.")
    prepare(DEV)
    return 0 if checks.lint(mend="--fix" in arguments) else 1


def messages(arguments: Sequence[str]) -> int:
    prepare(DEV)
    return run("Reading the sources", [program("python"), "-m", "tools.messages", *arguments])


def guide(arguments: Sequence[str]) -> int:
    prepare(DEV)
    return run("Taking the pictures", [program("python"), "-m", "tools.guide", *arguments])


def look(arguments: Sequence[str]) -> int:
    prepare(DEV)
    return run("Looking at the pages", [program("python"), "-m", "tools.look", *arguments])


def bench(arguments: Sequence[str]) -> int:
    prepare(DEV)
    return run("Benchmarks", [program("python"), "-m", "bench", *arguments])


def sync(arguments: Sequence[str]) -> int:
    if arguments:
        raise StopError("./dev sync takes no arguments.")
    prepare(DEV)
    say("Nothing left to do")
    return 0


COMMANDS = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "messages": messages,
    "guide": guide,
    "look": look,
    "bench": bench,
    "sync": sync,
}


def usage() -> str:
    lines = [f"  ./dev {name:<9} {explanation}" for name, explanation in EXPLAINED.items()]
    return "\n".join(["Pamong's front door.", "", *lines])


def main(arguments: Sequence[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if name not in COMMANDS:
        print(usage())
        return 0 if name in {"--help", "-h", "help"} else 2
    os.chdir(ROOT)
    try:
        return COMMANDS[name](rest)
    except StopError as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
