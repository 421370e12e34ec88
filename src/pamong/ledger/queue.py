"""One fair queue for the writers of this process.

SQLite lets one writer in at a time and does not queue the others: each sleeps and tries again, and with 16 writers
the unluckiest waited four seconds. Here they stand in line and are called in turn.
"""

from collections import deque
from threading import Event, Lock


class QueueTimeoutError(TimeoutError):
    """The writer's turn did not come in time: another writer holds the database."""


class FairQueue:
    """First come, first served. A turn is handed on directly, so that nobody can slip in between."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken = False
        self._waiting: deque[Event] = deque()

    def take(self, *, patience: float) -> None:
        """Wait for one's turn, at most `patience` seconds; raise QueueTimeoutError when it does not come."""
        turn = self._join()
        if turn is None or turn.wait(patience):
            return
        with self._lock:
            if turn.is_set():  # called in the very moment we gave up
                return
            self._waiting.remove(turn)
        raise QueueTimeoutError(f"No turn to write within {patience:g} seconds.")

    def give_back(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def waiting(self) -> int:
        with self._lock:
            return len(self._waiting)

    def _join(self) -> Event | None:
        with self._lock:
            if not self._taken:
                self._taken = True
                return None
            turn = Event()
            self._waiting.append(turn)
            return turn
