from tests.applications.fixtures import foundations, keys_of_the_run, standing_clock, two_offices

__all__ = ["foundations", "keys_of_the_run", "standing_clock", "two_offices"]
