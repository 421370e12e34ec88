from tests.applications.fixtures import counters, foundations, keys_of_the_run, standing_clock, two_offices

__all__ = ["counters", "foundations", "keys_of_the_run", "standing_clock", "two_offices"]
