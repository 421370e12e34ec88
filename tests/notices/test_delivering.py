"""At least once: what is due is sent, what fails is tried again, and what a dying worker held is never lost."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from pamong.ledger import clock
from pamong.notices import adapters
from pamong.notices.actions import Delivered, deliver, delivering
from pamong.notices.models import Notice
from pamong.notices.rules import BACKOFF, LEASE, DeliveryError, State
from pamong.residents import actions as residents
from tests.applications.installation import actor, bring, complete, give_back, key, lay_down, reverse
from tests.notices.delivery import EMAIL, PHONE, PostBox, newest, notices, wishing

pytestmark = pytest.mark.usefixtures("two_offices")


def test_what_is_due_is_sent_and_marked(post_box: PostBox) -> None:
    row = wishing()
    assert deliver() == Delivered(sent=1)
    (received,) = post_box.received
    found = newest(row)
    assert (received.channel, received.reference, received.letter.address) == ("email", str(found.pk), EMAIL)
    assert (found.state, found.attempts, found.next_at, found.last_error) == (State.SENT, 1, None, "")
    assert found.sent_at == clock.now()
    assert not deliver()


def test_the_address_is_read_when_it_is_sent(post_box: PostBox) -> None:
    row = wishing()
    residents.correct(
        actor=actor("loket"), key=key(), resident_id=row.resident_id, email="baru@contoh.example"
    )
    deliver()
    assert post_box.received[0].letter.address == "baru@contoh.example"


def test_sms_goes_to_the_telephone(post_box: PostBox) -> None:
    wishing("sms")
    deliver()
    assert post_box.received[0].letter.address == PHONE


def test_a_failure_is_tried_again_later_and_arrives(post_box: PostBox) -> None:
    row = wishing()
    post_box.answers = [DeliveryError("unreachable")]
    assert deliver() == Delivered(failed=1)
    found = newest(row)
    assert (found.state, found.last_error) == (State.RETRYING, "unreachable")
    assert found.next_at == clock.now() + BACKOFF[0]
    assert not deliver()
    clock.travel(BACKOFF[0])
    assert deliver() == Delivered(sent=1)
    found = newest(row)
    assert (found.state, found.attempts, found.last_error) == (State.SENT, 2, "")


def test_after_seven_attempts_a_person_must_look(post_box: PostBox) -> None:
    row = wishing()
    post_box.answers = [DeliveryError("unreachable") for _ in range(20)]
    for _ in range(10):
        deliver()
        clock.travel(BACKOFF[-1])
    found = newest(row)
    assert (found.state, found.attempts, found.next_at) == (State.FAILED, len(BACKOFF) + 1, None)


def test_what_would_never_succeed_is_given_up_at_once(post_box: PostBox) -> None:
    row = wishing()
    post_box.answers = [DeliveryError("refused", final=True)]
    deliver()
    assert (newest(row).state, newest(row).last_error) == (State.FAILED, "refused")


def test_a_program_error_keeps_no_other_notice_waiting(
    post_box: PostBox, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = wishing(), wishing()
    post_box.answers = [RuntimeError("a mistake of ours")]
    assert deliver() == Delivered(sent=1, failed=1)
    assert (newest(first).state, newest(first).last_error) == (State.RETRYING, "unexpected")
    assert newest(second).state == State.SENT
    assert EMAIL not in caplog.text


def test_a_channel_without_an_adapter_waits_for_one() -> None:
    row = wishing()
    deliver()
    assert (newest(row).state, newest(row).last_error) == (State.RETRYING, "no_adapter")


def test_an_address_that_is_gone_is_named(post_box: PostBox) -> None:
    row = wishing()
    residents.correct(
        actor=actor("loket"), key=key(), resident_id=row.resident_id, email="", notice_channel=""
    )
    deliver()
    assert (newest(row).state, newest(row).last_error) == (State.FAILED, "no_address")
    assert post_box.received == []


def test_an_identity_number_never_leaves(post_box: PostBox, monkeypatch: pytest.MonkeyPatch) -> None:
    row = wishing()
    leaky = "pamong.applications.present.told.status_url"
    monkeypatch.setattr(leaky, lambda code: "https://contoh.example/3508991705900001")
    deliver()
    assert (newest(row).state, newest(row).last_error) == (State.FAILED, "holds_number")
    assert post_box.received == []


def test_a_return_that_was_answered_is_not_told_any_more(post_box: PostBox) -> None:
    row = give_back(wishing())
    bring(row)
    assert deliver() == Delivered(silent=1)
    assert newest(row).state == State.SILENT
    assert post_box.received == []


def test_what_was_never_told_is_not_taken_back(post_box: PostBox) -> None:
    reverse(complete(wishing()))
    assert deliver() == Delivered(silent=1)
    assert post_box.received == []


def test_what_was_told_is_taken_back(post_box: PostBox) -> None:
    row = complete(wishing())
    deliver()
    reverse(row)
    assert deliver() == Delivered(sent=1)
    assert "tidak berlaku lagi" in post_box.received[-1].letter.text


# A worker that dies. `died` stands for the moment in which the machine loses power: nothing of the process goes on.


class Died(BaseException):
    """No handler of the program catches it, as none would catch a power cut."""


def _dies() -> None:
    raise Died


def test_a_worker_that_dies_between_sending_and_marking_loses_nothing(post_box: PostBox) -> None:
    row = wishing()
    post_box.while_sending = _dies
    with pytest.raises(Died):
        deliver()
    post_box.while_sending = None
    assert newest(row).state == State.WAITING
    # While its lease runs the job belongs to the dead worker; then another sends it, a second time.
    assert not deliver()
    clock.travel(LEASE)
    assert deliver() == Delivered(sent=1)
    assert [each.reference for each in post_box.received] == [str(newest(row).pk)] * 2
    assert newest(row).state == State.SENT


def test_control_marking_before_sending_loses_it(post_box: PostBox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same death with the two lines the other way round: nobody is ever told."""
    row = wishing()
    send = delivering._send

    def mark_first(notice: Notice) -> bool:
        delivering._mark(notice, State.SENT)
        _dies()
        return send(notice)

    monkeypatch.setattr(delivering, "_send", mark_first)
    with pytest.raises(Died):
        deliver()
    monkeypatch.setattr(delivering, "_send", send)
    clock.travel(LEASE)
    assert not deliver()
    assert newest(row).state == State.SENT
    assert post_box.received == []


def test_a_notice_that_ends_every_worker_is_given_up(post_box: PostBox) -> None:
    row = wishing()
    post_box.while_sending = _dies
    for _ in range(len(BACKOFF) + 1):
        with pytest.raises(Died):
            deliver()
        clock.travel(LEASE)
    assert deliver() == Delivered(failed=1)
    assert (newest(row).state, newest(row).last_error) == (State.FAILED, "interrupted")


def test_a_worker_that_comes_back_late_does_not_write_over_the_other(post_box: PostBox) -> None:
    row = wishing()

    def slow() -> None:
        post_box.while_sending = None
        clock.travel(LEASE)
        post_box.answers = [DeliveryError("refused", final=True)]
        deliver()

    post_box.while_sending = slow
    deliver()
    # The second attempt is the one that counts: the first worker's mark finds another attempt in the row.
    assert (newest(row).attempts, newest(row).state) == (2, State.FAILED)


def test_a_notice_that_is_overtaken_while_it_is_sent_stays_sent(post_box: PostBox) -> None:
    row = wishing()
    post_box.while_sending = lambda: _once(post_box, lambda: complete(row))
    deliver(limit=1)
    assert [each.state for each in notices(row)] == [State.SENT, State.WAITING]


def _once(post_box: PostBox, act: Callable[[], object]) -> None:
    post_box.while_sending = None
    act()


def test_a_worker_takes_no_more_than_it_is_told(post_box: PostBox) -> None:
    wishing()
    wishing()
    assert deliver(limit=1) == Delivered(sent=1)
    assert deliver() == Delivered(sent=1)


def test_an_adapter_is_made_once(post_box: PostBox) -> None:
    path = f"{PostBox.__module__}.PostBox"
    assert adapters.adapter(path) is adapters.adapter(path)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("foundations")
class TestTwoWorkers:
    """Against a database that both see: each notice is sent by one of them, and none is left."""

    @pytest.fixture(autouse=True)
    def two_offices(self, transactional_db: None) -> None:
        lay_down()

    def test_two_workers_at_once_send_each_notice_once(self, post_box: PostBox) -> None:
        for _ in range(12):
            wishing()
        ready = threading.Barrier(2)
        failed: list[BaseException] = []

        def work() -> None:
            try:
                ready.wait(30)
                deliver()
            except BaseException as error:  # noqa: BLE001 - shown by the assertion below
                failed.append(error)
            finally:
                connections.close_all()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert failed == []
        assert not Notice.objects.exclude(state=State.SENT).exists()
        references = [each.reference for each in post_box.received]
        assert len(references) == len(set(references)) == 12
