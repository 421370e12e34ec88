"""The mix of the nation's counters: what one application costs, request by request, against the real server.

Per application: 1 intake, 2 steps, 2 application pages, 2 queues, 1 start page, 5 status checks by the public. In every
round each kind of request is sent in a row of its own, so that processor time can be told apart; then whole applications
are served by several desks at once, for the waiting times. Beside each stands the floor of the same round: the same SQL
without HTTP and without Django, and a server that only says hello.
"""

import json
import statistics
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from tools.progress import say

from bench.clerk import Connection, Desk, timed
from bench.running import Office, Server

DESKS = 4
HELLOS = 400


@dataclass(frozen=True)
class Operation:
    """A kind of request: how often an application needs it, and how it is sent."""

    name: str
    per_application: int
    send: Callable[[Desk, str], object]


# The order is the order of a life: what a request needs has been done by the ones before it.
OPERATIONS = (
    Operation("complete", 1, lambda desk, code: desk.complete(code)),
    Operation("send", 1, lambda desk, code: desk.send(code)),
    Operation("application page", 2, lambda desk, code: desk.page(code)),
    Operation("queue of 50", 2, lambda desk, _code: desk.queue()),
    Operation("start page", 1, lambda desk, _code: desk.start()),
    Operation("status", 5, lambda desk, code: desk.status(code)),
)
INTAKE = "intake"
NAMES = (INTAKE, *(operation.name for operation in OPERATIONS))
REQUESTS = 1 + sum(operation.per_application for operation in OPERATIONS)


@dataclass(frozen=True)
class SqlFloor:
    """One application's SQL, replayed without HTTP and Django: CPU-ms with the database's processes, and statements."""

    ms: float
    statements: float

    @classmethod
    def of(cls, office: Office, count: int) -> "SqlFloor":
        return cls(**json.loads(office.run("bench.floor", str(count))))


@dataclass
class Target:
    """One server under measure and all its readings."""

    server: Server
    desk: Desk
    residents: Iterator[str]
    cpu: dict[str, list[float]] = field(default_factory=dict)
    database: dict[str, list[float]] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    sql: list[SqlFloor] = field(default_factory=list)
    hello: list[float] = field(default_factory=list)
    memory: float = 0.0

    @classmethod
    def of(cls, server: Server) -> "Target":
        return cls(server, Desk(server), iter(server.office.residents), memory=server.usage().memory)

    def some(self, count: int) -> list[str]:
        return [next(self.residents) for _ in range(count)]


def needed(rounds: int, count: int) -> int:
    """Residents that `rounds` of `count` applications use up, the warm-up included."""
    return (rounds + 1) * 2 * count + 60


def warm_up(target: Target, count: int) -> None:
    """Fill the queues and every cache; its readings are thrown away."""
    for resident in target.some(60 - 2 * DESKS):
        target.desk.intake(resident)
    a_round(target, count)
    for readings in (target.cpu, target.database):
        readings.clear()
    target.waits.clear()
    target.rates.clear()


def a_round(target: Target, count: int) -> None:
    """Every kind of request `count` times, then `count` whole applications by several desks at once."""
    desk = target.desk
    codes: list[str] = []
    taking_in = [partial(_take_in, desk, resident, codes) for resident in target.some(count)]
    _measure(target, INTAKE, taking_in)
    for operation in OPERATIONS:
        _measure(target, operation.name, [partial(operation.send, desk, code) for code in codes])
    _whole(target, count)


def _take_in(desk: Desk, resident: str, codes: list[str]) -> None:
    codes.append(desk.intake(resident))


def _measure(target: Target, name: str, work: Sequence[Callable[[], object]]) -> None:
    server, database = target.server.usage().cpu, target.server.office.database_cpu()
    for each in work:
        each()
    spent = (target.server.usage().cpu - server, target.server.office.database_cpu() - database)
    for readings, seconds in zip((target.cpu, target.database), spent, strict=True):
        readings.setdefault(name, []).append(1000 * seconds / len(work))


def _whole(target: Target, count: int) -> None:
    """Whole applications, by DESKS desks at once: what a person waits for a page, and how many a second there are."""
    mine = [target.some(count // DESKS) for _ in range(DESKS)]
    failures: list[BaseException] = []
    waits: list[float] = []

    def serve(residents: Sequence[str]) -> None:
        try:
            desk = Desk(target.server)
            for resident in residents:
                waits.extend(life(desk, resident))
        except BaseException as failure:  # noqa: BLE001 - handed on below: a thread's error would go unseen
            failures.append(failure)

    threads = [threading.Thread(target=serve, args=(residents,)) for residents in mine]
    took = timed(partial(_run, threads))
    if failures:
        raise failures[0]
    target.waits += waits
    target.rates.append(len(waits) / took)


def _run(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def life(desk: Desk, resident: str) -> list[float]:
    """One application with all its requests; the seconds that each took."""
    codes: list[str] = []
    waits = [timed(partial(_take_in, desk, resident, codes))]
    for operation in OPERATIONS:
        send = partial(operation.send, desk, codes[0])
        waits += [timed(send) for _ in range(operation.per_application)]
    return waits


def hello(server: Server) -> float:
    """CPU-ms of one request to a server that does nothing."""
    connection = Connection(server.port)
    before = server.usage().cpu
    for _ in range(HELLOS):
        connection.get("/", "Halo")
    return 1000 * (server.usage().cpu - before) / HELLOS


def run(targets: Sequence[tuple[Target, Server]], *, rounds: int, count: int) -> None:
    """Interleaved: each round measures every target and its floors, so that a busy minute meets all alike."""
    for target, _floor in targets:
        say(f"{target.server.office.name}: warming up")
        warm_up(target, count)
    for number in range(1, rounds + 1):
        for target, floor in targets:
            say(f"round {number} of {rounds}: {target.server.office.name}")
            target.hello.append(hello(floor))
            a_round(target, count)


@dataclass(frozen=True)
class Reading:
    """The middle of the rounds' readings, and half the distance between the quarters."""

    middle: float
    spread: float

    @classmethod
    def of(cls, readings: Sequence[float]) -> "Reading":
        if len(readings) < 2:
            return cls(readings[0], 0.0)
        low, middle, high = statistics.quantiles(readings, n=4, method="inclusive")
        return cls(middle, (high - low) / 2)

    def __str__(self) -> str:
        return f"{self.middle:.2f} ± {self.spread:.2f}"


def per_application(target: Target) -> list[float]:
    """CPU-ms of a whole application in each round, server and database together."""
    weights = {INTAKE: 1} | {operation.name: operation.per_application for operation in OPERATIONS}
    rounds = len(target.cpu[INTAKE])
    return [
        sum(weights[name] * (target.cpu[name][at] + target.database[name][at]) for name in NAMES)
        for at in range(rounds)
    ]


def found(target: Target) -> dict[str, object]:
    """What was measured, as data."""
    waits = sorted(target.waits)
    return {
        "target": target.server.office.name,
        "server_ms": {name: vars(Reading.of(target.cpu[name])) for name in NAMES},
        "database_ms": {name: vars(Reading.of(target.database[name])) for name in NAMES},
        "application_ms": vars(Reading.of(per_application(target))),
        "requests_per_second": vars(Reading.of(target.rates)),
        "p50_ms": 1000 * waits[len(waits) // 2],
        "p99_ms": 1000 * waits[int(len(waits) * 0.99)],
        "hello_ms": vars(Reading.of(target.hello)),
        "sql_ms": vars(Reading.of([floor.ms for floor in target.sql])),
        "sql_statements": target.sql[0].statements,
        "memory_at_start_mb": target.memory,
    }


def table(target: Target) -> str:
    """The readings as a table: CPU-ms per request, server and database apart."""
    lines = [f"{target.server.office.name}: CPU-ms per request   server          database"]
    for name in NAMES:
        server, database = Reading.of(target.cpu[name]), Reading.of(target.database[name])
        lines.append(f"  {name:<38}{server!s:<16}{database}")
    waits = sorted(target.waits)
    lines += [
        f"  {'hello of the same server':<38}{Reading.of(target.hello)}",
        f"  one application, {REQUESTS} requests           {Reading.of(per_application(target))}",
        f"  its SQL alone ({target.sql[0].statements:.0f} statements)         {Reading.of([floor.ms for floor in target.sql])}",
        f"  {Reading.of(target.rates)} requests/s by {DESKS} desks; {target.memory:.0f} MB at start",
        f"  waits: p50 {1000 * waits[len(waits) // 2]:.1f} ms, p99 {1000 * waits[int(len(waits) * 0.99)]:.1f} ms",
    ]
    return "\n".join(lines)
