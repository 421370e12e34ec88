"""Whether a page costs the same at ten thousand and at a million applications.

One office is filled step by step; at each size the same requests are sent to the real server. The ratio to the smallest
size is what counts: a page that grows with the log will one day be too slow, however fast it is today.
"""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tools.progress import say

from bench.clerk import Desk, timed
from bench.running import Office, serving
from bench.upkeep import VERIFY, run_program, size_of

SIZES = (10_000, 100_000)
SAMPLES = 40
OPEN = 60  # applications that wait, at every size: what is finished must cost nothing


@dataclass
class Size:
    """Readings at one size: the median of what each page took, and what it cost the server, both in ms."""

    applications: int
    ms: dict[str, float] = field(default_factory=dict)
    cpu_ms: dict[str, float] = field(default_factory=dict)
    bytes_per_application: float = 0.0
    loaded_per_second: float = 0.0
    verified: bool = False


def run(office: Office, sizes: Sequence[int], *, verify: bool) -> list[Size]:
    """Load up to each size in turn and measure there."""
    found: list[Size] = []
    loaded, empty = 0, size_of(office)
    for wanted in sizes:
        say(f"{office.name}: loading up to {wanted} applications")
        read = json.loads(office.run("bench.loader", str(wanted - loaded), str(loaded)))
        loaded = wanted
        size = Size(wanted, loaded_per_second=read["count"] / read["seconds"])
        size.bytes_per_application = (size_of(office) - empty) / wanted
        with serving(office) as server:
            _pages(size, Desk(server), office)
        if verify:
            say(f"{office.name}: pamong verify at {wanted}")
            run_program(office, VERIFY)
            size.verified = True
        found.append(size)
        say(", ".join(f"{name} {value:.1f} ms" for name, value in size.ms.items()))
    return found


def _pages(size: Size, desk: Desk, office: Office) -> None:
    codes = [desk.intake(office.residents.pop(0)) for _ in range(OPEN)]
    code = codes[0]
    asked: dict[str, Callable[[], object]] = {
        "application page": lambda: desk.page(code),
        "queue of 50": desk.queue,
        "start page": desk.start,
        "status": lambda: desk.status(code),
        "search": lambda: desk.search("Contoh"),
        "intake": lambda: desk.intake(office.residents.pop(0)),
    }
    for name, ask in asked.items():
        ask()
        before = desk.server.usage().cpu
        size.ms[name] = 1000 * statistics.median(timed(ask) for _ in range(SAMPLES))
        # On a machine that others use too, this is the figure to compare: waits measure the others.
        size.cpu_ms[name] = 1000 * (desk.server.usage().cpu - before) / SAMPLES


def table(name: str, found: Sequence[Size]) -> str:
    """Pages down, sizes across, with the ratio to the smallest size."""
    first = found[0]
    head = "".join(f"{size.applications:>12}{'ratio':>8}" for size in found)
    lines = [f"{name}: median ms{'':<10}{head}"]
    for page in first.ms:
        cells = "".join(f"{size.ms[page]:>12.1f}{size.ms[page] / first.ms[page]:>8.2f}" for size in found)
        lines.append(f"  {page:<24}{cells}")
    lines.append(f"{name}: CPU-ms of the server")
    for page in first.cpu_ms:
        cells = "".join(
            f"{size.cpu_ms[page]:>12.1f}{size.cpu_ms[page] / max(first.cpu_ms[page], 0.1):>8.2f}"
            for size in found
        )
        lines.append(f"  {page:<24}{cells}")
    lines.append(
        "  bytes per application   "
        + "".join(f"{size.bytes_per_application:>12.0f}{'':>8}" for size in found)
    )
    lines.append(
        "  loaded per second       " + "".join(f"{size.loaded_per_second:>12.0f}{'':>8}" for size in found)
    )
    words = {True: "accepted", False: "not run"}
    lines.append(
        "  pamong verify           " + "".join(f"{words[size.verified]:>12}{'':>8}" for size in found)
    )
    return "\n".join(lines)
