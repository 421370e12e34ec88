"""Keeping what somebody has typed and not sent. These are no acts of the office: the ledger hears nothing of them."""

from datetime import timedelta
from uuid import UUID

from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.staff.models import KeptForm
from pamong.staff.rules import Actor
from pamong.vault.errors import SealBroken
from pamong.vault.sealing import seal, unseal

TABLE, COLUMN = "staff_keptform", "content"
KEPT_FOR = timedelta(days=7)
"""A long weekend and a day's illness; what is older was forgotten, and it holds personal data."""


def keep_form(*, actor: Actor, form_id: UUID, content: str) -> None:
    """Keep ``content`` as the actor typed it, in place of what stood there; the same content again writes nothing."""
    row = KeptForm.objects.filter(pk=form_id).first()
    if row is not None and _content(row) == content:
        return
    sealed = seal(content, table=TABLE, column=COLUMN, row=form_id)
    with writing():
        KeptForm.objects.update_or_create(
            pk=form_id,
            defaults={
                "person_id": UUID(actor.person_id),
                "office_id": actor.office,
                "content": sealed,
                "kept_at": clock.now(),
            },
        )


def drop_form(*, actor: Actor, form_id: UUID) -> None:
    """Forget the actor's form; another person's is not found."""
    found = KeptForm.objects.filter(pk=form_id, person_id=UUID(actor.person_id), office_id=actor.office)
    # Most forms are sent without one, and an empty deletion would still wait for its turn to write.
    if found.exists():
        with writing():
            found.delete()


def drop_old_forms() -> int:
    """Forget what nobody came back to for `KEPT_FOR`; answers how many kept."""
    old = KeptForm.objects.filter(kept_at__lt=clock.now() - KEPT_FOR)
    if not old.exists():
        return 0
    with writing():
        return old.delete()[0]


def _content(row: KeptForm) -> str | None:
    try:
        return unseal(row.content, table=TABLE, column=COLUMN, row=row.pk)
    except SealBroken:
        return None
