from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamong.ledger import clock
from pamong.offices.models import Office
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import Actor
from pamong.vault import keys
from tests.residents.people import ELSEWHERE, KECAMATAN, VILLAGE, enter

MONDAY = datetime(2026, 12, 14, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_KEYS", str(tmp_path / "keys.toml"))
    keys.create_keys()


@pytest.fixture
def offices(db: None) -> None:
    """Two kecamatan and a desa of the first."""
    Office.objects.create(code=KECAMATAN, kind="kecamatan", name="Kecamatan Contoh")
    Office.objects.create(code=ELSEWHERE, kind="kecamatan", name="Kecamatan Lain")
    Office.objects.create(code=VILLAGE, kind="desa", name="Desa Contoh", parent_id=KECAMATAN)


@pytest.fixture
def loket(offices: None) -> Actor:
    return Actor(person_id="loket-1", name="Sari", office=KECAMATAN, post="loket")


@pytest.fixture
def operator(offices: None) -> Actor:
    return Actor(person_id="operator-1", name="Budi", office=KECAMATAN, post="operator")


@pytest.fixture
def kasi(offices: None) -> Actor:
    return Actor(person_id="kasi-1", name="Ratna", office=KECAMATAN, post="kasi")


@pytest.fixture
def elsewhere(offices: None) -> Actor:
    """A counter officer of the other kecamatan."""
    return Actor(person_id="loket-2", name="Dewi", office=ELSEWHERE, post="loket")


@pytest.fixture
def monday() -> datetime:
    """The clock stands at Monday 14-12-2026, 09.00 WIB."""
    clock.release()
    clock.set_for_demo_or_test(MONDAY)
    return MONDAY


@pytest.fixture(autouse=True)
def clock_is_given_back() -> object:
    yield
    clock.release()


@pytest.fixture
def resident(loket: Actor) -> ResidentRow:
    """A man with a number, known at the kecamatan."""
    return enter(loket)
