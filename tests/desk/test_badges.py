"""The badge in the header: what waits for the post, counted anew after an act and not before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.config.frame import staff_frame
from pamong.desk import badges
from tests.applications.installation import actor, complete, ktp
from tests.config.test_frame import request
from tests.notices.delivery import wishing

pytestmark = pytest.mark.usefixtures("two_offices")


def test_an_office_that_has_written_nothing_waits_for_nothing() -> None:
    assert badges.own_steps(actor=actor("loket", "35.08.07.2001")) == 0


def test_the_count_follows_every_act() -> None:
    loket, operator = actor("loket"), actor("operator")
    assert badges.own_steps(actor=operator) == 0
    row = ktp("recorded_card_pending")
    assert badges.own_steps(actor=loket) == 1
    complete(row)
    assert badges.own_steps(actor=operator) == 1


def test_what_has_not_changed_is_not_counted_again() -> None:
    ktp()
    first = badges.own_steps(actor=actor("loket"))
    with CaptureQueriesContext(connection) as seen:
        assert badges.own_steps(actor=actor("loket")) == first
    assert len(seen) == 1


def test_the_header_says_how_much_waits() -> None:
    counts = {item.url: item.count for item in staff_frame(request("loket")).navigation}
    assert counts["/meja"] == ""
    assert counts["/pemberitahuan"] == ""
    ktp()
    wishing("whatsapp")
    counts = {item.url: item.count for item in staff_frame(request("loket")).navigation}
    assert counts["/meja"] == "2"
    assert counts["/pemberitahuan"] == "1"


def test_who_has_no_business_with_notices_has_no_way_to_them() -> None:
    assert "/pemberitahuan" not in [item.url for item in staff_frame(request("camat")).navigation]
