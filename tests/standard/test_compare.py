"""The word-level comparison of two texts: what changed is shown, what moved is not, and nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from pamong.standard.compare import Change, Piece, compare, of_clauses, words
from tests.clauses.shipped import shipped

KTP = shipped("ktp").canonical()


def bent(change: Callable[[dict[str, Any]], object]) -> tuple[Change, ...]:
    data = json.loads(KTP)
    change(data)
    return compare(KTP, json.dumps(data))


def said(pieces: tuple[Piece, ...]) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


def test_equal_texts_have_no_differences() -> None:
    assert compare(KTP, KTP) == ()


@pytest.mark.clause("ktp", "5.1")
def test_twelve_days_that_become_ten_are_exactly_that() -> None:
    text = KTP.replace("12 (dua belas) hari kerja", "10 (sepuluh) hari kerja").replace(
        '"at_most":12', '"at_most":10'
    )
    (change,) = compare(KTP, text)
    assert (change.kind, change.old, change.new, change.heading) == (
        "changed",
        "5.1",
        "5.1",
        "Jangka Waktu Penyelesaian",
    )
    assert said(change.words) == (
        "Pembuatan KTP selesai paling lama [-12-][+10+] ([-dua belas-][+sepuluh+]) hari kerja "
        "sejak persyaratannya lengkap."
    )
    assert [(path, said(pieces)) for path, pieces in change.rules] == [("limit.at_most", "[-12-][+10+]")]


def test_a_limit_that_changes_beside_an_unchanged_sentence_is_shown() -> None:
    (change,) = compare(KTP, KTP.replace('"at_most":12', '"at_most":10'))
    assert (change.words, [path for path, _ in change.rules]) == ((), ["limit.at_most"])


def test_a_clause_put_in_is_one_change_though_every_number_behind_it_moves() -> None:
    (change,) = bent(
        lambda data: data["sections"][1]["clauses"].insert(0, {"text": "Akta yang baru sama sekali."})
    )
    assert (change.kind, change.old, change.new) == ("added", None, "2.1")
    assert said(change.words) == "[+Akta yang baru sama sekali.+]"


def test_a_clause_taken_out_is_one_change_with_what_it_did() -> None:
    (change,) = bent(lambda data: data["sections"][4]["clauses"].pop(0))
    assert (change.kind, change.old, change.new) == ("removed", "5.1", None)
    assert dict(change.rules)["limit.at_most"] == (Piece("removed", "12"),)


def test_a_clause_rewritten_beyond_recognition_is_taken_out_and_put_in() -> None:
    def rewrite(data: dict[str, Any]) -> None:
        data["sections"][4]["clauses"][0]["text"] = "Lain."

    assert [change.kind for change in bent(rewrite)] == ["removed", "added"]


def test_chapters_are_known_by_their_component_and_a_new_one_is_all_new() -> None:
    (renamed,) = bent(lambda data: data["sections"][4].update(heading="Waktu Penyelesaian"))
    assert (renamed.new, said(renamed.words)) == ("5.", "[-Jangka -]Waktu Penyelesaian")
    added = bent(
        lambda data: data["sections"].insert(0, {"heading": "Maksud", "clauses": [{"text": "Satu."}]})
    )
    assert [(change.kind, change.new) for change in added] == [("added", "1."), ("added", "1.1")]
    removed = bent(lambda data: data["sections"].pop(4))
    assert [(change.kind, change.old) for change in removed] == [("removed", "5."), ("removed", "5.1")]


def test_cards_are_known_by_their_key_and_lists_by_their_ids() -> None:
    def change(data: dict[str, Any]) -> None:
        data["sections"][8]["cards"][0]["count"] = 7
        data["sections"][3]["clauses"][0].setdefault("step", {})["at"] = "loket"

    step, card = bent(change)
    assert (step.new, [path for path, _ in step.rules]) == ("4.1", ["step.at"])
    assert (card.new, [path for path, _ in card.rules]) == ("9.kasi", ["count"])


def test_cover_letterhead_and_facts_stand_before_the_chapters() -> None:
    def change(data: dict[str, Any]) -> None:
        data["document"]["revision"] = "02"
        data["letterhead"]["phone"] = "1"
        data["facts"]["citizenship"]["choices"].append("lain")

    cover, letterhead, facts = bent(change)
    assert [(each.new, [path for path, _ in each.rules]) for each in (cover, letterhead, facts)] == [
        ("cover", ["document.revision"]),
        ("letterhead", ["letterhead.phone"]),
        ("facts", ["facts.citizenship.choices"]),
    ]
    assert of_clauses((cover, letterhead, facts)) == ()


def test_the_unnumbered_clause_of_a_chapter_is_a_clause() -> None:
    (change,) = bent(lambda data: data["sections"][11]["clauses"][0].update(text="Lain sama sekali."))[:1]
    assert of_clauses((change,)) == (change,)


@pytest.mark.parametrize(
    ("old", "new"),
    [("", "a b"), ("a b", ""), ("satu dua tiga", "satu tiga"), ("Rp 1.500,-", "Rp 2.500,-"), ("a\nb", "a b")],
)
def test_the_pieces_joined_are_the_two_texts(old: str, new: str) -> None:
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old


def test_control_two_different_standards_differ_in_many_places() -> None:
    assert len(compare(KTP, shipped("kk").canonical())) > 20
