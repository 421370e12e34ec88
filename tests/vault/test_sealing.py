from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pamong.vault import keys, signing
from pamong.vault.errors import KeysBusy, SealBroken
from pamong.vault.keyring import KeyRing
from pamong.vault.sealing import blind_index, key_version, seal, seal_bytes, unseal, unseal_bytes

TEXT = "3508074101900001"
HERE = {"table": "residents_resident", "column": "number_sealed", "row": "row-1"}


@given(text=st.text(max_size=200))
@profile(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_is_unsealed_in_its_place(ring: KeyRing, text: str) -> None:
    assert unseal(seal(text, **HERE), **HERE) == text


@given(picture=st.binary(max_size=200))
@profile(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_no_text_is_sealed_like_text(ring: KeyRing, picture: bytes) -> None:
    blob = seal_bytes(picture, **HERE)
    assert unseal_bytes(blob, **HERE) == picture
    with pytest.raises(SealBroken):
        unseal_bytes(blob, **{**HERE, "row": "row-2"})


@pytest.mark.parametrize(
    "elsewhere",
    [
        {**HERE, "row": "row-2"},
        {**HERE, "column": "kk_number_sealed"},
        {**HERE, "table": "residents_correction"},
        {"table": "residents_residen", "column": "tnumber_sealed", "row": "row-1"},
    ],
)
def test_a_ciphertext_moved_to_another_place_does_not_open(ring: KeyRing, elsewhere: dict[str, str]) -> None:
    blob = seal(TEXT, **HERE)
    with pytest.raises(SealBroken) as broken:
        unseal(blob, **elsewhere)
    assert TEXT not in str(broken.value)


def test_swapping_the_ciphertexts_of_two_rows_is_found_in_both(ring: KeyRing) -> None:
    first, second = ({**HERE, "row": row} for row in ("row-1", "row-2"))
    blobs = seal("3508070101900001", **first), seal("3508070101900002", **second)
    for blob, place in zip(reversed(blobs), (first, second), strict=True):
        with pytest.raises(SealBroken):
            unseal(blob, **place)


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda blob: b"",
    "header only": lambda blob: blob[:3],
    "cut in the nonce": lambda blob: blob[:8],
    "cut in the text": lambda blob: blob[:-1],
    "one bit of the text": lambda blob: blob[:-1] + bytes([blob[-1] ^ 1]),
    "one bit of the nonce": lambda blob: blob[:4] + bytes([blob[4] ^ 1]) + blob[5:],
    "another format": lambda blob: b"\x02" + blob[1:],
    "a key version that is not there": lambda blob: blob[:2] + b"\x09" + blob[3:],
    "plain text": lambda blob: TEXT.encode(),
}


@pytest.mark.parametrize("how", SPOILT)
def test_an_altered_ciphertext_does_not_open(ring: KeyRing, how: str) -> None:
    blob = seal(TEXT, **HERE)
    with pytest.raises(SealBroken):
        unseal(SPOILT[how](blob), **HERE)


def test_the_version_of_the_key_is_part_of_what_is_sealed(ring: KeyRing) -> None:
    blob = seal(TEXT, **HERE)
    # The same key under another number: only the bound header can tell.
    keys.change(encryption={1: ring.encryption[1], 2: ring.encryption[1]})
    with pytest.raises(SealBroken):
        unseal(blob[:2] + b"\x02" + blob[3:], **HERE)
    assert unseal(blob, **HERE) == TEXT


def test_a_memoryview_as_postgresql_hands_it_out_opens_too(ring: KeyRing) -> None:
    assert unseal(memoryview(seal(TEXT, **HERE)), **HERE) == TEXT


def test_a_ciphertext_holds_neither_the_text_nor_the_same_bytes_twice(ring: KeyRing) -> None:
    first, second = seal(TEXT, **HERE), seal(TEXT, **HERE)
    assert TEXT.encode() not in first
    assert first != second
    assert key_version(first) == 1


def test_equal_values_meet_in_the_index_and_different_ones_do_not(ring: KeyRing) -> None:
    numbers = [f"35080701019{serial:05}" for serial in range(1, 2001)]
    indexes = {blind_index("nik", number) for number in numbers}
    assert len(indexes) == len(numbers)
    assert {blind_index("nik", number) for number in numbers} == indexes
    assert {len(index) for index in indexes} == {32}


def test_the_index_keeps_kinds_apart_and_needs_the_key(ring: KeyRing) -> None:
    index = blind_index("nik", TEXT)
    assert blind_index("kk", TEXT) != index
    assert blind_index("nik3", TEXT[1:]) != index
    keys.change(index=keys.new_key())
    assert blind_index("nik", TEXT) != index


def test_while_the_index_key_changes_nothing_is_indexed(ring: KeyRing) -> None:
    keys.change(next_index=keys.new_key())
    with pytest.raises(KeysBusy, match="rotate-index"):
        blind_index("nik", TEXT)


def test_a_signature_is_verified_with_the_public_key_of_the_installation(ring: KeyRing) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signature = signing.sign(b"checkpoint")
    public = Ed25519PublicKey.from_public_bytes(signing.public_key())
    public.verify(signature, b"checkpoint")
    assert len(signature) == 64
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"another checkpoint")
