"""What a citizen can find out with a receipt, as a table, and what happens to a receipt that was misread."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.ledger import notes, proofs, tree
from pamong.ledger.notes import Head, Verifier
from pamong.ledger.proofs import Check, Misread, Proof, Reason, Statement, Verdict

# A slow machine is no failure.
UNHURRIED = settings(deadline=None)

OFFICE = "35.08.07"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
KEY = Verifier(proofs.origin(OFFICE), PRIVATE.public_key().public_bytes_raw())


class Log:
    """A log of entries that are nothing but their number, closed at some sizes."""

    def __init__(self, size: int, *, rewritten: int | None = None) -> None:
        self.leaves = [
            tree.leaf(b"rewritten" if number == rewritten else b"%d" % number) for number in range(size)
        ]

    def head(self, size: int) -> Head:
        return Head(proofs.origin(OFFICE), size, tree.root_of_leaves(self.leaves[:size]))

    def note(self, size: int) -> str:
        return notes.seal(notes.checkpoint_text(self.head(size)), KEY, PRIVATE.sign)

    def proof(self, position: int, size: int) -> Proof:
        def root_of(start: int, end: int) -> bytes:
            return tree.root_of_leaves(self.leaves[start:end])

        return Proof(position, tree.inclusion_path(position, size, root_of), self.note(size))

    def statement(self, position: int) -> Statement:
        return proofs.state(OFFICE, position, self.leaves[position], PRIVATE.sign)


HONEST = Log(12)
REBUILT = Log(12, rewritten=5)
RECEIPT = HONEST.statement(5)

# What the office shows · what the citizen holds beside the receipt · what comes out.
TABLE = [
    (
        "a proof to the published checkpoint",
        HONEST.proof(5, 9),
        [HONEST.head(9)],
        Verdict.INSIDE,
        Reason.PROVEN,
    ),
    (
        "a proof to the later of two published checkpoints",
        HONEST.proof(5, 12),
        [HONEST.head(9), HONEST.head(12)],
        Verdict.INSIDE,
        Reason.PROVEN,
    ),
    (
        "a proof to a checkpoint that was never published",
        HONEST.proof(5, 12),
        [HONEST.head(9)],
        Verdict.UNKNOWN_CHECKPOINT,
        Reason.CHECKPOINT_UNKNOWN,
    ),
    (
        "a proof from a rebuilt log, whose checkpoint nobody has seen",
        REBUILT.proof(5, 9),
        [HONEST.head(9)],
        Verdict.UNKNOWN_CHECKPOINT,
        Reason.CHECKPOINT_UNKNOWN,
    ),
    (
        "a proof from a rebuilt log, and the citizen only knows the rebuilt checkpoint",
        REBUILT.proof(5, 9),
        [REBUILT.head(9)],
        Verdict.NOT_INSIDE,
        Reason.NOT_PROVEN,
    ),
    (
        "a proof for the neighbour's entry",
        HONEST.proof(4, 9),
        [HONEST.head(9)],
        Verdict.NOT_INSIDE,
        Reason.NOT_PROVEN,
    ),
    (
        "a proof for another position that would lead there",
        replace(HONEST.proof(5, 9), position=4),
        [HONEST.head(9)],
        Verdict.NOT_INSIDE,
        Reason.NOT_PROVEN,
    ),
    (
        "a proof whose checkpoint is no checkpoint",
        replace(HONEST.proof(5, 9), checkpoint="none\n\n— a b\n"),
        [HONEST.head(9)],
        Verdict.UNKNOWN_CHECKPOINT,
        Reason.CHECKPOINT_UNKNOWN,
    ),
    (
        "no proof, the day is not closed yet",
        None,
        [HONEST.head(5)],
        Verdict.UNKNOWN_CHECKPOINT,
        Reason.NOT_YET,
    ),
    ("no proof, nothing was ever closed", None, [], Verdict.UNKNOWN_CHECKPOINT, Reason.NOT_YET),
    ("no proof, though the day is closed", None, [HONEST.head(6)], Verdict.NOT_INSIDE, Reason.NO_SUCH_ENTRY),
    (
        "no proof, and only another office's checkpoint",
        None,
        [replace(HONEST.head(9), origin="pamong/35.08.08")],
        Verdict.UNKNOWN_CHECKPOINT,
        Reason.NOT_YET,
    ),
    (
        "a proof to another office's checkpoint",
        HONEST.proof(5, 9),
        [replace(HONEST.head(9), origin="pamong/35.08.08")],
        Verdict.UNKNOWN_CHECKPOINT,
        Reason.CHECKPOINT_UNKNOWN,
    ),
]


@pytest.mark.parametrize(
    ("shown", "proof", "held", "verdict", "reason"), TABLE, ids=[row[0] for row in TABLE]
)
def test_what_a_receipt_of_entry_5_gives(
    shown: str, proof: Proof | None, held: list[Head], verdict: Verdict, reason: Reason
) -> None:
    check = proofs.check_receipt(RECEIPT, held, proof)
    assert (check.verdict, check.reason) == (verdict, reason)


def test_the_answer_names_the_checkpoint_to_compare_with_the_notice_board() -> None:
    assert proofs.check_receipt(RECEIPT, [HONEST.head(9)], HONEST.proof(5, 9)) == Check(
        Verdict.INSIDE, Reason.PROVEN, HONEST.head(9)
    )


def test_a_statement_is_signed_by_the_key_of_its_own_office_only() -> None:
    assert proofs.is_signed(RECEIPT, [KEY])
    assert not proofs.is_signed(RECEIPT, [])
    assert not proofs.is_signed(RECEIPT, [replace(KEY, name="pamong/35.08.08")])
    assert not proofs.is_signed(RECEIPT, [replace(KEY, public_key=STRANGER.public_key().public_bytes_raw())])
    assert not proofs.is_signed(replace(RECEIPT, position=6), [KEY])
    assert not proofs.is_signed(
        replace(RECEIPT, office="35.08.08"), [KEY, replace(KEY, name="pamong/35.08.08")]
    )


def test_a_signed_receipt_can_never_pass_for_a_checkpoint() -> None:
    """Both are signed by one key: if the texts could be confused, a receipt would be a licence to forge a log."""
    text = proofs.signed_text(OFFICE, 9, HONEST.leaves[5])
    note = notes.seal(text, KEY, PRIVATE.sign)
    opened, _ = notes.open_note(note, [KEY])
    with pytest.raises(notes.NoteError):
        notes.read_checkpoint(opened)
    with_name_on_top = notes.checkpoint_text(Head(KEY.name, 9, HONEST.leaves[5]))
    assert not KEY.verifies(RECEIPT.signature, with_name_on_top.encode())


@UNHURRIED
@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_a_statement_survives_being_printed_and_scanned(
    position: int, leaf_hash: bytes, signature: bytes
) -> None:
    statement = Statement(OFFICE, position, leaf_hash, signature)
    text = proofs.write_statement(statement)
    assert set(text) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:"
    )  # what a QR code stores compactly
    assert len(text) <= 240
    assert proofs.read_statement(f" {text[:50]}\n{text[50:]} ") == statement


@UNHURRIED
@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32))
def test_a_code_survives_being_printed_and_typed(position: int, leaf_hash: bytes) -> None:
    code = proofs.write_code(OFFICE, position, leaf_hash)
    wanted = proofs.Code(OFFICE, position, leaf_hash[:10])
    assert proofs.read_code(code) == wanted
    head, letters = code[: len(OFFICE) + len(str(position)) + 2], code[len(OFFICE) + len(str(position)) + 2 :]
    typed = letters.lower().translate(str.maketrans("oib", "018"))
    assert proofs.read_code(f" {head}{typed}\n") == wanted
    assert proofs.read_code(head + letters.replace("-", "")) == wanted


def test_a_slip_in_typing_a_code_is_told_from_a_receipt_that_is_not_inside() -> None:
    code = proofs.write_code(OFFICE, 5, HONEST.leaves[5])
    slips = 0
    for place in range(len(code)):
        for other in "AB24":
            typed = code[:place] + other + code[place + 1 :]
            if typed == code:
                continue
            try:
                proofs.read_code(typed)
            except Misread:
                slips += 1
    # Ten bits of check let about one slip in a thousand through.
    assert slips >= (len(code) * 4 - 30) * 0.98


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PAMONG-1/35.08.07/5",
        "PAMONG-2/35.08.07/5/AAAA/AAAA",
        "PAMONG-1/35.08.07/05/AAAA/AAAA",
        "PAMONG-1/35 08+07/5/AAAA/AAAA",
        "PAMONG-1/35.08.07/5/AAAA/AAAA",
        "PAMONG-1/35.08.07/5/A/AAAA",
        "PAMONG-1/35.08.07/5/AB/AAAA",
        "PAMONG-1/35.08.07/5/aaaa/AAAA",
        "PAMONG-1//5/AAAA/AAAA",
    ],
)
def test_what_is_not_a_statement_is_refused(text: str) -> None:
    with pytest.raises(Misread):
        proofs.read_statement(text)


@pytest.mark.parametrize("text", ["", "35.08.07", "35.08.07-5-ABCD", "35.08.07-five-ABCD-EFGH-IJKL-MNOP-QR"])
def test_what_is_not_a_code_is_refused(text: str) -> None:
    with pytest.raises(Misread):
        proofs.read_code(text)


@pytest.mark.parametrize("statement", [None, RECEIPT])
def test_a_proof_survives_being_written_to_a_file(statement: Statement | None) -> None:
    proof = HONEST.proof(5, 9)
    text = proofs.write_proof(proof, statement)
    assert text.startswith("c2sp.org/tlog-proof@v1\n")
    assert proofs.read_proof(text) == (proof, statement)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 5\n\n",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nindex 05\n\n",
        "c2sp.org/tlog-proof@v1\nplace 5\n\n",
        "c2sp.org/tlog-proof@v1\nindex 5\nnot base64\n\n",
        "c2sp.org/tlog-proof@v1\nextra /////w==\nindex 5\n\n",
        "c2sp.org/tlog-proof@v1\nextra QUJD\nindex 5\n\n",
    ],
)
def test_what_is_not_a_proof_is_refused(text: str) -> None:
    with pytest.raises(Misread):
        proofs.read_proof(text)


def test_an_office_with_an_odd_code_has_no_log_name() -> None:
    with pytest.raises(Misread):
        proofs.origin("35 08+07")
