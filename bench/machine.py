"""What was measured on, and how much processor time a tree of processes has used."""

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.places import ROOT

PYTHON = sys.executable
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Usage:
    """What a tree of processes holds and has used: CPU in seconds since its start, memory in MB now.

    Memory that several of them share is counted once.
    """

    cpu: float
    memory: float


def facts() -> dict[str, object]:
    """Processor, cores, memory, versions, the commit, and how busy the machine was before the first measurement."""
    return {
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gb": round(int(_first("/proc/meminfo", "MemTotal").split()[0]) / 2**20, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
        "commit": git("rev-parse", "--short", "HEAD"),
        "changed_files": len(git("status", "--porcelain").splitlines()),
    }


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _first(path: str, name: str) -> str:
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "0"


def usage(root: int) -> Usage:
    """CPU and memory of the process `root`, its descendants, and the descendants that have ended."""
    children: dict[int, list[int]] = {}
    read: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # The name of the program may hold spaces; it ends with the last bracket.
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(folder.name)
        children.setdefault(int(fields[1]), []).append(pid)
        # user and system time: its own, and of children that it has waited for
        read[pid] = sum(int(value) for value in fields[11:15]) / TICK
    tree, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        tree.append(pid)
        waiting += children.get(pid, [])
    return Usage(cpu=sum(read.get(pid, 0.0) for pid in tree), memory=sum(_memory(pid) for pid in tree))


def _memory(pid: int) -> float:
    """MB of one process; its part of what it shares with others."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1000
