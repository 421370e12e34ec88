"""What makes a procedure unusable: steps nobody can reach, leave or perform."""

from collections.abc import Iterator

from pamong.standard.actors import KINDS
from pamong.standard.acts import ACTS, EVERYWHERE, EXAMINATION_OUTCOMES
from pamong.standard.annotations.delivery import LimitAnnotation
from pamong.standard.annotations.quality import Facility
from pamong.standard.chapters.procedure.moves import Procedure, procedure
from pamong.standard.document import Standard, Step
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem, found


def problems(standard: Standard) -> tuple[Problem, ...]:
    """All problems of the procedure. Ways are followed only when every single step makes sense."""
    steps = standard.steps()
    own = [problem for step in steps for problem in (*_act(step), *_actor(step), *_uses(standard, step))]
    own += _submission(standard)
    if own:
        return tuple(own)
    table = procedure(standard)
    own += [
        problem for step in table.office_steps for problem in (*_outcomes(table, step), *_order(table, step))
    ]
    if own:
        return tuple(own)
    return (*_ways(table), *_clock(standard, table))


def _problem(step: Step, key: str, rule: str, text: str, mend: str, **params: object) -> Problem:
    path = (*step.path, key)
    return found(path, step.clause, rule, Message(text, {"step": step.id, **params}), Message(mend, params))


def _act(step: Step) -> Iterator[Problem]:
    if step.act not in ACTS or step.act in EVERYWHERE:
        acts = ", ".join(act for act in ACTS if act not in EVERYWHERE)
        yield _problem(
            step, "act", "unknown-act",
            N_("Perbuatan “{act}” tidak dikenal sebagai langkah."),
            N_("Pilih salah satu: {acts}. Perbuatan lain ditulis sebagai “do” dengan namanya."),
            act=step.act, acts=acts,
        )  # fmt: skip


def _actor(step: Step) -> Iterator[Problem]:
    if not step.actor and not step.interpretation:
        yield _problem(
            step, "actor", "step-without-actor",
            N_("Langkah “{step}” tidak menyebut pelaku."),
            N_("Tulis “actor:”, atau “interpretation:” yang menjelaskan siapa yang mengerjakannya."),
        )  # fmt: skip
    for key, name in (("received_by", step.received_by), ("substitute", step.substitute)):
        if name is not None and KINDS.get(name) not in {"post", "unit"}:
            yield _problem(
                step, key, "unknown-post",
                N_("“{name}” bukan jabatan atau seksi di kantor."),
                N_("Tulis jabatan seperti loket, operator, kasi, sekretaris, atau camat."),
                name=name,
            )  # fmt: skip


def _uses(standard: Standard, step: Step) -> Iterator[Problem]:
    facilities = standard.placed(Facility)
    ids = {placed.value.id for placed in facilities}
    books = {placed.value.book for placed in facilities}
    missing = [("uses", name) for name in step.uses if name not in ids]
    missing += [("record_in", step.record_in)] if step.record_in and step.record_in not in books else []
    for key, name in missing:
        yield _problem(
            step, key, "unknown-facility",
            N_("Langkah ini memakai “{name}”, yang tidak ada di antara sarana."),
            N_("Tambahkan sarana itu pada bagiannya, atau perbaiki ejaannya."),
            name=name,
        )  # fmt: skip


def _submission(standard: Standard) -> list[Problem]:
    submits = [step for step in standard.steps() if step.act == "submit"]
    if not submits:
        return [
            found(
                ("sections",), None, "submit-missing",
                Message(N_("Tidak ada langkah tempat pemohon mengajukan permohonan.")),
                Message(N_("Tambahkan satu langkah dengan “act: submit”.")),
            )
        ]  # fmt: skip
    again = [
        _problem(
            step, "act", "submit-twice",
            N_("Permohonan sudah diajukan pada langkah “{first}”."),
            N_("Sisakan satu langkah dengan “act: submit”."),
            first=submits[0].id,
        )
        for step in submits[1:]
    ]  # fmt: skip
    conditional = [
        _problem(
            step, "when", "submit-conditional",
            N_("Pengajuan tidak dapat bergantung pada keadaan: setiap permohonan mulai dan kembali ke sini."),
            N_("Hapus “when:” dari langkah ini."),
        )
        for step in submits[:1]
        if step.when is not None
    ]  # fmt: skip
    return again + conditional


def _outcomes(table: Procedure, step: Step) -> Iterator[Problem]:
    known = {other.id for other in table.office_steps}
    for name, outcome in step.outcomes.items():
        if step.act == "examine" and name not in EXAMINATION_OUTCOMES:
            yield _problem(
                step, "outcomes", "unknown-outcome",
                N_("Pemeriksaan tidak mengenal hasil “{name}”."),
                N_("Pilih salah satu: {names}."),
                name=name, names=", ".join(EXAMINATION_OUTCOMES),
            )  # fmt: skip
        if outcome.to is not None and outcome.to not in known:
            yield _problem(
                step, "outcomes", "unknown-step",
                N_("Hasil “{name}” menuju langkah “{to}”, yang tidak ada di kantor ini."),
                N_("Tulis id langkah yang ada."),
                name=name, to=outcome.to,
            )  # fmt: skip


def _order(table: Procedure, step: Step) -> Iterator[Problem]:
    ids = [other.id for other in table.office_steps]
    if ids.index(step.id) < ids.index(table.submit_step):
        yield _problem(
            step, "act", "before-submission",
            N_("Langkah “{step}” dikerjakan kantor sebelum permohonan diajukan."),
            N_("Pindahkan sesudah pengajuan, atau pakai “act: prepare” bila bukan pekerjaan kantor."),
        )  # fmt: skip
    if ACTS[step.act].waiting_holder == "outside" and table.holder(step.id).name == "outside":
        yield _problem(
            step, "act", "outside-unknown",
            N_("Langkah “{step}” menunggu pihak luar, tetapi tidak jelas siapa."),
            N_("Tulis “at:” pada langkah ini, atau “to:” pada langkah pengiriman sebelumnya."),
        )  # fmt: skip


def _ways(table: Procedure) -> Iterator[Problem]:
    """A step may be skipped, so a way must lead on both from the step and from past it."""
    following = {step.id: _following(table, step) for step in table.office_steps}
    reached = _closure({table.submit_step}, following)
    for step in table.office_steps:
        if step.id not in reached:
            yield _problem(
                step, "id", "unreachable-step",
                N_("Tidak ada jalan dari pengajuan ke langkah “{step}”."),
                N_("Arahkan suatu hasil ke langkah ini, atau hapus langkahnya."),
            )  # fmt: skip
        elif not _closure({step.id}, following) & _closing(table) or None in following[step.id]:
            yield _problem(
                step, "id", "dead-end",
                N_("Dari langkah “{step}” permohonan tidak dapat diselesaikan."),
                N_("Beri langkah terakhir “closes: true” tanpa “when:”, misalnya penyerahan."),
            )  # fmt: skip


def _closing(table: Procedure) -> set[str | None]:
    return {
        step.id
        for step in table.office_steps
        if any(lead.closes and not lead.refuses for lead in table.leads(step.id))
    }


def _following(table: Procedure, step: Step) -> frozenset[str | None]:
    """Every step an application may stand at next; None where it would fall off the end."""
    found_steps: set[str | None] = set()
    for lead in table.leads(step.id):
        if not lead.closes:
            found_steps |= _landings(table, lead.to)
    return frozenset(found_steps)


def _landings(table: Procedure, target: str | None) -> set[str | None]:
    ids = [step.id for step in table.office_steps]
    landings: set[str | None] = set()
    for step in table.office_steps[ids.index(target) :] if target else ():
        landings.add(step.id)
        if step.when is None:
            return landings
    return landings | {None}


def _closure(start: set[str | None], following: dict[str, frozenset[str | None]]) -> set[str | None]:
    seen: set[str | None] = set()
    open_steps = set(start)
    while open_steps:
        step = open_steps.pop()
        seen.add(step)
        if step is not None:
            open_steps |= following[step] - seen
    return seen


def _clock(standard: Standard, table: Procedure) -> Iterator[Problem]:
    stops = any(
        lead.clock == "stop" and not lead.refuses
        for step in table.office_steps
        for lead in table.leads(step.id)
    )
    starts = any(lead.clock == "start" for lead in table.leads(table.submit_step))
    for placed in standard.placed(LimitAnnotation):
        if not stops:
            yield found(
                placed.path, placed.clause.id, "limit-never-ends",
                Message(N_("Tidak ada langkah yang menghentikan jam, jadi jangka waktu tidak pernah berakhir.")),
                Message(N_("Tambahkan langkah “act: ready”, atau “clock: stop” pada langkah yang mengakhirinya.")),
            )  # fmt: skip
        if placed.value.from_ == "submitted" and not starts:
            yield found(
                placed.path, placed.clause.id, "limit-never-starts",
                Message(N_("Jangka waktu mulai ketika permohonan diajukan, tetapi langkah pengajuan tidak menjalankan jam.")),
                Message(N_("Tambahkan “clock: start” pada langkah pengajuan.")),
            )  # fmt: skip
