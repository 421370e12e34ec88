from threading import Event, Thread

import pytest

from pamong.ledger.queue import FairQueue, QueueTimeoutError


def waits(queue: FairQueue, number: int) -> None:
    """Until so many stand in line; ends at once when they do."""
    pause = Event()
    while queue.waiting() < number:
        pause.wait(0.001)


def test_writers_are_served_in_the_order_they_came() -> None:
    queue, served = FairQueue(), []

    def write(number: int) -> None:
        queue.take(patience=60)
        served.append(number)
        queue.give_back()

    queue.take(patience=0)
    threads = []
    for number in range(8):
        threads.append(Thread(target=write, args=(number,)))
        threads[-1].start()
        waits(queue, number + 1)
    queue.give_back()
    for thread in threads:
        thread.join()
    assert served == list(range(8))


def test_only_one_has_the_turn() -> None:
    queue = FairQueue()
    queue.take(patience=0)
    with pytest.raises(QueueTimeoutError, match="within 0 seconds"):
        queue.take(patience=0)
    assert queue.waiting() == 0
    queue.give_back()
    queue.take(patience=0)


def test_a_turn_given_in_the_moment_of_giving_up_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the turn would belong to nobody and every writer after it would wait for ever."""
    queue = FairQueue()
    queue.take(patience=0)

    class Late(Event):
        def wait(self, timeout: float | None = None) -> bool:
            queue.give_back()
            return False

    monkeypatch.setattr("pamong.ledger.queue.Event", Late)
    queue.take(patience=0)
    queue.give_back()
    queue.take(patience=0)
