"""`./dev bench [PART …]`: mix, growth, papers, upkeep, peak, flame, selftest; without a part the mix and the upkeep."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from tools import postgres
from tools.places import ROOT
from tools.progress import say

from bench import growth, machine, mix, peak, results, selftest, upkeep
from bench.errors import BenchError
from bench.running import Office, on_postgresql, on_sqlite, serving

HELLO = "bench.hello:application"
SQL_SAMPLE = 20


def measure_mix(options: argparse.Namespace) -> None:
    """The mix on every database asked for, and on an older commit beside it with --compare."""
    with ExitStack() as stack:
        offices = [stack.enter_context(office) for office in _offices(options)]
        if options.compare:
            source = stack.enter_context(worktree(options.compare))
            offices += [
                stack.enter_context(office) for office in _offices(options, f" at {options.compare}", source)
            ]
        floors: list[list[mix.SqlFloor]] = []
        for office in offices:
            office.build(mix.needed(options.rounds, options.count) + options.rounds * (SQL_SAMPLE + 1))
            # Before the server starts: the copy of a PostgreSQL database may have no other sessions.
            floors.append([mix.SqlFloor.of(office, SQL_SAMPLE) for _ in range(options.rounds)])
        targets = []
        for office, sql in zip(offices, floors, strict=True):
            target = mix.Target.of(stack.enter_context(serving(office)))
            target.sql = sql
            targets.append((target, stack.enter_context(serving(office, HELLO))))
        mix.run(targets, rounds=options.rounds, count=options.count)
    found = [mix.found(target) for target, _floor in targets]
    for target, _floor in targets:
        print(f"\n{mix.table(target)}")
    if options.compare:
        _print_ratios(found)
    _keep("mix", options, found)
    say(f"drawn: {results.plot_mix(found).relative_to(ROOT)}")


def _print_ratios(found: Sequence[dict[str, object]]) -> None:
    half = len(found) // 2
    for now, then in zip(found[:half], found[half:], strict=True):
        print(f"\n{now['target']} ÷ {then['target']} (below 1: cheaper now)")
        for name in mix.NAMES:
            print(f"  {name:<20}{_cost(now, name) / _cost(then, name):.2f}")


def _cost(found: dict[str, object], name: str) -> float:
    server, database = found["server_ms"], found["database_ms"]
    assert isinstance(server, dict)
    assert isinstance(database, dict)
    return float(server[name]["middle"] + database[name]["middle"])


def measure_peak(options: argparse.Namespace) -> None:
    """The nation's peak hour, on PostgreSQL where it is here: two processes need it."""
    found = []
    for opened in _offices(options)[-1:]:
        with opened as office:
            office.build(int(peak.INTAKES_PER_SECOND * options.seconds) + 10)
            with serving(office) as server:
                say(
                    f"{office.name}: {options.seconds:.0f} s at {peak.INTAKES_PER_SECOND:.0f} intakes a second"
                )
                read = peak.run(server, office.residents, seconds=options.seconds)
                print(f"\n{office.name}: {read}")
                found.append({"target": office.name, **read.found()})
    _keep("peak", options, found)


def measure_papers(options: argparse.Namespace) -> None:
    """Receipts and full standards, each with other content than the one before."""
    found = []
    for opened in _offices(options)[:1]:
        with opened as office:
            office.build(options.count * 5 + 10)
            read = json.loads(office.run("bench.papers", str(options.count * 5)))
            for name, paper in read.items():
                print(f"{name:<16}{paper['cpu_ms']:8.1f} CPU-ms {paper['per_second']:8.1f} a second")
            found.append({"target": office.name, **read})
    _keep("papers", options, found)


def draw_flame(options: argparse.Namespace) -> None:
    """Where the processor time of the mix goes; the graph stands in bench/results/flame.svg."""
    for opened in _offices(options)[:1]:
        with opened as office:
            office.build(options.count * 5 + 60)
            graph = office.run("bench.flame", str(options.count * 5))
    results.FOLDER.mkdir(parents=True, exist_ok=True)
    (results.FOLDER / "flame.svg").write_text(graph, encoding="utf-8")
    say("drawn: bench/results/flame.svg")


def measure_upkeep(options: argparse.Namespace) -> None:
    found = []
    for opened in _offices(options):
        with opened as office:
            office.build(2000)
            read = upkeep.measure(office)
            print(f"\n{read}")
            found.append(vars(read))
    _keep("upkeep", options, found)


def measure_growth(options: argparse.Namespace) -> None:
    """The same pages at 10 k, 100 k and, with --sizes, 1 M applications."""
    found: list[dict[str, object]] = []
    for opened in _offices(options):
        with opened as office:
            office.build((len(options.sizes) + 1) * (growth.OPEN + growth.SAMPLES + 1))
            sizes = growth.run(office, options.sizes, verify=True)
            print(f"\n{growth.table(office.name, sizes)}\n")
            found.append({"target": office.name, "sizes": [vars(size) for size in sizes]})
    _keep("growth", options, found)


def measure_itself(options: argparse.Namespace) -> None:
    del options
    selftest.run()


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "mix": measure_mix,
    "growth": measure_growth,
    "peak": measure_peak,
    "upkeep": measure_upkeep,
    "papers": measure_papers,
    "flame": draw_flame,
    "selftest": measure_itself,
}


AnOffice = AbstractContextManager[Office]


def _offices(options: argparse.Namespace, suffix: str = "", source: Path = ROOT) -> list[AnOffice]:
    ways: list[AnOffice] = []
    if options.database in {"sqlite", "both"}:
        ways.append(on_sqlite(f"SQLite{suffix}", source))
    if options.database in {"postgresql", "both"}:
        if postgres.binaries() is None:
            say("PostgreSQL's server is missing, so it is not measured. Get it: apt-get install postgresql")
        else:
            ways.append(on_postgresql(f"PostgreSQL{suffix}", source))
    return ways


@contextmanager
def worktree(revision: str) -> Iterator[Path]:
    """An older commit beside this one; it runs with the packages of today."""
    with tempfile.TemporaryDirectory(prefix="pamong-bench-") as folder:
        path = Path(folder) / "then"
        subprocess.run(["git", "worktree", "add", "--detach", path, revision], cwd=ROOT, check=True)
        try:
            yield path
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", path], cwd=ROOT, check=True)


def _keep(part: str, options: argparse.Namespace, found: list[dict[str, object]]) -> None:
    if options.keep:
        say(f"kept: {results.append(part, FACTS, found).relative_to(ROOT)}")


FACTS = machine.facts()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measures the program on this machine.")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: mix upkeep"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=20, help="applications of a round (default 20)")
    parser.add_argument("--seconds", type=float, default=120.0, help="length of the peak (default 120)")
    parser.add_argument("--sizes", type=int, nargs="+", default=growth.SIZES, help="applications (growth)")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--compare", metavar="REV", help="measure an older commit in the same run (mix)")
    parser.add_argument("--keep", action="store_true", help="append the readings to bench/results/")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in FACTS.items()), flush=True)
    try:
        for name in options.parts or ("mix", "upkeep"):
            PARTS[name](options)
    except BenchError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
