"""A table of results from Dispenduk: every line is applied once or named, with what, why and what mends it."""

import os
from collections.abc import Callable, Sequence
from itertools import cycle

import pytest

from pamong.applications.codes import new_code
from pamong.dispatch import actions, lists, queries
from pamong.dispatch.lists import FAULTS
from pamong.ledger.rules import Refused
from pamong.standard.messages import Refusal
from tests.applications.installation import KK_OFFICE, actor, key
from tests.dispatch.bags import arrived, codes, desk, items, sent, sent_back

pytestmark = pytest.mark.usefixtures("two_offices")


def worked_through(text: str, key_: str = "", portion: int = 100) -> queries.ListRow:
    made = actions.take_list(actor=desk(), key=key_ or key(), text=text)
    while actions.go_on(actor=desk(), list_id=made, portion=portion):
        pass
    found = queries.result_list(actor=desk(), list_id=made)
    assert found is not None
    return found


def test_every_word_of_the_office_is_understood_with_semicolons_or_commas() -> None:
    bundle = arrived(5)
    first, second, third, fourth, fifth = codes(bundle)
    text = (
        "\ufeffNomor;Kode;Hasil;Alasan;Berkas;Catatan\r\n"
        f"1;{first};Tercetak\r\n2;{second[:5]}-{second[5:10]}-{second[10:]};BLANGKO_HABIS;;;\r\n\r\n;;;\r\n"
        f'3;{third};ditolak;berkas kurang;pas foto 3 x 4;"robek; dua"\r\n'
    )
    found = worked_through(text)
    assert (found.total, found.applied, found.wrong) == (3, 3, ())
    again = worked_through(f"kode,hasil\n{fourth},ganda\n{fifth},diproses\n")
    assert (again.applied, again.done) == (2, 2)
    results = ["printed", "no_blanks", "refused", "duplicate", "in_process"]
    assert [item.result for item in items(bundle)] == results


def test_each_kind_of_wrong_line_is_named_with_what_why_and_how_to_mend_it() -> None:
    bundle, away = arrived(5), sent(1)
    first, second, third, fourth, fifth = codes(bundle)
    sent_back(bundle, "printed")
    number = "3508" + "990101900001"
    text = "\n".join(
        [
            "kode;hasil;alasan;berkas;catatan",
            "ABCDE-12345-6789;tercetak",
            "00000000000000;tercetak",
            f"{second};hilang",
            f"{third};ditolak;entah",
            f"{fourth};ditolak;berkas kurang;paspor",
            f"{fourth};tercetak",
            f"{codes(away)[0]};tercetak",
            f"{first};blangko habis",
            f"{fifth};tercetak;;;NIK {number}",
        ]
    )
    found = worked_through(text)
    assert [(line["line"], line["why"]) for line in found.wrong] == [
        (2, "mistyped"),
        (3, "unknown"),
        (4, "unknown_result"),
        (5, "unknown_reason"),
        (6, "unknown_requirement"),
        (7, "repeated"),
        (8, "not_received"),
        (9, "left"),
        (10, "identity_number"),
    ]
    assert all(line["why"] in FAULTS for line in found.wrong)
    assert (found.total, found.applied) == (9, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "columns"),
        ("nomor;hasil\n1;tercetak", "columns"),
        ("kode;hasil\n;\n", "empty"),
        ("kode;hasil\n" + "x;y\n" * 5001, "too_long"),
    ],
)
def test_a_table_that_is_none_is_refused_as_a_whole(text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.take_list(actor=desk(), key=key(), text=text)
    assert refused.value.refusal.code == why
    assert isinstance(lists.read(text, {}), Refusal)


WRONG = 37
LINES = int(os.environ.get("PAMONG_LIST_LINES", "120"))
"""How many lines the long table has; a thousand is the campaign (docs/campaigns.md)."""


def slipped(code: str) -> str:
    """The code with its last letter typed wrongly."""
    return code[:-1] + ("A" if code[-1] != "A" else "B")


def wrong_lines(received: Sequence[str], right: Sequence[str], away: str) -> list[tuple[str, str]]:
    """Thirty-seven lines with what is wrong in each: every slip a clerk or a spreadsheet makes, again and again.
    `received` are at Dispenduk and in no other line, `right` have a right line already, `away` is still on the road.
    """
    number = "3508" + "990101900001"
    spare, again = iter(received), cycle(right)
    kinds: cycle[Callable[[], tuple[str, str]]] = cycle(
        [
            lambda: (f"{slipped(new_code())};tercetak", "mistyped"),
            lambda: (f"{new_code()};tercetak", "unknown"),
            lambda: (f"{next(spare)};hilang", "unknown_result"),
            lambda: (f"{next(spare)};ditolak;entah", "unknown_reason"),
            lambda: (f"{next(spare)};ditolak;berkas kurang;paspor", "unknown_requirement"),
            lambda: (f"{next(spare)};tercetak;;;NIK {number}", "identity_number"),
            lambda: (f"{next(again)};ganda", "repeated"),
        ]
    )
    return [(f"{away};tercetak", "not_received"), *(next(kinds)() for _ in range(WRONG - 1))]


def test_of_many_lines_thirty_seven_are_wrong_and_named_and_all_others_applied_once() -> None:
    good = LINES - WRONG
    bundles = [arrived(min(300, good + WRONG - at)) for at in range(0, good + WRONG, 300)]
    here = [code for bundle in bundles for code in codes(bundle)]
    right, spare, away = here[:good], here[good:], codes(sent(1))[0]
    wrong = wrong_lines(spare, right, away)
    lines = [f"{code};tercetak" for code in right]
    for place, (line, _why) in enumerate(wrong):
        lines.insert(good - place * (good // WRONG), line)
    reasons = dict(wrong)
    # The heading is line 1.
    expected = {place: reasons[line] for place, line in enumerate(lines, start=2) if line in reasons}
    text, once = "kode;hasil;alasan;berkas;catatan\n" + "\n".join(lines), key()
    first = worked_through(text, once)
    assert (first.total, first.applied, len(first.wrong)) == (LINES, good, WRONG)
    assert {line["line"]: line["why"] for line in first.wrong} == expected
    assert {str(line["why"]) for line in first.wrong} <= set(FAULTS)
    assert worked_through(text, once) == first
    again = worked_through(text)
    assert (again.applied, again.unchanged, len(again.wrong)) == (0, good, WRONG)
    results = [item.result for bundle in bundles for item in items(bundle)]
    assert results == ["printed"] * good + [""] * WRONG


def test_a_list_is_its_own_offices_business() -> None:
    made = actions.take_list(actor=desk(), key=key(), text="kode;hasil\nA;tercetak")
    stranger = actor("dispenduk", KK_OFFICE)
    assert queries.result_list(actor=stranger, list_id=made) is None
    with pytest.raises(Refused) as unknown:
        actions.go_on(actor=stranger, list_id=made)
    assert unknown.value.refusal.code == "not_found"
    with pytest.raises(Refused):
        actions.take_list(actor=actor("operator"), key=key(), text="kode;hasil\nA;tercetak")
