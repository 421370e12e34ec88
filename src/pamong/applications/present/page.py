"""The application page: what it shows and which acts it offers this person."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pamong.applications import forms, rules
from pamong.applications.codes import spaced
from pamong.applications.present import papers, rows, scans, told, words
from pamong.applications.queries.page import ApplicationPage, ItemRow
from pamong.applications.rules import ItemState
from pamong.offices import queries as offices
from pamong.readiness import present as readiness
from pamong.shell.addresses import reverse
from pamong.shell.fields import typed
from pamong.shell.rows import ChecklistRow
from pamong.shell.words import label, message, moment
from pamong.staff import queries as staff
from pamong.staff.kept import KeptRow
from pamong.staff.rules import Actor, posts_of
from pamong.standard.chapters.requirements import Need
from pamong.standard.conditions import Truth, evaluate, facts_of
from pamong.standard.document import Step
from pamong.standard.facts import asked, conditions
from pamong.standard.messages import Refusal
from pamong.vault.numbers import mask_typed

# Acts that have a form of their own on the page; every other act is the plain "it is done" of StepForm.
_OWN_FORM = frozenset({"submit", "examine", "hand_over"})


@dataclass(frozen=True)
class Offer:
    """One act the page offers: where it goes, what its button says, the form with it, and why it is needed."""

    url: str
    button: str
    form: forms.ActForm
    why: str = ""
    form_name: str = ""
    earlier: KeptRow | None = None


def context(
    page: ApplicationPage,
    actor: Actor,
    *,
    bound: Mapping[str, forms.ActForm],
    refusal: Refusal | None,
    new_key: Callable[[], str],
    find: Callable[[Collection[str]], Mapping[str, KeptRow]],
) -> dict[str, Any]:
    """Everything the template draws. `bound` forms keep what was typed after an error, the others what `find` has."""
    zone = offices.zone(actor.office)
    people = staff.names_of({row.entry.actor for row in page.timeline})
    offers = _restored(page, _offers(page, actor, bound, new_key), find)
    return {
        "page": page,
        "status": (rows.state_kind(page.state, page.clock.urgency), rows.state_text(page.state)),
        "holder": words.held_by(
            page.state.holder,
            page.whereabouts,
            page.held_since,
            actors=page.standard.actors,
            said=moment,
            zone=zone,
        ),
        "due": rows.due_text(page.clock, page.state, zone),
        "facts": _facts(page, zone),
        "since_visit": rows.age(page.since_visit),
        "since_complete": rows.age(page.since_complete) if page.since_complete else "",
        "steps": rows.steps(page.steps, page.standard.actors, zone),
        "checklist": _checklist(page, offers),
        "invalid_fields": [
            (message(words.FIELDS[row["field"]]), row["given"], row["evidence"])
            for row in page.invalid_fields
            if row["field"] in words.FIELDS
        ],
        "timeline": rows.timeline(page.timeline, people, zone),
        "explanation": rows.explanation(page.clock, zone) if page.clock.binding else (),
        "step_name": label(page.step_name) if page.step_name else "",
        "refusal": refusal,
        "refusal_text": _quoted(page, refusal),
        "offers": offers,
        "ticks": _ticks(page, offers["resubmit"].form) if "resubmit" in offers else (),
        "examining": page.act == "examine",
        "idle": _idle(page, actor),
        "stopped": readiness.stopped(page.stopped) if page.stopped else "",
        "papers": papers.offered(page, actor, new_key),
        "notices": told.section(page, actor, zone),
        "scans": scans.section(page, actor, zone, bound, new_key),
    }


def _restored(
    page: ApplicationPage,
    offers: Mapping[str, Offer],
    find: Callable[[Collection[str]], Mapping[str, KeptRow]],
) -> dict[str, Offer]:
    """The offers with what this person had begun to type. They belong to the application as it stood then: after
    another act on it, what was found before is not what is found now.
    """
    names = {name: f"{name}:{page.code}:{page.version}" for name in offers}
    found = find(names.values())
    for name, offer in offers.items():
        if earlier := found.get(names[name]):
            offer.form.initial = {**offer.form.initial, **typed(offer.form, earlier.values)}
    return {
        name: replace(offer, form_name=names[name], earlier=found.get(names[name]))
        for name, offer in offers.items()
    }


def _checklist(page: ApplicationPage, offers: Mapping[str, Offer]) -> tuple[ChecklistRow, ...]:
    """The checklist as it is stored; after an error as it was just sent, and a kept form as it was typed, so that
    nothing is lost.
    """
    stored = rows.checklist(page.checklist, page.standard)
    offer = offers.get("examination")
    if offer is None or not (offer.form.is_bound or offer.earlier):
        return stored
    sent = offer.earlier.values if offer.earlier else offer.form.data
    known = {str(state) for state in ItemState}
    return tuple(
        replace(
            row,
            state=state  # type: ignore[arg-type]  # the values of ItemState are the shell's four
            if (state := str(sent.get(f"state-{row.id}", row.state))) in known
            else row.state,
            reason=mask_typed(str(sent.get(f"reason-{row.id}", row.reason))),
        )
        for row in stored
    )


def _facts(page: ApplicationPage, zone: ZoneInfo) -> list[tuple[str, ...]]:
    """What identifies the application, few lines: its own person, when it came, what binds it, its public code."""
    resident = page.resident
    number = resident.number_masked if resident.number_known else _("NIK belum diketahui")
    found: list[tuple[str, ...]] = [
        (
            _("Pemohon"),
            _("lahir %(year)s") % {"year": resident.birth_year} + f", {resident.village_name}",
            number,
        ),
        (_("Diterima"), moment(page.submitted_at, zone), *_late(page, zone)),
        (_("Standar"), page.standard_number, _("revisi %(revision)s") % {"revision": page.revision}),
        (_("Kode publik"), spaced(page.code)),
    ]
    return [*found, (_("Rujukan"), page.reference)] if page.reference else found


def _late(page: ApplicationPage, zone: ZoneInfo) -> tuple[str, ...]:
    """That the intake was done on paper, and when it was entered."""
    if page.entered_late_at is None:
        return ()
    return (_("entri susulan, dicatat %(moment)s") % {"moment": moment(page.entered_late_at, zone)},)


def _idle(page: ApplicationPage, actor: Actor) -> str:
    """Why this person has no step to do here now; empty for whoever has one."""
    if page.state.closed_at is not None:
        return _("Permohonan ini sudah selesai; tidak ada yang perlu dikerjakan.")
    if actor.post in posts_of(page.posts):
        return ""
    posts = ", ".join(words.actor_name(name, page.standard.actors) for name in sorted(page.posts))
    return _("Langkah ini dicatat oleh: %(posts)s") % {"posts": posts}


def _lacking(page: ApplicationPage) -> list[ItemRow]:
    """What a returned application still needs; what was found good does not come a second time."""
    return [
        row
        for row in page.checklist
        if row.item.need is not Need.NOT_APPLICABLE and row.state is not ItemState.PRESENT
    ]


def _ticks(page: ApplicationPage, form: forms.ActForm) -> list[tuple[Any, Any]]:
    """The papers of a resubmission, each with its box."""
    lacking = _lacking(page)
    boxes = {box.data["value"]: box for box in form["present"].subwidgets}
    return [(row, boxes[row.id]) for row in rows.checklist(lacking, page.standard)]


def _quoted(page: ApplicationPage, refusal: Refusal | None) -> str:
    """The text of the clause a refusal rests on."""
    if refusal is None or refusal.clause is None or refusal.clause not in page.standard.ids():
        return ""
    return page.standard.clause(refusal.clause).text if refusal.clause not in {"cover", "letterhead"} else ""


def _offers(
    page: ApplicationPage, actor: Actor, bound: Mapping[str, forms.ActForm], new_key: Callable[[], str]
) -> dict[str, Offer]:
    """The acts open to this person now, by name. An act that would be refused for post or state is not offered."""
    if page.state.closed_at is not None:
        return _reversal(page, actor, bound, new_key)
    offers: dict[str, Offer] = {}
    unit = actor.post in posts_of(frozenset({"general_services"}))
    items = [row.item for row in page.checklist]
    if actor.post in posts_of(page.posts):
        offers |= _step(page, bound, new_key)
    if unit and (page.act == "examine" or (page.state.clock_runs and page.state.holder.kind == "office")):
        form = bound.get("examination") or forms.ExaminationForm(items, initial=_found(page, new_key()))
        offers["examination"] = _offer(page, "complete", "Lengkap dan valid", form)
    if unit and (why := _why_ask(page)):
        form = bound.get("national_answer") or forms.NationalAnswerForm(initial={"key": new_key()})
        offers["national_answer"] = _offer(page, "national_answer", "", form, why)
    if unit:
        offers |= _beside(page, bound, new_key)
    return offers | _reversal(page, actor, bound, new_key)


def _why_ask(page: ApplicationPage) -> str:
    """Which clauses wait for what a register does not know; empty when none does."""
    silent = {
        fact.name
        for fact in asked(page.standard)
        if fact.only_if_silent and page.facts.get(fact.name) is None
    }
    clauses = {
        clause: None for clause, _path, condition in conditions(page.standard) if facts_of(condition) & silent
    }
    if not clauses:
        return ""
    return _(
        "Butir %(clauses)s baru dapat diputuskan setelah ini diketahui: %(facts)s. "
        "Tanyakan kepada sistem kependudukan nasional, lalu simpan jawabannya di sini."
    ) % {
        "clauses": ", ".join(clauses),
        "facts": ", ".join(rows.fact_name(name, page.standard) for name in sorted(silent)),
    }


def _found(page: ApplicationPage, key: str) -> dict[str, Any]:
    stored: dict[str, Any] = {"key": key}
    for row in page.checklist:
        stored |= {
            f"state-{row.item.id}": str(row.state),
            f"reason-{row.item.id}": row.note,
            f"named-{row.item.id}": row.named,
        }
    return stored


def _step(
    page: ApplicationPage, bound: Mapping[str, forms.ActForm], new_key: Callable[[], str]
) -> dict[str, Offer]:
    """The awaited step itself."""
    button = message(words.BUTTONS.get(page.act, words.OPEN))
    if page.act == "submit":
        lacking = [row.item for row in _lacking(page)]
        form: forms.ActForm = bound.get("resubmit") or forms.PresentForm(lacking, initial={"key": new_key()})
        return {"resubmit": _offer(page, "resubmit", button, form)}
    if page.act == "hand_over":
        form = bound.get("hand_over") or forms.HandOverForm(
            rules.RELATIONS,
            rules.IDENTITIES,
            initial={"key": new_key(), "collector": page.resident.name, "relation": "self"},
        )
        return {"hand_over": _offer(page, "hand_over", button, form)}
    if page.act in _OWN_FORM:
        return {}
    address: str = "perform"
    kind: type[forms.AwaitedForm] = forms.StepForm
    if page.act == "record_biometrics":
        address, kind = "record_biometrics", forms.AwaitedForm
    if evaluate(_awaited(page).when, page.facts) is Truth.NO:
        address, kind, button = "skip", forms.AwaitedForm, message(words.SKIP)
    form = bound.get("step") or kind(initial={"key": new_key(), "step": page.state.step})
    return {"step": _offer(page, address, button, form)}


def _awaited(page: ApplicationPage) -> Step:
    return next(step for step in page.standard.steps() if step.id == page.state.step)


def _beside(
    page: ApplicationPage, bound: Mapping[str, forms.ActForm], new_key: Callable[[], str]
) -> dict[str, Offer]:
    """What can happen beside the steps: refuse, hold or release, withdraw."""

    def reasons(
        name: str, table: Mapping[str, Any], kind: type[forms.ReasonForm] = forms.ReasonForm
    ) -> forms.ActForm:
        likely = {"reason": "equipment_broken"} if page.stopped and name == "hold" else {}
        return bound.get(name) or kind(table, initial={"key": new_key(), **likely}, prefix=name)

    offers = {"withdraw": _offer(page, "withdraw", "", reasons("withdraw", rules.WITHDRAWAL_REASONS))}
    if page.act == "examine":
        offers["refuse"] = _offer(page, "refuse", "", reasons("refuse", rules.REFUSAL_REASONS))
    if page.state.hold_reason:
        form = bound.get("release") or forms.ActForm(initial={"key": new_key()})
        offers["release"] = _offer(page, "release", "", form)
    elif page.state.holder.kind != "applicant":
        offers["hold"] = _offer(page, "hold", "", reasons("hold", rules.HOLD_REASONS, forms.HoldForm))
    return offers


def _reversal(
    page: ApplicationPage, actor: Actor, bound: Mapping[str, forms.ActForm], new_key: Callable[[], str]
) -> dict[str, Offer]:
    # A due date that moved with the calendar is no act of a person: the reversal looks through it too.
    last = next(row.entry for row in reversed(page.timeline) if row.entry.verb != "recompute_due")
    first_reason = next(iter(rules.REVERSAL_REASONS))
    if rules.may_reverse(last.verb, post=actor.post, reason=first_reason) is not None:
        return {}
    form = bound.get("reverse") or forms.ReversalForm(
        rules.REVERSAL_REASONS, initial={"key": new_key(), "entry": str(last.id)}, prefix="reverse"
    )
    return {"reverse": _offer(page, "reverse", message(words.verb(last.verb)), form)}


def _offer(page: ApplicationPage, name: str, button: str, form: forms.ActForm, why: str = "") -> Offer:
    return Offer(url=reverse(f"applications:{name}", args=[page.code]), button=button, form=form, why=why)
