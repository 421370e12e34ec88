"""A request whose body was cut off on its way is no request.

The server hands over what arrived and says nothing of what did not. A form would then be read without its last fields, or
with half a field in the last one; and because its key stands first, sending it again would answer "done already" and the
half would stay.
"""

from collections.abc import Callable, Iterable
from io import IOBase
from typing import Any, Protocol

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Whole(IOBase):
    """The body of one request, of which so many bytes were announced. Reading on where it ends too early raises
    ConnectionResetError, which Django answers as a form that could not be read.
    """

    def __init__(self, stream: _Readable, announced: int) -> None:
        self._stream = stream
        self._left = announced

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, as many as asked for or as are left; all that are left where no size is given."""
        wanted = self._left if size < 0 else min(size, self._left)
        found = b""
        while len(found) < wanted:
            more = self._stream.read(wanted - len(found))
            if not more:
                raise ConnectionResetError(f"The body ended {self._left - len(found)} bytes too early.")
            found += more
        self._left -= wanted
        return found


def whole_only(application: Application) -> Application:
    """The same application, which never sees a body that is shorter than its Content-Length."""

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        announced = environ.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced):
            environ["wsgi.input"] = Whole(environ["wsgi.input"], int(announced))
        return application(environ, start_response)

    return answer
