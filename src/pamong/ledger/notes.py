"""Signed notes and checkpoints, letter for letter as C2SP writes them, so that any log tool can read ours. Pure.

Sources: c2sp.org/signed-note and c2sp.org/tlog-checkpoint (version 1).
"""

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pamong.ledger.tree import HASH_SIZE

_ED25519 = b"\x01"
_KEY_SIZE = 32
_ID_SIZE = 4
_SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
# The specification lets a reader set a limit, at least 16: a flood of signatures must not keep a verifier busy.
_MOST_SIGNATURES = 100


class Fault(StrEnum):
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    FORGED = "forged"


class NoteError(ValueError):
    """A text that is not a note, not signed by a key one knows, or not signed by the key it names."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault


@dataclass(frozen=True)
class Verifier:
    """A name and the public key that verifies what is signed in it."""

    name: str
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        material = self.name.encode() + b"\n" + _ED25519 + self.public_key
        return hashlib.sha256(material).digest()[:_ID_SIZE]

    def text(self) -> str:
        """The verifier key as it is handed round: name, key id and key."""
        return f"{self.name}+{self.key_id.hex()}+{encode(_ED25519 + self.public_key)}"

    def verifies(self, signature: bytes, data: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Head:
    """What a checkpoint says of a log: at this size it had this root."""

    origin: str
    size: int
    root: bytes


def verifier(name: str, public_key: bytes) -> Verifier:
    """Raises NoteError for a name that cannot stand in a note: empty, or with a space or a plus sign."""
    if not name or "+" in name or any(letter.isspace() or letter < " " for letter in name):
        raise NoteError(Fault.MALFORMED, f"{name!r} cannot be the name of a key.")
    if len(public_key) != _KEY_SIZE:
        raise NoteError(Fault.MALFORMED, "A public key has 32 bytes.")
    return Verifier(name, public_key)


def read_verifier(text: str) -> Verifier:
    """The verifier key `name+id+key`; raises NoteError when it is not one, or its id is not that of its key."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteError(Fault.MALFORMED, "A verifier key has the form name+id+key.")
    name, identifier, key = parts
    material = decode(key)
    if material[:1] != _ED25519:
        raise NoteError(Fault.MALFORMED, "Only Ed25519 verifier keys are known here.")
    found = verifier(name, material[1:])
    if found.key_id.hex() != identifier:
        raise NoteError(Fault.MALFORMED, "The id in the verifier key is not the id of its key.")
    return found


def seal(text: str, signer: Verifier, sign: Callable[[bytes], bytes]) -> str:
    """The text (which ends in a newline) as a note signed in the signer's name."""
    if not text.endswith("\n") or any(letter < " " and letter != "\n" for letter in text):
        raise NoteError(Fault.MALFORMED, "A note ends in a newline and has no control characters.")
    return f"{text}\n— {signer.name} {encode(signer.key_id + sign(text.encode()))}\n"


def open_note(note: str, verifiers: Collection[Verifier]) -> tuple[str, tuple[Verifier, ...]]:
    """The text of a note and whose signatures it carries.

    Signatures of unknown keys are passed over, as the specification demands; a bad signature of a known key, or no
    signature of a known key, raises NoteError.
    """
    text, signatures = _parts(note)
    known = {(one.name, one.key_id): one for one in verifiers}
    signed_by: list[Verifier] = []
    for name, material in signatures:
        signer = known.pop((name, material[:_ID_SIZE]), None)
        if signer is None:
            continue
        if not signer.verifies(material[_ID_SIZE:], text.encode()):
            raise NoteError(Fault.FORGED, f"The signature of {name} does not fit the text.")
        signed_by.append(signer)
    if not signed_by:
        raise NoteError(Fault.UNKNOWN_KEY, "No signature of a known key.")
    return text, tuple(signed_by)


def checkpoint_text(head: Head) -> str:
    """What of a checkpoint is signed: origin, size and root, a line each."""
    return f"{head.origin}\n{head.size}\n{encode(head.root)}\n"


def read_checkpoint(text: str) -> Head:
    """The head in a checkpoint's text; extension lines are passed over. Raises NoteError."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]) or not _NUMBER.fullmatch(lines[1]):
        raise NoteError(Fault.MALFORMED, "A checkpoint has three lines: origin, size, root.")
    root = decode(lines[2])
    if len(root) != HASH_SIZE:
        raise NoteError(Fault.MALFORMED, "The root of a checkpoint has 32 bytes.")
    return Head(lines[0], int(lines[1]), root)


def encode(data: bytes) -> str:
    """Standard base64 (RFC 4648, section 4) with padding."""
    return b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """Standard base64 and nothing else: a second spelling of the same bytes would be a second text of one note."""
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        data = b""
    if encode(data) != text:
        raise NoteError(Fault.MALFORMED, "Not base64.")
    return data


def _parts(note: str) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    if any(letter < " " and letter != "\n" for letter in note):
        raise NoteError(Fault.MALFORMED, "A note has no control characters.")
    text, separator, rest = note.rpartition("\n\n")
    lines = rest.split("\n")
    if not separator or lines.pop() or not 1 <= len(lines) <= _MOST_SIGNATURES:
        raise NoteError(Fault.MALFORMED, "A note is a text, an empty line and signature lines.")
    return text + "\n", tuple(_signature(line) for line in lines)


def _signature(line: str) -> tuple[str, bytes]:
    found = _SIGNATURE_LINE.fullmatch(line)
    if found is None or "+" in found[1]:
        raise NoteError(Fault.MALFORMED, "A signature line is a dash, a name and a signature.")
    material = decode(found[2])
    if len(material) <= _ID_SIZE:
        raise NoteError(Fault.MALFORMED, "A signature is longer than the id of its key.")
    return found[1], material
