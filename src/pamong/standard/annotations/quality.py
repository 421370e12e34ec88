"""Annotations of the chapters that say how the office works and improves: facilities to evaluation (8 to 14)."""

from pydantic import Field

from pamong.standard.parts import Annotation, Count, Label, Part, Period, Slug, Slugs, Text


class Facility(Annotation):
    """What must stand in the office. `book` names the register it is, if it is one; steps `use` it by `id`."""

    id: Slug
    item: Label
    quantity: Count
    unit: Text
    book: Slug | None = None


class Education(Part):
    level: Text
    or_equivalent: bool = False


class Staffing(Annotation):
    """One staffing card. `training: null` is a blank line in the source; an empty list is a printed dash."""

    key: Slug
    printed_title: Text
    post: Slug
    education: Education | None = None
    training: tuple[Text, ...] | None = None
    skills: tuple[Text, ...] | None = None
    experience_years_min: int | None = Field(default=None, ge=0)
    count: Count


class Oversight(Annotation):
    by: Slug
    scope: Slugs
    unit: Slug | None = None
    every: Period | None = None


class Channel(Annotation):
    """A way to complain or suggest, and the book it ends in."""

    id: Slug
    kind: Slug
    name: Label | None = None
    written_by: Slug | None = None
    book: Slug | None = None


class BookColumn(Part):
    book: Slug
    column: Slug | None = None


class ComplaintStep(Annotation):
    order: Count
    actor: Slug
    action: Slug
    to: Slug | None = None
    record_in: BookColumn | None = None


class DocumentReference(Annotation):
    """Another controlled document this one leans on."""

    key: Slug
    item: Text | None = None
    must_exist: bool = True


class Duty(Annotation):
    """Something to do again and again. `every: null`: the text names no period."""

    action: Slug
    id: Slug | None = None
    actor: Slug | None = None
    every: Period | None = None
    at: Slug | None = None
    approved_by: Slug | None = None


class Announcement(Annotation):
    by: Slug
    media: Slugs
    contains: Slugs
    after: Slug | None = None
    audience: Slug | None = None


class Guarantee(Annotation):
    by: Slug
    document: Slug | None = None
    measures: Slugs = ()


class Target(Annotation):
    unit: Slug | None = None
    indicators: Slugs = ()


class EvaluationStep(Annotation):
    actor: Slug
    action: Slug
    results: Slugs = ()
