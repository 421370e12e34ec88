"""Gaps of people in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.readiness.rules.competence import Aspect, Judged, Standing
from pamong.shell.words import day, message
from pamong.standard.messages import N_, Message

ASPECTS: Mapping[Aspect, Message] = {
    Aspect.EDUCATION: Message(N_("Pendidikan")),
    Aspect.TRAINING: Message(N_("Pelatihan")),
    Aspect.SKILL: Message(N_("Keterampilan")),
    Aspect.EXPERIENCE: Message(N_("Pengalaman kerja")),
}
STANDINGS: Mapping[Standing, Message] = {
    Standing.MET: Message(N_("terpenuhi")),
    Standing.MISSING: Message(N_("belum terpenuhi")),
    Standing.EXPIRED: Message(N_("habis masa berlakunya")),
    Standing.UNRECORDED: Message(N_("belum dicatat")),
    Standing.UNREADABLE: Message(N_("jenjangnya tidak dikenal")),
}


def gap_count(count: int) -> str:
    """How many lines of a card are open, in words; empty for none."""
    if not count:
        return ""
    return ngettext("%(n)s kekurangan", "%(n)s kekurangan", count) % {"n": count}


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap as it is read: `demanded` is the text of the card where `quoted`, else words of ours."""

    aspect: str
    demanded: str
    standing: str
    quoted: bool = False


def gap_lines(gaps: Iterable[Judged]) -> tuple[GapLine, ...]:
    """Gaps in words; several of one kind that stand alike are one line."""
    lines = []
    for (aspect, standing), several in groupby(gaps, key=lambda gap: (gap.aspect, gap.standing)):
        same = list(several)
        if len(same) == 1:
            lines.append(
                GapLine(message(ASPECTS[aspect]), demanded(same[0]), state(same[0]), same[0].years is None)
            )
        else:
            lines.append(GapLine(message(ASPECTS[aspect]), f"({len(same)})", message(STANDINGS[standing])))
    return tuple(lines)


def state(one: Judged) -> str:
    """How a person stands to a line of a card; of what expired, since when."""
    if one.expired_on is not None:
        return _("habis masa berlakunya sejak %(date)s") % {"date": day(one.expired_on)}
    return message(STANDINGS[one.standing])


def demanded(gap: Judged) -> str:
    """What the card asks for, as it is printed; years of work in words."""
    if gap.years is None:
        return gap.demanded
    return ngettext("minimal %(n)s tahun", "minimal %(n)s tahun", gap.years) % {"n": gap.years}
