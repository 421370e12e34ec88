"""The pages of readiness as the people of an office use them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pamong.readiness import present
from pamong.readiness.models import Fault, InventoryItem, Qualification
from pamong.readiness.rules.equipment import Held
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, complete, key, ktp
from tests.readiness.keeping import ALL_KTP, breaks, count, hired, note, qualify, works_again
from tests.trust.rows import World

pytestmark = pytest.mark.usefixtures("counters")
Browser = Callable[..., Client]


@pytest.fixture
def browser(counters: None) -> Browser:
    world = World()
    return lambda post, office=KTP_OFFICE: world.browser(post, office)


def text(client: Client, name: str, *args: object, status: int = 200, **asked: str) -> str:
    answer = client.get(reverse(f"readiness:{name}", args=args), asked)
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, name: str, *args: object, status: int = 302, **form: object) -> str:
    answer = client.post(reverse(f"readiness:{name}", args=args), {"key": _uuid(), **form})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def _uuid() -> str:
    from uuid import uuid4

    return str(uuid4())


def test_the_overview_puts_promised_and_present_side_by_side(browser: Browser) -> None:
    qualify(hired("operator"))
    hired("loket")
    count({**ALL_KTP, "kamera": 0})
    breaks("kursi", since=date(2026, 12, 10))
    page = text(browser("sekretaris"), "overview")
    assert "0 dari 1" in page  # no Kasi
    assert "Kurang orang" in page
    assert "Keterampilan <span>(4)</span>: belum dicatat" in page
    assert "Rusak (1) sejak 10-12-2026" in page
    assert 'aria-label="2 berfungsi, 1 tidak berfungsi, 0 belum ada dari 3"' in page
    assert 'aria-label="0 berfungsi, 0 tidak berfungsi, 1 belum ada dari 1"' in page
    assert (
        "5 kekurangan" not in text(browser("sekretaris", KK_OFFICE), "overview").split("Petugas Operator")[0]
    )


def test_an_office_without_standards_says_so(browser: Browser) -> None:
    assert "Belum ada standar yang berlaku" in text(browser("kasi", "35.08.01"), "overview")
    assert "Belum ada standar yang berlaku" in text(browser("kasi", "35.08.01"), "inventory")


def test_each_kind_of_note_is_written_on_the_page_of_the_person(browser: Browser) -> None:
    person = hired("operator")
    client = browser("kasi")
    for aspect, fields in {
        "education": {"name": "SMK", "detail": "Akuntansi", "since": "01-07-2015"},
        "training": {"name": "Pelatihan komputer", "since": "10-03-2024", "until": "10-03-2026"},
        "skill": {"other": "Teliti"},
        "experience": {"name": "Loket desa", "since": "02-01-2020"},
    }.items():
        form: dict[str, Any] = {
            f"{aspect}-{name}": value for name, value in {"key": _uuid(), **fields}.items()
        }
        send(client, "note_qualification", person.person_id, aspect=aspect, **form)
    page = text(client, "person", person.person_id)
    for said in ("Akuntansi", "10-03-2024 sampai 10-03-2026", "Teliti", "Loket desa", "terpenuhi"):
        assert said in page
    assert "habis masa berlakunya sejak 11-03-2026" in page
    assert Qualification.objects.count() == 4


def test_what_is_wrong_with_a_note_stands_on_the_page(browser: Browser) -> None:
    person = hired("operator")
    client = browser("kasi")
    wrong = {"aspect": "skill", "skill-key": _uuid()}
    assert "Pilih atau tulis salah satu." in send(
        client, "note_qualification", person.person_id, status=422, **wrong
    )
    late = {
        "aspect": "experience",
        "experience-key": _uuid(),
        "experience-name": "Loket",
        "experience-since": "15-12-2026",
    }
    assert "Tanggal itu belum tiba." in send(
        client, "note_qualification", person.person_id, status=409, **late
    )
    numbered = {**wrong, "skill-other": "Mengurus 3508991705900001"}
    assert "Jangan menulis nomor identitas" in send(
        client, "note_qualification", person.person_id, status=422, **numbered
    )
    send(client, "note_qualification", person.person_id, status=422, aspect="hobby")
    assert Qualification.objects.count() == 0


def test_a_note_is_withdrawn_with_a_reason(browser: Browser) -> None:
    made = note(hired("operator"), "skill", "Teliti")
    client = browser("sekretaris")
    assert "Alasan" in send(client, "withdraw_qualification", made.pk, status=422)
    send(client, "withdraw_qualification", made.pk, reason="not_proven")
    send(client, "withdraw_qualification", made.pk, reason="not_proven", status=404)
    assert "Teliti" not in text(client, "person", made.person_id)


def test_the_camat_reads_and_does_not_write(browser: Browser) -> None:
    person = hired("operator")
    assert "Catat keterangan" not in text(browser("camat"), "person", person.person_id)
    assert "Catat keterangan" in text(browser("it"), "person", person.person_id)
    send(browser("camat"), "note_qualification", person.person_id, status=403)
    assert "Hitung barang" not in text(browser("camat"), "inventory")


def test_the_blank_line_and_the_printed_dash_are_told_apart(browser: Browser) -> None:
    ktp_kasi, kk_kasi = hired("kasi"), hired("kasi", KK_OFFICE)
    assert "“–” dalam naskah: tidak diminta" in text(browser("sekretaris"), "person", ktp_kasi.person_id)
    assert "kosong dalam naskah" in text(browser("sekretaris", KK_OFFICE), "person", kk_kasi.person_id)


def test_a_person_without_a_card_has_none(browser: Browser) -> None:
    page = text(browser("sekretaris"), "person", hired("information_officer").person_id)
    assert "Tidak ada kartu pelaksana" in page
    assert "Belum ada yang dicatat" in page


def test_somebody_of_another_office_is_not_there(browser: Browser) -> None:
    person = hired("operator", KK_OFFICE)
    text(browser("sekretaris"), "person", person.person_id, status=404)


def test_things_are_counted_break_and_work_again(browser: Browser) -> None:
    client = browser("kasi")
    counted: dict[str, Any] = {"count-kamera": 2, "bought-kamera": "02-05-2024"}
    send(client, "take_stock", **counted)
    assert InventoryItem.objects.get().quantity == 2
    send(
        client,
        "report_fault",
        code="kamera",
        fault="broken",
        quantity=1,
        since="10-12-2026",
        reason="Lensa retak",
    )
    page = text(client, "inventory")
    assert "Sedang tidak dapat dipakai (1)" in page
    assert "Lensa retak" in page
    assert "dibeli 02-05-2024" in page
    send(client, "end_fault", Fault.objects.get().pk, on="12-12-2026")
    page = text(client, "inventory")
    assert "Sedang tidak dapat dipakai" not in page
    assert "Pernah tidak dapat dipakai" in page


def test_what_is_wrong_with_a_count_or_a_fault_stands_on_the_page(browser: Browser) -> None:
    client = browser("kasi")
    fault = breaks("kamera")
    assert "sekurangnya satu barang" in send(client, "take_stock", status=422)
    assert "tutup dulu catatannya" in send(client, "take_stock", status=409, **{"count-kamera": 0})
    assert "Barang" in send(client, "report_fault", status=422, code="genset")
    form: dict[str, Any] = {"code": "kamera", "fault": "broken", "quantity": 1, "since": "14-12-2026"}
    assert "tidak sebanyak itu" in send(client, "report_fault", status=409, **form)
    assert "belum tiba" in send(client, "end_fault", fault.pk, status=409, on="15-12-2026")
    works_again(fault.pk)


def test_the_list_of_acts_is_by_person_and_month(browser: Browser) -> None:
    kasi = hired("kasi")
    qualify(kasi)
    Qualification.objects.filter(aspect="education").delete()
    from pamong.applications import actions
    from tests.applications.installation import KTP_PAPERS, seen

    for _ in range(2):
        actions.complete(actor=kasi.actor, key=key(), code=ktp().public_code, examined=seen(*KTP_PAPERS))
    complete(ktp())
    client = browser("sekretaris")
    page = text(client, "acts")
    assert "2 dari 6 tindakan, 01-12-2026 sampai 31-12-2026" in page
    assert 'Pendidikan <span lang="id">S1</span>: belum dicatat' in page
    assert page.count("Satu per satu") == 1
    assert "Tidak ada tindakan dengan kekurangan" in text(client, "acts", bulan="2026-11")
    assert "01-12-2026" in text(client, "acts", bulan="kemarin")


@pytest.mark.parametrize(
    ("promised", "held", "kinds"),
    [
        (1, None, ["missing"]),
        (3, Held("kursi", 3, 1), ["works", "works", "out"]),
        (3, Held("kursi", 1), ["works", "missing", "missing"]),
        (0, Held("kursi", 0), []),
        (30, Held("kursi", 20, 5), ["works", "out", "missing"]),
    ],
)
def test_a_bar_has_a_box_for_each_piece_and_parts_for_many(
    promised: int, held: Held | None, kinds: list[str]
) -> None:
    from pamong.readiness.present.equipment import bar

    drawn = bar(promised, held)
    assert [cell.kind for cell in drawn.cells] == kinds
    assert drawn.width <= 190


def test_months_go_back_over_the_turn_of_the_year() -> None:
    found = present.months_before(date(2026, 2, 28), 3)
    assert found == [("2026-02", "02-2026"), ("2026-01", "01-2026"), ("2025-12", "12-2025")]


def test_a_fault_of_another_office_is_not_there(browser: Browser) -> None:
    theirs = breaks("printer", KK_OFFICE)
    send(browser("kasi"), "end_fault", theirs.pk, status=404, on="14-12-2026")


def test_rows_call_themselves_by_what_they_are() -> None:
    fault = breaks("kamera")
    person = hired("operator")
    assert str(fault.item) == "35.08.07 kamera"
    assert str(fault).endswith("broken 2026-12-14")
    assert str(note(person, "skill", "Teliti")) == f"{person.person_id} skill"
