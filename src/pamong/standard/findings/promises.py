"""What the standard promises against what its own steps and requirements can keep."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations, islice, product

from pamong.standard.actors import KINDS
from pamong.standard.annotations.delivery import LimitAnnotation, ProductAnnotation, Requirement
from pamong.standard.chapters.procedure import procedure
from pamong.standard.conditions import Condition, FactValue, Truth, both, evaluate, tests_of
from pamong.standard.document import Placed, Standard, Step
from pamong.standard.findings.rule import Check, Circumstances, warn
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem

# Minutes of work in a unit that is counted while the office is open. Perpres 21/2023: 37.5 hours in five days.
OFFICE_MINUTES: Mapping[str, int] = {"minutes": 1, "hours": 60, "working_days": 450, "service_days": 450}
CALENDAR_DAYS: Mapping[str, int] = {"days": 1, "weeks": 7, "months": 30, "quarters": 90, "years": 365}
_MOST_CASES = 4096


def _way_back(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    steps = standard.steps()
    for place, step in enumerate(steps):
        if step.act != "dispatch" or step.closes:
            continue
        following = [other.act for other in steps[place + 1 :]]
        until = following.index("dispatch") if "dispatch" in following else len(following)
        if "receive_back" not in following[:until]:
            yield warn(
                "no-way-back", (*step.path, "act"), step.clause,
                Message(N_("Langkah “{step}” mengirim berkas ke luar, tetapi tidak ada langkah yang menerimanya kembali."), {"step": step.id}),
                Message(N_("Tambahkan langkah “act: receive_back” sesudahnya, dengan “interpretation” bila teksnya tidak menyebutnya.")),
            )  # fmt: skip


def _signer(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    for placed in standard.placed(ProductAnnotation):
        signer = placed.value.signed_by
        if signer is not None and not any(_signs(step, signer) for step in standard.steps()):
            yield warn(
                "signer-without-step", (*placed.path, "signed_by"), placed.clause.id,
                Message(N_("Produk ditandatangani “{signer}”, tetapi tidak ada langkah untuk tanda tangannya."), {"signer": signer}),
                Message(N_("Tambahkan langkah “act: sign” oleh jabatan itu, atau “act: await_signature” bila penanda tangannya di luar kantor.")),
            )  # fmt: skip


def _signs(step: Step, signer: str) -> bool:
    if KINDS.get(signer) == "post":
        return step.act == "sign" and signer in (step.actor or ("camat",))
    return step.act == "await_signature" or (step.act == "sign" and signer in step.actor)


def _step_times(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    for placed in standard.placed(LimitAnnotation):
        limit = placed.value
        most = limit.range.most if limit.range else limit.at_most or limit.about or 0
        for scale in (OFFICE_MINUTES, CALENDAR_DAYS):
            total = sum(
                step.takes.amount * scale[step.takes.unit]
                for step in _counted(standard, limit)
                if step.takes is not None and step.takes.unit in scale
            )
            if limit.unit in scale and total > most * scale[limit.unit]:
                yield warn(
                    "step-times-above-limit", placed.path, placed.clause.id,
                    Message(N_("Langkah-langkahnya bersama memerlukan {total}, sedangkan jangka waktunya {most} (dalam {unit})."),
                            {"total": total, "most": most * scale[limit.unit], "unit": _SMALLEST["minutes" in scale]}),
                    Message(N_("Perpendek langkahnya, atau perpanjang jangka waktunya.")),
                )  # fmt: skip


_SMALLEST = {True: Message(N_("menit kerja")), False: Message(N_("hari kalender"))}


def _counted(standard: Standard, limit: LimitAnnotation) -> Iterator[Step]:
    """The steps while the clock runs: after the examination (or the submission) up to the one that ends the limit."""
    table = procedure(standard)
    start = "submit" if limit.from_ == "submitted" else "examine"
    end = "hand_over" if limit.until == "handed_over" else "ready"
    running = False
    for step in table.office_steps:
        if running:
            yield step
        running = (running or step.act == start) and step.act != end


def _contradicted(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    placed = standard.placed(Requirement)
    by_id = {one.value.id: one for one in placed}
    for one in placed:
        other = by_id.get(one.value.replaces or "")
        if other is not None and _both_hold(one, other, standard):
            yield _contradiction(
                other, one, N_("“{one}” diminta juga ketika “{other}” menggantikannya."),
                N_("Beri “{one}” syarat “when” yang mengecualikan keadaan pada “{other}”."),
            )  # fmt: skip
    for first, second in combinations(placed, 2):
        if _differ(first.value, second.value) and _both_hold(first, second, standard):
            yield _contradiction(
                second, first, N_("“{one}” dan “{other}” meminta dokumen yang sama dengan sifat yang berbeda."),
                N_("Gabungkan “{one}” dan “{other}”, atau beri keduanya syarat yang tidak berlaku bersamaan."),
            )  # fmt: skip


def _contradiction(one: Placed[Requirement], other: Placed[Requirement], text: str, mend: str) -> Problem:
    said = {"one": one.value.id, "other": other.value.id}
    return warn(
        "requirement-contradicted", (*one.path, "id"), one.clause.id, Message(text, said), Message(mend, said)
    )


def _differ(first: Requirement, second: Requirement) -> bool:
    """The same document, asked with another form, or with another value of the same attribute."""
    if first.document is None or first.document != second.document:
        return False
    forms = {first.form, second.form} - {None}
    shared = set(first.attributes) & set(second.attributes)
    return len(forms) > 1 or any(first.attributes[name] != second.attributes[name] for name in shared)


def _both_hold(one: Placed[Requirement], other: Placed[Requirement], standard: Standard) -> bool:
    """Whether there is an applicant who is asked for both."""
    condition = both(one.value.when, other.value.when)
    return any(evaluate(condition, facts) is Truth.YES for facts in _cases(condition, standard))


def _cases(condition: Condition | None, standard: Standard) -> Iterator[dict[str, FactValue]]:
    """Applicants on both sides of every bound the condition names; the first few thousand of them."""
    constants: dict[str, set[str | int | bool]] = {}
    for test in tests_of(condition):
        values = test.value if isinstance(test.value, tuple) else (test.value,)
        constants.setdefault(test.fact, set()).update(values)
    names = sorted(constants)
    values_of = [_values(name, constants[name], standard) for name in names]
    for case in islice(product(*values_of), _MOST_CASES):
        yield dict(zip(names, case, strict=True))


def _values(name: str, constants: set[str | int | bool], standard: Standard) -> tuple[FactValue, ...]:
    fact = standard.facts[name]
    texts = sorted(str(constant) for constant in constants)
    match fact.value_kind:
        case "number":
            near = {int(constant) + step for constant in constants for step in (-1, 0, 1)}
            return tuple(sorted(near | {0, 1}))
        case "truth":
            return (True, False)
        case "date":
            days = (date.fromisoformat(text) for text in texts)
            return tuple(day + timedelta(days=step) for day in days for step in (-1, 0, 1))
        case _ if fact.several:
            sizes = range(len(texts) + 1)
            return tuple(chosen for size in sizes for chosen in combinations(texts, size))
        case _:
            return (*texts, *sorted(set(fact.choices) - set(texts)), "")


CHECKS: tuple[Check, ...] = (_way_back, _signer, _step_times, _contradicted)
