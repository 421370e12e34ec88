"""What comes home without a card is given back to the applicant, or ended (KTP 4.4, 4.7)."""

from uuid import UUID

from pamong.applications import actions as applications
from pamong.applications.rules import Examined, InvalidField, ItemState
from pamong.dispatch.actions import engine
from pamong.dispatch.models import BundleItem
from pamong.dispatch.rules import NAMES_A_PAPER, REASONS, Ending, Result
from pamong.ledger.rules import Refused
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


def give_back(*, actor: Actor, key: str, item_id: UUID, note: str = "") -> None:
    """Return to the applicant what Dispenduk refused, with its reason as what is lacking: the clock pauses until it is
    brought again (clock rule 4). `note` adds to the reason what the applicant should know.
    """
    item = _came_home(actor, item_id, Result.REFUSED)
    said = f"{REASONS[item.reason].fill()} (Dispenduk, {engine.reference(item.bundle)})"
    said = f"{said}: {note.strip()}" if note.strip() else said
    of_a_paper = item.reason in NAMES_A_PAPER
    applications.return_for_completion(
        actor=actor,
        key=key,
        code=item.application.public_code,
        examined={item.requirement: Examined(ItemState.DEFICIENT, note=said)} if of_a_paper else {},
        invalid=() if of_a_paper else (InvalidField("other", given="", evidence=said),),
    )


def end_duplicate(*, actor: Actor, key: str, item_id: UUID, note: str = "") -> None:
    """Close an application that Dispenduk found to be served by another one already; the register keeps it."""
    item = _came_home(actor, item_id, Result.DUPLICATE)
    applications.withdraw(
        actor=actor, key=key, code=item.application.public_code, reason="already_served", note=note.strip()
    )


def _came_home(actor: Actor, item_id: UUID, result: Result) -> BundleItem:
    found = BundleItem.objects.filter(
        pk=item_id, bundle__sender=actor.office, ending=Ending.HOME, result=result
    )
    item = found.select_related("application", "bundle").first()
    if item is None:
        raise Refused(Refusal(None, Message(N_("Berkas itu tidak ada di kantor ini.")), "not_found"))
    return item
