"""A table of results from Dispenduk: every line is applied once or named, with what, why and what mends it."""

import pytest

from pamong.dispatch import actions, lists, queries
from pamong.dispatch.lists import FAULTS
from pamong.ledger.models import Entry
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


def test_of_many_lines_with_some_wrong_the_others_are_applied_and_once() -> None:
    bundle = arrived(20)
    lines = [f"{code};tercetak" for code in codes(bundle)]
    lines[3:3] = ["ABCDE-12345-6789;tercetak", "00000000000000;tercetak"]
    text, once = "kode;hasil\n" + "\n".join(lines), key()
    first = worked_through(text, once, portion=7)
    assert (first.total, first.applied, len(first.wrong)) == (22, 20, 2)
    assert worked_through(text, once) == first
    again = worked_through(text)
    assert (again.applied, again.unchanged, len(again.wrong)) == (0, 20, 2)
    assert Entry.objects.filter(verb="mark").count() == 20


def test_a_list_is_its_own_offices_business() -> None:
    made = actions.take_list(actor=desk(), key=key(), text="kode;hasil\nA;tercetak")
    stranger = actor("dispenduk", KK_OFFICE)
    assert queries.result_list(actor=stranger, list_id=made) is None
    with pytest.raises(Refused) as unknown:
        actions.go_on(actor=stranger, list_id=made)
    assert unknown.value.refusal.code == "not_found"
    with pytest.raises(Refused):
        actions.take_list(actor=actor("operator"), key=key(), text="kode;hasil\nA;tercetak")
