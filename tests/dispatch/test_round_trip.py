"""A bundle goes out, is counted in, and comes back (KTP 4.6, 4.7): who holds what at every moment, and every count."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pamong.applications import actions as applications
from pamong.applications import queries as application_queries
from pamong.applications.models import Application
from pamong.dispatch import actions, queries
from pamong.dispatch.models import Bundle, BundleItem, BundleRemark
from pamong.dispatch.rules import Count, Mark
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused, Subject
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    KTP_PAPERS,
    actor,
    bring,
    complete,
    do,
    give_back,
    key,
    ktp_at,
    log,
    reverse,
)
from tests.dispatch.bags import (
    COURIER,
    DISPENDUK,
    arrived,
    came_home,
    codes,
    desk,
    items,
    kk_to_sign,
    refused,
    say,
    sent,
    sent_back,
    to_send,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("two_offices")


def where(code: str) -> str:
    """In whose hands the public page says it is."""
    found = application_queries.public_status(code=code)
    assert found is not None
    return found.whereabouts.party.fill() if found.whereabouts else found.state.holder.name


def refusal(of: pytest.ExceptionInfo[Refused]) -> str:
    return of.value.refusal.code


def counts(bundle: Bundle) -> Count:
    page = queries.page(actor=actor("operator"), bundle_id=bundle.pk)
    assert page is not None
    return page.row.count


def test_everything_that_is_ready_goes_into_one_numbered_bundle_for_dispenduk() -> None:
    to_send(3)
    ktp_at("record", "not_recorded")
    held = ktp_at("send")
    applications.hold(actor=actor("loket"), key=key(), code=held.public_code, reason="power_cut")
    bundle = actions.make(actor=actor("operator"), key=key())
    assert (bundle.number, bundle.year, bundle.receiver_id) == (1, 2026, DISPENDUK)
    assert bundle.items.count() == 3
    assert held.public_code not in codes(bundle)
    assert actions.make(actor=actor("operator"), key=key(), codes=[ktp_at("send").public_code]).number == 2


def test_the_same_key_makes_one_bundle() -> None:
    to_send(2)
    once = key()
    first = actions.make(actor=actor("operator"), key=once)
    assert actions.make(actor=actor("operator"), key=once) == first
    assert Bundle.objects.count() == 1


def test_until_it_leaves_the_office_holds_what_is_in_a_bundle() -> None:
    (row,) = to_send(1)
    actions.make(actor=actor("operator"), key=key())
    assert where(row.public_code) == "general_services"


def test_with_the_courier_every_application_takes_its_step_with_the_manifest_as_reference() -> None:
    bundle = sent(2)
    for item in items(bundle):
        assert (item.application.step, item.application.reference) == ("back", "Daftar pengantar 1/2026")
        assert log(item.application)[-1].clause == "4.6"


def test_the_status_page_follows_it_from_hand_to_hand() -> None:
    (row,) = to_send(1)
    code = row.public_code
    bundle = sent([row])
    assert where(code) == "Kurir, dalam perjalanan ke Dispenduk Capil"
    clock.travel(timedelta(hours=3))
    actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk)
    assert where(code) == "Dispenduk Capil"
    found = application_queries.public_status(code=code)
    assert found is not None
    assert found.whereabouts is not None
    assert found.whereabouts.since == clock.now()
    back = sent_back(bundle, "printed")
    assert where(code) == "Kurir, dalam perjalanan kembali ke kantor"
    actions.receive_home(actor=actor("loket"), key=key(), bundle_id=back.pk)
    assert where(code) == "general_services"
    row.refresh_from_db()
    assert (row.step, row.reference) == ("ready", "Daftar pengantar 1/2026")
    assert [entry.clause for entry in log(row)[-2:]] == ["4.6", "4.7"]


def test_what_is_out_of_blanks_stays_there_and_the_status_page_says_why() -> None:
    bundle = arrived(1)
    say(bundle, "no_blanks")
    found = application_queries.public_status(code=codes(bundle)[0])
    assert found is not None
    assert found.whereabouts is not None
    assert found.whereabouts.note is not None
    assert found.whereabouts.note.fill() == "Blangko habis"
    with pytest.raises(Refused) as nothing:
        actions.make_return(actor=desk(), key=key(), office=KTP_OFFICE)
    assert refusal(nothing) == "nothing_ready"


def test_what_is_not_in_the_bag_is_missing_until_somebody_finds_it() -> None:
    bundle = sent(3)
    first, second, third = codes(bundle)
    counted = actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk, codes=[first, second])
    assert (counted.new, counted.already, counted.missing) == (2, 0, 1)
    assert counts(bundle) == Count(sent=3, there=2, missing=1)
    again = actions.receive(actor=desk("2"), key=key(), bundle_id=bundle.pk, codes=[second, third])
    assert (again.new, again.already, again.missing) == (1, 1, 0)
    assert counts(bundle) == Count(sent=3, there=3)


def test_the_same_count_sent_twice_counts_once() -> None:
    bundle, once = sent(2), key()
    for _ in range(2):
        actions.receive(actor=desk(), key=once, bundle_id=bundle.pk)
    assert Entry.objects.filter(verb="receive_bundle").count() == 1
    back = sent_back(bundle, "printed", "printed")
    for _ in range(2):
        actions.receive_home(actor=actor("loket"), key=once + "b", bundle_id=back.pk)
    assert Entry.objects.filter(verb="receive_return").count() == 1


def test_only_what_is_on_the_manifest_is_counted() -> None:
    bundle, other = sent(1), sent(1)
    with pytest.raises(Refused) as stranger:
        actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk, codes=codes(other))
    assert refusal(stranger) == "not_inside"
    with pytest.raises(Refused) as nothing:
        actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk, codes=[])
    assert refusal(nothing) == "nothing_counted"


def test_out_is_back_and_outstanding_at_every_moment() -> None:
    bundle = sent(5)
    assert counts(bundle) == Count(sent=5, on_the_way=5)
    actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk, codes=codes(bundle)[:4])
    assert counts(bundle) == Count(sent=5, there=4, missing=1)
    back = sent_back(bundle, "printed", "printed", refused(codes(bundle)[2]), "no_blanks")
    assert counts(bundle) == Count(sent=5, coming=3, there=1, missing=1)
    brought = codes(bundle)[:2]
    counted = actions.receive_home(actor=actor("loket"), key=key(), bundle_id=back.pk, codes=brought)
    assert (counted.new, counted.missing) == (2, 1)
    found = counts(bundle)
    assert found == Count(sent=5, home=2, coming=1, there=1, missing=1)
    assert found.sent == found.home + found.outstanding + found.stayed
    outside = queries.outside(office=KTP_OFFICE)
    assert (outside.count.outstanding, len(outside.items), outside.ages.all) == (3, 3, 3)


def test_the_rest_of_a_return_is_counted_later_and_nothing_twice() -> None:
    bundle = arrived(2)
    back = sent_back(bundle, "printed", "printed")
    first, second = codes(bundle)
    actions.receive_home(actor=actor("loket"), key=key(), bundle_id=back.pk, codes=[first])
    again = actions.receive_home(actor=actor("loket", who="2"), key=key(), bundle_id=back.pk)
    assert (again.new, again.already, again.missing) == (1, 1, 0)
    assert [Application.objects.get(public_code=code).step for code in (first, second)] == ["ready", "ready"]


def test_a_refused_one_goes_to_the_applicant_with_the_reason_and_its_clock_pauses_and_resumes() -> None:
    bundle = arrived(1)
    code = codes(bundle)[0]
    came_home(bundle, refused(code, "photo"))
    (item,) = queries.unsettled(office=KTP_OFFICE)
    actions.give_back(actor=actor("loket"), key=key(), item_id=item.id, note="Foto tertinggal di desa")
    row = Application.objects.get(public_code=code)
    assert (row.step, row.holder_kind, row.pauses[-1][1]) == ("submit", "applicant", None)
    assert row.checklist["photo"]["note"] == (
        "Berkas kurang (Dispenduk, Daftar pengantar 1/2026): Foto tertinggal di desa"
    )
    assert queries.unsettled(office=KTP_OFFICE) == ()
    clock.travel(timedelta(days=2))
    complete(bring(row))
    row.refresh_from_db()
    assert (row.step, len(row.pauses), row.pauses[-1][1] is not None) == ("send", 1, True)
    second = came_home(arrived([row]), "printed")
    do(row, "ready", "loket")
    assert second.number == 2


def test_data_that_differ_are_named_to_the_applicant_as_a_field() -> None:
    bundle = arrived(1)
    came_home(bundle, Mark(codes(bundle)[0], "refused", "data_differs"))
    (item,) = queries.unsettled(office=KTP_OFFICE)
    actions.give_back(actor=actor("loket"), key=key(), item_id=item.id)
    row = Application.objects.get(public_code=item.code)
    assert [field["field"] for field in row.invalid_fields] == ["other"]


def test_what_came_home_without_a_card_cannot_be_declared_ready() -> None:
    bundle = arrived(1)
    came_home(bundle, refused(codes(bundle)[0]))
    with pytest.raises(Refused) as unprinted:
        do(items(bundle)[0].application, "ready", "loket")
    assert refusal(unprinted) == "unprinted"


def test_a_duplicate_is_ended_and_stays_in_the_register() -> None:
    bundle = arrived(1)
    came_home(bundle, "duplicate")
    (item,) = queries.unsettled(office=KTP_OFFICE)
    actions.end_duplicate(actor=actor("loket"), key=key(), item_id=item.id)
    row = Application.objects.get(public_code=item.code)
    assert (row.outcome, log(row)[-1].payload["reason"]) == ("withdrawn", "already_served")
    assert queries.unsettled(office=KTP_OFFICE) == ()


@pytest.mark.parametrize("verb", ["give_back", "end_duplicate"])
def test_what_came_home_printed_is_neither_given_back_nor_ended(verb: str) -> None:
    bundle = arrived(1)
    came_home(bundle, "printed")
    with pytest.raises(Refused) as unknown:
        getattr(actions, verb)(actor=actor("loket"), key=key(), item_id=items(bundle)[0].pk)
    assert refusal(unknown) == "not_found"


def test_what_was_withdrawn_meanwhile_comes_home_as_a_paper_only() -> None:
    bundle = arrived(1)
    row = items(bundle)[0].application
    applications.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="applicant_wish")
    came_home(bundle, "printed")
    row.refresh_from_db()
    assert (row.outcome, counts(bundle)) == ("withdrawn", Count(sent=1, home=1))


def test_what_no_longer_waits_when_the_bundle_leaves_is_left_behind_and_named() -> None:
    rows = to_send(2)
    bundle = actions.make(actor=actor("operator"), key=key())
    give_back(rows[0], photo="Buram")
    actions.send(actor=actor("operator"), key=key(), bundle_id=bundle.pk, courier=COURIER)
    entry = ledger.timeline(Subject("bundle", str(bundle.pk)))[-1]
    assert (entry.payload["count"], entry.payload["left_behind"]) == (1, ["1/2026:1"])
    assert counts(bundle).sent == 1


def test_before_it_leaves_one_is_taken_out_or_all_and_the_number_stays_taken() -> None:
    rows = to_send(2)
    bundle = actions.make(actor=actor("operator"), key=key())
    once = key()
    for _ in range(2):
        actions.take_out(actor=actor("operator"), key=once, bundle_id=bundle.pk, code=rows[0].public_code)
    assert [row.code for row in queries.ready(office=KTP_OFFICE)] == [rows[0].public_code]
    actions.cancel(actor=actor("operator"), key=key(), bundle_id=bundle.pk)
    assert len(queries.ready(office=KTP_OFFICE)) == 2
    with pytest.raises(Refused) as empty:
        actions.send(actor=actor("operator"), key=key(), bundle_id=bundle.pk, courier=COURIER)
    assert refusal(empty) == "empty"
    assert actions.make(actor=actor("operator"), key=key()).number == 2


def test_dispenduk_takes_one_out_of_a_return_and_it_waits_for_the_next() -> None:
    bundle = arrived(2)
    say(bundle, "printed", "printed")
    back = actions.make_return(actor=desk(), key=key(), office=KTP_OFFICE)
    actions.take_out(actor=desk(), key=key(), bundle_id=back.pk, code=codes(bundle)[1])
    actions.send(actor=desk(), key=key(), bundle_id=back.pk, courier=COURIER)
    assert counts(bundle) == Count(sent=2, coming=1, there=1)
    with pytest.raises(Refused) as left:
        actions.take_out(actor=desk(), key=key(), bundle_id=back.pk, code=codes(bundle)[0])
    assert refusal(left) == "already_sent"


def test_what_was_never_put_into_the_bag_is_taken_back_by_the_kasi() -> None:
    bundle = sent(2)
    actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk, codes=codes(bundle)[:1])
    once = key()
    for _ in range(2):
        actions.take_back(actor=actor("kasi"), key=once, item_id=items(bundle)[1].pk)
    row = items(bundle)[1].application
    assert (row.step, log(row)[-1].verb) == ("send", "reverse")
    assert counts(bundle) == Count(sent=2, there=1, stayed=1)
    assert [each.code for each in queries.ready(office=KTP_OFFICE)] == [row.public_code]


def test_what_was_counted_home_but_was_not_in_the_bag_is_on_its_way_again() -> None:
    bundle = arrived(1)
    came_home(bundle, "printed")
    actions.take_back(actor=actor("kasi"), key=key(), item_id=items(bundle)[0].pk)
    assert items(bundle)[0].application.step == "back"
    assert counts(bundle) == Count(sent=1, coming=1)


def test_what_lies_at_dispenduk_is_not_taken_back_and_what_moved_on_neither() -> None:
    bundle = arrived(2)
    with pytest.raises(Refused) as there:
        actions.take_back(actor=actor("kasi"), key=key(), item_id=items(bundle)[0].pk)
    assert refusal(there) == "not_missing"
    came_home(bundle, "printed", "printed")
    do(items(bundle)[0].application, "ready", "loket")
    with pytest.raises(Refused) as moved:
        actions.take_back(actor=actor("kasi"), key=key(), item_id=items(bundle)[0].pk)
    assert refusal(moved) == "moved_on"
    with pytest.raises(Refused) as stranger:
        actions.take_back(actor=actor("kasi", KK_OFFICE), key=key(), item_id=items(bundle)[1].pk)
    assert refusal(stranger) == "not_found"


def test_what_lies_in_a_bundle_moves_with_its_bundle_only() -> None:
    row = to_send(1)[0]
    bundle = actions.make(actor=actor("operator"), key=key())
    with pytest.raises(Refused) as alone:
        do(row, "send", "operator")
    assert refusal(alone) == "in_bundle"
    actions.send(actor=actor("operator"), key=key(), bundle_id=bundle.pk, courier=COURIER)
    row.refresh_from_db()
    alone_acts: tuple[Callable[[], object], ...] = (
        lambda: do(row, "back", "loket"),
        lambda: reverse(row, "not_done"),
    )
    for act in alone_acts:
        with pytest.raises(Refused) as outside:
            act()
        assert refusal(outside) == "in_bundle"
    actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk)
    came_home(bundle, "printed")
    with pytest.raises(Refused) as home:
        reverse(row, "not_done")
    assert refusal(home) == "in_bundle"


def test_without_a_bundle_everything_goes_as_before() -> None:
    row = do(do(ktp_at("send"), "send", "operator"), "back", "loket")
    assert reverse(row, "not_done").step == "back"
    sent_alone = queries.outside(office=KTP_OFFICE)
    assert (sent_alone.without, sent_alone.count.sent) == (1, 0)


def test_the_name_of_the_courier_stays_out_of_the_ledger() -> None:
    bundle = sent(1)
    entry = ledger.timeline(Subject("bundle", str(bundle.pk)))[-1]
    assert COURIER not in str(entry.payload)
    assert BundleRemark.objects.get(entry_key=entry.key).detail == {"courier": COURIER}


def test_the_family_card_waits_visibly_at_dispenduk_and_is_confirmed_by_the_office() -> None:
    row = kk_to_sign()
    assert [each.code for each in queries.unsigned(actor=desk())] == [row.public_code]
    once = key()
    assert actions.mark_signed(actor=desk(), key=once, codes=[row.public_code]) == 1
    assert actions.mark_signed(actor=desk(), key=once, codes=[row.public_code]) == 0
    assert queries.unsigned(actor=desk()) == ()
    assert where(row.public_code) == "Dispenduk Capil"
    assert [each.code for each in queries.announced(office=KK_OFFICE)] == [row.public_code]
    operator = actor("operator", KK_OFFICE)
    assert actions.confirm_signed(actor=operator, key=once + "c", codes=[row.public_code]) == 1
    assert actions.confirm_signed(actor=operator, key=once + "c", codes=[row.public_code]) == 0
    row.refresh_from_db()
    assert (row.step, row.holder_name) == ("print", "operator")


def test_what_does_not_wait_for_a_signature_is_neither_signed_nor_confirmed() -> None:
    row = kk_to_sign()
    with pytest.raises(Refused) as not_signed:
        actions.confirm_signed(actor=actor("operator", KK_OFFICE), key=key(), codes=[row.public_code])
    assert refusal(not_signed) == "not_signed"
    with pytest.raises(Refused) as not_waiting:
        actions.mark_signed(actor=desk(), key=key(), codes=[ktp_at("send").public_code])
    assert refusal(not_waiting) == "not_waiting"


def test_each_office_and_post_has_its_own_verbs() -> None:
    to_send(1)
    tries: dict[str, Callable[[], object]] = {
        "make": lambda: actions.make(actor=desk(), key=key()),
        "make by a camat": lambda: actions.make(actor=actor("camat"), key=key()),
        "mark": lambda: actions.mark(actor=actor("operator"), key=key(), marks=[]),
        "return": lambda: actions.make_return(actor=actor("operator"), key=key(), office=KTP_OFFICE),
        "sign": lambda: actions.mark_signed(actor=actor("operator"), key=key(), codes=[]),
        "confirm": lambda: actions.confirm_signed(actor=desk(), key=key(), codes=[]),
    }
    for name, act in tries.items():
        with pytest.raises(Refused) as other:
            act()
        assert refusal(other) == "other_post", name


def test_a_bundle_is_unknown_to_every_office_but_its_two() -> None:
    bundle = sent(1)
    with pytest.raises(Refused) as stranger:
        actions.send(actor=actor("operator", KK_OFFICE), key=key(), bundle_id=bundle.pk, courier=COURIER)
    assert refusal(stranger) == "not_found"
    assert queries.page(actor=actor("operator", KK_OFFICE), bundle_id=bundle.pk) is None
    with pytest.raises(Refused) as not_receiver:
        actions.receive(actor=actor("operator"), key=key(), bundle_id=bundle.pk)
    assert refusal(not_receiver) == "other_office"


def test_what_has_not_left_is_the_business_of_its_sender() -> None:
    to_send(1)
    bundle = actions.make(actor=actor("operator"), key=key())
    assert queries.page(actor=desk(), bundle_id=bundle.pk) is None
    assert queries.bundles(actor=desk()) == ()
    assert [row.number for row in queries.bundles(actor=actor("operator"))] == ["1/2026"]


def test_a_reprint_is_counted_for_both_offices_together() -> None:
    bundle, once = sent(1), key()
    printed = [
        actions.print_manifest(actor=actor("operator"), key=once, bundle_id=bundle.pk) for _again in range(2)
    ]
    assert [each.copy for each in printed] == [1, 1]
    assert actions.print_manifest(actor=desk(), key=key(), bundle_id=bundle.pk).copy == 2


def test_ages_are_days_since_it_left() -> None:
    sent(2)
    clock.travel(timedelta(days=5))
    sent(1)
    assert queries.outside(office=KTP_OFFICE).ages.groups == (1, 2, 0, 0)


def test_the_backlog_of_dispenduk_names_every_kecamatan_by_age_and_result() -> None:
    arrived(2)
    clock.travel(timedelta(days=9))
    say(arrived(1), "printed")
    sent(1)
    (line,) = queries.backlog(actor=desk())
    assert (line.office, line.ages.groups, line.finished, line.on_the_way) == (KTP_OFFICE, (1, 0, 2, 0), 1, 1)
    assert line.results == {"": 2, "printed": 1}


def test_the_queue_is_narrowed_and_read_page_after_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.desk, "PAGE", 2)
    bundle = arrived(3)
    say(bundle, "no_blanks")
    everything = queries.queue(actor=desk(), first=2)
    assert (everything.number, [item.place for item in everything.items]) == (3, [3])
    assert [item.place for item in queries.queue(actor=desk(), result="no_blanks").items] == [1]
    assert queries.queue(actor=desk(), office=KK_OFFICE).number == 0
    assert len(queries.whole_queue(actor=desk())) == 3
    assert "photo" in queries.papers_at_desk(actor=desk())


def test_an_installation_without_dispenduk_says_so() -> None:
    with pytest.raises(LookupError):
        queries.dispenduk_of("35.08")


def test_one_application_lies_in_one_open_bundle_at_most() -> None:
    from django.db import IntegrityError, transaction

    bundle = sent(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BundleItem.objects.create(
            bundle=bundle, application=items(bundle)[0].application, place=9, received_at=None
        )


def test_the_papers_of_a_ktp_can_be_named_in_a_refusal() -> None:
    bundle = arrived(3)
    marked = say(
        bundle, *(refused(code, paper) for code, paper in zip(codes(bundle), KTP_PAPERS, strict=True))
    )
    assert [each.applied for each in marked] == [True] * 3
