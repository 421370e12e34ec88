"""A resident asks for a KTP at Yosowilangun, another for a KK at Jatiroto; both are served with the keyboard alone.

Officers act at machines of their own. After each act the public status page is read at home, with nothing but the code
of the receipt. The clock stands; every date below was counted by hand on the calendar of December 2026, which has
24 (collective leave) and 25 December, 1 January and 5 January (Isra Mikraj) as days off.
"""

from datetime import date

import pytest

from tests.applications.installation import KK_OFFICE, resident, set_clock
from tests.browser.conftest import Served
from tests.browser.counter import Desk
from tests.staff.people import PASSWORD, hire

pytestmark = pytest.mark.browser


def enter_new_resident(loket: Desk) -> None:
    loket.go("F2")
    loket.type("Wira Contohan")
    loket.go("Enter")
    loket.sees("Tidak ada pemohon dengan nama atau nomor itu")
    loket.go("Alt+n")
    loket.enter("NIK", "3508991705900001")
    loket.enter("Nama lengkap", "Wira Contohan")
    loket.mark("Jenis kelamin", "Laki-laki")
    loket.enter("Tempat lahir", "Lumajang")
    loket.enter("Tanggal lahir", "17-05-1990")
    loket.choose("Desa atau kelurahan", "Desa Krai")
    loket.go("Control+Enter")
    # The region 35.08.99 exists nowhere, which keeps the number from being anybody's; the page says so, and goes on.
    loket.sees("Kode wilayah (enam angka pertama) tidak ada dalam daftar.")
    loket.go("Control+Enter")
    loket.sees("Wira Contohan", "1990", "Desa Krai", "••••••••••••••01")


def test_a_ktp_for_somebody_who_was_never_recorded(served: Served) -> None:
    citizen = served.citizen()
    code = take_in_with_a_red_photo(served)
    citizen.reads(
        code,
        "Sekarang ada pada: Seksi Pelayanan Umum",
        "Jika dinyatakan lengkap hari ini, paling lambat Senin, 4 Januari 2027",
        "4.3 Mengajukan permohonan Sudah · Pemohon · Senin, 14 Desember 2026",
        "4.4 Memeriksa berkas Sedang berjalan",
    )
    return_for_photo_and_birth_date(served)
    found = citizen.reads(
        code,
        "Dikembalikan",
        "Sekarang ada pada: Anda",
        "Lengkapi yang kurang, lalu bawa kembali ke Kecamatan Yosowilangun",
        "Pas foto 3 x 4: latar belakang biru, berwarna, ukuran 3 x 4 cm (butir 2.2)",
        "Isian yang perlu dibetulkan: Tanggal lahir",
        "4.3 Mengajukan permohonan Sedang berjalan",
    )
    assert "17-05-1990" not in found
    assert "Wira" not in found
    set_clock("2026-12-15 09:00")
    take_back(served)
    citizen.reads(
        code, "Seksi Pelayanan Umum", "4.3 Mengajukan permohonan Sudah · Pemohon · Selasa, 15 Desember 2026"
    )
    find_complete(served)
    citizen.reads(
        code,
        "Tepat waktu",
        "Sekarang ada pada: Petugas Operator",
        "Paling lambat Rabu, 6 Januari 2027",
        "4.5 Merekam KTP elektronik Sedang berjalan",
    )
    record_and_send(served)
    citizen.reads(
        code,
        "Sekarang ada pada: Dispenduk Capil Kabupaten Lumajang",
        "Paling lambat Rabu, 6 Januari 2027",
        "4.5 Merekam KTP elektronik Sudah · Petugas Operator · Selasa, 15 Desember 2026",
        "4.6 Mengirim berkas ke Dispenduk Sudah",
    )
    set_clock("2026-12-23 10:00")
    receive_and_hand_over(served, code)
    citizen.reads(
        code,
        "Selesai, sudah diserahkan",
        "4.7 Menyerahkan KTP Sudah · Seksi Pelayanan Umum · Rabu, 23 Desember 2026",
    )


def take_in_with_a_red_photo(served: Served) -> str:
    """The counter officer signs in by password, enters the resident and takes the papers. Answers the public code."""
    hire("rukmi", "loket")
    tab = served.page()
    tab.goto(f"{served.address}/masuk")
    loket = Desk(tab)
    loket.type("rukmi")
    loket.press("Tab")
    loket.type(PASSWORD)
    loket.go("Enter")
    loket.sees("Antrean hari ini")
    enter_new_resident(loket)
    loket.comes_to("KTP untuk Wira Contohan")
    loket.go("Enter")
    loket.sees(
        "Kartu Tanda Penduduk (KTP)",
        "lahir 1990",
        "2.1 Surat pengantar desa (F-1.07) tanda tangan pemohon tanda tangan kepala desa asli, 1 lembar",
        "2.2 Pas foto 3 x 4 latar belakang biru berwarna ukuran 3 x 4 cm",
    )
    loket.press("Alt+l")
    loket.go("Control+Enter")
    loket.sees("KTP 1/2026", "Dipegang: Seksi Pelayanan Umum", "belum dinyatakan lengkap")
    return loket.public_code()


def return_for_photo_and_birth_date(served: Served) -> None:
    kasi = served.desk("kasi")
    kasi.sees("Dikerjakan di kantor (1)", "4.4 Memeriksa berkas")
    kasi.open_row("1/2026")
    kasi.sees("Butir 4.5 baru dapat diputuskan setelah ini diketahui: Status perekaman KTP elektronik")
    kasi.mark("2.2 Pas foto", "Kurang")
    kasi.enter("Apa yang kurang pada Pas foto", "Latar merah, tahun lahir genap")
    kasi.tab_to("Isian yang berbeda dari bukti")
    kasi.press("Enter")
    kasi.choose("Isian 1", "Tanggal lahir")
    kasi.enter("Tertulis 1", "17-05-1990")
    kasi.enter("Menurut bukti 1", "17-05-1991")
    kasi.tab_to("Kembalikan kepada pemohon")
    kasi.go("Enter")
    kasi.sees(
        "Dipegang: Pemohon",
        "Dikembalikan untuk dilengkapi",
        "Latar merah, tahun lahir genap",
        "Tanggal lahir 17-05-1990 17-05-1991",
    )


def take_back(served: Served) -> None:
    loket = served.desk("loket")
    loket.sees("Dikembalikan, menunggu pemohon (1)")
    loket.open_row("1/2026")
    loket.press("Alt+l")
    loket.go("Control+Enter")
    loket.sees("Diajukan kembali oleh pemohon", "belum dinyatakan lengkap")


def find_complete(served: Served) -> None:
    kasi = served.desk("kasi")
    kasi.open_row("1/2026")
    kasi.sees("Isian yang tidak sesuai pada pemeriksaan terakhir")
    kasi.choose("Jawaban sistem kependudukan nasional", "Belum pernah direkam")
    kasi.tab_to("Simpan jawaban")
    kasi.go("Enter")
    kasi.sees_none_of("baru dapat diputuskan")
    kasi.go("v")
    kasi.sees(
        "Dinyatakan lengkap dan valid", "Dipegang: Petugas Operator", "paling lambat Rabu, 6 Januari 2027"
    )


def record_and_send(served: Served) -> None:
    operator = served.desk("operator")
    operator.open_row("1/2026")
    operator.go("Control+Enter")
    operator.sees("Perekaman dilaksanakan", "4.6 Mengirim berkas ke Dispenduk Sedang berjalan")
    operator.enter("Nomor surat atau daftar", "Daftar 7/XII/2026")
    operator.go("Control+Enter")
    operator.sees("Dipegang: Dispenduk Capil Kabupaten Lumajang", "Daftar 7/XII/2026")


def receive_and_hand_over(served: Served, code: str) -> None:
    loket = served.desk("loket")
    loket.open_row("1/2026")
    loket.go("Control+Enter")
    loket.sees("Diterima kembali")
    loket.go("Control+Enter")
    loket.sees(
        "Siap diambil",
        "siap sejak Rabu, 23 Desember 2026",
        "Sejak kunjungan pertama: 6 hari kerja · sejak lengkap: 5 hari kerja",
    )
    served.citizen().reads(
        code,
        "Siap diambil",
        "Siap sejak Rabu, 23 Desember 2026",
        "Ambil hasilnya di Kecamatan Yosowilangun, Jl. Mayor Jenderal Soekartijo No. 56.",
    )
    loket.choose("Bukti diri yang dilihat", "Tanda terima permohonan")
    loket.go("Control+Enter")
    loket.sees("Selesai, sudah diserahkan", "diambil Wira Contohan (Pemohon sendiri)")


def test_a_ktp_for_somebody_recorded_whose_card_is_not_made(served: Served) -> None:
    resident(name="Panji Rekaan", born=date(1985, 3, 9))
    citizen = served.citizen()
    loket = served.desk("loket")
    loket.keys = 0
    loket.go("F2")
    loket.type("panji")
    # Whether the list was there while typing or comes as an answer: the focus goes to the first one found.
    loket.press("Enter")
    loket.comes_to("KTP untuk Panji Rekaan")
    loket.go("Enter")
    loket.sees("lahir 1985", "2.2 Pas foto 3 x 4 latar belakang merah")
    loket.choose("Status perekaman KTP elektronik", "Sudah direkam, kartu belum jadi")
    loket.press("Alt+l")
    loket.go("Control+Enter")
    assert loket.keys <= 20
    code = loket.public_code()
    citizen.reads(code, "Seksi Pelayanan Umum", "4.5 Merekam KTP elektronik Dilewati")
    kasi = served.desk("kasi")
    kasi.open_row("1/2026")
    kasi.sees_none_of("baru dapat diputuskan")
    kasi.go("v")
    kasi.sees("butir 4.5 dilewati", "4.6 Mengirim berkas ke Dispenduk Sedang berjalan")
    citizen.reads(
        code,
        "Sekarang ada pada: Seksi Pelayanan Umum",
        "Paling lambat Senin, 4 Januari 2027",
        "4.5 Merekam KTP elektronik Dilewati",
    )
    operator = served.desk("operator")
    operator.open_row("1/2026")
    operator.sees_none_of("Catat perekaman")
    operator.go("Control+Enter")
    citizen.reads(code, "Sekarang ada pada: Dispenduk Capil Kabupaten Lumajang")
    set_clock("2026-12-21 10:00")
    loket = served.desk("loket")
    loket.open_row("1/2026")
    loket.go("Control+Enter")
    citizen.reads(code, "4.7 Menerima kartu dari Dispenduk Sudah", "Senin, 21 Desember 2026")
    loket.go("Control+Enter")
    citizen.reads(code, "Siap sejak Senin, 21 Desember 2026", "4.7 KTP siap diambil Sudah")
    loket.go("Control+Enter")
    citizen.reads(code, "Selesai, sudah diserahkan", "4.5 Merekam KTP elektronik Dilewati")
    loket.tab_to("Data warga ini")
    loket.go("Enter")
    loket.sees("Panji Rekaan")
    loket.sees_none_of("Buku perekaman")


def test_a_kk_for_a_lost_card_and_a_new_child(served: Served) -> None:
    resident(KK_OFFICE, name="Melati Andaika", born=date(1992, 8, 1), sex="f")
    citizen = served.citizen()
    loket = served.desk("loket", KK_OFFICE)
    loket.go("F2")
    loket.type("melati")
    loket.press("Enter")
    loket.comes_to("KK untuk Melati Andaika")
    loket.go("Enter")
    loket.sees("Belum dapat ditentukan; menunggu jawaban atas: Alasan permohonan", "2.1 KK lama yang asli")
    loket.tick("KK lama hilang")
    loket.tick("Menambah anak")
    loket.waits_for("Salah satu cukup: Bukti kelahiran")
    loket.sees(
        "2.2 Surat keterangan kehilangan", "2.4 Fotokopi akta kelahiran", "Salah satu cukup: Bukti kelahiran"
    )
    loket.sees_none_of("KK lama yang asli", "Fotokopi akta perkawinan", "Belum dapat ditentukan")
    loket.press("Alt+l")
    assert loket.focus() == "2.4 Fotokopi akta kelahiran"
    loket.tick("2.4 Surat keterangan lahir dari dokter atau bidan")
    loket.go("Control+Enter")
    code = loket.public_code()
    citizen.reads(
        code,
        "Kartu Keluarga (KK)",
        "Sekarang ada pada: Seksi Pelayanan Umum",
        "Jika dinyatakan lengkap hari ini, paling lambat Selasa, 15 Desember 2026",
        "4.1 Mengajukan permohonan Sudah · Pemohon · Senin, 14 Desember 2026",
    )
    kasi = served.desk("kasi", KK_OFFICE)
    kasi.open_row("1/2026")
    kasi.sees("2.2 Surat keterangan kehilangan", "2.4 Surat keterangan lahir dari dokter atau bidan")
    kasi.go("v")
    kasi.sees("Dinyatakan lengkap dan valid")
    citizen.reads(
        code,
        "Sekarang ada pada: Dispenduk Capil Kabupaten Lumajang",
        "Paling lambat Selasa, 15 Desember 2026",
    )
    operator = served.desk("operator", KK_OFFICE)
    operator.open_row("1/2026")
    operator.go("Control+Enter")
    citizen.reads(code, "Sekarang ada pada: Petugas Operator", "4.3 Mencetak KK Sedang berjalan")
    operator.go("Control+Enter")
    operator.sees("Dicetak")
    citizen.reads(code, "Sekarang ada pada: Seksi Pelayanan Umum", "4.4 KK siap diambil Sedang berjalan")
    operator.go("Control+Enter")
    operator.sees("siap sejak Senin, 14 Desember 2026", "Langkah ini dicatat oleh: Petugas Loket")
    citizen.reads(
        code, "Siap diambil", "Siap sejak Senin, 14 Desember 2026", "Ambil hasilnya di Kecamatan Jatiroto"
    )
    loket = served.desk("loket", KK_OFFICE)
    loket.sees("Siap diambil (1)")
    loket.open_row("1/2026")
    loket.enter("Nama yang mengambil", "Satriya Andaika")
    loket.choose("Hubungan dengan pemohon", "Anggota keluarga")
    loket.choose("Bukti diri yang dilihat", "KTP")
    loket.go("Control+Enter")
    loket.sees("diambil Satriya Andaika (Anggota keluarga)")
    found = citizen.reads(code, "Selesai, sudah diserahkan")
    assert "Satriya" not in found
