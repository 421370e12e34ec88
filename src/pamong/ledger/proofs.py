"""Receipts: what the office signed for one entry, and whether that entry is in the log it published. Pure.

Three texts exist. The *statement* (for the QR of a receipt) names office, position and leaf hash and is signed. The
*code* (to be typed) is its short form without signature. The *proof* (a file of the form c2sp.org/tlog-proof@v1)
leads from the leaf to a published checkpoint and can be checked without us.
"""

import hashlib
import re
from base64 import b32decode, b32encode
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from pamong.ledger import notes, tree
from pamong.ledger.notes import Head, Verifier

_STATEMENT_MARK = "PAMONG-1"
_PROOF_MARK = "c2sp.org/tlog-proof@v1"
_OFFICE = re.compile(r"[A-Za-z0-9._-]{1,40}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_CODE = re.compile(r"([A-Za-z0-9._-]{1,40})-(0|[1-9][0-9]{0,18})-((?:-?[A-Za-z0-9]){18})")
# 80 bits of the hash: to find a second entry with the same code takes 2 to the power of 80 attempts.
_CODE_HASH_SIZE = 10
_CODE_LETTERS = 16
_SIGNATURE_SIZE = 64


class Verdict(StrEnum):
    """The three answers a citizen can get."""

    INSIDE = "inside"
    NOT_INSIDE = "not_inside"
    UNKNOWN_CHECKPOINT = "unknown_checkpoint"


class Reason(StrEnum):
    """Why the verdict is what it is; the page words it."""

    PROVEN = "proven"  # the path leads from the receipt to a checkpoint one knows
    NOT_SIGNED_HERE = "not_signed_here"  # the statement's signature is not this office's
    NO_SUCH_ENTRY = "no_such_entry"  # the log has another entry, or none, at this position
    CHANGED = "changed"  # the entry stands there, but it is no longer what was signed
    NOT_PROVEN = "not_proven"  # the path does not lead to the checkpoint
    NOT_YET = "not_yet"  # the day of the receipt has no checkpoint yet
    CHECKPOINT_UNKNOWN = "checkpoint_unknown"  # the proof leads to a checkpoint nobody here has seen


class Misread(ValueError):  # noqa: N818 (it reads as what happened)
    """A text that is not a receipt at all, most often because of a slip in typing."""


@dataclass(frozen=True)
class Statement:
    office: str
    position: int
    leaf_hash: bytes
    signature: bytes


@dataclass(frozen=True)
class Code:
    """The typed form: `beginning` is the first 10 bytes of the leaf hash."""

    office: str
    position: int
    beginning: bytes


@dataclass(frozen=True)
class Proof:
    """`path` leads from the leaf up to the root of `checkpoint`, a signed note."""

    position: int
    path: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True)
class Check:
    verdict: Verdict
    reason: Reason
    # The checkpoint that was proven against: what a citizen compares with the paper on the notice board.
    head: Head | None = None


def origin(office: str) -> str:
    """The name of an office's log, in its checkpoints and as the name of its key; raises Misread for an odd office."""
    if not _OFFICE.fullmatch(office):
        raise Misread(f"{office!r} cannot be part of the name of a log.")
    return f"pamong/{office}"


def signed_text(office: str, position: int, leaf_hash: bytes) -> str:
    """What the office signs. The first line keeps it from ever being read as a checkpoint, which the same key signs."""
    return f"pamong receipt 1\n{origin(office)}\n{position}\n{notes.encode(leaf_hash)}\n"


def state(office: str, position: int, leaf_hash: bytes, sign: Callable[[bytes], bytes]) -> Statement:
    """What the office says of an entry, signed by `sign`. Raises Misread for an odd office."""
    signature = sign(signed_text(office, position, leaf_hash).encode())
    return Statement(office, position, leaf_hash, signature)


def write_statement(statement: Statement) -> str:
    """One line of capitals, digits and a few signs: a QR code stores these in little more than half the space."""
    hash_text, signature = _base32(statement.leaf_hash), _base32(statement.signature)
    return f"{_STATEMENT_MARK}/{statement.office}/{statement.position}/{hash_text}/{signature}"


def read_statement(text: str) -> Statement:
    """Raises Misread."""
    parts = "".join(text.split()).split("/")
    if len(parts) != 5 or parts[0] != _STATEMENT_MARK or not _NUMBER.fullmatch(parts[2]):
        raise Misread("A statement has five parts: PAMONG-1/office/position/hash/signature.")
    origin(parts[1])
    leaf_hash, signature = _unbase32(parts[3]), _unbase32(parts[4])
    if len(leaf_hash) != tree.HASH_SIZE or len(signature) != _SIGNATURE_SIZE:
        raise Misread("The hash or the signature of the statement has not its full length.")
    return Statement(parts[1], int(parts[2]), leaf_hash, signature)


def write_code(office: str, position: int, leaf_hash: bytes) -> str:
    """The code to be typed, in groups; its last two letters are a check on all before them."""
    letters = _base32(leaf_hash[:_CODE_HASH_SIZE])
    letters += _check_letters(office, position, letters)
    groups = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    return f"{office}-{position}-{groups}"


def read_code(text: str) -> Code:
    """Raises Misread on a slip: a typing mistake must not be answered with 'your receipt is not in the log'."""
    found = _CODE.fullmatch("".join(text.split()))
    if found is None:
        raise Misread("A code has the form office-position-ABCD-EFGH-IJKL-MNOP-QR.")
    office, position = found[1], int(found[2])
    # The letters use no 0, 1 and 8: who types them meant the letter that looks alike.
    letters = found[3].replace("-", "").upper().translate(str.maketrans("018", "OIB"))
    if _check_letters(office, position, letters[:_CODE_LETTERS]) != letters[_CODE_LETTERS:]:
        raise Misread("The last two letters of the code do not fit the others.")
    return Code(office, position, _unbase32(letters[:_CODE_LETTERS]))


def write_proof(proof: Proof, statement: Statement | None = None) -> str:
    """The proof as a file; with the statement inside, as the specification's `extra` line, it stands alone."""
    lines = [_PROOF_MARK]
    if statement is not None:
        lines.append(f"extra {notes.encode(write_statement(statement).encode())}")
    lines.append(f"index {proof.position}")
    lines.extend(notes.encode(beside) for beside in proof.path)
    return "\n".join(lines) + "\n\n" + proof.checkpoint


def read_proof(text: str) -> tuple[Proof, Statement | None]:
    """Raises Misread. Nothing in it is to be believed before `check_receipt` has said so."""
    top, _, checkpoint = text.partition("\n\n")
    mark, *lines = top.split("\n")
    try:
        extra = notes.decode(lines.pop(0)[6:]).decode() if lines and lines[0].startswith("extra ") else None
        word, _, number = lines.pop(0).partition(" ") if lines else ("", "", "")
        path = tuple(notes.decode(line) for line in lines)
    except (notes.NoteError, UnicodeDecodeError) as problem:
        raise Misread("The proof holds something that is not base64.") from problem
    if mark != _PROOF_MARK or word != "index" or not _NUMBER.fullmatch(number):
        raise Misread(f"A proof begins with the lines {_PROOF_MARK} and index.")
    return Proof(int(number), path, checkpoint), None if extra is None else read_statement(extra)


def is_signed(statement: Statement, verifiers: Collection[Verifier]) -> bool:
    """Whether the office of the statement signed it, by one of the keys one knows for that office."""
    name = origin(statement.office)
    data = signed_text(statement.office, statement.position, statement.leaf_hash).encode()
    return any(one.name == name and one.verifies(statement.signature, data) for one in verifiers)


def check_receipt(statement: Statement, checkpoints: Collection[Head], proof: Proof | None) -> Check:
    """Whether the entry of the statement is inside a log that one of `checkpoints` describes.

    `checkpoints` are the ones the checker trusts: opened with the office's key, or copied from paper. The signature
    of the statement is a question of its own (`is_signed`). Without a proof the answer can only be that the day is
    not closed yet, or that nobody can show the entry.
    """
    known = [head for head in checkpoints if head.origin == origin(statement.office)]
    if proof is None:
        if all(head.size <= statement.position for head in known):
            return Check(Verdict.UNKNOWN_CHECKPOINT, Reason.NOT_YET)
        return Check(Verdict.NOT_INSIDE, Reason.NO_SUCH_ENTRY)
    try:
        text, _, _ = proof.checkpoint.rpartition("\n\n")
        shown = notes.read_checkpoint(text + "\n")
    except notes.NoteError:
        return Check(Verdict.UNKNOWN_CHECKPOINT, Reason.CHECKPOINT_UNKNOWN)
    if shown not in known:
        return Check(Verdict.UNKNOWN_CHECKPOINT, Reason.CHECKPOINT_UNKNOWN, shown)
    reached = tree.root_by_inclusion(statement.position, shown.size, statement.leaf_hash, proof.path)
    if proof.position != statement.position or reached != shown.root:
        return Check(Verdict.NOT_INSIDE, Reason.NOT_PROVEN, shown)
    return Check(Verdict.INSIDE, Reason.PROVEN, shown)


def _check_letters(office: str, position: int, letters: str) -> str:
    return _base32(hashlib.sha256(f"{office}-{position}-{letters}".encode()).digest())[:2]


def _base32(data: bytes) -> str:
    return b32encode(data).decode("ascii").rstrip("=")


def _unbase32(text: str) -> bytes:
    try:
        data = b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        data = b""
    if _base32(data) != text:
        raise Misread("Not base32.")
    return data
