"""A change of what the program reads is named as the forms of the editor name it."""

import pytest

from pamong.standard.editing.words import way


@pytest.mark.parametrize(
    ("place", "path", "said"),
    [
        ("5.1", "limit.at_most", ["Batas waktu", "Paling lama"]),
        ("5.1", "limit.from", ["Batas waktu", "Dihitung sejak"]),
        ("2.2", "requirement.attributes_when.1.when", ["Persyaratan", "Sifat menurut keadaan", "1", "Hanya bila"]),
        ("2.4", "requirements.birth-proof.any_of.letter.original", ["Persyaratan", "birth-proof", "Salah satu dari", "letter", "Asli"]),
        ("12", "numbered", ["Bernomor"]),
        ("9.operator", "education.level", ["Pendidikan", "Jenjang"]),
        ("cover", "document.revised_on", ["Tanggal revisi"]),
        ("letterhead", "letterhead.address", ["Alamat"]),
        ("facts", "reasons.choices", ["reasons", "choices"]),
    ],
)  # fmt: skip
def test_the_way_to_a_value_in_words(place: str, path: str, said: list[str]) -> None:
    assert [one if isinstance(one, str) else one.fill() for one in way(place, path)] == said
