"""One prepared form, and lists of them, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.applications.codes import spaced
from pamong.applications.present import rows, words
from pamong.desa.forms import ArrivalForm
from pamong.desa.queries import FormPage, FormRow
from pamong.desa.rules import WITHDRAWAL_REASONS, Comparison, Difference, FormState, Preparation
from pamong.residents import queries as residents
from pamong.residents.queries import ResidentRow
from pamong.residents.rules import CITIZENSHIPS, MISSING_REASONS, SEXES
from pamong.shell.rows import StatusKind
from pamong.shell.words import day, label, message, moment
from pamong.standard.chapters.requirements import ChecklistItem
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message

STATES: Mapping[FormState, tuple[StatusKind, Message]] = {
    FormState.DRAFT: ("waiting", Message(N_("Konsep"))),
    FormState.SENT: ("outside", Message(N_("Dikirim ke kecamatan"))),
    FormState.TAKEN_IN: ("closed", Message(N_("Diterima kecamatan"))),
    FormState.WITHDRAWN: ("withdrawn", Message(N_("Ditarik"))),
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in a list: whose it is, where it stands, how long it waits, and where it leads."""

    url: str
    code: str
    name: str
    birth_year: int
    desa: str
    service: str
    status: StatusKind
    status_text: str
    when: str
    aged: str


def lines(found: Sequence[FormRow], zone: ZoneInfo, *, counter: bool = False) -> list[FormLine]:
    """Forms in a list; at the counter each leads to where it is taken in."""
    return [_line(row, zone, "desa:take_in" if counter else "desa:form") for row in found]


def _line(row: FormRow, zone: ZoneInfo, page: str) -> FormLine:
    kind, text = STATES[row.state]
    since = row.ended_at or row.sent_at or row.prepared_at
    return FormLine(
        url=reverse(page, args=[row.code]),
        code=spaced(row.code),
        name=row.name,
        birth_year=row.birth_year,
        desa=row.desa,
        service=row.service.upper(),
        status="late" if row.aged else kind,
        status_text=waited(row.waited) if row.aged else message(text),
        when=day(since, zone),
        aged=waited(row.waited) if row.state is FormState.SENT and not row.aged else "",
    )


def waited(days: int) -> str:
    """`menunggu 8 hari`."""
    if days == 0:
        return _("dikirim hari ini")
    return ngettext("menunggu %(n)s hari", "menunggu %(n)s hari", days) % {"n": days}


def page(found: FormPage, zone: ZoneInfo) -> dict[str, Any]:
    """Everything a form's own page draws beside the forms of its acts."""
    kind, text = STATES[found.row.state]
    return {
        "row": found.row,
        "code": found.row.code,
        "code_spaced": spaced(found.row.code),
        "form_name": found.preparation.form,
        "status": kind,
        "status_text": message(text),
        "facts": facts(found, zone),
        "differences": differing(found.differences, found.preparation),
        "numbers": _about_number(found),
        "aged": waited(found.row.waited) if found.row.aged else "",
        "clause": found.preparation.clause,
        "signing": found.preparation.signing,
        "seen": [text for name, text in wanted(found.preparation) if name in found.seen],
    }


def facts(found: FormPage, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What stands on the form; numbers by their last two digits, and with them the birth year and not the date."""
    said = found.content
    number = residents.examine_number(said.number).number if said.number else None
    kk_number = residents.examine_kk_number(said.kk_number).number if said.kk_number else None
    missing = MISSING_REASONS.get(said.number_missing_reason)
    pairs = [
        (_("Nama"), said.name),
        (_("NIK"), str(number) if number else message(missing) if missing else ""),
        (_("Nomor KK"), str(kk_number) if kk_number else ""),
        (_("Lahir"), f"{said.birth_place}, {said.birth_date.year}"),
        (_("Jenis kelamin"), message(SEXES[said.sex])),
        (_("Kewarganegaraan"), message(CITIZENSHIPS[said.citizenship])),
        (_("Alamat"), ", ".join(part for part in (said.address, found.row.desa) if part)),
        (_("Nomor telepon"), said.phone),
    ]
    pairs += [_answer(name, value, found) for name, value in said.answers.items()]
    dates = [
        (_("Disiapkan"), moment(found.row.prepared_at, zone)),
        (_("Dikirim"), moment(found.row.sent_at, zone) if found.row.sent_at else ""),
    ]
    reason = WITHDRAWAL_REASONS.get(found.withdraw_reason)
    return [
        *pairs,
        *dates,
        *([(_("Alasan ditarik"), message(reason))] if reason else []),
        *(
            [(_("Nomor register"), f"{found.row.service.upper()} {found.row.number}")]
            if found.row.number
            else []
        ),
    ]


def _answer(name: str, value: Any, found: FormPage) -> tuple[str, str]:
    fact = found.standard.facts.get(name)
    chosen = value if isinstance(value, list) else [value]
    said = [label(fact.labels[one]) if fact and one in fact.labels else str(one) for one in chosen]
    return rows.fact_name(name, found.standard), ", ".join(said)


def differing(found: Sequence[Difference], prepared: Preparation) -> list[str]:
    """One line for every field that is not the same on form and card."""
    paper = label(prepared.compared_with) if prepared.compared_with else _("KK")
    said = {
        Comparison.DIFFERENT: N_("%(field)s pada formulir berbeda dengan %(paper)s."),
        Comparison.NOT_COMPARED: N_("%(field)s belum dicocokkan dengan %(paper)s."),
    }
    return [
        _(said[each.found]) % {"field": message(words.FIELDS[each.field]), "paper": paper} for each in found
    ]


def wanted(prepared: Preparation) -> list[tuple[str, str]]:
    """What is to be seen on the paper form before it goes, as boxes to tick."""
    signatures = [(name, message(words.demand(name)).capitalize()) for name in prepared.signatures]
    return [*signatures, *((each.id, label(each.name)) for each in prepared.attached)]


def _about_number(found: FormPage) -> list[str]:
    said = found.content
    if not said.number:
        return []
    finding = residents.examine_number(said.number, birth_date=said.birth_date, sex=said.sex)
    return [message(each) for each in finding.warnings]


def arriving(
    found: FormPage,
    form: ArrivalForm,
    items: Sequence[ChecklistItem],
    standard: Standard,
    known: ResidentRow | None,
    zone: ZoneInfo,
) -> dict[str, Any]:
    """What the counter sees beside the form: the standard's questions, the papers, and whom the office knows."""
    shown = rows.requirements(items, standard)
    boxes = {box.data["value"]: box for box in form["present"].subwidgets}
    said = found.content
    other = known is not None and (known.name.casefold(), known.birth_date) != (
        said.name.casefold(),
        said.birth_date,
    )
    return {
        **page(found, zone),
        "form": form,
        "questions": [form[f"fact_{fact.name}"] for fact in form.asked],
        "requirements": [(row, boxes[row.id]) for row in shown if not row.undetermined],
        "undetermined": [row for row in shown if row.undetermined],
        "waits_for": ", ".join(dict.fromkeys(row.undetermined for row in shown if row.undetermined)),
        "known": known,
        "known_differs": other,
    }
