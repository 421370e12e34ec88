"""Says what goes on, with the seconds since the start: nobody should stare at a silent terminal."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.places import ROOT

STARTED = time.monotonic()
SILENCE = 10.0  # seconds after which a program that is still running is mentioned again
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class StopError(Exception):
    """Something the person at the keyboard must mend; its text says what and how."""


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:6.1f} s] {text}", flush=True)


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """This process's environment with some names set, or removed where the value is None."""
    merged: dict[str, str | None] = {**os.environ, **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}


def run(
    label: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str | None] | None = None,
    cwd: Path = ROOT,
) -> int:
    """Run a program in the open and answer its exit code; `label` is repeated while it works."""
    say(label)
    began = time.monotonic()
    with subprocess.Popen([str(part) for part in command], env=environment(env), cwd=cwd) as process:
        while True:
            try:
                return process.wait(timeout=SILENCE)
            except subprocess.TimeoutExpired:
                say(f"… still: {label} ({time.monotonic() - began:.0f} s)")


def run_and_keep_tail(
    label: str, command: Sequence[str | Path], *, env: Mapping[str, str | None] | None = None
) -> tuple[int, str]:
    """Run a program in the open; answer its exit code and the last 4,000 characters it printed, without colours."""
    say(label)
    tail = b""
    with subprocess.Popen(
        [str(part) for part in command],
        env=environment(env),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        while chunk := os.read(process.stdout.fileno(), 4096):
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()
            tail = (tail + chunk)[-4000:]
    return process.returncode, COLOURS.sub("", tail.decode("utf-8", "replace"))


def answers(command: Sequence[str | Path]) -> str | None:
    """What a program prints, or None where it does not exist or does not end well."""
    try:
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
