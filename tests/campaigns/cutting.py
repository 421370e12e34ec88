"""A line that breaks: a proxy that passes exactly so many bytes of a request or of an answer, and then hangs up."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """Where the line breaks: after so many bytes of the request, or of the answer; None never."""

    request: int | None = None
    answer: int | None = None


class Line:
    """The way to a server on this machine, one connection at a time."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.cut = Cut()
        # How many bytes went either way in the last connection: where there is something to cut.
        self.request = self.answer = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self._carry(client, self.cut)

    def _carry(self, client: socket.socket, cut: Cut) -> None:
        server = socket.create_connection(("127.0.0.1", self._server))
        answered: list[int] = []
        answering = threading.Thread(
            target=lambda: answered.append(_pass(server, client, cut.answer)), daemon=True
        )
        answering.start()
        self.request = _pass(client, server, cut.request)
        if cut.request is None:
            answering.join(60)
        self.answer = sum(answered)
        # Both ends at once, as a telephone that leaves the tower does; the answer on its way is lost too.
        for end in (client, server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _pass(source: socket.socket, target: socket.socket, most: int | None) -> int:
    """Pass bytes on until the source ends or `most` have gone; then nothing more goes either way. Answers how many."""
    passed = 0
    with suppress(OSError):
        while (most is None or passed < most) and (data := source.recv(4096)):
            part = data if most is None else data[: most - passed]
            target.sendall(part)
            passed += len(part)
        if most is not None and passed >= most:
            source.shutdown(socket.SHUT_RDWR)
            target.shutdown(socket.SHUT_RDWR)
    return passed
