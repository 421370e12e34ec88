"""What a report of an error may say."""

from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NothingTyped(SafeExceptionReporterFilter):
    """A report says where and what failed; what was sent and what variables held is left out, of every view.

    Django leaves out only what a view named as sensitive, and a new view names nothing. The setting
    DEFAULT_EXCEPTION_REPORTER_FILTER names this class.
    """

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """The names of what was sent, without the values."""
        return self._names(request.POST if request is not None else ())

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:  # noqa: ARG002 - Django's signature
        """The names of the variables, without the values."""
        return self._names(tb_frame.f_locals).items()

    def get_safe_cookies(self, request: Any) -> dict[str, Any]:
        """The names of the cookies, without the values."""
        return self._names(request.COOKIES if request is not None else ())

    def _names(self, names: Any) -> dict[str, Any]:
        return dict.fromkeys(names, self.cleansed_substitute)
