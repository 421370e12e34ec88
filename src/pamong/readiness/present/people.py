"""People against the cards, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pamong.readiness.present.equipment import Bar, bar
from pamong.readiness.present.words import ASPECTS, GapLine, demanded, gap_count, gap_lines, state
from pamong.readiness.queries import ActsPage, CardRow, Colleague, GapAct, PersonPage, QualificationRow
from pamong.readiness.rules.competence import Aspect, Judged, Standing
from pamong.readiness.rules.equipment import Held
from pamong.shell.words import day, message, moment
from pamong.staff.rules import label as post_label
from pamong.standard.annotations.quality import Staffing


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Somebody in the post of a card, with what is lacking, in words."""

    person_id: str
    name: str
    substitute: bool
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class CardLine:
    """One staffing card: heads promised and present, and the people."""

    clause: str
    title: str
    promised: int
    present: int
    state: tuple[str, str, str]
    bar: Bar
    holders: tuple[HolderLine, ...]


def card(row: CardRow) -> CardLine:
    """One staffing card of the overview."""
    lacking = any(holder.gaps for holder in row.holders)
    if row.lacking:
        state = (_("Kurang orang"), "late", "alert")
    elif lacking:
        state = (_("Ada kekurangan"), "warn", "alert")
    else:
        state = (_("Lengkap"), "safe", "check")
    return CardLine(
        clause=row.clause,
        title=row.card.printed_title,
        promised=row.card.count,
        present=row.present,
        state=state,
        bar=bar(row.card.count, Held(row.card.key, row.present)),
        holders=tuple(
            HolderLine(holder.person_id, holder.name, holder.substitute, gap_lines(holder.gaps))
            for holder in row.holders
        ),
    )


def colleague(row: Colleague) -> tuple[str, str, str, str]:
    posts = ", ".join(message(post_label(post)) for post in row.posts)
    return row.person_id, row.name, posts, gap_count(row.gaps)


def person(found: PersonPage) -> dict[str, Any]:
    """What is known of one person and what the cards of the posts held today ask."""
    return {
        "person": found,
        "posts": ", ".join(message(post_label(row.post)) for row in found.posts),
        "notes": [_note(row) for row in found.qualifications],
        "cards": [
            (row, [_demand(one) for one in holder.judged], _silent(row.card))
            for row in found.cards
            for holder in row.holders
        ],
    }


def _note(row: QualificationRow) -> tuple[str, str, str, str, str, str]:
    since = day(row.since) if row.since else ""
    until = day(row.until) if row.until else ""
    held = _("%(first)s sampai %(last)s") % {"first": since, "last": until} if until else since
    return str(row.id), message(ASPECTS[row.aspect]), row.name, row.detail, row.certificate, held


def _demand(one: Judged) -> tuple[str, str, bool, str, str, str]:
    """Aspect, what is demanded and whether the card is quoted with it, and the tag: word, tone, icon."""
    tone, icon = ("safe", "check") if not one.is_gap else ("late", "alert")
    if one.standing is Standing.UNRECORDED:
        tone, icon = "", "circle"
    return message(ASPECTS[one.aspect]), demanded(one), one.years is None, state(one), tone, icon


def _silent(card: Staffing) -> list[tuple[str, str]]:
    """The lines on which the card asks nothing: blank in the text, or printed as a dash. The two are not the same."""
    lines: list[tuple[Aspect, object]] = [
        (Aspect.EDUCATION, card.education),
        (Aspect.TRAINING, card.training),
        (Aspect.SKILL, card.skills),
        (Aspect.EXPERIENCE, card.experience_years_min),
    ]
    blank, dash = _("kosong dalam naskah"), _("“–” dalam naskah: tidak diminta")
    return [
        (message(ASPECTS[aspect]), blank if value is None else dash)
        for aspect, value in lines
        if value is None or value == ()
    ]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """The acts of one person in one post with the same gaps: how many, from when to when, and each of them."""

    person: str
    post: str
    cards: str
    gaps: tuple[GapLine, ...]
    days: str
    acts: tuple[tuple[str, str], ...]


def acts(page: ActsPage) -> dict[str, Any]:
    """The acts of a period with a gap, by person and gap, the most acts first."""
    groups: dict[tuple[str, str, tuple[str, ...], tuple[Judged, ...]], list[GapAct]] = {}
    for act in page.acts:
        groups.setdefault((act.person, act.entry.actor_post, act.cards, act.gaps), []).append(act)
    several = sorted(groups.values(), key=len, reverse=True)
    return {
        "period": _("%(first)s sampai %(last)s") % {"first": day(page.first), "last": day(page.last)},
        "counted": page.counted,
        "found": len(page.acts),
        "groups": [_group(found) for found in several],
    }


def _group(found: list[GapAct]) -> GapGroup:
    first, last = found[-1], found[0]
    days = {"first": day(first.on), "last": day(last.on)}
    return GapGroup(
        person=first.person,
        post=message(post_label(first.entry.actor_post)),
        cards=", ".join(first.cards),
        gaps=gap_lines(first.gaps),
        days=_("%(first)s sampai %(last)s") % days if first.on != last.on else day(first.on),
        acts=tuple((moment(act.entry.recorded_at), act.entry.clause or "") for act in found),
    )


def months_before(on: date, count: int) -> list[tuple[str, str]]:
    """The last months as (`2026-12`, first day in words), the newest first: what the list of acts can show."""
    found, first = [], on.replace(day=1)
    for _each in range(count):
        found.append((f"{first:%Y-%m}", f"{first:%m-%Y}"))
        first = (
            first.replace(year=first.year - 1, month=12)
            if first.month == 1
            else first.replace(month=first.month - 1)
        )
    return found
