"""Who signed what, who answers for which finding, and what waits for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pamong.ledger import clock
from pamong.library import rules
from pamong.library.models import Acknowledgement, Draft, SavedText, SigningAct, StandardVersion
from pamong.library.queries.drafts import DraftRow, drafts
from pamong.library.queries.versions import VersionRow, begins, services, text_of, version
from pamong.library.rules import AWAITED, SIGNERS, DraftState, Part, Signing, review_due
from pamong.offices import queries as offices
from pamong.staff.rules import Actor


@dataclass(frozen=True)
class SigningActRow:
    """A signature under a text, or its return with a remark. `act` is a `Part` or `return`."""

    act: str
    submission: int
    digest: str
    person: str
    person_name: str
    post: str
    substitute: bool
    remark: str
    done_at: datetime


@dataclass(frozen=True)
class AcknowledgementRow:
    """A finding somebody answers for by name."""

    finding: str
    rule: str
    clause: str
    person_name: str
    reason: str
    made_at: datetime


def posts_of(row: DraftRow) -> Mapping[Part, str]:
    """The post for each of the three signatures: those of the version the draft comes after, else every standard's."""
    named: Mapping[str, str] = SIGNERS
    if row.base is not None:
        written = text_of(version(row.base)).document.signatures
        named = {str(each.part): each.post for each in written} or SIGNERS
    return {part: named.get(part, SIGNERS[part]) for part in Part}


def first_day(row: DraftRow) -> date:
    """The first day from which this draft may bind, if it is approved today."""
    known = begins(office=row.office, kind=row.kind, service=row.service)
    return rules.first_day(today=clock.today(offices.zone(row.office)), begins=known)


def signing_acts(row: DraftRow) -> tuple[SigningActRow, ...]:
    """Everything that was signed and sent back, oldest first."""
    return tuple(_act(each) for each in SigningAct.objects.filter(draft_id=row.id).order_by("pk"))


def signed(row: DraftRow) -> tuple[Signing, ...]:
    """The signatures under the text that lies with the checkers now; none while it is a draft."""
    if row.state is DraftState.DRAFT:
        return ()
    return tuple(
        Signing(Part(act.act), act.person)
        for act in signing_acts(row)
        if act.submission == row.submissions and act.act in set(Part)
    )


def signatures(version_id: UUID) -> tuple[SigningActRow, ...]:
    """The three signatures under a version, in their order; none for one that was installed from a file."""
    draft = Draft.objects.filter(became_id=version_id).first()
    if draft is None:
        return ()
    acts = SigningAct.objects.filter(draft=draft, submission=draft.submissions, act__in=list(Part))
    return tuple(_act(each) for each in acts.order_by("pk"))


def writers(row: DraftRow) -> frozenset[str]:
    """Everybody who put words into the draft: they do not check it."""
    saved = SavedText.objects.filter(draft_id=row.id, number__isnull=False)
    return frozenset(saved.values_list("person", flat=True))


def acknowledgements(row: DraftRow) -> tuple[AcknowledgementRow, ...]:
    """The findings of a draft somebody answers for."""
    found = Acknowledgement.objects.filter(draft_id=row.id).order_by("pk")
    return tuple(
        AcknowledgementRow(each.finding, each.rule, each.clause, each.person_name, each.reason, each.made_at)
        for each in found
    )


def has_revision(row: DraftRow, revision: str) -> bool:
    """Whether a version of the same service carries this revision mark already."""
    versions = StandardVersion.objects.filter(office_id=row.office, kind=row.kind, service=row.service)
    return versions.filter(revision=revision).exists()


def waiting_for(*, actor: Actor) -> tuple[DraftRow, ...]:
    """The drafts of the office that wait for the actor's post: to be finished, checked or approved."""
    return tuple(row for row in drafts(actor=actor) if posts_of(row)[AWAITED[row.state]] == actor.post)


def reviews_due(*, office: str, on: date) -> tuple[tuple[VersionRow, date], ...]:
    """The versions in force that must have been looked through again by now, with the day that was due."""
    due = ((row, review_due(row.in_force_from)) for row in services(office=office, on=on))
    return tuple((row, day) for row, day in due if day <= on)


def _act(each: SigningAct) -> SigningActRow:
    return SigningActRow(
        act=each.act,
        submission=each.submission,
        digest=each.digest,
        person=each.person,
        person_name=each.person_name,
        post=each.post,
        substitute=each.substitute,
        remark=each.remark,
        done_at=each.done_at,
    )
