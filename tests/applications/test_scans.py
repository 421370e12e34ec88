"""Scans of an application: attached, advised about, opened by few and with a trace, withdrawn and kept; sealed at rest."""

import hashlib
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from pamong.applications import sealed
from pamong.applications.actions import scans as actions
from pamong.applications.models import Application, Scan
from pamong.applications.queries.scans import scans
from pamong.applications.rules import State
from pamong.applications.scans import MOST_SCANS, Advice, advise, may_attach, may_open, may_withdraw
from pamong.ledger.rules import Refused
from pamong.shell.pictures import reencode
from pamong.standard.chapters.procedure import Holder
from pamong.vault import keys, rotation
from pamong.vault.errors import KeysBusy, SealBroken
from pamong.vault.sealing import key_version
from tests.applications.installation import (
    KK_OFFICE,
    MONDAY,
    actor,
    hand_over,
    key,
    kk,
    ktp,
    ktp_at,
    log,
)
from tests.applications.scanning import BLUE, attach, trace
from tests.shell import drawn

pytestmark = pytest.mark.usefixtures("counters")

Act = Callable[..., object]


def open_(row: Application, scan: Scan, post: str = "loket", **options: Any) -> bytes:
    who = actor(post, options.pop("office", row.office_id))
    same = options.pop("key", None) or key()
    return actions.open_scan(actor=who, key=same, code=row.public_code, scan_id=scan.pk)


def withdraw(
    row: Application, scan: Scan, reason: str = "unreadable", post: str = "loket", **options: Any
) -> None:
    who = actor(post, options.pop("office", row.office_id))
    same = options.pop("key", None) or key()
    actions.withdraw_scan(actor=who, key=same, code=row.public_code, scan_id=scan.pk, reason=reason)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


# Rules, as an officer could read them.


@pytest.mark.parametrize(
    ("seen", "wanted", "advice"),
    [
        ("red", "blue", Advice.DIFFERENT),
        ("blue", "blue", Advice.SAME),
        ("", "blue", Advice.UNCLEAR),
        ("red", None, Advice.NONE),
        ("", None, Advice.NONE),
    ],
)
def test_advice_compares_what_is_seen_with_what_the_standard_asks(
    seen: str, wanted: str | None, advice: Advice
) -> None:
    assert advise(seen=seen, wanted=wanted) is advice


def test_scans_are_attached_while_the_application_is_open_and_not_without_end() -> None:
    state = State(step="examine", holder=Holder("office", "general_services"))
    assert may_attach(state, kept=MOST_SCANS - 1) is None
    too_many = may_attach(state, kept=MOST_SCANS)
    assert too_many is not None
    assert too_many.code == "too_many"
    closed = may_attach(State(step="", holder=state.holder, closed_at=MONDAY), kept=0)
    assert closed is not None
    assert closed.code == "closed"


def test_withdrawing_needs_a_reason_and_happens_once() -> None:
    assert may_withdraw(withdrawn=False, reason="other_person") is None
    assert [
        refusal.code
        for refusal in (
            may_withdraw(withdrawn=False, reason="because"),
            may_withdraw(withdrawn=True, reason="unreadable"),
            may_open(withdrawn=True),
        )
        if refusal
    ] == ["unknown_reason", "withdrawn", "withdrawn"]
    assert may_open(withdrawn=False) is None


# The verbs.


def test_a_photo_is_kept_sealed_with_its_colour_and_the_entry_holds_a_digest_only() -> None:
    row = ktp()
    before = log(row)
    scan = attach(row, drawn.told_on())
    assert (scan.requirement, scan.background, scan.attached_by) == ("photo", "red", "loket-1")
    picture = sealed.picture(scan)
    assert picture.startswith(b"\xff\xd8\xff")
    assert scan.size == len(picture)
    small = sealed.small(scan)
    assert small is not None
    assert len(small) < len(picture)
    (entry,) = trace(row)
    digest = hashlib.sha256(scan.salt.encode() + picture).hexdigest()
    assert (entry.verb, entry.clause) == ("attach_scan", "2.2")
    assert entry.payload == {"scan": str(scan.pk), "requirement": "photo", "digest": digest}
    assert log(row) == before, "nothing stands between an act and its reversal"


def test_a_paper_has_no_small_copy_on_which_a_number_could_be_read() -> None:
    row = ktp()
    for requirement in ("kk-copy", ""):
        scan = attach(row, requirement=requirement)
        assert (scan.small_sealed, scan.background, sealed.small(scan)) == (None, "", None)
    assert [entry.clause for entry in trace(row)] == ["2.3", None]


def test_an_act_sent_twice_is_done_once_and_its_key_serves_no_other() -> None:
    row, same = ktp(), key()
    scan = attach(row, key=same)
    assert attach(row, BLUE, key=same).pk == scan.pk
    opened, gone = key(), key()
    assert open_(row, scan, key=opened) == open_(row, scan, key=opened)
    withdraw(row, scan, key=gone)
    withdraw(row, scan, key=gone)
    assert [entry.verb for entry in trace(row)] == ["attach_scan", "open_scan", "withdraw_scan"]
    other = attach(row)
    assert refusal(lambda: attach(row, key=opened)) == "key"
    assert refusal(lambda: attach(ktp(), key=same)) == "key"
    assert refusal(lambda: open_(row, other, key=opened)) == "key"
    assert refusal(lambda: withdraw(row, other, key=gone)) == "key"


def test_the_same_form_sent_twice_at_one_moment_attaches_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second arrives while the first is still being made into a picture."""
    row, same = ktp(), key()
    real = reencode
    nested: list[Scan] = []

    def meanwhile(source: bytes) -> Any:
        if not nested:
            nested.append(Scan())
            nested[0] = attach(row, key=same)
        return real(source)

    monkeypatch.setattr(actions, "reencode", meanwhile)
    assert attach(row, key=same).pk == nested[0].pk
    assert Scan.objects.count() == 1


@pytest.mark.parametrize("post", ["camat", "sekretaris", "information_officer", "desa", "it"])
def test_only_the_counter_attaches_and_withdraws(post: str) -> None:
    row = ktp()
    scan = attach(row)
    assert refusal(lambda: attach(row, actor=actor(post))) == "other_post"
    assert refusal(lambda: withdraw(row, scan, post=post)) == "other_post"
    assert Scan.objects.filter(withdrawn_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("post", "reads"),
    [
        ("loket", True), ("operator", True), ("kasi", True), ("sekretaris", True), ("camat", True),
        ("information_officer", False), ("desa", False), ("dispenduk", False), ("it", False),
    ],
)  # fmt: skip
def test_who_may_see_scans(post: str, reads: bool) -> None:
    row = ktp()
    scan = attach(row)
    assert bool(scans(actor=actor(post), code=row.public_code)) is reads
    if reads:
        assert open_(row, scan, post).startswith(b"\xff\xd8\xff")
    else:
        assert refusal(lambda: open_(row, scan, post)) == "other_post"


def test_another_office_and_another_application_have_no_such_scan() -> None:
    row, other = ktp(), ktp()
    scan = attach(row)
    acts: tuple[Act, ...] = (open_, withdraw)
    for act in acts:
        assert refusal(partial(act, row, scan, office=KK_OFFICE)) == "not_found"
        assert refusal(partial(act, other, scan)) == "not_found"
    assert scans(actor=actor("loket", KK_OFFICE), code=row.public_code) == ()
    assert refusal(lambda: attach(row, actor=actor("loket", KK_OFFICE))) == "not_found"


def test_a_requirement_that_does_not_apply_takes_no_scan() -> None:
    row = kk("lost_card")
    assert attach(row, requirement="loss-letter").requirement == "loss-letter"
    for requirement in ("old-card", "photo", "nothing-like-it"):
        assert refusal(partial(attach, row, requirement=requirement)) == "requirement"


def test_a_closed_application_takes_none_and_a_wrong_one_can_still_be_withdrawn() -> None:
    row = ktp_at("hand-over")
    scan = attach(row)
    hand_over(row)
    assert refusal(lambda: attach(row)) == "closed"
    withdraw(row, scan, "other_person")
    scan.refresh_from_db()
    assert (scan.withdraw_reason, scan.withdrawn_by) == ("other_person", "loket-1")


def test_a_withdrawn_scan_is_hidden_and_kept() -> None:
    row = ktp()
    scan = attach(row)
    withdraw(row, scan, "replaced")
    assert refusal(lambda: open_(row, scan)) == "withdrawn"
    assert refusal(lambda: withdraw(row, scan)) == "withdrawn"
    scan.refresh_from_db()
    assert sealed.picture(scan).startswith(b"\xff\xd8\xff")
    assert trace(row)[-1].payload == {"scan": str(scan.pk), "reason": "replaced"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(withdraw_reason="")


def test_a_file_that_is_no_picture_leaves_nothing_behind() -> None:
    row = ktp()
    assert refusal(lambda: attach(row, b"<svg/>")) == actions.NO_PICTURE
    assert (Scan.objects.count(), trace(row)) == (0, ())


# At rest.


@pytest.mark.django_db(transaction=True)
def test_no_picture_lies_readable_in_the_database(tmp_path: Path) -> None:
    scan = attach(ktp())
    picture = sealed.picture(scan)
    assert picture[:3] == b"\xff\xd8\xff"
    piece = picture[200:232]
    with connection.cursor() as cursor:
        cursor.execute("SELECT picture_sealed, small_sealed FROM applications_scan")
        blobs = [bytes(blob) for blob in cursor.fetchone()]
    assert not any(piece in blob or b"JFIF" in blob for blob in blobs)
    if connection.vendor != "sqlite":
        return  # the files of PostgreSQL belong to its server; its column was read above
    whole, plain = tmp_path / "copy.sqlite3", tmp_path / "plain.sqlite3"
    with sqlite3.connect(whole) as copy:
        connection.connection.backup(copy)
        assert piece not in whole.read_bytes()
        assert b"JFIF" not in whole.read_bytes()
        # The control: the same search finds the picture in a copy that keeps it as it is.
        copy.execute("UPDATE applications_scan SET picture_sealed = ?", (picture,))
        copy.commit()
        copy.execute("VACUUM INTO ?", (str(plain),))
    assert piece in plain.read_bytes()
    assert b"JFIF" in plain.read_bytes()


def test_a_picture_moved_to_another_row_does_not_open() -> None:
    row = ktp()
    first, second = attach(row), attach(row, BLUE)
    Scan.objects.filter(pk=first.pk).update(
        picture_sealed=second.picture_sealed, small_sealed=second.small_sealed
    )
    first.refresh_from_db()
    with pytest.raises(SealBroken):
        sealed.picture(first)
    with pytest.raises(SealBroken):
        sealed.small(first)
    assert sealed.picture(second)


def test_keys_rotate_under_the_pictures_and_the_old_one_can_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAMONG_KEYS", str(tmp_path / "keys.toml"))
    keys.create_keys()
    row = kk("lost_card")
    scan = attach(row, requirement="")
    photo = attach(ktp())
    before = sealed.picture(scan), sealed.small(photo)
    version = rotation.rotate_encryption_key()
    for each in (scan, photo):
        each.refresh_from_db()
    columns = (scan.picture_sealed, photo.picture_sealed, photo.small_sealed or b"")
    assert {key_version(column) for column in columns} == {version}
    assert (sealed.picture(scan), sealed.small(photo)) == before
    rotation.forget_encryption_key(version - 1)
    rotation.rotate_encryption_key()
    Scan.objects.filter(pk=scan.pk).update(picture_sealed=bytes(scan.picture_sealed))
    with pytest.raises(KeysBusy):
        rotation.forget_encryption_key(version)
