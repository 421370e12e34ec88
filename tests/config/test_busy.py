"""A writer that gets no turn is told to send the form again."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from pamong.config.busy import BusyMiddleware
from pamong.ledger.queue import QueueTimeoutError


def test_a_writer_without_a_turn_is_answered_503_with_what_to_do(rf: RequestFactory) -> None:
    answer = BusyMiddleware(lambda _request: None).process_exception(  # type: ignore[arg-type,return-value]
        rf.post("/loket"), QueueTimeoutError("no turn")
    )
    assert answer is not None
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "Belum ada yang tersimpan" in answer.content.decode()


def test_any_other_failure_is_left_to_be_seen(rf: RequestFactory) -> None:
    middleware = BusyMiddleware(lambda _request: None)  # type: ignore[arg-type,return-value]
    assert middleware.process_exception(rf.post("/loket"), ValueError("a mistake")) is None


@pytest.mark.django_db
def test_the_middleware_stands_in_the_settings(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_turn(*_arguments: Any, **_options: Any) -> None:
        raise QueueTimeoutError("no turn")

    monkeypatch.setattr("pamong.noticeboard.queries.offered", no_turn)
    assert client.get("/").status_code == 503
