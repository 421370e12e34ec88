"""Who writes down what is known of people and things, and what a note about a person must say."""

from collections.abc import Mapping
from datetime import date

from pamong.readiness.rules.competence import Aspect
from pamong.staff.rules import Actor, may
from pamong.standard.messages import N_, Message, Refusal

PEOPLE_KEEPERS = frozenset({"kasi", "sekretaris", "it"})
PEOPLE_READERS = PEOPLE_KEEPERS | {"camat"}
STOCK_KEEPERS = frozenset({"kasi", "sekretaris", "it"})
FAULT_REPORTERS = STOCK_KEEPERS | {"operator", "loket"}
STOCK_READERS = FAULT_REPORTERS | {"camat"}
WITHDRAWAL_REASONS: Mapping[str, Message] = {
    "wrong_entry": Message(N_("Salah catat")),
    "not_proven": Message(N_("Buktinya tidak ada")),
    "other_person": Message(N_("Milik orang lain")),
}
"""Why a note about a person is taken back."""


def may_note(actor: Actor, *, offices: frozenset[str]) -> Refusal | None:
    """Whether the actor may write about a person who is appointed in these offices."""
    office = actor.office if actor.office in offices else min(offices, default="")
    return may(actor, office=office, posts=PEOPLE_KEEPERS, clause=None)


def sensible(
    aspect: str, name: str, *, since: date | None, until: date | None, today: date
) -> Refusal | None:
    """Whether a note says enough: what, and for work and trainings from which day; nothing begins in days to come."""
    if aspect not in set(Aspect):
        return Refusal(None, Message(N_("Jenis keterangan itu tidak dikenal.")), "unknown_aspect")
    if not name.strip():
        return Refusal(
            None, Message(N_("Tulis nama ijazah, pelatihan, keterampilan atau pekerjaannya.")), "empty"
        )
    if since is None and aspect in {Aspect.TRAINING, Aspect.EXPERIENCE}:
        return Refusal(None, Message(N_("Tanggal mulainya harus diketahui.")), "no_first_day")
    if since is not None and since > today:
        return Refusal(None, Message(N_("Tanggal itu belum tiba.")), "future")
    if since is not None and until is not None and until < since:
        return Refusal(None, Message(N_("Hari terakhir mendahului hari pertama.")), "ends_before_it_begins")
    return None
