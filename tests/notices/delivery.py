"""Applicants who wish to be told, and a post box in the place of every adapter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest

from pamong.applications.models import Application
from pamong.notices.models import Notice
from pamong.notices.rules import DeliveryError, Letter
from tests.applications.installation import KTP_OFFICE, answer, resident, take_in

PHONE = "+6281230000001"
EMAIL = "sekar@contoh.example"


@dataclass(frozen=True)
class Received:
    """What one adapter was given."""

    letter: Letter
    channel: str
    reference: str


@dataclass
class PostBox:
    """Keeps what it is given; `answers` are raised one after the other before anything is accepted again.

    Its class attribute stands in for the adapter object that the settings name by path.
    """

    received: list[Received] = field(default_factory=list)
    answers: list[DeliveryError | Exception] = field(default_factory=list)
    while_sending: Callable[[], None] | None = None
    here: ClassVar["PostBox"]

    def send(self, letter: Letter, *, channel: str, reference: str) -> None:
        if self.here.answers:
            raise self.here.answers.pop(0)
        self.here.received.append(Received(letter, channel, reference))
        if self.here.while_sending:
            self.here.while_sending()


@pytest.fixture
def post_box(settings: Any) -> Iterator[PostBox]:
    """Every channel leads into this box."""
    PostBox.here = PostBox()
    path = f"{PostBox.__module__}.PostBox"
    settings.NOTICE_ADAPTERS = {"email": path, "sms": path, "log": path}
    yield PostBox.here
    del PostBox.here


def wishing(channel: str = "email", language: str = "id", recording: str = "not_recorded") -> Application:
    """A KTP application of somebody who wishes to be told by this channel."""
    person = resident(KTP_OFFICE, phone=PHONE, email=EMAIL, notice_channel=channel, notice_language=language)
    answer(person, recording)
    return take_in(person)


def notices(row: Application) -> list[Notice]:
    """The notices of an application, oldest first."""
    return list(Notice.objects.filter(subject_id=str(row.pk)).order_by("id"))


def newest(row: Application) -> Notice:
    return notices(row)[-1]
