"""Gaps of people in words."""

from collections.abc import Iterable, Mapping
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


def gap_lines(gaps: Iterable[Judged]) -> tuple[str, ...]:
    """Gaps in words; several of one kind that stand alike are one line."""
    lines = []
    for (aspect, standing), several in groupby(gaps, key=lambda gap: (gap.aspect, gap.standing)):
        same = list(several)
        if len(same) == 1:
            lines.append(gap_line(same[0]))
            continue
        said = ngettext("%(aspect)s (%(n)s): %(standing)s", "%(aspect)s (%(n)s): %(standing)s", len(same))
        values = {"aspect": message(ASPECTS[aspect]), "standing": message(STANDINGS[standing])}
        lines.append(said % {"n": len(same), **values})
    return tuple(lines)


def gap_line(gap: Judged) -> str:
    """One line of a card for one person: what is demanded, and how it stands."""
    standing = message(STANDINGS[gap.standing])
    if gap.expired_on is not None:
        standing = _("habis masa berlakunya sejak %(date)s") % {"date": day(gap.expired_on)}
    values = {"aspect": message(ASPECTS[gap.aspect]), "demanded": demanded(gap), "standing": standing}
    return _("%(aspect)s %(demanded)s: %(standing)s") % values


def demanded(gap: Judged) -> str:
    """What the card asks for, as it is printed; years of work in words."""
    if gap.years is None:
        return gap.demanded
    return ngettext("minimal %(n)s tahun", "minimal %(n)s tahun", gap.years) % {"n": gap.years}
