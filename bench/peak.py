"""The nation's peak hour on this machine: requests come when they come, whether the server is ready or not.

14 intakes a second, each with the other twelve requests of its application: 181 requests a second in all. The load is
open: a request that is due is sent even while others wait, and its wait counts from when it was due. The generator runs
on the same machine, and its own processor time is told apart.
"""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tools.progress import say

from bench.clerk import Desk
from bench.errors import BenchError
from bench.machine import Usage
from bench.mix import OPERATIONS
from bench.running import Server

INTAKES_PER_SECOND = 14.0
SENDERS = 32
SPREAD = 8.0  # seconds over which the twelve requests after an intake follow


@dataclass
class Peak:
    """What the hour asked and what came back."""

    due: int = 0
    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    server_cpu: float = 0.0
    database_cpu: float = 0.0
    generator_cpu: float = 0.0

    def found(self) -> dict[str, object]:
        waits = sorted(self.waits)
        return {
            "requests_due_per_second": self.due / self.seconds,
            "requests_answered_per_second": len(waits) / self.seconds,
            "p50_ms": 1000 * waits[len(waits) // 2],
            "p99_ms": 1000 * waits[int(len(waits) * 0.99)],
            "errors": len(self.errors),
            "server_cores": self.server_cpu / self.seconds,
            "database_cores": self.database_cpu / self.seconds,
            "generator_cores": self.generator_cpu / self.seconds,
        }

    def __str__(self) -> str:
        text = ", ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in self.found().items())
        return text + (f"\n  first error: {self.errors[0]}" if self.errors else "")


class _Agenda:
    """What is due when; senders take the earliest and sleep until its moment."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Callable[[Desk], object]]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._open = True

    def put(self, moment: float, work: Callable[[Desk], object]) -> None:
        with self._changed:
            heapq.heappush(self._heap, (moment, next(self._order), work))
            self._changed.notify()

    def close(self) -> None:
        """Nothing more is sent, whatever is still due."""
        with self._changed:
            self._open = False
            self._heap.clear()
            self._changed.notify_all()

    def take(self) -> tuple[float, Callable[[Desk], object]] | None:
        """The next that is due, at its moment; None when nothing will come any more."""
        with self._changed:
            while True:
                if self._heap:
                    wait = self._heap[0][0] - time.perf_counter()
                    if wait <= 0:
                        moment, _order, work = heapq.heappop(self._heap)
                        return moment, work
                    self._changed.wait(wait)
                elif self._open:
                    self._changed.wait()
                else:
                    return None


def run(server: Server, residents: list[str], *, seconds: float) -> Peak:
    """Load the server for so long. Wrong answers are counted; more than one in a hundred end the run."""
    peak, agenda = Peak(seconds=seconds), _Agenda()
    senders = [
        threading.Thread(target=_send, args=(server, agenda, peak), daemon=True) for _ in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    time.sleep(3)  # everybody has signed in
    before, own = _usage(server), time.process_time()
    begin = time.perf_counter()
    for number, resident in enumerate(residents[: int(INTAKES_PER_SECOND * seconds)]):
        agenda.put(begin + number / INTAKES_PER_SECOND, _life(agenda, resident, begin + seconds, peak))
    for part in range(1, 5):
        time.sleep(max(0.0, begin + seconds * part / 4 - time.perf_counter()))
        say(f"  {100 * part // 4} %: {len(peak.waits)} answered, {len(peak.errors)} errors")
    after = _usage(server)
    peak.server_cpu, peak.database_cpu = after[0].cpu - before[0].cpu, after[1] - before[1]
    peak.generator_cpu = time.process_time() - own
    agenda.close()
    for sender in senders:
        sender.join()
    if not peak.waits or len(peak.errors) * 100 > len(peak.waits):
        raise BenchError(
            f"{len(peak.errors)} errors beside {len(peak.waits)} answers; first: {peak.errors[:1]}"
        )
    return peak


def _send(server: Server, agenda: _Agenda, peak: Peak) -> None:
    """One sender: what is due next, until there is nothing more. Lists take one value at a time from many threads."""
    desk = Desk(server)
    while (task := agenda.take()) is not None:
        moment, work = task
        try:
            work(desk)
        except Exception as error:  # noqa: BLE001 - counted: under load a refused connection is a reading
            peak.errors.append(f"{type(error).__name__}: {error}")
            desk = Desk(server)
        else:
            peak.waits.append(time.perf_counter() - moment)


def _usage(server: Server) -> tuple[Usage, float]:
    return server.usage(), server.office.database_cpu()


def _life(agenda: _Agenda, resident: str, end: float, peak: Peak) -> Callable[[Desk], None]:
    """The intake; once it is answered, the moments of the other twelve requests are known."""
    peak.due += 1

    def intake(desk: Desk) -> None:
        code = desk.intake(resident)
        now = time.perf_counter()
        works = [operation.send for operation in OPERATIONS for _ in range(operation.per_application)]
        for place, work in enumerate(works, start=1):
            moment = now + SPREAD * place / len(works)
            if moment < end:
                peak.due += 1
                agenda.put(moment, lambda desk, work=work: work(desk, code))  # type: ignore[misc]

    return intake
