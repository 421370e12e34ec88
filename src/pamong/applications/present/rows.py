"""The counter's typed rows as the shell draws them: every text translated, every date in the office's own zone."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.applications.late import LATE_REASONS
from pamong.applications.present import words
from pamong.applications.queries.page import Clock, ItemRow, MovedDate, TimelineRow
from pamong.applications.queries.queue import QueueRow, Urgency
from pamong.applications.queries.steps import StepRow
from pamong.applications.rules import HOLD_REASONS, Outcome, State
from pamong.shell import rows as shell
from pamong.shell.addresses import reverse
from pamong.shell.words import day, label, message, moment, weekday_date, weekday_moment
from pamong.staff.rules import POSTS
from pamong.standard.chapters.requirements import ChecklistItem, Need, attribute_text
from pamong.standard.document import Standard
from pamong.workdays.answers import Elapsed

# Standards write a size as 3x4; paper is measured in centimetres, and the reader is told so.
_SIZE: Final = re.compile(r"(\d+)x(\d+)")


def checklist(items: Sequence[ItemRow], standard: Standard) -> tuple[shell.ChecklistRow, ...]:
    """The checklist of one application."""
    return tuple(
        _item(row.item, standard, state=str(row.state), reason=row.note or row.named) for row in items
    )


def requirements(items: Sequence[ChecklistItem], standard: Standard) -> tuple[shell.ChecklistRow, ...]:
    """The requirements for a person before anything was handed over; what does not apply is left out."""
    return tuple(
        _item(item, standard, state="not_examined") for item in items if item.need is not Need.NOT_APPLICABLE
    )


def _item(item: ChecklistItem, standard: Standard, *, state: str, reason: str = "") -> shell.ChecklistRow:
    return shell.ChecklistRow(
        id=item.id,
        clause=item.clause,
        name=label(item.name),
        state=state,  # type: ignore[arg-type]  # the values of ItemState are the shell's four
        attributes=attributes(item),
        issued_by=", ".join(words.actor_name(name, standard.actors) for name in item.issued_by),
        copies=_copies(item),
        reason=reason,
        interpretation=item.interpretation or "",
        group=label(item.group_name) if item.group_name else "",
        optional=item.optional,
        undetermined=_missing(item, standard) if item.need is Need.UNDETERMINED else "",
    )


def _missing(item: ChecklistItem, standard: Standard) -> str:
    """The facts that must be known first, as the standard calls them."""
    return ", ".join(fact_name(name, standard) for name in item.missing_facts)


def fact_name(name: str, standard: Standard) -> str:
    """A fact as the standard calls it; by its key where it gives no words."""
    fact = standard.facts.get(name)
    return label(fact.label) if fact is not None and fact.label is not None else name


def attributes(item: ChecklistItem) -> tuple[str, ...]:
    """What the paper must look like for this person, in words."""
    demands = [
        message(attribute_text(name, _SIZE.sub(r"\1 x \2 cm", wanted))) for name, wanted in item.attributes
    ]
    return (*demands, *(message(words.demand(name)) for name in item.records))


def _copies(item: ChecklistItem) -> str:
    kind = {True: _("asli"), False: _("fotokopi"), None: ""}[item.original]
    if item.copies is None:
        return kind
    sheets = ngettext("%(n)s lembar", "%(n)s lembar", item.copies) % {"n": item.copies}
    return f"{kind}, {sheets}" if kind else sheets


def steps(
    rows: Sequence[StepRow], actors: words.Actors, zone: ZoneInfo, *, public: bool = False
) -> tuple[shell.StepRow, ...]:
    """The steps as the standard prints them. What the public reads carries the weekday, and no hour."""
    said = weekday_date if public else moment
    return tuple(
        shell.StepRow(
            clause=row.clause,
            text=label(row.name),
            state=str(row.state),  # type: ignore[arg-type]  # the values of StepState are the shell's
            holder=words.party(row.holder, actors),
            when=said(row.done_at, zone) if row.done_at else "",
        )
        for row in rows
    )


def timeline(
    rows: Sequence[TimelineRow], people: Mapping[str, str], zone: ZoneInfo
) -> tuple[shell.TimelineRow, ...]:
    """What happened, newest first. `people` maps the entries' opaque actors to names."""
    reversed_ids = {row.entry.payload.get("reversed") for row in rows}
    return tuple(
        shell.TimelineRow(
            moment=moment(row.entry.recorded_at, zone),
            act=message(words.verb(row.entry.verb)),
            actor=people.get(row.entry.actor, ""),
            post=message(POSTS[row.entry.actor_post].label) if row.entry.actor_post in POSTS else "",
            clause=row.entry.clause or "",
            note=_note(row, zone),
            declared=moment(row.entry.occurred_at, zone) if row.entry.occurred_at else "",
            reversed=str(row.entry.id) in reversed_ids,
        )
        for row in reversed(rows)
    )


def _note(row: TimelineRow, zone: ZoneInfo) -> str:
    """What the entry adds in words: the reason, who collected, what was missing, the reference, the moved date."""
    parts: list[str] = []
    payload, detail = row.entry.payload, row.detail
    if reason := payload.get("reason"):
        parts.append(message(words.REASONS[reason]) if reason in words.REASONS else str(reason))
    if late := payload.get("late_reason"):
        parts.append(_("entri susulan: %(reason)s") % {"reason": message(LATE_REASONS[late])})
    if row.entry.verb == "recompute_due" and payload["due_before"] and payload["due_at"]:
        dates = (datetime.fromisoformat(payload[name]) for name in ("due_before", "due_at"))
        parts.append(" → ".join(moment(each, zone) for each in dates))
    if collector := detail.get("collector"):
        relation = message(words.REASONS[payload["relation"]])
        parts.append(_("diambil %(name)s (%(relation)s)") % {"name": collector, "relation": relation})
    parts += [found["note"] for found in detail.get("deficient", {}).values() if found.get("note")]
    parts += [
        f"{message(words.FIELDS[wrong['field']])}: {wrong['given']} ≠ {wrong['evidence']}"
        for wrong in detail.get("invalid", ())
        if wrong["field"] in words.FIELDS
    ]
    parts += [text for text in (detail.get("note"), payload.get("reference")) if text]
    parts += [_("butir %(clause)s dilewati") % passed for passed in payload.get("skipped", ())]
    return "; ".join(parts)


# Acts that need nothing but the word that they are done: a list sends them without opening the application.
PLAIN: Final = frozenset({"dispatch", "receive_back", "await_signature", "print", "ready"})
QUICK_KEY: Final = "t"


def queue(
    row: QueueRow,
    zone: ZoneInfo,
    *,
    new_key: Callable[[], str] | None = None,
    heaps: frozenset[str] = frozenset(),
) -> shell.QueueRow:
    """One line of a queue, with the way into the application. With `new_key` a plain act can be sent from the line;
    lines whose act is one of `heaps` can be chosen for doing it with many.
    """
    address = reverse("applications:page", args=[row.code])
    return shell.QueueRow(
        url=address,
        number=row.number,
        name=f"{row.resident} ({row.birth_year})",
        service=row.service.upper(),
        status=_kind(row),  # type: ignore[arg-type]  # one of the shell's kinds
        status_text=message(HOLD_REASONS[row.hold_reason]) if row.hold_reason else "",
        step=f"{row.clause} {label(row.step_name)}",
        due=_("tempo %(date)s") % {"date": day(row.due_at, zone)} if row.due_at and not row.ready_at else "",
        since=came(row.submitted_at, zone, late=row.entered_late),
        action=_quick(row, address, new_key) if row.mine else None,
        choose=f"{row.code}:{row.step}" if row.mine and row.act in heaps and not row.hold_reason else "",
    )


def came(at: datetime, zone: ZoneInfo, *, late: bool) -> str:
    """When an application came in, marked when it was entered from paper afterwards."""
    said = _("masuk %(date)s (entri susulan)") if late else _("masuk %(date)s")
    return said % {"date": day(at, zone)}


def moved(found: Sequence[MovedDate], zone: ZoneInfo) -> list[str]:
    """Each promised date that a changed calendar moved, as a sentence for the applicant."""
    text = _("Tanggal ini semula %(before)s. Kalender kantor berubah: %(reason)s. Yang berlaku: %(after)s.")
    return [
        text
        % {
            "before": weekday_moment(each.before, zone),
            "after": weekday_moment(each.after, zone),
            "reason": each.reason,
        }
        for each in found
    ]


def _quick(row: QueueRow, address: str, new_key: Callable[[], str] | None) -> shell.QuickAction:
    text = message(words.BUTTONS.get(row.act, words.OPEN))
    if new_key is None or row.act not in PLAIN or row.hold_reason:
        return shell.QuickAction(label=text, url=address, key=QUICK_KEY)
    return shell.QuickAction(
        label=text,
        url=reverse("applications:perform", args=[row.code]),
        post=True,
        key=QUICK_KEY,
        hidden=(("key", new_key()), ("step", row.step), ("next", "list")),
    )


def _kind(row: QueueRow) -> str:
    if row.closed_at is not None:
        return "closed"
    if row.hold_reason:
        return "hold"
    if row.ready_at is not None:
        return "ready"
    if row.holder.kind == "applicant":
        return "returned"
    by_clock = {Urgency.LATE: "late", Urgency.TODAY: "due_today"}
    if row.urgency in by_clock:
        return by_clock[row.urgency]
    return (
        "outside" if row.holder.kind == "outside" else {Urgency.NONE: "waiting"}.get(row.urgency, "on_time")
    )


def state_kind(state: State, urgency: Urgency) -> str:
    """The status tag of one application."""
    ended = {Outcome.HANDED_OVER: "closed", Outcome.REFUSED: "closed", Outcome.WITHDRAWN: "withdrawn"}
    if state.outcome in ended:
        return ended[state.outcome]
    if state.hold_reason:
        return "hold"
    if state.ready_at is not None:
        return "ready"
    if state.holder.kind == "applicant":
        return "returned"
    return {Urgency.LATE: "late", Urgency.TODAY: "due_today", Urgency.NONE: "waiting"}.get(urgency, "on_time")


def state_text(state: State) -> str:
    """The words of the status tag where the standing word would say too little."""
    if state.hold_reason:
        return message(HOLD_REASONS[state.hold_reason])
    return "" if state.outcome is Outcome.OPEN else message(words.OUTCOMES[state.outcome])


def due_text(clock: Clock, state: State, zone: ZoneInfo) -> str:
    """The date that binds the office, or the date that would bind it if all is complete today; always with weekday."""
    if state.closed_at is not None and state.ready_at is None:
        return ""
    if state.ready_at is not None:
        return _("siap sejak %(date)s") % {"date": weekday_date(state.ready_at, zone)}
    if clock.reckoned.moment is None:
        return _("penghitungan berhenti selama permohonan ada pada pemohon")
    date = weekday_date(clock.reckoned.moment, zone)
    if clock.binding:
        return _("paling lambat %(date)s") % {"date": date}
    return _("jika dinyatakan lengkap hari ini, paling lambat %(date)s") % {"date": date}


def age(elapsed: Elapsed) -> str:
    """An age in working days."""
    return ngettext("%(n)s hari kerja", "%(n)s hari kerja", elapsed.working_days) % {
        "n": elapsed.working_days
    }


def explanation(clock: Clock, zone: ZoneInfo) -> tuple[tuple[str, str, str, str], ...]:
    """The counting day by day: the date, the count or a dash, why, and the holiday's own name (always Indonesian)."""
    del zone  # the lines are dates of the office already
    return tuple(
        (
            weekday_date(line.on),
            str(line.counts) if line.counts is not None else "–",
            message(words.DAY_REASONS.get(line.reason, words.OPEN)),
            line.name or "",
        )
        for line in clock.reckoned.lines
    )
