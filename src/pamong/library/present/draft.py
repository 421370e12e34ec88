"""One draft on its way through three pairs of hands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pamong.library.forms import AcknowledgeForm, KeyedForm
from pamong.library.present import words
from pamong.library.queries import AcknowledgementRow, SigningPage
from pamong.library.rules import WRITERS, DraftState, Part, finding_key
from pamong.offices import queries as offices
from pamong.shell.words import day, message, moment
from pamong.staff.rules import Actor, posts_of
from pamong.staff.rules import label as post_label
from pamong.standard.compare import Change, Piece
from pamong.standard.editing.words import way
from pamong.standard.problems import Problem


@dataclass(frozen=True)
class ChangeRow:
    """One place that differs: where, what happened to it, its words and rules in pieces."""

    place: str
    heading: str
    kind: str
    tone: str
    words: tuple[Piece, ...]
    rules: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True)
class FindingRow:
    """One thing that was found: an error to be mended, or a finding somebody may answer for."""

    clause: str
    text: str
    mend: str
    line: int
    error: bool
    answer: str
    form: KeyedForm | None


def draft(found: SigningPage, actor: Actor, typed: KeyedForm | None) -> dict[str, Any]:
    """Where it stands, what changed, what was found, who signed, and what this person can do. `typed` is a reason
    that was not accepted.
    """
    row = found.page.draft
    zone = offices.zone(row.office)
    turn = found.refusal is None
    return {
        "row": row,
        "state": message(words.STATES[row.state]),
        "waits": _waits(found),
        "pairs": [
            (_("Dibandingkan dengan"), _compared(found)),
            (_("Terakhir disimpan"), f"{row.saved_by_name}, {moment(row.saved_at, zone)}"),
            (_("Simpanan ke-"), str(row.version)),
            (_("Sidik SHA-256"), row.digest if row.state is not DraftState.DRAFT else ""),
        ],
        "readable": found.page.standard is not None,
        "changes": [_change(change) for change in found.changes],
        "compared": found.compared is not None,
        "findings": [_finding(each, found, typed) for each in found.page.problems],
        "acts": [
            (_act(act.act), words.signer(act), moment(act.done_at, zone), act.remark) for act in found.acts
        ],
        "asides": len(found.page.asides),
        "submits": turn and found.awaited is Part.PREPARED,
        "reviews": turn and found.awaited is Part.REVIEWED,
        "approves": turn and found.awaited is Part.APPROVED,
        "why_not": "" if turn or found.refusal is None else message(found.refusal.message),
        "returns": found.may_return,
        "writes": row.state is DraftState.DRAFT and actor.post in posts_of(WRITERS),
        "version": row.became,
    }


def _waits(found: SigningPage) -> str:
    if found.awaited is None:
        return ""
    return _("Giliran: %(post)s") % {"post": message(post_label(found.posts[found.awaited]))}


def _compared(found: SigningPage) -> str:
    row = found.compared
    if row is None:
        return _("tidak ada; layanan atau dokumen ini baru")
    return f"{row.number} rev. {row.revision}, {day(row.in_force_from)}"


def _act(act: str) -> str:
    return message(words.PARTS[Part(act)]) if act in set(Part) else _("Dikembalikan")


_KINDS: Mapping[str, tuple[str, str]] = {"changed": ("", ""), "added": ("", "safe"), "removed": ("", "late")}


def _change(change: Change) -> ChangeRow:
    said = {"changed": _("Diubah"), "added": _("Ditambahkan"), "removed": _("Dihapus")}
    where = change.new or change.old or ""
    moved = f"{change.old} → {change.new}" if change.old and change.new and change.old != change.new else ""
    return ChangeRow(
        place=moved or words.place(where).removesuffix("."),
        heading=change.heading,
        kind=said[change.kind],
        tone=_KINDS[change.kind][1],
        words=change.words,
        rules=tuple((_way(where, path), pieces) for path, pieces in change.rules),
    )


def _way(place: str, path: str) -> str:
    return ": ".join(one if isinstance(one, str) else message(one) for one in way(place, path))


def _finding(problem: Problem, found: SigningPage, typed: KeyedForm | None) -> FindingRow:
    key, error = finding_key(problem), problem.severity == "error"
    answered: AcknowledgementRow | None = found.acknowledgements.get(key)
    form = None
    if not error and answered is None and found.may_acknowledge:
        mine = typed is not None and typed.data.get("finding") == key
        form = typed if mine else AcknowledgeForm(initial={"finding": key}, auto_id=f"f{key[:8]}_%s")
    return FindingRow(
        clause=problem.clause or "",
        text=message(problem.message),
        mend=message(problem.mend),
        line=problem.line,
        error=error,
        answer=f"{answered.person_name}: {answered.reason}" if answered else "",
        form=form,
    )
