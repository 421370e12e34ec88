import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pamong.vault import keys
from pamong.vault.errors import KeysBusy, KeysDamaged, KeysMissing
from pamong.vault.keyring import KeyRing, written


def test_no_key_file_is_made_silently(no_keys: Path) -> None:
    with pytest.raises(KeysMissing) as missing:
        keys.load()
    assert "pamong keys create" in missing.value.message.fill()
    assert not no_keys.exists()


def test_the_key_file_is_readable_by_its_owner_only_and_nothing_is_left_beside_it(ring: KeyRing) -> None:
    file = keys.path()
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["keys.toml"]


def test_the_key_file_lies_in_the_data_folder_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.delenv("PAMONG_KEYS", raising=False)
    assert keys.path() == Path(settings.DATA) / "keys.toml"  # type: ignore[attr-defined]


def test_every_key_is_of_its_own(ring: KeyRing) -> None:
    assert len({key for _, key in ring.named()}) == 3
    assert all(len(key) == 32 for _, key in ring.named())


def test_keys_do_not_show_themselves(ring: KeyRing) -> None:
    assert repr(ring) == "KeyRing()"


def test_existing_keys_are_used_as_they_are(ring: KeyRing) -> None:
    assert keys.create_keys() == ring
    with pytest.raises(FileExistsError):
        keys.put_in_place(ring)


def test_of_many_that_start_together_one_makes_the_keys(no_keys: Path) -> None:
    gate = threading.Barrier(8)
    made: list[KeyRing] = []

    def start() -> None:
        gate.wait()
        made.append(keys.create_keys())

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert all(each == made[0] for each in made)


def test_a_file_that_others_may_read_is_refused(ring: KeyRing) -> None:
    keys.path().chmod(0o640)
    with pytest.raises(KeysDamaged, match="chmod 600"):
        keys.load()


def test_where_files_have_no_owner_bits_they_are_not_asked_for(
    ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.path().chmod(0o640)
    monkeypatch.setattr(keys, "POSIX", False)
    keys.change(next_index=ring.index)
    assert keys.load().next_index == ring.index


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda text: text.replace("pamong/keys@1", "pamong/keys@9"), "tidak terbaca"),
        (lambda text: text.partition("[encryption]")[0] + "[encryption]\n", "tidak terbaca"),
        (lambda text: text.replace("signing = ", "sining = "), "tidak terbaca"),
        (lambda text: "not toml at all", "tidak terbaca"),
        (lambda text: text.replace("1 = [", "one = ["), "tidak terbaca"),
        (lambda text: text.replace("/", "/Z", 1), "baris"),
    ],
)
def test_a_damaged_file_is_named_with_its_mend(ring: KeyRing, spoil: Callable[[str], str], says: str) -> None:
    text = keys.path().read_text()
    head, separator, rows = text.partition("index = [")
    spoilt = spoil(text) if says != "baris" else head + separator + spoil(rows)
    assert spoilt != text
    keys.path().write_text(spoilt)
    with pytest.raises(KeysDamaged, match=says):
        keys.load()


def test_a_change_made_by_another_process_is_seen_at_once(ring: KeyRing) -> None:
    file = keys.path()
    other = KeyRing(encryption={1: b"a" * 32, 2: b"b" * 32}, index=b"c" * 32, signing_seed=b"d" * 32)
    beside = file.with_name("other")
    beside.write_text(written(other))
    beside.chmod(0o600)
    beside.replace(file)
    assert keys.load() == other
    assert keys.load().current == 2


def test_two_changes_at_once_are_refused(ring: KeyRing) -> None:
    with keys.changing(), pytest.raises(KeysBusy), keys.changing():
        pass
    with keys.changing():
        pass


def test_a_change_is_durable_before_it_is_used(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(keys.path().read_text() == before)
        real(descriptor)

    before = keys.path().read_text()
    monkeypatch.setattr(os, "fsync", noted)
    keys.change(next_index=b"n" * 32)
    # The new file was synced while the old one still stood; then the folder, once the new one was in place.
    assert synced == [True, False]
