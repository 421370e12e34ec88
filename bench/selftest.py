"""The bench measures itself: a page slowed on purpose must show up where it was slowed, a wrong answer must end the run."""

from tools.progress import say

from bench import mix
from bench.errors import BenchError, WrongAnswerError
from bench.running import on_sqlite, serving
from bench.spoilt import BURN

SPOILT = "bench.spoilt:application"
SLOWED = "queue of 50"
COUNT = 8


def run() -> None:
    """Both controls; raises BenchError when the bench would not have noticed."""
    with on_sqlite("self-test") as office:
        office.build(2 * mix.needed(1, COUNT) + 40)
        with serving(office) as sound, serving(office, SPOILT, BENCH_SPOIL="slow") as slow:
            _slow_page_shows(mix.Target.of(sound), mix.Target.of(slow))
        with serving(office, SPOILT, BENCH_SPOIL="wrong") as wrong:
            _wrong_answer_ends(mix.Target.of(wrong))


def _slow_page_shows(sound: mix.Target, slow: mix.Target) -> None:
    slow.residents = iter(list(slow.residents)[mix.needed(1, COUNT) :])
    for target in (sound, slow):
        mix.warm_up(target, COUNT)
        mix.a_round(target, COUNT)
    more = {name: slow.cpu[name][0] - sound.cpu[name][0] for name in mix.NAMES}
    say("slowed by: " + ", ".join(f"{name} {value:+.1f} ms" for name, value in more.items()))
    burnt = 1000 * BURN
    if not 0.5 * burnt < more[SLOWED] < 2 * burnt or any(
        value > 0.5 * burnt for name, value in more.items() if name != SLOWED
    ):
        raise BenchError(f"{burnt:.0f} ms burnt in {SLOWED!r} were not found there and only there: {more}")


def _wrong_answer_ends(wrong: mix.Target) -> None:
    wrong.residents = iter(list(wrong.residents)[2 * mix.needed(1, COUNT) :])
    code = wrong.desk.intake(next(wrong.residents))
    try:
        wrong.desk.status(code)
    except WrongAnswerError as error:
        say(f"a wrong answer ends the run: {error}")
        return
    raise BenchError("An empty page was taken for a status page.")
