"""The three signatures: prepared, reviewed, approved, by three people. Pure.

What the program keeps is who agreed to which text and when. It is no certified electronic signature: the paper is signed
by hand, and the day of that is noted beside it.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pamong.library.rules.beginning import SIGNERS
from pamong.library.rules.drafting import COVER, DraftState
from pamong.staff.rules import Actor, label, may
from pamong.standard.document import Signature
from pamong.standard.messages import N_, Message, Refusal
from pamong.standard.problems import Problem

REVIEW_EVERY_YEARS = 3
"""A standard is looked through at least every three years (PermenPANRB 15/2014)."""
REMARK_LENGTH = 2000


class Part(StrEnum):
    """Which of the three signatures of the cover."""

    PREPARED = "prepared"
    REVIEWED = "reviewed"
    APPROVED = "approved"


AWAITED: Mapping[DraftState, Part] = {
    DraftState.DRAFT: Part.PREPARED,
    DraftState.IN_REVIEW: Part.REVIEWED,
    DraftState.AWAITING_APPROVAL: Part.APPROVED,
}


@dataclass(frozen=True)
class Signing:
    """Somebody has signed this part of the text that lies here now."""

    part: Part
    person_id: str


def signers(written: Iterable[Signature], binding: Iterable[Signature] = ()) -> Mapping[Part, str] | Refusal:
    """The post for each signature, as the text says it. `binding` are those of the version in force.

    A draft does not choose its own checkers: it names the posts of the version before it, or those every standard has;
    and three different ones.
    """
    named = {str(each.part): each.post for each in written}
    expected = {str(each.part): each.post for each in binding} or dict(SIGNERS)
    if named != expected or set(named) != set(Part) or len(set(named.values())) != len(Part):
        wanted = ", ".join(f"{part}: {post}" for part, post in expected.items())
        text = N_("Naskah harus menyebut tiga penanda tangan yang sama seperti versi yang berlaku: {wanted}.")
        return Refusal(COVER, Message(text, {"wanted": wanted}), "signers")
    return {part: named[part] for part in Part}


def may_sign(
    actor: Actor,
    *,
    office: str,
    part: Part,
    state: DraftState,
    posts: Mapping[Part, str],
    signed: Sequence[Signing],
    writers: Collection[str],
) -> Refusal | None:
    """Whether this person may put this signature now.

    A substitute signs for the post, but not under what the same person wrote or signed before: three signatures are
    three people, also on the day when somebody is away.
    """
    refusal = may(actor, office=office, posts=frozenset({posts[part]}), clause=COVER)
    if refusal is not None:
        return refusal
    if AWAITED.get(state) is not part:
        return _refusal(N_("Naskah ini sekarang tidak menunggu tanda tangan Anda."), "other_state")
    if any(each.person_id == actor.person_id for each in signed):
        return _refusal(
            N_("Anda sudah menandatangani naskah ini; tiga tanda tangan berarti tiga orang."), "same_person"
        )
    if part is not Part.PREPARED and actor.person_id in writers:
        return _refusal(
            N_("Anda ikut menulis naskah ini; yang memeriksa dan menyetujui orang lain."), "wrote_it"
        )
    return None


def may_return(
    actor: Actor, *, office: str, state: DraftState, posts: Mapping[Part, str], remark: str
) -> Refusal | None:
    """Whoever is asked to sign may send the text back to draft instead, saying what must change."""
    awaited = AWAITED.get(state)
    if awaited is None or awaited is Part.PREPARED:
        return _refusal(N_("Naskah ini tidak sedang diajukan."), "other_state")
    refusal = may(actor, office=office, posts=frozenset({posts[awaited]}), clause=COVER)
    if refusal is None and not remark.strip():
        return _refusal(N_("Tulis apa yang harus diperbaiki."), "remark_missing")
    return refusal


def may_acknowledge(
    actor: Actor, *, office: str, state: DraftState, posts: Mapping[Part, str], reason: str
) -> Refusal | None:
    """A finding that stays is answered for by name, by one of the three who sign, with the reason why it stays."""
    refusal = may(actor, office=office, posts=frozenset(posts.values()), clause=COVER)
    if refusal is None and state not in AWAITED:
        return _refusal(N_("Konsep ini sudah selesai."), "other_state")
    if refusal is None and not reason.strip():
        return _refusal(N_("Tulis mengapa temuan ini dibiarkan."), "reason_missing")
    return refusal


def readable(problems: Sequence[Problem]) -> Refusal | None:
    """Errors stop a text before its first signature: the counter could not work by it."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        return None
    text = N_("Naskah masih memuat {count} kesalahan; yang pertama: {first}")
    return Refusal(COVER, Message(text, {"count": len(errors), "first": errors[0].message}), "errors")


def answered_for(problems: Sequence[Problem], acknowledged: Collection[str]) -> Refusal | None:
    """Every finding that is no error has somebody's name beside it before the text is checked and approved."""
    left = [each for each in problems if each.severity != "error" and finding_key(each) not in acknowledged]
    if not left:
        return None
    text = N_("{count} temuan belum dipertanggungjawabkan; yang pertama: {first}")
    return Refusal(
        left[0].clause or COVER, Message(text, {"count": len(left), "first": left[0].message}), "finding"
    )


def finding_key(problem: Problem) -> str:
    """What a finding says, as a digest: the same finding of a text that changed elsewhere stays acknowledged."""
    said = "\n".join((problem.rule, problem.clause or "", problem.message.fill()))
    return hashlib.sha256(said.encode()).hexdigest()


def first_day(*, today: date, begins: Collection[date]) -> date:
    """The first day from which a text may bind; `begins` are the first days of the other texts of its service.

    On one day one text binds: what was filed in the morning and in the afternoon must not differ. Where no text binds or
    will bind there is nothing to differ from, and a new service need not wait for the morning.
    """
    if not begins:
        return today
    return max(today, *begins) + timedelta(days=1)


def usable_day(day: date, *, today: date, begins: Collection[date]) -> Refusal | None:
    """From when a text may bind: see `first_day`; every later day is free, because nothing newer is there."""
    if not begins and day < today:
        return _refusal(N_("Naskah pertama sebuah layanan berlaku paling cepat mulai hari ini."), "day_past")
    if begins and day <= today:
        return _refusal(N_("Naskah berlaku paling cepat mulai besok."), "day_past")
    if day in begins:
        return _refusal(N_("Sudah ada naskah lain yang mulai berlaku pada hari itu."), "day_taken")
    if begins and day < max(begins):
        newest = max(begins).strftime("%d-%m-%Y")
        text = N_("Sudah ada naskah lebih baru yang berlaku mulai {day}; pilih hari sesudahnya.")
        return Refusal(COVER, Message(text, {"day": newest}), "day_before_newer")
    return None


def same_version(seen: int, now: int) -> Refusal | None:
    """Nobody signs what somebody else saved after they looked."""
    return None if seen == now else same_text(str(seen), str(now))


def same_text(seen: str, *signed: str) -> Refusal | None:
    """The digest the person saw and every digest signed before are those of one text."""
    if {seen} == set(signed):
        return None
    return _refusal(
        N_(
            "Naskah ini bukan lagi yang Anda baca atau yang ditandatangani sebelumnya; buka kembali halamannya."
        ),
        "text_changed",
    )


def may_note(actor: Actor, *, office: str, days: Iterable[date | None], today: date) -> Refusal | None:
    """Those who sign standards note what happened to the paper; nothing is noted before it has happened."""
    refusal = may(actor, office=office, posts=frozenset(SIGNERS.values()), clause=COVER)
    if refusal is None and any(day is not None and day > today for day in days):
        return _refusal(N_("Tanggal itu belum tiba."), "day_to_come")
    return refusal


def review_due(in_force_from: date) -> date:
    """The day by which a text must have been looked through again."""
    year = in_force_from.year + REVIEW_EVERY_YEARS
    try:
        return in_force_from.replace(year=year)
    except ValueError:  # the 29th of February
        return in_force_from.replace(year=year, month=3, day=1)


def waits_for(state: DraftState, posts: Mapping[Part, str]) -> Message | None:
    """The post a text waits for; None when it waits for nobody."""
    awaited = AWAITED.get(state)
    return None if awaited is None else label(posts[awaited])


def _refusal(text: str, code: str) -> Refusal:
    return Refusal(COVER, Message(text), code)
