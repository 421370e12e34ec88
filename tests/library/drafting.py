"""Short ways to a draft and its three signatures, all through the verbs."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from pamong.ledger.rules import Refused
from pamong.library import actions, queries, rules
from pamong.library.queries import DraftRow, VersionRow
from pamong.staff.rules import Actor
from tests.applications.installation import IN_FORCE, KTP_OFFICE, actor, key

KASI, SEKRETARIS, CAMAT = actor("kasi"), actor("sekretaris"), actor("camat")
TOMORROW = date(2026, 12, 15)


def version_id(service: str = "ktp", office: str = KTP_OFFICE) -> UUID:
    row = queries.in_force(office=office, service=service, on=IN_FORCE)
    assert row is not None
    return row.id


def row_of(draft: DraftRow | UUID) -> DraftRow:
    row = queries.draft(actor=KASI, draft=draft if isinstance(draft, UUID) else draft.id)
    assert row is not None
    return row


def begin(who: Actor = KASI, **given: object) -> DraftRow:
    return actions.begin_draft(actor=who, key=key(), **{"service": "ktp", "base": version_id(), **given})  # type: ignore[arg-type]


def save(draft: DraftRow, text: str, who: Actor = KASI) -> DraftRow:
    version = row_of(draft).version
    return actions.save_draft(actor=who, key=key(), draft=draft.id, text=text, expected_version=version).draft


def shortened(who: Actor = KASI, days: str = "10 (sepuluh)") -> DraftRow:
    """The next revision of the KTP, with fewer working days."""
    draft = begin(who)
    text = draft.text.replace("12 (dua belas) hari kerja", f"{days} hari kerja")
    return save(draft, text.replace("at_most: 12", f"at_most: {days.split(maxsplit=1)[0]}"), who)


def submit(draft: DraftRow, who: Actor = KASI) -> DraftRow:
    return actions.submit_draft(actor=who, key=key(), draft=draft.id, expected_version=row_of(draft).version)


def answered(draft: DraftRow, who: Actor = SEKRETARIS) -> DraftRow:
    """Every finding of the text that is no error has a name beside it."""
    for problem in queries.read_draft(row_of(draft))[1]:
        found = rules.finding_key(problem)
        actions.acknowledge_finding(
            actor=who, key=key(), draft=draft.id, finding=found, reason="Naskah tetap."
        )
    return row_of(draft)


def review(draft: DraftRow, who: Actor = SEKRETARIS) -> DraftRow:
    return actions.review_draft(actor=who, key=key(), draft=draft.id, digest=row_of(draft).digest)


def approve(draft: DraftRow, since: date = TOMORROW, who: Actor = CAMAT) -> VersionRow:
    return actions.approve_draft(
        actor=who, key=key(), draft=draft.id, digest=row_of(draft).digest, in_force_from=since
    )


def send_back(draft: DraftRow, who: Actor = SEKRETARIS, remark: str = "Periksa butir 5.1.") -> DraftRow:
    return actions.return_draft(actor=who, key=key(), draft=draft.id, remark=remark)


def approved(draft: DraftRow, since: date = TOMORROW) -> VersionRow:
    submit(draft)
    review(draft)
    return approve(draft, since)


def charter() -> VersionRow:
    """The service charter of the office, in force from tomorrow; the one that is there, if it was made before."""
    known = queries.newest(office=KTP_OFFICE, kind=rules.Kind.DOCUMENT, service="service_charter")
    if known is not None:
        return known
    draft = begin(service="service_charter", base=None, kind=rules.Kind.DOCUMENT)
    return approved(save(draft, draft.text.replace("…", "Kami sanggup melayani sesuai **standar**.")))


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code
