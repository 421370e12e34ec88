"""The desa's desk in a browser without scripts, and the counter that takes in what comes from it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from pamong.applications.models import Application
from pamong.desa import actions
from pamong.desa.models import PreparedForm
from tests.applications import installation as office
from tests.applications.installation import key, nik, set_clock
from tests.desa.prepared import BORN, DESA, NEIGHBOUR, SEEN, content, draft, officer, sent, take_in
from tests.staff.people import hire, sign_in

NUMBER = nik(9001, BORN)
FILLED: dict[str, Any] = {
    "name": "Melati Karangan",
    "number": NUMBER,
    "kk_number": "3508990101100001",
    "sex": "m",
    "birth_place": "Lumajang",
    "birth_date": "17-05-1990",
    "citizenship": "wni",
    "address": "Dusun Krajan RT 02 RW 01",
    "card_name": "MELATI KARANG",
    "card_number": NUMBER,
    "card_birth_place": "Lumajang",
    "card_birth_date": "17-05-1990",
    "card_address": "Dusun Krajan RT 02 RW 01",
}


def browser(post: str, where: str) -> Client:
    client = Client()
    sign_in(client, hire(f"{post}.{where}".replace("_", "."), post, where))
    return client


@pytest.fixture
def desa(counters: None) -> Client:
    return browser("desa", DESA)


@pytest.fixture
def loket(counters: None) -> Client:
    return browser("loket", office.KTP_OFFICE)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def fill(client: Client, **changes: Any) -> Any:
    return client.post("/desa/formulir/baru/ktp", {"key": str(uuid4()), **FILLED, **changes})


def test_a_form_is_filled_in_printed_signed_and_sent(desa: Client) -> None:
    assert "F-1.07" in text(desa.get("/desa"))
    assert desa.get("/desa/formulir/baru/ktp").status_code == 200
    filled = fill(desa)
    assert filled.status_code == 302
    row = PreparedForm.objects.get()
    shown = text(desa.get(filled["Location"]))
    assert "Nama pada formulir berbeda dengan Fotokopi Kartu Keluarga." in shown
    assert NUMBER not in shown
    assert "belum dicocokkan" not in shown
    printed = desa.post(f"/desa/formulir/{row.code}/cetak", {"key": str(uuid4())})
    assert printed.content.startswith(b"%PDF")
    assert NUMBER not in printed["Content-Disposition"]
    early = desa.post(f"/desa/formulir/{row.code}/kirim", {"key": str(uuid4()), "seen": SEEN[:1]})
    assert early.status_code == 409
    assert "butir 4.2" in text(early)
    went = desa.post(f"/desa/formulir/{row.code}/kirim", {"key": str(uuid4()), "seen": SEEN})
    assert went.status_code == 302
    assert "Dikirim ke kecamatan" in text(desa.get(f"/desa/formulir/{row.code}"))


def test_a_form_filled_in_wrongly_comes_back_without_the_number_in_it(desa: Client) -> None:
    answer = fill(desa, name="", card_number="12")
    assert answer.status_code == 422
    assert NUMBER not in text(answer)
    assert PreparedForm.objects.count() == 0
    # The number travelled sealed: the same form sent again needs it typed no second time.
    kept = {
        name: re.search(rf'name="{name}" value="([^"]+)"', text(answer)).group(1)  # type: ignore[union-attr]
        for name in ("key", "number_kept", "kk_number_kept")
    }
    again = desa.post(
        "/desa/formulir/baru/ktp", {**FILLED, "number": "", "kk_number": "", "card_number": NUMBER, **kept}
    )
    assert again.status_code == 302


def test_what_was_typed_halfway_waits_for_its_officer(desa: Client) -> None:
    half = {"isian": "desa:ktp", "key": str(uuid4()), "name": "Melati Kar", "card_name": "Melati"}
    assert desa.post("/formulir/simpan", half).status_code in {204, 404}
    desa.post("/desa/formulir/baru/ktp", half)
    assert 'value="Melati Kar"' in text(desa.get("/desa/formulir/baru/ktp"))


def test_a_draft_is_corrected_without_typing_the_number_again(desa: Client) -> None:
    fill(desa)
    row = PreparedForm.objects.get()
    address = f"/desa/formulir/{row.code}/ubah"
    shown = text(desa.get(address))
    assert 'value="MELATI KARANG"' in shown
    assert NUMBER not in shown
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]+)"', shown).group(1)  # type: ignore[union-attr]
        for name in ("key", "number_kept", "kk_number_kept", "card_number_kept")
    }
    changed = {**FILLED, "number": "", "kk_number": "", "card_number": "", "card_name": "Melati Karangan"}
    assert desa.post(address, {**changed, **hidden}).status_code == 302
    shown = text(desa.get(f"/desa/formulir/{row.code}"))
    assert "Semua isian yang dicocokkan sama dengan KK." in shown
    assert desa.post(address, {**changed, **hidden, "name": ""}).status_code == 422
    actions.send_ahead(actor=officer(), key=key(), code=row.code, seen=SEEN)
    assert desa.post(address, {**FILLED, "key": str(uuid4())}).status_code == 409


def test_a_withdrawn_form_is_the_beginning_of_another(desa: Client) -> None:
    row = sent(number="", number_missing_reason="no_document", card={})
    address = f"/desa/formulir/{row.code}/tarik"
    assert desa.post(address, {"key": str(uuid4()), "reason": ""}).status_code == 422
    assert desa.post(address, {"key": str(uuid4()), "reason": "wrong_data"}).status_code == 302
    assert desa.post(address, {"key": str(uuid4()), "reason": "wrong_data"}).status_code == 409
    shown = text(desa.get(f"/desa/formulir/{row.code}"))
    assert "Isiannya keliru" in shown
    assert "Dokumen hilang" in shown
    assert 'value="Melati Karangan"' in text(desa.get(f"/desa/formulir/baru/ktp?dari={row.code}"))


def test_what_no_standard_asks_for_has_no_form(desa: Client) -> None:
    assert desa.get("/desa/formulir/baru/kk").status_code == 404
    assert desa.get("/desa/formulir/baru/ktp?dari=TIDAKADA").status_code == 404


def test_a_print_without_a_key_or_of_another_act_is_refused(desa: Client) -> None:
    row = draft()
    address = f"/desa/formulir/{row.code}/cetak"
    assert desa.post(address, {}).status_code == 422
    used = str(uuid4())
    desa.post(f"/desa/formulir/{row.code}/tarik", {"key": used, "reason": "moved"})
    assert desa.post(address, {"key": used}).status_code == 409


def test_the_counter_takes_in_what_the_desa_sent_ahead(loket: Client) -> None:
    row = sent(address="Dusun Krajan")
    assert "Melati Karangan" in text(loket.get("/loket/dari-desa"))
    address = f"/loket/dari-desa/{row.code}"
    shown = text(loket.get(address))
    assert "Dusun Krajan" in shown
    assert "Centang yang benar-benar dipegang" in shown
    computed = loket.post(address, {"key": str(uuid4()), "hitung": "1", "fact_recording": "not_recorded"})
    assert computed.status_code == 200
    assert Application.objects.count() == 0
    once = {"key": str(uuid4()), "fact_recording": "not_recorded", "present": ["photo"]}
    taken = loket.post(address, once)
    assert taken.status_code == 302
    assert loket.post(address, once)["Location"] == taken["Location"]
    assert Application.objects.count() == 1
    assert "Tidak ada formulir dari desa." in text(loket.get("/loket/dari-desa"))
    late = loket.post(address, {**once, "key": str(uuid4())})
    assert late.status_code == 409
    assert "sudah diterima menjadi permohonan" in text(late)
    assert loket.post(address, {}).status_code == 422


def test_the_counter_sees_whether_it_knows_the_person(loket: Client) -> None:
    office.resident(number=NUMBER, name="Melati Karang")
    row = sent(number=NUMBER)
    shown = text(loket.get(f"/loket/dari-desa/{row.code}"))
    assert "Sudah dikenal kantor ini: Melati Karang, lahir 1990" in shown


def test_without_a_number_the_counter_chooses_among_those_of_the_same_name(loket: Client) -> None:
    known = office.resident(name="Melati Karangan", number=None, number_missing_reason="no_document")
    row = sent(number="", number_missing_reason="no_document")
    shown = text(loket.get(f"/loket/dari-desa/{row.code}"))
    assert "Orang baru, belum dikenal kantor ini" in shown
    form = {"key": str(uuid4()), "fact_recording": "not_recorded", "resident": str(known.id)}
    assert loket.post(f"/loket/dari-desa/{row.code}", form).status_code == 302
    assert Application.objects.get().resident_id == known.id


def test_an_office_without_a_standard_takes_nothing_in(
    loket: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sent()
    monkeypatch.setattr("pamong.library.queries.in_force", lambda **_asked: None)
    assert loket.get(f"/loket/dari-desa/{row.code}").status_code == 404


def test_age_is_seen_on_both_sides(desa: Client, loket: Client) -> None:
    row = sent()
    assert "dikirim hari ini" in text(desa.get("/desa"))
    set_clock("2026-12-22 08:00")
    fresh, counter = browser("desa", NEIGHBOUR), browser("operator", office.KTP_OFFICE)
    assert "Melati" not in text(fresh.get("/desa"))
    assert "menunggu 8 hari" in text(counter.get("/loket/dari-desa"))
    assert "menunggu 8 hari" in text(counter.get(f"/loket/dari-desa/{row.code}"))


def test_the_desa_sees_what_came_back_and_what_is_ready_of_its_own_residents(desa: Client) -> None:
    returned = office.ktp()
    office.give_back(returned, invalid=[office.WRONG_BIRTH_DATE], photo="Latar merah")
    ready = office.ktp_at("hand-over")
    elsewhere = office.resident(name="Orang Tetangga", village=NEIGHBOUR)
    office.answer(elsewhere, "not_recorded")
    office.give_back(office.take_in(elsewhere))
    still = office.ktp()
    shown = text(desa.get("/desa"))
    assert "Pas foto 3 x 4: Latar merah" in shown
    assert "Tanggal lahir" in shown
    assert f"KTP {returned.number}/2026" in shown
    assert f"KTP {ready.number}/2026" in shown
    assert f"KTP {still.number}/2026" not in shown
    assert "Orang Tetangga" not in shown


def test_a_form_taken_in_tells_the_desa_its_number(desa: Client) -> None:
    row = take_in(sent())
    assert "KTP 1/2026" in text(desa.get(f"/desa/formulir/{row.code}"))
    assert content().address


def test_the_desa_lists_what_it_collects_and_the_counter_hands_over(desa: Client, loket: Client) -> None:
    assert "Tidak ada yang siap" in text(desa.get("/desa/pengambilan"))
    rows = [office.ktp_at("hand-over") for _ in range(2)]
    assert "Ambilkan bagi warga (2)" in text(desa.get("/desa"))
    codes = [row.public_code for row in rows]
    form = {"key": str(uuid4()), "chosen": codes, "collector": "Puspa Contohsari"}
    assert desa.post("/desa/pengambilan", {**form, "collector": ""}).status_code == 422
    assert (
        desa.post(
            "/desa/pengambilan", {**form, "collector": "  . ", "chosen": codes[:1], "key": "x"}
        ).status_code
        == 422
    )
    made = desa.post("/desa/pengambilan", form)
    assert made.status_code == 302
    code = made["Location"].rsplit("/", 1)[-1]
    assert "Belum diambil" in text(desa.get(made["Location"]))
    assert "Daftar pengambilan oleh desa" in text(loket.get("/loket/dari-desa"))
    printed = desa.post(f"/desa/pengambilan/{code}/cetak", {"key": str(uuid4())})
    assert printed.content.startswith(b"%PDF")
    address = f"/loket/pengambilan/{code}"
    assert "Puspa Contohsari" in text(loket.get(address))
    assert loket.post(address, {"key": str(uuid4())}).status_code == 422
    once = {"key": str(uuid4()), "handed": codes[:1], "identity": "ktp"}
    assert [loket.post(address, once).status_code for _ in range(2)] == [302, 302]
    shown = text(loket.get(address))
    assert "diserahkan" in shown
    assert "tidak diserahkan, tetap siap diambil" in shown
    assert loket.post(address, {**once, "key": str(uuid4())}).status_code == 409
    for act in ("tarik", "cetak"):
        assert desa.post(f"/desa/pengambilan/{code}/{act}", {}).status_code == 422
    assert desa.post(f"/desa/pengambilan/{code}/tarik", {"key": str(uuid4())}).status_code == 409
    assert desa.post(f"/desa/pengambilan/{code}/cetak", {"key": once["key"]}).status_code == 409


def test_a_list_is_taken_back_and_what_was_listed_already_is_refused(
    desa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = office.ktp_at("hand-over").public_code
    form = {"key": str(uuid4()), "chosen": [code], "collector": "Puspa Contohsari"}
    made = desa.post("/desa/pengambilan", form)
    monkeypatch.setattr("pamong.desa.queries.collecting.listed", lambda _ids: frozenset())
    assert desa.post("/desa/pengambilan", {**form, "key": str(uuid4())}).status_code == 409
    assert desa.post(f"{made['Location']}/tarik", {"key": str(uuid4())}).status_code == 302
    assert "Ditarik" in text(desa.get(made["Location"]))
    office.hand_over(Application.objects.get())
    assert "sudah tidak di loket" in text(desa.get(made["Location"]))
