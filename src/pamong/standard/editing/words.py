"""What the forms of the editor say: a name and a line of help for every field, annotation and choice of the format.

`*.key` holds wherever the key has no words of its own. A test fails for a field that has none at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pamong.standard.acts import ACTS
from pamong.standard.annotations.quality import Staffing
from pamong.standard.document import Clause, DocumentControl, Letterhead
from pamong.standard.editing.fields import ANNOTATIONS, SINGULAR, Field, fields_of
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Part


@dataclass(frozen=True)
class Words:
    """What a field is called, and what a person should know to fill it in (may be empty)."""

    label: Message
    help: Message | None = None


def _words(label: str, said: str = "") -> Words:
    return Words(Message(label), Message(said) if said else None)


def words(field: Field) -> Words:
    """The words of a field; KeyError for one that nobody named."""
    of = "Paper" if field.of in {"Requirement", "Alternative"} and field.id not in WORDS else field.of
    return WORDS.get(f"{of}.{field.key}") or WORDS[f"*.{field.key}"]


WORDS: Mapping[str, Words] = {
    "*.interpretation": _words(
        N_("Tafsiran"),
        N_("Apa yang diputuskan penyusun karena naskah tidak mengaturnya. Pembaca melihatnya."),
    ),
    "*.id": _words(N_("Kode"), N_("Kata kunci singkat; bila dikosongkan dibuat dari namanya.")),
    "*.name": _words(N_("Nama"), N_("Nama singkat di layar, dalam kedua bahasa.")),
    "*.when": _words(N_("Hanya bila"), N_("Kosongkan bila berlaku bagi setiap orang.")),
    "*.actor": _words(N_("Pelaku")),
    "*.every": _words(N_("Setiap"), N_("Kosongkan bila naskah tidak menyebut jangkanya.")),
    "*.unit": _words(N_("Satuan")),
    "*.post": _words(N_("Jabatan")),
    "*.number": _words(N_("Nomor")),
    "*.revision": _words(N_("Revisi"), N_("Ditulis dengan nol di depan: 00, 01.")),
    "*.issued_on": _words(N_("Tanggal terbit")),
    "*.printed_title": _words(N_("Sebutan yang tercetak")),
    "*.book": _words(N_("Buku"), N_("Kata kunci bukunya, misalnya complaint_book.")),
    "*.action": _words(N_("Perbuatan"), N_("Kata kunci, misalnya report atau follow_up.")),
    "*.document": _words(N_("Dokumen"), N_("Kata kunci jenis dokumen, misalnya kk atau photo.")),
    "*.must_match": _words(N_("Harus cocok dengan")),
    "*.closes": _words(N_("Permohonan selesai di sini")),
    "*.clock": _words(N_("Jangka waktu"), N_("Biarkan menurut perbuatannya kecuali naskah menentukan lain.")),
    "*.form": _words(N_("Formulir"), N_("Nomor formulir, misalnya F-1.07.")),
    "*.attributes": _words(N_("Sifat"), N_("Misalnya size: 3x4, colour: colour, background: blue.")),
    "*.from": _words(N_("Dari")),
    "*.kind": _words(N_("Jenis")),
    "*.key": _words(N_("Kata kunci"), N_("Huruf kecil tanpa spasi.")),
    "*.to": _words(N_("Kepada")),
    "*.at": _words(N_("Tempat atau saat"), N_("Kata kunci, misalnya desa atau end_of_service.")),
    "*.by": _words(N_("Oleh")),
    "*.amount": _words(N_("Jumlah")),
    "*.title": _words(N_("Judul")),
    "*.office": _words(N_("Kantor")),
    "Label.id": _words(N_("Bahasa Indonesia")),
    "Label.en": _words(N_("Bahasa Inggris")),
    "Legal.instrument": _words(N_("Kode peraturan"), N_("Misalnya uu-25-2009.")),
    "Legal.grants_authority": _words(N_("Melimpahkan kewenangan kepada kantor ini")),
    "Paper.original": _words(N_("Asli"), N_("Kosongkan bila naskah tidak menyebutnya.")),
    "Paper.copies": _words(N_("Jumlah lembar"), N_("Kosongkan bila naskah tidak menyebutnya.")),
    "Paper.issued_by": _words(N_("Diterbitkan oleh")),
    "Paper.attributes_when": _words(N_("Sifat menurut keadaan"), N_("Baris pertama yang cocok berlaku.")),
    "Paper.optional": _words(N_("Hanya bila ada")),
    "Paper.replaces": _words(N_("Menggantikan")),
    "Paper.open_ended": _words(N_("Petugas menyebut sendiri berkasnya")),
    "Paper.records": _words(
        N_("Yang harus terlihat padanya"),
        N_("Satu kata kunci per baris, misalnya applicant_signature."),
    ),
    "Requirement.any_of": _words(
        N_("Salah satu dari"),
        N_("Beberapa berkas yang cukup salah satunya; kalau diisi, Dokumen dikosongkan."),
    ),
    "Definition.term": _words(N_("Istilah")),
    "Outcome.to": _words(N_("Lalu ke langkah")),
    "Outcome.act": _words(N_("Perbuatan")),
    "Outcome.names": _words(N_("Yang disebutkan"), N_("Satu kata kunci per baris.")),
    "StepAnnotation.act": _words(N_("Perbuatan")),
    "StepAnnotation.outcomes": _words(
        N_("Hasil pemeriksaan"),
        N_("Nama hasil: complete_and_valid, deficient, refused."),
    ),
    "StepAnnotation.uses": _words(N_("Sarana yang dipakai")),
    "StepAnnotation.takes": _words(
        N_("Lama langkah ini"), N_("Kosongkan bila naskah tidak menjanjikan waktu bagi tiap langkah.")
    ),
    "StepAnnotation.village_collects": _words(
        N_("Desa boleh mengambilkan bagi warganya"), N_("Hanya pada langkah penyerahan.")
    ),
    "StepAnnotation.once_per": _words(N_("Hanya sekali per")),
    "StepAnnotation.for": _words(N_("Untuk keperluan"), N_("Kata kunci, misalnya printing.")),
    "StepAnnotation.attaches": _words(N_("Persyaratan yang dilampirkan")),
    "StepAnnotation.received_by": _words(N_("Diterima oleh")),
    "StepAnnotation.substitute": _words(N_("Pengganti penanda tangan")),
    "StepAnnotation.record_in": _words(N_("Dicatat dalam")),
    "LimitAnnotation.at_most": _words(
        N_("Paling lama"),
        N_("Isi tepat satu: paling lama, kira-kira, atau rentang."),
    ),
    "LimitAnnotation.about": _words(N_("Kira-kira")),
    "LimitAnnotation.range": _words(N_("Rentang")),
    "LimitAnnotation.from": _words(N_("Dihitung sejak")),
    "LimitAnnotation.until": _words(N_("Sampai")),
    "Range.least": _words(N_("Paling cepat")),
    "Range.most": _words(N_("Paling lambat")),
    "FeeAnnotation.amount": _words(N_("Jumlah (rupiah)"), N_("Hanya untuk biaya tetap.")),
    "ProductAnnotation.printed_by": _words(N_("Dicetak oleh")),
    "ProductAnnotation.signed_by": _words(N_("Ditandatangani oleh")),
    "ProductAnnotation.validity": _words(N_("Masa berlaku"), N_("Kosongkan bila naskah tidak menyebutnya.")),
    "Facility.item": _words(N_("Barang")),
    "Facility.quantity": _words(N_("Banyaknya")),
    "Facility.book": _words(N_("Buku"), N_("Bila ini sebuah buku catatan: kata kuncinya.")),
    "Education.level": _words(N_("Jenjang")),
    "Education.or_equivalent": _words(N_("Atau sederajat")),
    "Staffing.education": _words(N_("Pendidikan")),
    "Staffing.training": _words(
        N_("Pelatihan"),
        N_("Satu per baris; tanda hubung saja berarti tercetak “tidak ada”."),
    ),
    "Staffing.skills": _words(
        N_("Keterampilan"),
        N_("Satu per baris; tanda hubung saja berarti tercetak “tidak ada”."),
    ),
    "Staffing.experience_years_min": _words(N_("Pengalaman paling sedikit (tahun)")),
    "Staffing.count": _words(N_("Jumlah orang")),
    "Oversight.scope": _words(N_("Yang diawasi"), N_("Satu kata kunci per baris: process, product.")),
    "Oversight.unit": _words(N_("Seksi yang diawasi")),
    "Channel.kind": _words(N_("Jenis sarana"), N_("Kata kunci: desk, box, phone, any.")),
    "Channel.written_by": _words(N_("Dicatat oleh")),
    "BookColumn.column": _words(N_("Kolom")),
    "ComplaintStep.order": _words(N_("Urutan")),
    "ComplaintStep.record_in": _words(N_("Dicatat dalam")),
    "DocumentReference.item": _words(N_("Bagian dokumen")),
    "DocumentReference.must_exist": _words(N_("Harus ada di kantor")),
    "Duty.approved_by": _words(N_("Disetujui oleh")),
    "Announcement.media": _words(N_("Media"), N_("Satu kata kunci per baris, misalnya notice_board.")),
    "Announcement.contains": _words(N_("Isi"), N_("Satu kata kunci per baris.")),
    "Announcement.after": _words(N_("Sesudah tugas"), N_("Kode tugas berkala yang mendahuluinya.")),
    "Announcement.audience": _words(N_("Untuk"), N_("Kata kunci, misalnya visitors.")),
    "Guarantee.measures": _words(N_("Ukuran"), N_("Satu kata kunci per baris.")),
    "Target.unit": _words(N_("Seksi")),
    "Target.indicators": _words(N_("Indikator"), N_("Satu kata kunci per baris.")),
    "EvaluationStep.results": _words(N_("Hasil"), N_("Satu kata kunci per baris.")),
    "Standard.service": _words(N_("Kode layanan")),
    "Standard.title": _words(N_("Judul yang tercetak")),
    "Standard.office_name": _words(
        N_("Nama kecamatan"),
        N_("Tanpa kata “Kecamatan”; dipakai dalam teks bersama."),
    ),
    "Letterhead.authority": _words(N_("Pemerintah"), N_("Satu baris per baris kop.")),
    "Letterhead.address": _words(N_("Alamat")),
    "Letterhead.phone": _words(N_("Telepon")),
    "Letterhead.fax": _words(N_("Faks")),
    "Letterhead.email": _words(N_("Surel")),
    "Letterhead.website": _words(N_("Situs web")),
    "Letterhead.city": _words(N_("Kota")),
    "Letterhead.postal_code": _words(N_("Kode pos")),
    "DocumentControl.kind": _words(N_("Jenis dokumen")),
    "DocumentControl.revised_on": _words(N_("Tanggal revisi")),
    "DocumentControl.running_header": _words(N_("Kepala halaman berikutnya")),
    "DocumentControl.signatures": _words(N_("Tanda tangan")),
    "RunningHeader.lines": _words(N_("Baris"), N_("Satu baris per baris.")),
    "RunningHeader.other_lines": _words(N_("Baris lain"), N_("Satu baris per baris.")),
    "RunningHeader.pages": _words(N_("Jumlah halaman")),
    "Signature.part": _words(N_("Bagian")),
    "Fact.from": _words(N_("Diketahui dari")),
    "Fact.ask": _words(N_("Selalu ditanyakan kepada")),
    "Fact.else_ask": _words(N_("Bila tidak diketahui, ditanyakan kepada")),
    "Fact.several": _words(N_("Boleh lebih dari satu pilihan")),
    "Fact.choices": _words(N_("Pilihan"), N_("Satu kata kunci per baris; namanya di bawah ini.")),
    "Fact.kind": _words(
        N_("Jenis jawaban"),
        N_("Hanya bila tidak ada pilihan dan tidak diketahui dari data."),
    ),
    "Fact.label": _words(N_("Pertanyaan")),
    "Fact.labels": _words(N_("Nama setiap pilihan")),
    "DeclaredActor.printed": _words(N_("Sebutan dalam naskah")),
    "Section.heading": _words(N_("Judul bab")),
    "Section.components": _words(N_("Komponen menurut undang-undang"), N_("Paling banyak dua.")),
    "Clause.text": _words(N_("Naskah"), N_("Naskah inilah yang mengikat; dicetak apa adanya.")),
    "Clause.numbered": _words(N_("Bernomor")),
    "Clause.continuation": _words(N_("Lanjutan"), N_("Dicetak di bawah naskah dan tabelnya.")),
    "Clause.table": _words(N_("Tabel"), N_("Pisahkan sel dengan garis tegak, satu baris tabel per baris.")),
    "Table.title": _words(N_("Judul tabel")),
    "Table.columns": _words(N_("Kolom")),
    "Table.rows": _words(N_("Baris")),
}
"""By model and key."""

ANNOTATION_WORDS: Mapping[str, Words] = {
    "legal": _words(N_("Dasar hukum"), N_("Peraturan yang menjadi dasar.")),
    "requirement": _words(N_("Persyaratan"), N_("Berkas yang dibawa pemohon.")),
    "definition": _words(N_("Definisi"), N_("Istilah yang dijelaskan butir ini.")),
    "step": _words(N_("Langkah"), N_("Satu langkah prosedur: siapa mengerjakan apa.")),
    "limit": _words(N_("Batas waktu"), N_("Paling lama berapa, sejak kapan.")),
    "fee": _words(N_("Biaya"), N_("Gratis, atau tarif tetap.")),
    "product": _words(N_("Produk"), N_("Yang diterima pemohon.")),
    "facility": _words(N_("Sarana"), N_("Barang yang harus ada di kantor.")),
    "staffing": _words(N_("Kartu jabatan"), N_("Syarat dan jumlah petugas satu jabatan.")),
    "oversight": _words(N_("Pengawasan"), N_("Siapa mengawasi apa, seberapa sering.")),
    "channel": _words(N_("Sarana pengaduan"), N_("Cara mengadu dan bukunya.")),
    "complaint_step": _words(N_("Langkah penanganan pengaduan"), N_("Siapa menindaklanjuti aduan.")),
    "document_reference": _words(N_("Rujukan dokumen"), N_("Dokumen lain yang diandalkan butir ini.")),
    "duty": _words(N_("Tugas berkala"), N_("Yang dikerjakan berulang kali.")),
    "announcement": _words(N_("Pengumuman"), N_("Siapa mengumumkan apa, di mana.")),
    "guarantee": _words(N_("Jaminan"), N_("Siapa menjamin, menurut dokumen apa.")),
    "target": _words(N_("Target kinerja"), N_("Yang diukur pada satu seksi.")),
    "evaluation_step": _words(N_("Langkah evaluasi"), N_("Siapa menilai, apa hasilnya.")),
}
"""By the key of one annotation in a clause."""

CHOICES: Mapping[str, Message] = {
    "true": Message(N_("Ya")),
    "false": Message(N_("Tidak")),
    "return": Message(N_("Kembalikan kepada pemohon")),
    "refuse": Message(N_("Tolak")),
    "start": Message(N_("Mulai dihitung")),
    "stop": Message(N_("Berhenti")),
    "none": Message(N_("Tidak berubah")),
    "person": Message(N_("Orang")),
    "application": Message(N_("Permohonan")),
    "minutes": Message(N_("menit")),
    "hours": Message(N_("jam")),
    "days": Message(N_("hari")),
    "working_days": Message(N_("hari kerja")),
    "weeks": Message(N_("minggu")),
    "months": Message(N_("bulan")),
    "years": Message(N_("tahun")),
    "service_days": Message(N_("hari pelayanan")),
    "quarters": Message(N_("triwulan")),
    "complete": Message(N_("Persyaratan lengkap")),
    "submitted": Message(N_("Diajukan")),
    "ready": Message(N_("Siap diambil")),
    "handed_over": Message(N_("Diserahkan")),
    "free": Message(N_("Gratis")),
    "fixed": Message(N_("Tarif tetap")),
    "prepared": Message(N_("Disiapkan")),
    "reviewed": Message(N_("Diperiksa")),
    "approved": Message(N_("Disetujui")),
    "applicant.birth_year": Message(N_("Tahun lahir pemohon")),
    "applicant.birth_date": Message(N_("Tanggal lahir pemohon")),
    "applicant.age": Message(N_("Umur pemohon")),
    "applicant.citizenship": Message(N_("Kewarganegaraan pemohon")),
    "applicant.sex": Message(N_("Jenis kelamin pemohon")),
    "recording_register": Message(N_("Buku perekaman")),
    "text": Message(N_("Tulisan")),
    "number": Message(N_("Bilangan")),
    "truth": Message(N_("Ya atau tidak")),
    "date": Message(N_("Tanggal")),
    "public": Message(N_("Masyarakat")),
    "post": Message(N_("Jabatan")),
    "unit": Message(N_("Seksi")),
    "outside": Message(N_("Pihak luar")),
    "requirements": Message(N_("Persyaratan")),
    "procedure": Message(N_("Sistem, mekanisme, dan prosedur")),
    "time_limit": Message(N_("Jangka waktu")),
    "fee": Message(N_("Biaya")),
    "product": Message(N_("Produk")),
    "complaints": Message(N_("Pengaduan")),
    "legal_basis": Message(N_("Dasar hukum")),
    "facilities": Message(N_("Sarana dan prasarana")),
    "competence": Message(N_("Kompetensi pelaksana")),
    "internal_oversight": Message(N_("Pengawasan internal")),
    "staff_count": Message(N_("Jumlah pelaksana")),
    "service_guarantee": Message(N_("Jaminan pelayanan")),
    "safety_guarantee": Message(N_("Jaminan keamanan")),
    "performance_evaluation": Message(N_("Evaluasi kinerja")),
    "is": Message(N_("sama dengan")),
    "in": Message(N_("salah satu dari")),
    "even": Message(N_("genap")),
    "odd": Message(N_("ganjil")),
    "includes": Message(N_("memuat")),
    "at_least": Message(N_("paling sedikit")),
    "at_most": Message(N_("paling banyak")),
}
"""The words of closed lists, and the questions of conditions."""

ACT_CHOICES: Mapping[str, Message] = {name: act.label for name, act in ACTS.items()}
"""What a step may do."""


def way(place: str, path: str) -> tuple[Message | str, ...]:
    """The way to a value (`limit.at_most` of clause `5.1`) in the words of the forms; what has no word of its own, such as
    the code of a paper in a list, stays as it is.
    """
    kind = _AROUND.get(place) or (Clause if place.rpartition(".")[2].isdecimal() else Staffing)
    fields = fields_of(kind)
    found: list[Message | str] = []
    # The table of the cover and the letterhead are pieces of their own in the text; the place says so already.
    path = path.removeprefix("document." if place == "cover" else "letterhead.") if place in _AROUND else path
    for key in path.split("."):
        field = next((one for one in fields if one.key == key), None)
        if key in ANNOTATIONS and kind is Clause and not found:
            fields = fields_of(ANNOTATIONS[key])
            found.append(ANNOTATION_WORDS[SINGULAR[key]].label)
        elif field is None:
            found.append(key)
        else:
            fields = field.parts or fields
            found.append(words(field).label)
    return tuple(found)


_AROUND: Mapping[str, type[Part]] = {"cover": DocumentControl, "letterhead": Letterhead}
