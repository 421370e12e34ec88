"""What every finding is made of: the rule, why it matters, and what a rule may know beside the text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Path, Problem, found
from pamong.standard.register import Register


@dataclass(frozen=True)
class Circumstances:
    """What stands around a text. None: not known, and the rules that need it say nothing.

    `documents` are the keys of the controlled documents on file, `offices` the names of other sub-districts,
    `reviewed_on` the day this text was last looked through.
    """

    today: date | None = None
    register: Register | None = None
    documents: frozenset[str] | None = None
    offices: frozenset[str] = frozenset()
    reviewed_on: date | None = None


TEXT_ALONE = Circumstances()
Check = Callable[[Standard, Circumstances], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """One rule: its stable id, the part of a standard it looks at, and why a finding matters."""

    id: str
    about: str
    why: Message


def _rule(name: str, about: str, why: str) -> Rule:
    return Rule(name, about, Message(why))


_LIST = (
    _rule("header-number", "document", N_("Dua nomor untuk satu dokumen membuat orang mengutip dokumen yang salah.")),
    _rule("header-revision", "document", N_("Pembaca tidak tahu revisi mana yang berlaku.")),
    _rule("header-date", "document", N_("Dua tanggal terbit membuat mulai berlakunya standar dapat dipersoalkan.")),
    _rule("dates-out-of-order", "document", N_("Revisi dibuat sebelum terbit; urutan terbalik tidak dapat dipertanggungjawabkan.")),
    _rule("revision-undated", "document", N_("Tanpa tanggal, tidak jelas sejak kapan isi revisi ini berlaku.")),
    _rule("signatures-incomplete", "document", N_("Standar dibuat, diperiksa, dan disetujui oleh tiga orang yang berbeda.")),
    _rule("review-overdue", "document", N_("Standar ditinjau ulang paling sedikit setiap tiga tahun (PermenPANRB 15/2014).")),
    _rule("instrument-unknown", "legal", N_("Peraturan yang tidak ada di daftar tidak dapat diperiksa masih berlaku atau tidak.")),
    _rule("instrument-not-in-force", "legal", N_("Layanan yang bersandar pada peraturan yang dicabut dapat digugat.")),
    _rule("instrument-unchecked", "legal", N_("Peraturan dapat dicabut tanpa kantor mengetahuinya; daftar diperiksa paling sedikit setahun sekali.")),
    _rule("instrument-mistyped", "legal", N_("Nomor, tahun, atau judul yang salah ketik menunjuk ke peraturan lain atau tidak ke mana pun.")),
    _rule("core-law-missing", "legal", N_("Peraturan ini mewajibkan atau mengatur layanan ini; tanpa menyebutnya dasar hukum tidak lengkap.")),
    _rule("delegation-not-in-force", "legal", N_("Camat melayani atas wewenang yang dilimpahkan Bupati; bila keputusannya diganti, wewenang itu harus dirujuk ke keputusan yang baru.")),
    _rule("delegation-missing", "legal", N_("Tanpa keputusan pelimpahan, tidak terlihat atas wewenang siapa kantor melayani.")),
    _rule("number-against-words", "text", N_("Bila angka dan katanya berbeda, pemohon dapat menuntut yang mana pun.")),
    _rule("limit-against-text", "limit", N_("Jam program menghitung menurut anotasi, sedangkan janji kepada pemohon menurut teks.")),
    _rule("fee-against-text", "fee", N_("Biaya yang ditagih harus sama dengan biaya yang tercetak.")),
    _rule("other-office-name", "text", N_("Nama kantor lain menandakan naskah disalin; janji itu bukan janji kantor ini.")),
    _rule("component-missing", "sections", N_("UU 25/2009 pasal 21 mewajibkan empat belas komponen.")),
    _rule("document-not-on-file", "document_reference", N_("Janji yang bersandar pada dokumen yang tidak ada tidak dapat ditepati.")),
    _rule("actor-without-card", "step", N_("Yang mengerjakan langkah harus mempunyai kartu kompetensi; tanpa itu siapa pun dapat ditunjuk.")),
    _rule("card-without-step", "staffing", N_("Jabatan yang tidak mengerjakan apa pun menunjukkan prosedur atau kartunya tidak lengkap.")),
    _rule("no-way-back", "step", N_("Berkas yang dikirim ke luar tanpa langkah penerimaan kembali hilang dari pengawasan.")),
    _rule("signer-without-step", "product", N_("Produk menyebut penanda tangan, tetapi prosedur tidak menyediakan waktu maupun tempat untuk tanda tangannya.")),
    _rule("step-times-above-limit", "limit", N_("Jangka waktu yang lebih pendek daripada jumlah langkahnya pasti dilanggar.")),
    _rule("requirement-contradicted", "requirement", N_("Pemohon tidak dapat memenuhi dua persyaratan yang saling meniadakan.")),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.id: rule for rule in _LIST}


def warn(rule: str, path: Path, clause: str | None, message: Message, mend: Message) -> Problem:
    """A finding of this rule; KeyError for a rule that is not in the list."""
    return replace(found(path, clause, rule, message, mend), severity="warning", why=RULES[rule].why)
