"""People and their appointments: what a username, a PIN and a decree must be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pamong.offices.rules import INSTALLATION
from pamong.staff.rules.posts import POSTS, Actor, label
from pamong.standard.messages import N_, Message, Refusal

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,63}")
PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """An appointment as the rules see it; ``until`` is the last day, inclusive, None when open."""

    person_id: str
    office: str
    post: str
    since: date
    until: date | None = None
    substitute: bool = False

    def overlaps(self, other: "Term") -> bool:
        """Whether one day belongs to both."""
        starts_in_time = other.until is None or self.since <= other.until
        return starts_in_time and (self.until is None or other.since <= self.until)


def may_administer(actor: Actor, *, office: str, managed: frozenset[str]) -> Refusal | None:
    """People are administered by IT: of the same office, of one that has ``office`` below it, or of the installation.

    ``managed`` are the offices below the actor's.
    """
    if actor.post != "it":
        return Refusal(None, Message(N_("Orang dan jabatan diurus oleh petugas TI.")), "other_post")
    if actor.office not in {INSTALLATION, office} and office not in managed:
        return Refusal(None, Message(N_("Kantor ini tidak berada di bawah kantor Anda.")), "other_office")
    return None


def usable_username(username: str) -> Refusal | None:
    """Small letters, digits, dot, hyphen; begins with a letter, so that no identity number can become a sign-in."""
    if USERNAME.fullmatch(username):
        return None
    return Refusal(
        None,
        Message(
            N_(
                "Nama masuk terdiri atas huruf kecil, angka, titik, atau tanda hubung; diawali huruf; 3 sampai 64."
            )
        ),
        "username",
    )


def usable_pin(pin: str) -> Refusal | None:
    """Six digits that are not the first ones somebody at the same desk would try."""
    if not re.fullmatch(rf"[0-9]{{{PIN_DIGITS}}}", pin):
        return Refusal(None, Message(N_("PIN terdiri atas {digits} angka."), {"digits": PIN_DIGITS}), "pin")
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    halves = pin[:3] == pin[3:] or pin[:2] * 3 == pin
    if steps in ({0}, {1}, {-1}) or halves:
        return Refusal(None, Message(N_("PIN ini mudah ditebak; pilih angka lain.")), "pin_weak")
    return None


def may_appoint(
    term: Term, *, decree: str, substituted: Term | None, others: Iterable[Term]
) -> Refusal | None:
    """Whether ``term`` can be decreed; ``others`` are the person's terms, ``substituted`` the term it stands in for."""
    if term.post not in POSTS:
        return Refusal(None, Message(N_("Jabatan tidak dikenal.")), "post")
    if not decree.strip():
        return Refusal(None, Message(N_("Sebutkan nomor surat keputusan atau surat perintah.")), "decree")
    if term.until is not None and term.until < term.since:
        return Refusal(None, Message(N_("Hari terakhir mendahului hari pertama.")), "ends_before_it_begins")
    if term.substitute or substituted is not None:
        refusal = _may_substitute(term, substituted)
        if refusal is not None:
            return refusal
    for other in others:
        if (other.office, other.post) == (term.office, term.post) and term.overlaps(other):
            return Refusal(
                None,
                Message(
                    N_("Orang ini sudah menjabat {post} pada hari yang sama."),
                    {"post": label(term.post)},
                ),
                "twice",
            )
    return None


def _may_substitute(term: Term, substituted: Term | None) -> Refusal | None:
    if substituted is None:
        return Refusal(None, Message(N_("Sebutkan penunjukan yang digantikan.")), "substitute_for_nobody")
    if term.until is None:
        return Refusal(None, Message(N_("Pengganti ditunjuk sampai tanggal tertentu.")), "substitute_undated")
    if (substituted.office, substituted.post) != (term.office, term.post):
        return Refusal(
            None,
            Message(N_("Pengganti menjabat jabatan yang sama di kantor yang sama.")),
            "substitute_elsewhere",
        )
    if substituted.person_id == term.person_id:
        return Refusal(None, Message(N_("Orang tidak menggantikan dirinya sendiri.")), "substitute_oneself")
    if substituted.substitute:
        return Refusal(
            None, Message(N_("Yang digantikan adalah pejabatnya, bukan penggantinya.")), "substitute_chain"
        )
    return None
