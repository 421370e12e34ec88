"""The pages of bundles, as the two offices use them without scripts."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from pamong.dispatch import queries
from pamong.dispatch.models import Bundle
from tests.applications.browsing import browser
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, actor
from tests.dispatch.bags import (
    COURIER,
    DISPENDUK,
    arrived,
    came_home,
    codes,
    items,
    kk_to_sign,
    refused,
    say,
    sent,
    sent_back,
    to_send,
)

pytestmark = pytest.mark.usefixtures("counters")


@pytest.fixture
def operator() -> Client:
    return browser("operator")


@pytest.fixture
def printer() -> Client:
    return browser("dispenduk", DISPENDUK)


def key() -> dict[str, str]:
    return {"key": str(uuid4())}


def text(client: Client, address: str, **form: object) -> str:
    answer = client.post(address, {**key(), **form}, follow=True) if form else client.get(address)
    assert answer.status_code in {200, 409, 422}, answer.status_code
    said: str = answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said))


def test_the_start_page_sends_everything_in_two_steps(operator: Client) -> None:
    rows = to_send(3)
    assert "Kirim semua ke Dispenduk" in text(operator, "/meja")
    page = text(operator, "/pengiriman/baru")
    assert "Kirim 3 berkas" in page
    sent_page = text(operator, "/pengiriman/baru", courier=COURIER, chosen=[row.public_code for row in rows])
    assert "Daftar pengantar 1/2026" in sent_page
    assert "Dibawa kurir" in sent_page
    assert "Siap dikirim: 0" in text(operator, "/pengiriman")
    # The next one is carried by the same person unless somebody says otherwise.
    to_send(1)
    assert f'value="{COURIER}"' in operator.get("/pengiriman/baru").content.decode()


def test_a_bundle_is_prepared_changed_and_sent_later(operator: Client) -> None:
    rows = to_send(2)
    chosen = [row.public_code for row in rows]
    page = text(operator, "/pengiriman/baru", later="1", chosen=chosen, courier="")
    assert "Disiapkan" in page
    bundle = Bundle.objects.get()
    address = f"/pengiriman/bundel/{bundle.pk}"
    assert "Isi bundel (1)" in text(operator, f"{address}/keluarkan", code=chosen[0])
    assert "Tulis nama orang" in text(operator, f"{address}/kirim", courier="")
    assert "Dibawa kurir" in text(operator, f"{address}/kirim", courier=COURIER)
    other = text(operator, "/pengiriman/baru", later="1", chosen=chosen[:1], courier="")
    assert "Disiapkan" in other
    last = Bundle.objects.order_by("number").last()
    assert last is not None
    assert "Dibatalkan" in text(operator, f"/pengiriman/bundel/{last.pk}/keluarkan", all="1")


def test_without_a_courier_or_without_a_line_nothing_leaves(operator: Client) -> None:
    (row,) = to_send(1)
    assert "Tulis nama orang" in text(operator, "/pengiriman/baru", courier="", chosen=[row.public_code])
    assert "Tidak ada berkas yang siap" in text(operator, "/pengiriman/baru", courier=COURIER)
    number = "3508" + "990101900001"
    refusal = text(operator, "/pengiriman/baru", courier=number, chosen=[row.public_code])
    assert "nomor identitas" in refusal
    assert Bundle.objects.count() == 0


def test_dispenduk_sees_its_own_desk_first(printer: Client) -> None:
    assert printer.get("/meja").headers["Location"] == "/dispenduk"
    sent(2)
    page = text(printer, "/dispenduk")
    assert "Bundel masuk (1)" in page
    assert "dari Kecamatan Yosowilangun" in page


def test_a_bundle_is_counted_in_by_scan_and_by_tick_and_the_rest_is_missing(printer: Client) -> None:
    bundle = sent(3)
    first, second, third = codes(bundle)
    address = f"/pengiriman/bundel/{bundle.pk}/terima"
    page = text(printer, address, scanned=f"{first}\n{second[:5]}-{second[5:10]}-{second[10:]}")
    assert "Dihitung sekarang: 2. Sudah dihitung sebelumnya: 0. Belum ditemukan: 1." in page
    assert "Kurang 1 berkas" in page
    assert "salah ketik" in text(printer, address, scanned="ABCDE")
    assert "Belum ditemukan: 0" in text(printer, address, chosen=[second, third])
    assert "Pindai atau pilih" in text(printer, address, chosen=[])
    said = printer.get(f"/pengiriman/bundel/{bundle.pk}?baru=x&sudah=1&kurang=1").content.decode()
    assert "Dihitung sekarang" not in said


def test_the_queue_is_marked_many_at_once_and_goes_home(printer: Client, operator: Client) -> None:
    bundle = arrived(4)
    first, second, third, _fourth = codes(bundle)
    assert "Ada di sini (4)" in text(printer, "/dispenduk/antrean")
    mark = "/dispenduk/antrean/tandai"
    assert "Tercatat: 2 berkas" in text(printer, mark, result="printed", chosen=[first, second])
    wrong = text(printer, mark, result="refused", reason="missing_paper", chosen=[third])
    assert "Sebutkan berkas mana" in wrong
    right = text(printer, mark, result="refused", reason="missing_paper", requirement="photo", chosen=[third])
    assert "Tercatat: 1 berkas" in right
    assert "Ditolak Dispenduk" in right
    assert "Hasil" in text(printer, mark, result="", chosen=[third])
    assert "Ada di sini (1)" in text(printer, "/dispenduk/antrean?hasil=-&mulai=x")
    assert "Ada di sini (2)" in text(printer, f"/dispenduk/antrean?kantor={KTP_OFFICE}&hasil=printed")
    page = text(printer, f"/dispenduk/kembalikan/{KTP_OFFICE}", courier=COURIER)
    assert "Isi bundel (3)" in page
    assert "Tercetak 2" in page.replace("  ", " ")
    back = Bundle.objects.get(direction="back")
    loket = browser("loket")
    assert "Diterima lengkap" in text(loket, f"/pengiriman/bundel/{back.pk}/terima", all="1")
    assert "Belum kembali (1)" in text(operator, "/pengiriman")
    nothing = text(printer, f"/dispenduk/kembalikan/{KK_OFFICE}", courier=COURIER)
    assert "Tidak ada berkas yang siap dikirim" in nothing


def test_what_came_home_without_a_card_is_settled_from_the_page() -> None:
    loket = browser("loket")
    bundle = arrived(2)
    came_home(bundle, refused(codes(bundle)[0], note="Sudut robek"), "duplicate")
    page = text(loket, "/pengiriman")
    assert "Kembali tanpa kartu (2)" in page
    assert "Sudut robek" in page
    first, second = (item.pk for item in items(bundle))
    text(loket, f"/pengiriman/butir/{first}/kembalikan", note="Bawa foto baru")
    text(loket, f"/pengiriman/butir/{second}/akhiri", note="")
    assert "Kembali tanpa kartu" not in text(loket, "/pengiriman")
    assert [item.application.step for item in items(bundle)] == ["submit", ""]
    number = "3508" + "990101900001"
    assert "nomor identitas" in text(loket, f"/pengiriman/butir/{first}/kembalikan", note=number)


def test_the_kasi_takes_back_what_was_not_in_the_bag() -> None:
    kasi = browser("kasi")
    bundle = sent(1)
    assert "Ternyata tidak ada dalam bundel" in text(kasi, f"/pengiriman/bundel/{bundle.pk}")
    address = f"/pengiriman/butir/{items(bundle)[0].pk}/batalkan"
    page = text(kasi, address, why="1")
    assert "Daftar pengantar 1/2026" in page
    assert items(bundle)[0].application.step == "send"
    assert kasi.post(address, key()).status_code == 409
    assert kasi.post(f"/pengiriman/butir/{uuid4()}/batalkan", key()).status_code == 404


def test_the_manifest_is_printed_twice_and_the_second_time_says_so(operator: Client) -> None:
    bundle = sent(2)
    address = f"/pengiriman/bundel/{bundle.pk}/cetak"
    first = operator.post(address, key())
    assert first.headers["Content-Type"] == "application/pdf"
    assert "daftar-pengantar-35.08.07-1-2026.pdf" in first.headers["Content-Disposition"]
    assert operator.post(address, {"key": ""}).status_code == 422
    assert "sudah dicetak 1 kali" in text(operator, f"/pengiriman/bundel/{bundle.pk}")


def test_a_table_of_results_is_worked_through_portion_after_portion(
    printer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamong.dispatch.actions.tables.go_on.__kwdefaults__", {"portion": 2}, raising=False)
    bundle = arrived(3)
    assert "kode;hasil;alasan" in text(printer, "/dispenduk/hasil")
    table = "kode;hasil\n" + "".join(f"{code};tercetak\n" for code in codes(bundle)) + "ABC;tercetak\n"
    once = key()
    answer = printer.post("/dispenduk/hasil", {**once, "text": table})
    address = answer.headers["Location"]
    assert "1 dari 4 baris" in text(printer, address)
    done = text(printer, address, more="1")
    while "Kerjakan baris berikutnya" in done:
        done = text(printer, address, more="1")
    assert "4 dari 4 baris dikerjakan: 3 dicatat, 0 sudah sama, 1 keliru" in done
    assert "tanda periksanya tidak cocok" in done
    assert printer.post("/dispenduk/hasil", {**once, "text": table}).headers["Location"] == address
    assert "judul kolom" in text(printer, "/dispenduk/hasil", text="apa;saja")
    assert printer.post(address, {}).status_code == 422
    assert printer.get(f"/dispenduk/hasil/{uuid4()}").status_code == 404


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_of_a_spreadsheet_is_read_in_its_own_writing(printer: Client, encoding: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    bundle = arrived(1)
    table = f"kode;hasil;catatan\r\n{codes(bundle)[0]};tercetak;café\r\n"
    file = SimpleUploadedFile("hasil.csv", table.encode(encoding), "text/csv")
    answer = printer.post("/dispenduk/hasil", {**key(), "file": file, "text": ""})
    assert "1 dicatat" in text(printer, answer.headers["Location"], more="1")


def test_the_queue_leaves_as_a_table_that_names_nobody(printer: Client) -> None:
    bundle = arrived(2)
    say(bundle, "printed", refused(codes(bundle)[1]))
    table = printer.get("/dispenduk/antrean.csv").content.decode("utf-8-sig")
    heads, first, second = table.strip().split("\r\n")
    assert heads == "nomor;kantor;layanan;pengantar;kode;hasil;alasan;berkas;catatan"
    assert first.endswith(f"35.08.07;ktp;1/2026;{codes(bundle)[0]};tercetak;;;")
    assert "ditolak;berkas kurang" in second
    assert "Rekaan" not in table


def test_signatures_are_announced_there_and_confirmed_here(printer: Client) -> None:
    row = kk_to_sign()
    assert "Kecamatan Jatiroto" in text(printer, "/dispenduk/tanda-tangan")
    assert "Tidak ada." in text(printer, "/dispenduk/tanda-tangan", chosen=[row.public_code])
    here = browser("operator", KK_OFFICE)
    assert "Sudah ditandatangani di Dispenduk (1)" in text(here, "/pengiriman")
    text(here, "/pengiriman/tanda-tangan", chosen=[row.public_code])
    assert "Sudah ditandatangani" not in text(here, "/pengiriman")
    wrong = text(printer, "/dispenduk/tanda-tangan", chosen=[row.public_code])
    assert "tidak menunggu tanda tangan" in wrong


def test_the_application_page_and_the_status_page_name_the_same_hands(operator: Client) -> None:
    bundle = sent(1)
    code = codes(bundle)[0]
    said = "Kurir, dalam perjalanan ke Dispenduk Capil"
    assert f"Dipegang: {said} (sejak 14-12-2026 08.00; daftar pengantar 1/2026)" in text(
        operator, f"/loket/permohonan/{code}"
    )
    status = text(Client(), f"/status/{code}")
    assert f"{said} (sejak Senin, 14 Desember 2026; daftar pengantar 1/2026)" in status
    waiting = kk_to_sign()
    status = text(Client(), f"/status/{waiting.public_code}")
    assert "Dispenduk Capil Kabupaten Lumajang (sejak Senin, 14 Desember 2026)" in status


def test_a_bundle_of_other_offices_is_no_page(printer: Client) -> None:
    bundle = sent(1)
    assert browser("operator", KK_OFFICE).get(f"/pengiriman/bundel/{bundle.pk}").status_code == 404
    to_send(1)
    unsent = queries.bundles(actor=actor("operator"))
    assert len(unsent) == 1
    sent_back(arrived(1), "printed")
    assert printer.get(f"/pengiriman/bundel/{bundle.pk}").status_code == 200
