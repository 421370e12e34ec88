from tests.applications.fixtures import counters, foundations, keys_of_the_run, standing_clock, two_offices
from tests.notices.delivery import post_box

__all__ = ["counters", "foundations", "keys_of_the_run", "post_box", "standing_clock", "two_offices"]
