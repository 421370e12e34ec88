"""Ed25519 signatures of this installation: checkpoints and receipts are signed with its one key."""

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pamong.vault import keys


def sign(data: bytes) -> bytes:
    """The 64-byte signature of ``data``."""
    return _private(keys.load().signing_seed).sign(data)


def public_key() -> bytes:
    """The 32 bytes that verify every signature of this installation."""
    return _private(keys.load().signing_seed).public_key().public_bytes_raw()


@lru_cache(maxsize=2)
def _private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
