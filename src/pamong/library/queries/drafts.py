"""Drafts as pages and the editor read them; every one only for its own office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from pamong.library.models import Draft, SavedText
from pamong.library.queries.around import circumstances
from pamong.library.queries.versions import VersionRow, parse, version
from pamong.library.rules import OPEN, DraftState, Kind, Written
from pamong.offices import queries as offices
from pamong.staff.rules import Actor
from pamong.standard import checks
from pamong.standard.blocks import Block
from pamong.standard.controlled import ControlledDocument, check_document
from pamong.standard.document import Standard
from pamong.standard.findings import findings
from pamong.standard.problems import Problem
from pamong.standard.read import check_text, read_blocks


@dataclass(frozen=True)
class DraftRow:
    """A draft. `version` is what the next save must name as the one it began with; `base` the version it starts from."""

    id: UUID
    office: str
    kind: Kind
    service: str
    title: str
    text: str
    base: UUID | None
    version: int
    state: DraftState
    begun_by: str
    begun_at: datetime
    saved_by: str
    saved_by_name: str
    saved_at: datetime
    submitted: str
    digest: str
    submissions: int
    became: UUID | None


@dataclass(frozen=True)
class SavedRow:
    """One text somebody saved; `number` None: it was laid aside because somebody else had saved meanwhile."""

    id: int
    number: int | None
    began_with: int
    person: str
    person_name: str
    saved_at: datetime


@dataclass(frozen=True)
class Saved:
    """What became of a save. With `conflict` the draft stands as `draft.text` says, saved by `draft.saved_by_name`;
    `given` is laid aside (`aside` names it), `began_with` is the text both started from, None if that is not known.
    """

    draft: DraftRow
    conflict: bool
    given: str
    began_with: str | None = None
    aside: int | None = None


@dataclass(frozen=True)
class DraftPage:
    """A draft with what can be read of it: `standard` is None while the text is not one, `problems` say why.

    Of the other documents `document` is what is read instead.
    """

    draft: DraftRow
    base: VersionRow | None
    standard: Standard | None
    document: ControlledDocument | None
    problems: tuple[Problem, ...]
    asides: tuple[SavedRow, ...]


def draft(*, actor: Actor, draft: UUID) -> DraftRow | None:
    """One draft of the actor's office."""
    found = Draft.objects.filter(pk=draft, office_id=actor.office).first()
    return None if found is None else _row(found)


def drafts(*, actor: Actor) -> tuple[DraftRow, ...]:
    """The open drafts of the actor's office, the one saved last first."""
    found = Draft.objects.filter(office_id=actor.office, state__in=OPEN).order_by("-saved_at")
    return tuple(_row(each) for each in found)


def draft_page(*, actor: Actor, draft: UUID) -> DraftPage | None:
    """A draft with its standard and everything wrong with it, read with the blocks of this installation."""
    found = Draft.objects.filter(pk=draft, office_id=actor.office).first()
    if found is None:
        return None
    row = _row(found)
    text, problems = read_draft(row)
    return DraftPage(
        draft=row,
        base=version(row.base) if row.base else None,
        standard=text if isinstance(text, Standard) else None,
        document=text if isinstance(text, ControlledDocument) else None,
        problems=problems,
        asides=tuple(each for each in saved_texts(actor=actor, draft=draft) if each.number is None),
    )


def read_draft(row: DraftRow) -> tuple[Written | None, tuple[Problem, ...]]:
    """The text of a draft and everything wrong with it: as it was typed, or as it was submitted."""
    if row.state is not DraftState.DRAFT and row.submitted:
        text = parse(row.kind, row.submitted)
        return text, _of_submitted(row, text) if isinstance(text, Standard) else ()
    if row.kind is Kind.DOCUMENT:
        return check_document(row.text, name=row.service)
    return check_text(row.text, name=row.service, blocks=blocks(), around=circumstances(row.office))


def _of_submitted(row: DraftRow, text: Standard) -> tuple[Problem, ...]:
    return checks.problems(text) or findings(text, circumstances(row.office))


def saved_texts(*, actor: Actor, draft: UUID) -> tuple[SavedRow, ...]:
    """Every text ever saved in a draft, newest first."""
    found = SavedText.objects.filter(draft_id=draft, draft__office_id=actor.office).defer("text")
    return tuple(
        SavedRow(each.pk, each.number, each.began_with, each.person, each.person_name, each.saved_at)
        for each in found.order_by("-pk")
    )


def saved_text(*, actor: Actor, draft: UUID, saved: int) -> str | None:
    """The text of one save, empty if it was thinned; None for one that is not of this draft or not of this office."""
    found = SavedText.objects.filter(pk=saved, draft_id=draft, draft__office_id=actor.office)
    return found.values_list("text", flat=True).first()


def saved(row: DraftRow, kept: SavedText, given: str) -> Saved:
    """What a save has led to, with the text both began with if the save came too late."""
    if kept.number is not None:
        return Saved(draft=row, conflict=False, given=given)
    before = SavedText.objects.filter(draft_id=row.id, number=kept.began_with)
    return Saved(
        draft=row,
        conflict=True,
        given=given,
        began_with=before.values_list("text", flat=True).first() or None,
        aside=kept.pk,
    )


def blocks() -> Mapping[str, Block]:
    """The shared blocks that a text of this installation may use, by `name@version`."""
    return _blocks(Path(settings.BLOCKS_FOLDER))


@lru_cache(maxsize=4)
def _blocks(folder: Path) -> Mapping[str, Block]:
    return read_blocks(folder)


def letterhead_of(office: str) -> Mapping[str, str]:
    """What an office prints at the head of its papers, as `rules.empty_text` asks for it."""
    row = offices.office(office)
    authority = f"Pemerintah {offices.office(row.parent).name}" if row.parent else row.name
    lines = ("code", "name", "place", "address", "phone", "email", "website", "city", "postal_code")
    return {"authority": authority, **{line: str(getattr(row, line)) for line in lines}}


def _row(found: Draft) -> DraftRow:
    return DraftRow(
        id=found.pk,
        office=found.office_id,
        kind=Kind(found.kind),
        service=found.service,
        title=found.title,
        text=found.text,
        base=found.base_id,
        version=found.version,
        state=DraftState(found.state),
        begun_by=found.begun_by,
        begun_at=found.begun_at,
        saved_by=found.saved_by,
        saved_by_name=found.saved_by_name,
        saved_at=found.saved_at,
        submitted=found.submitted,
        digest=found.digest,
        submissions=found.submissions,
        became=found.became_id,
    )
