"""The two offices as the machines meet them: their residents, and a form turned into the program's own verb."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.applications.rules import Examined, ItemState
from pamong.ledger.models import Entry
from pamong.residents import actions as residents
from pamong.residents.models import Resident
from pamong.staff.rules import Actor
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, KTP_PAPERS, actor, key, resident
from tests.machines.model import RESIDENTS, Form

PAPERS = {"ktp": KTP_PAPERS, "kk": ("old-card", "supporting-data")}


def people() -> dict[int, UUID]:
    """Two residents whom both offices know, and one without a number whom only the first knows."""
    numberless = resident(KTP_OFFICE, number=None, number_missing_reason="no_document")
    met = [resident(KTP_OFFICE) for _ in RESIDENTS[:-1]]
    for row in met:
        found = Resident.objects.get(pk=row.id)
        found.offices.create(office_id=KK_OFFICE, since=found.offices.get().since, name_key="")
    return dict(zip(RESIDENTS, [*(row.id for row in met), numberless.id], strict=True))


@dataclass
class World:
    """What the forms' numbers stand for in the database."""

    residents: Mapping[int, UUID]
    codes: list[str] = field(default_factory=list)

    def send(self, form: Form) -> Application:
        """Do what the form says. Raises Refused."""
        who = actor(form.post, form.office)
        if form.verb == "submit":
            return self._submit(form, who)
        service = Application.objects.values_list("service", flat=True).get(
            public_code=self.codes[form.application]
        )
        act = getattr(actions, "return_for_completion" if form.verb == "return" else form.verb)
        said = {"entry": self._entry(form)} if form.verb == "undo" else details(form, service)
        row: Application = act(actor=who, key=form.key, code=self.codes[form.application], **said)
        return row

    def _entry(self, form: Form) -> str:
        """The entry the sender saw last."""
        row = Application.objects.get(public_code=self.codes[form.application])
        seen = Entry.objects.filter(subject_id=str(row.pk), subject_sequence=form.seen).first()
        return str(seen.pk) if seen else ""

    def _submit(self, form: Form, who: Actor) -> Application:
        answers = {"recording": form.answer} if form.service == "ktp" else {"reasons": ("data_change",)}
        row = actions.submit(
            actor=who,
            key=form.key,
            service=form.service,
            resident_id=self.residents[form.resident],
            answers={name: value for name, value in answers.items() if value is not None},
            present=PAPERS[form.service],
        )
        if row.public_code not in self.codes:
            self.codes.append(row.public_code)
        return row

    def answer(self, number: int, state: str, at: Any) -> None:
        """The national system says this about the resident."""
        residents.state_national_answer(
            actor=actor("operator", KTP_OFFICE),
            key=key(),
            resident_id=self.residents[number],
            state=state,
            answered_at=at,
        )


def details(form: Form, service: str) -> dict[str, Any]:
    """What the form says beside who sends it and about which application."""
    if form.verb in {"complete", "return"}:
        return {"examined": _examined(service, good=form.good)}
    if form.verb == "resubmit":
        return {"present": PAPERS[service]}
    if form.verb in {"perform", "record_biometrics", "skip"}:
        return {"step": form.step}
    if form.verb == "hand_over":
        return {
            "collector": "Sekar Rekaan" if form.good else " ",
            "relation": "self",
            "identity": "receipt",
        }
    if form.verb == "release":
        return {}
    return {"reason": _REASONS[form.verb] if form.good else "because"}


_REASONS = {
    "withdraw": "applicant_wish",
    "refuse": "not_entitled",
    "hold": "no_blanks",
    "reverse": "wrong_act",
}


def _examined(service: str, *, good: bool) -> dict[str, Examined]:
    papers = PAPERS[service]
    found = {name: Examined(ItemState.PRESENT, named="Ijazah") for name in papers}
    return found if good else found | {papers[-1]: Examined(ItemState.DEFICIENT, note="Tidak terbaca")}
