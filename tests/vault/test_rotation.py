"""Rotation, over the sealed columns of the residents: the largest part of what is sealed."""

from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from pamong.offices.models import Office
from pamong.residents import sealed
from pamong.residents.models import Resident
from pamong.vault import keys, rotation
from pamong.vault.errors import KeysBusy, KeysMissing, SealBroken
from pamong.vault.keyring import KeyRing
from pamong.vault.numbers import IdentityNumber
from pamong.vault.registry import SealedColumn, anything_sealed, register, sealed_columns
from pamong.vault.sealing import key_version, seal, unseal_bytes
from tests.residents.people import VILLAGE, enter_directly

pytestmark = pytest.mark.django_db

SEVERAL = 7


@pytest.fixture(autouse=True)
def village(db: None) -> None:
    Office.objects.create(code=VILLAGE, kind="desa", name="Desa Contoh")


@pytest.fixture
def residents(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Seven residents with numbers, in batches of three."""
    monkeypatch.setattr(rotation, "BATCH", 3)
    return [enter_directly(serial=serial).pk for serial in range(1, SEVERAL + 1)]


def numbers() -> list[str]:
    return sorted(found.reveal() for found in map(sealed.number, Resident.objects.all()) if found)


def versions() -> set[int]:
    return {key_version(blob or b"") for blob in Resident.objects.values_list("number_sealed", flat=True)}


def test_every_sealed_column_of_every_model_is_registered() -> None:
    columns = {
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField) and field.name.endswith("_sealed")
    }
    assert columns
    assert columns <= {(column.table, column.column) for column in sealed_columns()}


def test_registering_a_column_twice_changes_nothing() -> None:
    before = sealed_columns()
    register(SealedColumn("residents.Resident", "phone_sealed"))
    assert sealed_columns() == before


def test_rotation_seals_every_row_under_the_new_key_and_keeps_the_text(residents: list[UUID]) -> None:
    before = numbers()
    told: list[tuple[int, int]] = []
    assert rotation.rotate_encryption_key(progress=lambda done, total: told.append((done, total))) == 2
    assert versions() == {2}
    assert numbers() == before
    assert len(before) == SEVERAL
    assert told[-1][0] == told[-1][1] >= SEVERAL


def test_a_row_that_a_slow_writer_left_under_the_old_key_is_found(
    residents: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = enter_directly(serial=90)
    old = bytes(late.number_sealed or b"")
    real = rotation._reseal
    passes: list[int] = []

    def reseal_then_somebody_commits(version: int, progress: rotation.Progress | None) -> int:
        found = real(version, progress)
        if not passes:
            Resident.objects.filter(pk=late.pk).update(number_sealed=old)
        passes.append(found)
        return found

    monkeypatch.setattr(rotation, "_reseal", reseal_then_somebody_commits)
    rotation.rotate_encryption_key()
    assert passes == [SEVERAL + 1, 1, 0]
    assert versions() == {2}


def test_a_correction_made_while_its_row_is_resealed_is_kept(
    residents: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = {"table": "residents_resident", "column": "number_sealed", "row": residents[0]}
    corrected = seal("3508070101999999", **place)  # type: ignore[arg-type]
    real = unseal_bytes

    def corrected_meanwhile(blob: bytes, **where: object) -> bytes:
        Resident.objects.filter(pk=residents[0], number_sealed=blob).update(number_sealed=corrected)
        return real(blob, **where)  # type: ignore[arg-type]

    monkeypatch.setattr(rotation, "unseal_bytes", corrected_meanwhile)
    rotation.rotate_encryption_key()
    assert "3508070101999999" in numbers()
    assert versions() == {2}


def test_an_old_key_is_forgotten_only_when_no_row_needs_it(residents: list[UUID]) -> None:
    with pytest.raises(KeysBusy):
        rotation.forget_encryption_key(1)
    rotation.rotate_encryption_key()
    planted = Resident.objects.filter(pk=residents[0])
    planted.update(phone_sealed=b"\x01\x00\x01" + b"sealed under the first key")
    with pytest.raises(KeysBusy):
        rotation.forget_encryption_key(1)
    planted.update(phone_sealed=None)
    rotation.forget_encryption_key(1)
    assert set(keys.load().encryption) == {2}
    assert len(numbers()) == SEVERAL


def test_index_rotation_indexes_every_row_under_the_new_key(residents: list[UUID]) -> None:
    before = dict(Resident.objects.values_list("pk", "number_index"))
    told: list[tuple[int, int]] = []
    assert rotation.rotate_index_key(progress=lambda done, total: told.append((done, total))) == SEVERAL
    assert told == [(3, 7), (6, 7), (7, 7)]
    for resident in Resident.objects.all():
        number = sealed.number(resident)
        assert number is not None
        assert (
            bytes(resident.number_index or b"") == sealed.index(number) != bytes(before[resident.pk] or b"")
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        enter_directly(serial=1)


def test_an_interrupted_index_rotation_stops_all_indexing_and_is_finished_by_the_next(
    residents: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise OSError("no power")

    with monkeypatch.context() as cut:
        cut.setattr(rotation, "_reindex", power_cut)
        with pytest.raises(OSError, match="no power"):
            rotation.rotate_index_key()
    following = keys.load().next_index
    assert following is not None
    with pytest.raises(KeysBusy):
        sealed.index(IdentityNumber("3508070101900001"))
    assert rotation.rotate_index_key() == SEVERAL
    assert keys.load().index == following
    assert keys.load().next_index is None
    found = Resident.objects.get(number_index=sealed.index(IdentityNumber("3508070101900001")))
    assert found.pk == residents[0]


def test_swapping_the_ciphertexts_of_two_rows_in_the_database_is_found(residents: list[UUID]) -> None:
    first, second = Resident.objects.filter(pk__in=residents[:2]).order_by("pk")
    Resident.objects.filter(pk=first.pk).update(number_sealed=second.number_sealed)
    Resident.objects.filter(pk=second.pk).update(number_sealed=first.number_sealed)
    for resident in Resident.objects.filter(pk__in=residents[:2]):
        with pytest.raises(SealBroken):
            sealed.number(resident)


def test_a_new_installation_gets_its_keys_once(no_keys: object) -> None:
    assert not anything_sealed()
    made = rotation.first_start()
    assert made is not None
    assert rotation.first_start() is None
    assert keys.load() == made


def test_no_new_keys_are_made_for_a_database_that_holds_ciphertexts(residents: list[UUID]) -> None:
    assert anything_sealed()
    keys.path().unlink()
    with pytest.raises(KeysMissing):
        rotation.first_start()
    assert not keys.path().exists()
