"""What the law wants in every standard, and the documents a standard leans on."""

from collections.abc import Iterator
from typing import get_args

from pamong.standard.annotations.quality import DocumentReference
from pamong.standard.document import Component, Section, Standard
from pamong.standard.findings.rule import Check, Circumstances, warn
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem

# The fourteen components of UU 25/2009, as readers know them; the six of the delivery first.
COMPONENTS: dict[str, Message] = {
    "requirements": Message(N_("persyaratan")),
    "procedure": Message(N_("sistem, mekanisme, dan prosedur")),
    "time_limit": Message(N_("jangka waktu penyelesaian")),
    "fee": Message(N_("biaya/tarif")),
    "product": Message(N_("produk pelayanan")),
    "complaints": Message(N_("penanganan pengaduan, saran, dan masukan")),
    "legal_basis": Message(N_("dasar hukum")),
    "facilities": Message(N_("sarana, prasarana, dan/atau fasilitas")),
    "competence": Message(N_("kompetensi pelaksana")),
    "internal_oversight": Message(N_("pengawasan internal")),
    "staff_count": Message(N_("jumlah pelaksana")),
    "service_guarantee": Message(N_("jaminan pelayanan")),
    "safety_guarantee": Message(N_("jaminan keamanan dan keselamatan pelayanan")),
    "performance_evaluation": Message(N_("evaluasi kinerja pelaksana")),
}


def _components(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    filled = {
        name for section in standard.sections if _says_something(section) for name in section.components
    }
    for component in get_args(Component):
        if component not in filled:
            yield warn(
                "component-missing", ("sections",), None,
                Message(N_("Komponen “{component}” tidak ada atau kosong."), {"component": COMPONENTS[component]}),
                Message(N_("Tambahkan bab dengan “components: [{key}]” dan isinya."), {"key": component}),
            )  # fmt: skip


def _says_something(section: Section) -> bool:
    return bool(section.clauses or section.cards)


def _documents(standard: Standard, around: Circumstances) -> Iterator[Problem]:
    for placed in standard.placed(DocumentReference) if around.documents is not None else ():
        if placed.value.must_exist and placed.value.key not in (around.documents or ()):
            yield warn(
                "document-not-on-file", (*placed.path, "key"), placed.clause.id,
                Message(N_("Dokumen “{key}” yang dirujuk belum tersimpan."), {"key": placed.value.key}),
                Message(N_("Simpan dokumen itu di antara dokumen terkendali, atau hapus rujukannya.")),
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (_components, _documents)
