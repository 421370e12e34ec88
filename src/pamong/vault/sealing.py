"""Encryption of single columns, and the blind index that finds a row by its whole number.

A ciphertext is AES-256-GCM bound to table, column and row: moved anywhere else it does not open. Its first three
bytes are the format and the version of the key, so rows of different ages live side by side while keys rotate.
"""

import hmac
import secrets
from contextlib import suppress
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pamong.standard.messages import N_, Message
from pamong.vault import keys
from pamong.vault.errors import KeysBusy, SealBroken

_FORMAT = 1
_HEADER_BYTES = 3
_NONCE_BYTES = 12


def seal(plaintext: str, *, table: str, column: str, row: object) -> bytes:
    """Encrypt ``plaintext`` for one place; ``row`` is the row's primary key as text."""
    return seal_bytes(plaintext.encode(), table=table, column=column, row=row)


def unseal(blob: bytes | memoryview, *, table: str, column: str, row: object) -> str:
    """The plaintext that was sealed for this place; `SealBroken` when the blob does not belong here."""
    return unseal_bytes(blob, table=table, column=column, row=row).decode()


def seal_bytes(plaintext: bytes, *, table: str, column: str, row: object) -> bytes:
    """Like `seal`, for what is no text: a picture."""
    ring = keys.load()
    header = bytes([_FORMAT]) + ring.current.to_bytes(2, "big")
    nonce = secrets.token_bytes(_NONCE_BYTES)
    place = _place(header, table, column, row)
    return header + nonce + _cipher(ring.encryption[ring.current]).encrypt(nonce, plaintext, place)


def unseal_bytes(blob: bytes | memoryview, *, table: str, column: str, row: object) -> bytes:
    """Like `unseal`, for what is no text."""
    blob = bytes(blob)
    header, nonce = blob[:_HEADER_BYTES], blob[_HEADER_BYTES : _HEADER_BYTES + _NONCE_BYTES]
    key = keys.load().encryption.get(key_version(blob))
    if key is not None:
        # ValueError: too short to be a ciphertext at all.
        with suppress(InvalidTag, ValueError):
            body = blob[_HEADER_BYTES + _NONCE_BYTES :]
            return _cipher(key).decrypt(nonce, body, _place(header, table, column, row))
    raise SealBroken(
        Message(
            N_(
                "Data terenkripsi {table}.{column} tidak dapat dibuka di baris ini: isinya diubah, dipindah dari"
                " baris lain, atau kuncinya (versi {version}) hilang."
            ),
            {"table": table, "column": column, "version": key_version(blob)},
        )
    )


def key_version(blob: bytes | memoryview) -> int:
    """The version of the encryption key that ``blob`` was sealed under; 0 when it is no sealed blob."""
    head = bytes(blob[:_HEADER_BYTES])
    return int.from_bytes(head[1:], "big") if len(head) == _HEADER_BYTES and head[0] == _FORMAT else 0


def blind_index(kind: str, normalised: str) -> bytes:
    """HMAC-SHA256 of a whole value under the index key: equal values meet, and nothing else can be asked of it.

    ``kind`` keeps a NIK and a nomor KK of the same digits apart. Without the key the index cannot be searched by
    trying all numbers, which a bare hash could: there are few enough of them. `KeysBusy` while the key changes.
    """
    ring = keys.load()
    if ring.next_index is not None:
        raise KeysBusy(
            Message(
                N_(
                    "Penggantian kunci indeks belum selesai. Jalankan «pamong keys rotate-index» sampai selesai."
                )
            )
        )
    return index_under(ring.index, kind, normalised)


def index_under(key: bytes, kind: str, normalised: str) -> bytes:
    """The blind index under a given key, for the rotation of the index key only."""
    return hmac.digest(key, _joined(kind.encode(), normalised.encode()), "sha256")


def _place(header: bytes, table: str, column: str, row: object) -> bytes:
    return _joined(header, table.encode(), column.encode(), str(row).encode())


def _joined(*parts: bytes) -> bytes:
    # With lengths, so that ("ab", "c") and ("a", "bc") are different places.
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
