"""What the pages of document control show, read once: the list, one version, one draft on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pamong.library import rules
from pamong.library.queries.drafts import DraftPage, DraftRow, draft_page, drafts
from pamong.library.queries.signing import (
    AcknowledgementRow,
    SigningActRow,
    acknowledgements,
    posts_of,
    signatures,
    signed,
    signing_acts,
    writers,
)
from pamong.library.queries.versions import (
    VersionRow,
    ends,
    newest,
    own_version,
    services,
    text_of,
    texts_of,
    version,
)
from pamong.library.queries.versions import in_force as version_in_force
from pamong.library.rules import AWAITED, DraftState, Kind, Part, Written
from pamong.staff.rules import Actor
from pamong.standard.annotations.quality import DocumentReference
from pamong.standard.compare import Change, compare
from pamong.standard.document import Standard
from pamong.standard.messages import Refusal


@dataclass(frozen=True)
class Held:
    """A version in the list: binding from `row.in_force_from` until the day before `ends`; `draft` is open beside it."""

    row: VersionRow
    ends: date | None
    draft: DraftRow | None


@dataclass(frozen=True)
class Reference:
    """A document that standards in force refer to (`11.7`, `12`, `13`), and the version of it that binds, if any."""

    key: str
    clauses: tuple[tuple[str, str], ...]
    held: VersionRow | None


@dataclass(frozen=True)
class Shelf:
    """Everything an office holds under control."""

    held: tuple[Held, ...]
    drafts: tuple[DraftRow, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class VersionPage:
    """One version with its text and signatures; `ends` is the first day on which another one binds."""

    row: VersionRow
    text: Written
    ends: date | None
    signatures: tuple[SigningActRow, ...]
    due: date
    draft: DraftRow | None


@dataclass(frozen=True)
class SigningPage:
    """A draft between its writers and the three who sign.

    `compared` is the version it is compared with, `changes` what differs from it; `refusal` says why the actor cannot
    sign now (None: it is their turn); `may_return` and `may_acknowledge` what else they may do.
    """

    page: DraftPage
    compared: VersionRow | None
    changes: tuple[Change, ...]
    posts: Mapping[Part, str]
    acts: tuple[SigningActRow, ...]
    acknowledgements: Mapping[str, AcknowledgementRow]
    awaited: Part | None
    refusal: Refusal | None
    may_return: bool
    may_acknowledge: bool


def shelf(*, actor: Actor, on: date) -> Shelf:
    """The list of the actor's office on a day."""
    open_drafts = drafts(actor=actor)
    by_service = {(row.kind, row.service): row for row in open_drafts}
    held = tuple(
        Held(row, ends(row), by_service.get((row.kind, row.service))) for row in texts_of(office=actor.office)
    )
    return Shelf(held, open_drafts, references(office=actor.office, on=on))


def references(*, office: str, on: date) -> tuple[Reference, ...]:
    """What the standards in force refer to, by key, with the clauses that do; an open end where nothing is held."""
    named: dict[str, list[tuple[str, str]]] = {}
    for row in services(office=office, on=on):
        text = text_of(row)
        assert isinstance(text, Standard)
        for placed in text.placed(DocumentReference):
            named.setdefault(placed.value.key, []).append((row.service, placed.clause.id))
    return tuple(
        Reference(
            key, tuple(clauses), version_in_force(office=office, service=key, on=on, kind=Kind.DOCUMENT)
        )
        for key, clauses in named.items()
    )


def version_page(*, actor: Actor, version_id: UUID) -> VersionPage | None:
    """One version of the actor's office."""
    row = own_version(actor=actor, version_id=version_id)
    if row is None:
        return None
    draft = next(
        (each for each in drafts(actor=actor) if (each.kind, each.service) == (row.kind, row.service)),
        None,
    )
    return VersionPage(
        row=row,
        text=text_of(row),
        ends=ends(row),
        signatures=signatures(row.id),
        due=rules.review_due(row.in_force_from),
        draft=draft,
    )


def signing_page(*, actor: Actor, draft: UUID) -> SigningPage | None:
    """A draft of the actor's office as its signers see it."""
    page = draft_page(actor=actor, draft=draft)
    if page is None:
        return None
    row, posts = page.draft, posts_of(page.draft)
    awaited = AWAITED.get(row.state)
    compared = _compared(row)
    text: Written | None = page.standard or page.document
    returning = rules.may_return(actor, office=row.office, state=row.state, posts=posts, remark="x")
    answering = rules.may_acknowledge(actor, office=row.office, state=row.state, posts=posts, reason="x")
    return SigningPage(
        page=page,
        compared=compared,
        changes=compare(text_of(compared).canonical(), text.canonical()) if text and compared else (),
        posts=posts,
        acts=signing_acts(row),
        acknowledgements={each.finding: each for each in acknowledgements(row)},
        awaited=awaited,
        refusal=_refusal(actor, row, posts, awaited),
        may_return=returning is None,
        may_acknowledge=answering is None,
    )


def _compared(row: DraftRow) -> VersionRow | None:
    """A draft is compared with what it would come after; a submitted text with what it was submitted against."""
    if row.state is DraftState.DRAFT:
        return newest(office=row.office, kind=row.kind, service=row.service)
    return None if row.base is None else version(row.base)


def _refusal(actor: Actor, row: DraftRow, posts: Mapping[Part, str], awaited: Part | None) -> Refusal | None:
    return rules.may_sign(
        actor,
        office=row.office,
        part=awaited or Part.APPROVED,
        state=row.state,
        posts=posts,
        signed=signed(row),
        writers=writers(row),
    )
