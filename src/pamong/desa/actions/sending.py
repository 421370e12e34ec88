"""The form goes ahead of the resident to the kecamatan (KTP 4.2), or is taken out of the way."""

from collections.abc import Collection

from pamong.desa import queries, rules
from pamong.desa.actions import engine
from pamong.desa.models import PreparedForm
from pamong.desa.rules import FormState
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.staff.rules import Actor


def send_ahead(*, actor: Actor, key: str, code: str, seen: Collection[str]) -> PreparedForm:
    """Send a draft to the kecamatan. `seen` are the signatures and attachments that the desa saw on the paper form.

    Refused with the clause while one of them is missing. The same key again sends nothing a second time.
    """
    with writing(office=actor.office):
        engine.refuse_others(actor)
        row = engine.load(actor, code)
        if engine.done_before(actor, key, "send_form", row):
            return row
        prepared = queries.form(actor=actor, code=code).preparation
        found = sorted(set(prepared.wanted) & set(seen))
        engine.refuse(
            rules.may_send(FormState(row.state), wanted=prepared.wanted, seen=found, clause=prepared.signing)
        )
        engine.change(row, state=FormState.SENT, seen=found, sent_at=clock.now())
        payload = {"to": row.office_id, "seen": found}
        engine.append_entry(actor, row, key, "send_form", payload, prepared.signing)
        engine.tell_kecamatan(actor, row, key, "expect_form")
        row.refresh_from_db()
        return row


def withdraw_form(*, actor: Actor, key: str, code: str, reason: str) -> PreparedForm:
    """Take a draft or a form on its way out of the way, with a reason from the closed list. It stays readable."""
    with writing(office=actor.office):
        engine.refuse_others(actor)
        row = engine.load(actor, code)
        if engine.done_before(actor, key, "withdraw_form", row):
            return row
        engine.refuse(rules.may_withdraw(FormState(row.state), reason))
        engine.change(row, state=FormState.WITHDRAWN, withdraw_reason=reason, ended_at=clock.now())
        engine.append_entry(actor, row, key, "withdraw_form", {"reason": reason}, None)
        if row.sent_at is not None:
            engine.tell_kecamatan(actor, row, key, "no_longer_expect_form")
        row.refresh_from_db()
        return row
