"""A body that was cut off is refused by everything that would read it; whole ones pass, however they arrive."""

import io
from collections.abc import Iterable
from typing import Any

import pytest

from pamong.config.whole import Whole, whole_only


class Dripping(io.BytesIO):
    """A line over which a few bytes come at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(3, size if size is not None and size >= 0 else 3))


@pytest.mark.parametrize("stream", [io.BytesIO, Dripping])
@pytest.mark.parametrize("sizes", [(-1,), (10, -1), (4, 6), (10, 5), (100,)])
def test_a_whole_body_is_read_as_it_came(stream: type[io.BytesIO], sizes: tuple[int, ...]) -> None:
    body = Whole(stream(b"key=a&b=cd"), 10)
    assert b"".join(body.read(size) for size in sizes) == b"key=a&b=cd"
    assert body.read() == b""


def test_what_comes_after_the_announced_length_is_not_read() -> None:
    assert Whole(io.BytesIO(b"key=aGET /"), 5).read() == b"key=a"


@pytest.mark.parametrize("arrived", [b"", b"key", b"key=a&b=c"])
def test_a_body_that_ends_too_early_is_not_read_as_a_shorter_one(arrived: bytes) -> None:
    with pytest.raises(ConnectionResetError, match="too early"):
        Whole(io.BytesIO(arrived), 10).read()


def test_it_can_be_read_by_lines() -> None:
    body = Whole(io.BytesIO(b"one\ntwo\nthree"), 9)
    assert [body.readline(), body.readline()] == [b"one\n", b"two\n"]
    with pytest.raises(ConnectionResetError):
        Whole(io.BytesIO(b"one"), 9).readline()


@pytest.mark.parametrize(
    ("announced", "read"),
    [("5", b"key=a"), ("", b"key=a&b"), ("0", b"key=a&b"), ("many", b"key=a&b")],
)
def test_only_an_announced_body_is_held_to_its_length(announced: str, read: bytes) -> None:
    seen: list[bytes] = []

    def application(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        seen.append(environ["wsgi.input"].read())
        return []

    whole_only(application)({"CONTENT_LENGTH": announced, "wsgi.input": io.BytesIO(b"key=a&b")}, None)
    assert seen == [read]
