"""Fees, limits, conditions and demands in words, in both languages."""

from typing import Any

import pytest

from pamong.standard import conditions
from pamong.standard.annotations.delivery import Requirement
from pamong.standard.document import Standard
from pamong.standard.renderings import words
from pamong.standard.renderings.reader import INDONESIAN, Reader
from tests.clauses.shipped import shipped
from tests.standard.renderings.variants import ENGLISH, bent, clause_with


def with_limit(limit: dict[str, Any]) -> Standard:
    return bent(lambda data: clause_with(data, "limit").update(limit=limit))


@pytest.mark.parametrize(
    ("limit", "said", "english"),
    [
        ({"at_most": 12, "unit": "working_days"}, "paling lama 12 hari kerja", "at most 12 working days"),
        ({"at_most": 1, "unit": "hours"}, "paling lama 1 jam", "at most 1 hour"),
        ({"about": 15, "unit": "minutes"}, "sekitar 15 menit", "about 15 minutes"),
        ({"range": {"least": 2, "most": 3}, "unit": "weeks"}, "2 sampai 3 pekan", "2 to 3 weeks"),
        (
            {"at_most": 3, "unit": "days", "when": {"citizenship": "wna"}},
            "paling lama 3 hari (Kewarganegaraan: Warga negara asing)",
            "at most 3 days (Citizenship: Foreign citizen)",
        ),
    ],
)
def test_a_limit_is_said_as_the_standard_means_it(limit: dict[str, Any], said: str, english: str) -> None:
    standard = with_limit(limit)
    assert words.limits(standard, INDONESIAN) == (said,)
    assert words.limits(standard, ENGLISH) == (english,)


@pytest.mark.parametrize(
    ("fee", "said", "english"),
    [
        ({"kind": "free"}, "gratis", "free"),
        ({"kind": "fixed", "amount": 30000}, "Rp 30.000", "Rp 30,000"),
        (None, "tidak disebut dalam standar", "not stated in the standard"),
    ],
)
def test_only_a_standard_that_says_free_is_free(fee: dict[str, Any] | None, said: str, english: str) -> None:
    standard = bent(lambda data: clause_with(data, "fee").update(fee=fee))
    assert (words.fee(standard, INDONESIAN), words.fee(standard, ENGLISH)) == (said, english)


@pytest.mark.parametrize(
    ("service", "condition", "said"),
    [
        ("ktp", None, ""),
        ("ktp", {"birth_year": {"even": True}}, "Tahun lahir genap"),
        ("ktp", {"birth_year": {"at_least": 1990}}, "Tahun lahir paling sedikit 1990"),
        ("ktp", {"age": {"at_most": 17}}, "age paling banyak 17"),
        ("ktp", {"citizenship": {"in": ["wni", "wna"]}}, "Kewarganegaraan: salah satu dari Warga negara Indonesia, Warga negara asing"),
        ("kk", {"not": {"reasons": {"includes": "lost_card"}}}, "bukan (Alasan permohonan: KK lama hilang)"),
        (
            "kk",
            {"any": [{"reasons": {"includes": "new_child"}}, {"reasons": {"includes": "adoption"}}]},
            "Alasan permohonan: Menambah anak atau Pengangkatan anak",
        ),
        (
            "ktp",
            {"any": [{"birth_year": {"odd": True}}, {"citizenship": "wna"}]},
            "Tahun lahir ganjil atau Kewarganegaraan: Warga negara asing",
        ),
        (
            "ktp",
            {"all": [{"birth_year": {"odd": True}}, {"citizenship": "wna"}]},
            "Tahun lahir ganjil dan Kewarganegaraan: Warga negara asing",
        ),
    ],
)  # fmt: skip
def test_a_condition_speaks_with_the_labels_of_the_standard(service: str, condition: Any, said: str) -> None:
    when = None if condition is None else conditions.parse(condition)
    assert words.condition(shipped(service), when, INDONESIAN) == said


def demands(reader: Reader = INDONESIAN, **more: Any) -> str:
    paper = Requirement.model_validate(
        {"id": "x", "name": {"id": "X", "en": "X"}, "document": "x"} | more, strict=False
    )
    return words.demands(shipped("ktp"), paper, reader)


def test_what_is_demanded_of_a_paper_is_one_line() -> None:
    assert demands() == ""
    assert demands(original=True, copies=2, form="F-1.07") == "asli; 2 lembar; formulir F-1.07"
    assert (
        demands(original=False, optional=True, open_ended=True) == "fotokopi; dirinci oleh petugas; bila ada"
    )
    assert demands(attributes={"size": "3x4", "paper_kind": "hvs"}) == "paper kind: hvs; ukuran 3 x 4 cm"
    assert demands(ENGLISH, original=False, copies=1) == "copy; sheets: 1"


def test_an_actor_is_called_as_the_standard_calls_it_then_as_every_office_does() -> None:
    standard = shipped("ktp")
    assert words.actors(standard, ("dispenduk", "camat", "some_body"), ENGLISH) == (
        "Dispenduk (civil registry office), Camat, some body"
    )


def test_a_service_without_a_name_goes_by_its_title() -> None:
    standard = bent(lambda data: data.pop("name"))
    assert words.service_name(standard, ENGLISH) == "Penerbitan KTP (Kartu Tanda Penduduk)"
    assert words.service_name(shipped("ktp"), ENGLISH) == "Identity card (KTP)"


def test_bold_words_are_pieces() -> None:
    assert words.pieces("dalam **Buku Pengaduan**.") == (
        ("dalam ", False),
        ("Buku Pengaduan", True),
        (".", False),
    )
    assert words.plain("dalam **Buku Pengaduan**.") == "dalam Buku Pengaduan."


def test_every_component_of_the_format_has_a_name() -> None:
    from typing import get_args

    from pamong.standard.actors import KINDS
    from pamong.standard.document import Component

    assert set(words.COMPONENTS) == set(get_args(Component))
    assert set(words.ACTORS) == set(KINDS)
