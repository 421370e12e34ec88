"""What ends a measurement."""


class BenchError(Exception):
    """Something that makes a figure worthless; its text says what."""


class WrongAnswerError(BenchError):
    """The server answered something else than it should: fast and wrong is not fast."""
