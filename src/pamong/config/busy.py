"""When the database has no turn for a writer, the person is told so in words instead of an error."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pamong.ledger.queue import QueueTimeoutError
from pamong.shell.views import busy


class BusyMiddleware:
    """Turns a writer's lost patience into a 503 that says what to do: send the same form again, it counts once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only this one exception: everything else is a mistake and must be seen as one."""
        return busy(request) if isinstance(exception, QueueTimeoutError) else None
