"""Signed notes and checkpoints against the specifications c2sp.org/signed-note and c2sp.org/tlog-checkpoint.

The key, text and signature of PeterNeumann are the figures of the reference implementation's own test
(golang.org/x/mod/sumdb/note, note_test.go); the checkpoint is the example printed in the specification.
"""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pamong.ledger import notes
from pamong.ledger.notes import Fault, Head, NoteError, Verifier

REFERENCE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
REFERENCE_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
REFERENCE_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
REFERENCE_NOTE = (
    REFERENCE_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
EXAMPLE_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
ROOT = bytes(range(32))

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
OFFICE = Verifier("pamong/35.08.07", PRIVATE.public_key().public_bytes_raw())


def test_the_reference_note_is_reproduced_letter_for_letter() -> None:
    signer = notes.read_verifier(REFERENCE_KEY)
    private = Ed25519PrivateKey.from_private_bytes(REFERENCE_SEED)
    assert private.public_key().public_bytes_raw() == signer.public_key
    assert notes.seal(REFERENCE_TEXT, signer, private.sign) == REFERENCE_NOTE


def test_the_reference_note_opens_with_the_reference_key() -> None:
    signer = notes.read_verifier(REFERENCE_KEY)
    assert notes.open_note(REFERENCE_NOTE, [signer]) == (REFERENCE_TEXT, (signer,))
    assert signer.text() == REFERENCE_KEY


def test_the_checkpoint_of_the_specification_is_read_and_written_letter_for_letter() -> None:
    text = EXAMPLE_CHECKPOINT.partition("\n\n")[0] + "\n"
    head = notes.read_checkpoint(text)
    assert head == Head(
        "example.com/behind-the-sofa",
        20852163,
        bytes.fromhex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"),
    )
    assert notes.checkpoint_text(head) == text


def test_a_checkpoint_signed_here_opens_with_the_verifier_key_as_text() -> None:
    note = notes.seal(notes.checkpoint_text(Head(OFFICE.name, 3, ROOT)), OFFICE, PRIVATE.sign)
    text, signed_by = notes.open_note(note, [notes.read_verifier(OFFICE.text() + "\n")])
    assert notes.read_checkpoint(text) == Head(OFFICE.name, 3, ROOT)
    assert signed_by == (OFFICE,)


def test_an_empty_line_belongs_to_the_text_and_the_last_one_ends_it() -> None:
    note = notes.seal("first\n\nlast\n", OFFICE, PRIVATE.sign)
    assert notes.open_note(note, [OFFICE])[0] == "first\n\nlast\n"


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    foreign = "— witness.example AAAAAQIDBAU=\n"
    # The same name with another key is another key.
    namesake = f"— {OFFICE.name} AAAAAQIDBAU=\n"
    note = notes.seal("text\n", OFFICE, PRIVATE.sign) + foreign + namesake
    assert notes.open_note(note, [OFFICE])[1] == (OFFICE,)


def changed(old: str, new: str) -> str:
    assert old in REFERENCE_NOTE
    return REFERENCE_NOTE.replace(old, new)


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        (changed("answer", "question"), Fault.FORGED),
        (changed("PeterNeumann", "Somebody"), Fault.UNKNOWN_KEY),
        (changed("x08go", "y08go"), Fault.UNKNOWN_KEY),
        (changed("— PeterNeumann", "- PeterNeumann"), Fault.MALFORMED),
        (changed("— PeterNeumann", "— Peter Neumann"), Fault.MALFORMED),
        (changed("— PeterNeumann", "— Peter+Neumann"), Fault.MALFORMED),
        (changed("JnAM=", "JnAM"), Fault.MALFORMED),
        (changed("JnAM=", "JnAN="), Fault.MALFORMED),  # the same bytes spelled another way
        (changed("JnAM=", "Jn*M="), Fault.MALFORMED),
        (changed("answer", "ans\twer"), Fault.MALFORMED),
        (changed("\n\n", "\n"), Fault.MALFORMED),
        (REFERENCE_NOTE.rstrip("\n"), Fault.MALFORMED),
        (REFERENCE_TEXT + "\n", Fault.MALFORMED),
        (REFERENCE_TEXT + "\n— PeterNeumann x08gow==\n", Fault.MALFORMED),
        (REFERENCE_NOTE + "— witness.example AAAAAQIDBAU=\n" * 100, Fault.MALFORMED),
        ("", Fault.MALFORMED),
    ],
)
def test_a_spoilt_note_does_not_open(note: str, fault: Fault) -> None:
    with pytest.raises(NoteError) as caught:
        notes.open_note(note, [notes.read_verifier(REFERENCE_KEY)])
    assert caught.value.fault is fault


def test_every_single_letter_of_a_verifier_key_counts() -> None:
    for place, letter in enumerate(REFERENCE_KEY):
        other = "A" if letter != "A" else "B"
        with pytest.raises(NoteError):
            notes.read_verifier(REFERENCE_KEY[:place] + other + REFERENCE_KEY[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        # A longer key and another algorithm, each with the id that would be theirs.
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2Q==",
    ],
)
def test_what_is_not_a_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        notes.read_verifier(text)


@pytest.mark.parametrize("text", ["no newline at the end", "tab\there\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        notes.seal(text, OFFICE, PRIVATE.sign)


@pytest.mark.parametrize(
    "text",
    [
        "origin\n3\n",
        "origin\n03\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n-3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "origin\n3\nAAAA\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        notes.read_checkpoint(text)


def test_extension_lines_of_a_checkpoint_are_passed_over() -> None:
    text = notes.checkpoint_text(Head("origin", 0, ROOT)) + "an extension\n"
    assert notes.read_checkpoint(text) == Head("origin", 0, ROOT)
