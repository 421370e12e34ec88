"""A step whose equipment does not work says so before anybody waits: at intake, in the queue, on the page, in public."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from pamong.applications.models import Application
from pamong.desk import badges
from pamong.readiness import present, queries
from pamong.staff.rules import Actor
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    answer,
    changed,
    complete,
    install,
    ktp,
    resident,
)
from tests.readiness.keeping import ALL_KTP, breaks, count, hired, qualify, stopped, works_again
from tests.trust.rows import World

pytestmark = pytest.mark.usefixtures("counters")
Browser = Callable[[str], Client]
SAID = "Alat pemindai mata sedang rusak sejak Kamis, 10 Desember 2026"


@pytest.fixture
def browser(counters: None) -> Browser:
    badges.forget()
    world = World()
    return world.browser


def scanner_breaks() -> None:
    count(ALL_KTP)
    breaks("pemindai_mata", since=date(2026, 12, 10))


def page(client: Client, address: str) -> str:
    found = client.get(address)
    assert found.status_code == 200
    return found.content.decode()


def test_the_application_says_it_and_offers_the_hold(browser: Browser) -> None:
    client = browser("operator")
    row = complete(ktp("not_recorded"))
    address = f"/loket/permohonan/{row.public_code}"
    assert "sedang rusak" not in page(client, address)
    scanner_breaks()
    shown = page(client, address)
    assert SAID in shown
    assert "Tunda karena peralatan rusak" in shown
    sent = client.post(f"{address}/tunda", {"hold-key": str(uuid4()), "hold-reason": "equipment_broken"})
    assert sent.status_code == 302
    assert Application.objects.get(pk=row.pk).hold_reason == "equipment_broken"
    held = page(client, address)
    assert SAID in held
    assert "Tunda karena peralatan rusak" not in held


def test_it_is_not_said_where_another_step_is_awaited_or_nobody_needs_it(browser: Browser) -> None:
    scanner_breaks()
    client = browser("operator")
    for row in (ktp("not_recorded"), complete(ktp("recorded_card_pending"))):
        assert "sedang rusak" not in page(client, f"/loket/permohonan/{row.public_code}")


def test_it_is_said_at_intake_to_whom_it_concerns(browser: Browser) -> None:
    client = browser("loket")
    new, recorded = resident(), resident()
    answer(recorded, "recorded_card_issued")
    assert "sedang rusak" not in page(client, f"/loket/permohonan/baru/ktp/{new.id}")
    scanner_breaks()
    assert SAID in page(client, f"/loket/permohonan/baru/ktp/{new.id}")
    assert "sedang rusak" not in page(client, f"/loket/permohonan/baru/ktp/{recorded.id}")


def test_it_is_said_on_the_queue_until_it_works_again(browser: Browser) -> None:
    client = browser("operator")
    assert "sedang rusak" not in page(client, "/meja")
    count(ALL_KTP)
    fault = breaks("pemindai_mata", since=date(2026, 12, 10))
    assert SAID in page(client, "/meja")
    works_again(fault.pk)
    assert "sedang rusak" not in page(client, "/meja")


def test_the_public_page_says_it_and_where_to_go(browser: Browser) -> None:
    del browser
    address = f"/layanan/{KTP_OFFICE}/ktp"
    assert "sedang rusak" not in page(Client(), address)
    scanner_breaks()
    assert SAID in page(Client(), address)
    assert "Dapat dilakukan di" not in page(Client(), address)
    install(changed("ktp", office=KK_OFFICE), since=IN_FORCE)
    count(ALL_KTP, KK_OFFICE)
    assert "Dapat dilakukan di Kecamatan Jatiroto." in page(Client(), address)
    assert "Iris scanner: out of order since Thursday" in page(Client(), f"/en{address}")


def test_lent_and_missing_things_are_called_so() -> None:
    count({"kamera": 0})
    assert present.stopped(stopped()["record"]).startswith("Kamera tidak ada;")
    breaks("sidik_jari", fault="lent")
    assert "sedang dipinjamkan sejak" in present.stopped(stopped()["record"])


def test_kasi_and_sekretaris_find_what_is_lacking_on_their_start_page(browser: Browser) -> None:
    qualify(hired("operator"))
    count(ALL_KTP)
    client = browser("sekretaris")
    shown = page(client, "/meja")
    assert "Kekurangan orang dan sarana (2)" in shown
    assert "KTP 9.kasi</span>" in shown
    assert "Kasi Pelayanan Umum</span>: 0 orang dari 1" in shown
    breaks("kursi")
    assert "Kekurangan orang dan sarana (3)" in page(client, "/meja")
    assert "<span>Kursi</span>: Tidak berfungsi" in page(client, "/meja")
    assert "Kekurangan orang" not in page(browser("loket"), "/meja")


def test_what_is_lacking_is_asked_once_while_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    badges.forget()
    asked: list[str] = []
    real = queries.gaps

    def counted(*, actor: Actor) -> queries.Gaps:
        asked.append(actor.post)
        return real(actor=actor)

    monkeypatch.setattr(queries, "gaps", counted)
    sekretaris = hired("sekretaris").actor
    for _ in range(3):
        badges.readiness_of(actor=sekretaris)
    assert asked == ["sekretaris"]
    breaks("kursi")
    badges.readiness_of(actor=sekretaris)
    assert asked == ["sekretaris"] * 2
