"""Everything that is wrong with a standard whose shape is right: what the model of the format cannot see."""

from collections.abc import Iterator, Mapping
from itertools import chain

from pamong.standard import facts
from pamong.standard.actors import KINDS
from pamong.standard.annotations.delivery import Paper, ProductAnnotation, Requirement, StepAnnotation
from pamong.standard.annotations.quality import (
    Announcement,
    Channel,
    ComplaintStep,
    Duty,
    EvaluationStep,
    Facility,
    Guarantee,
    Oversight,
    Staffing,
    Target,
)
from pamong.standard.chapters import complaints, fee, procedure, requirements, time_limit
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Annotation
from pamong.standard.problems import Path, Problem, found

ANY = frozenset({"public", "post", "unit", "outside"})
OFFICE = frozenset({"post", "unit"})
POST = frozenset({"post"})
UNIT = frozenset({"unit"})

# Which keys of which annotation name an actor, and of which kind it must be.
_NAMED: dict[type[Annotation], tuple[tuple[str, frozenset[str]], ...]] = {
    StepAnnotation: (("actor", ANY), ("to", ANY)),
    ProductAnnotation: (("printed_by", ANY), ("signed_by", ANY)),
    Staffing: (("post", POST),),
    Oversight: (("by", POST), ("unit", UNIT)),
    Channel: (("written_by", ANY),),
    ComplaintStep: (("actor", ANY), ("to", ANY)),
    Duty: (("actor", OFFICE), ("approved_by", POST)),
    Announcement: (("by", OFFICE),),
    Guarantee: (("by", POST),),
    Target: (("unit", UNIT),),
    EvaluationStep: (("actor", OFFICE),),
}


def problems(standard: Standard) -> tuple[Problem, ...]:
    """All problems; an empty answer means the standard can run."""
    return (
        *facts.problems(standard),
        *_actors(standard),
        *_duplicates(standard),
        *_document(standard),
        *requirements.problems(standard),
        *procedure.problems(standard),
        *time_limit.problems(standard),
        *fee.problems(standard),
        *complaints.problems(standard),
    )


def _actors(standard: Standard) -> Iterator[Problem]:
    for key, declared in standard.actors.items():
        if declared.kind != KINDS.get(key, "outside"):
            yield found(
                ("actors", key), None, "actor-kind",
                Message(N_("“{actor}” tidak dapat berjenis “{kind}”."), {"actor": key, "kind": declared.kind}),
                Message(N_("Jabatan dan seksi sudah tetap; standar hanya boleh menambah pihak luar (kind: outside).")),
            )  # fmt: skip
    kinds = {**dict.fromkeys(standard.actors, "outside"), **KINDS}
    yield from _annotated_actors(standard, kinds)
    yield from _signers(standard)
    yield from _issuers(standard, kinds)


def _annotated_actors(standard: Standard, kinds: Mapping[str, str]) -> Iterator[Problem]:
    for placed in standard.placed(Annotation):
        for path, name, allowed in _names(placed.value, _NAMED.get(type(placed.value), ())):
            if kinds.get(name) not in allowed:
                yield _unknown_actor(placed.path + path, placed.clause.id, name, allowed)


def _signers(standard: Standard) -> Iterator[Problem]:
    for index, signature in enumerate(standard.document.signatures):
        if KINDS.get(signature.post) != "post":
            path = ("document", "signatures", index, "post")
            yield _unknown_actor(path, "cover", signature.post, POST)


def _issuers(standard: Standard, kinds: Mapping[str, str]) -> Iterator[Problem]:
    for placed in standard.placed(Requirement):
        for path, paper in _papers(placed.value):
            for name in sorted(set(paper.issued_by) - set(kinds)):
                yield _unknown_actor((*placed.path, *path, "issued_by"), placed.clause.id, name, ANY)


def _papers(requirement: Requirement) -> Iterator[tuple[Path, Paper]]:
    yield (), requirement
    for index, alternative in enumerate(requirement.any_of):
        yield ("any_of", index), alternative


def _names(
    value: Annotation, named: tuple[tuple[str, frozenset[str]], ...]
) -> Iterator[tuple[Path, str, frozenset[str]]]:
    for key, allowed in named:
        given = getattr(value, key)
        for name in (given,) if isinstance(given, str) else given or ():
            yield (key,), name, allowed


def _unknown_actor(path: Path, clause: str, name: str, allowed: frozenset[str]) -> Problem:
    known = ", ".join(key for key, kind in KINDS.items() if kind in allowed)
    return found(
        path, clause, "unknown-post" if allowed <= OFFICE else "unknown-actor",
        Message(N_("“{name}” tidak dikenal di sini."), {"name": name}),
        Message(N_("Pilih salah satu: {known}. Pihak luar lain dinyatakan di “actors”."), {"known": known}),
    )  # fmt: skip


def _duplicates(standard: Standard) -> Iterator[Problem]:
    """Ids are what applications, ledger and translations point at; each must lead to one thing."""
    papers = (
        ((*placed.path, *path), placed.clause.id, paper.id)
        for placed in standard.placed(Requirement)
        for path, paper in _papers(placed.value)
    )
    kinds = (
        papers,
        ((p.path, p.clause.id, p.value.id) for p in standard.placed(StepAnnotation)),
        ((p.path, p.clause.id, p.value.id) for p in standard.placed(ProductAnnotation)),
        ((p.path, p.clause.id, p.value.id) for p in standard.placed(Facility)),
        ((p.path, p.clause.id, p.value.id) for p in standard.placed(Channel)),
        ((p.path, p.clause.id, p.clause.id) for p in standard.placed(Staffing)),
    )
    return chain.from_iterable(_twice(kind) for kind in kinds)


def _twice(placed: Iterator[tuple[Path, str, str]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, clause, name in placed:
        if name in seen:
            yield found(
                (*path, "id"), clause, "duplicate-id",
                Message(N_("“{id}” sudah dipakai pada {clause}."), {"id": name, "clause": seen[name]}),
                Message(N_("Beri id lain.")),
            )  # fmt: skip
        seen.setdefault(name, clause)


def _document(standard: Standard) -> Iterator[Problem]:
    if standard.status == "example" and standard.adapted_from is None:
        yield found(
            ("status",), None, "example-without-source",
            Message(N_("Contoh harus menyebut dokumen asalnya.")),
            Message(N_("Tulis “adapted_from:” dengan number, revision dan issued_on.")),
        )  # fmt: skip
    seen: set[str] = set()
    for position, section in enumerate(standard.sections):
        for component in section.components:
            if component in seen:
                yield found(
                    ("sections", position, "components"), None, "component-twice",
                    Message(N_("Komponen “{component}” sudah ada di bagian lain."), {"component": component}),
                    Message(N_("Sebut setiap komponen pada satu bagian saja.")),
                )  # fmt: skip
            seen.add(component)
    yield from _tables(standard)
    yield from _findings(standard)


def _tables(standard: Standard) -> Iterator[Problem]:
    for clause in standard.clauses():
        table = clause.clause.table
        if table is None or ".row" in clause.id:
            continue
        for index, row in enumerate(table.rows):
            if len(row) != len(table.columns):
                yield found(
                    (*clause.path, "table", "rows", index), f"{clause.id}.row{index + 1}", "table-row",
                    Message(N_("Baris tabel ini berisi {cells} sel untuk {columns} kolom."), {"cells": len(row), "columns": len(table.columns)}),
                    Message(N_('Isi setiap kolom; sel kosong ditulis "".')),
                )  # fmt: skip


def _findings(standard: Standard) -> Iterator[Problem]:
    ids = set(standard.ids())
    for index, finding in enumerate(standard.source_findings):
        if finding.clause not in ids:
            yield found(
                ("source_findings", index, "clause"), None, "unknown-clause",
                Message(N_("Temuan menunjuk ke “{clause}”, yang tidak ada."), {"clause": finding.clause}),
                Message(N_("Tulis nomor butir, cover, atau letterhead.")),
            )  # fmt: skip
