"""Annotations of the chapters that promise something to the applicant: legal basis to product (1 to 7)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from pamong.standard.conditions import ConditionField
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Annotation, Count, Label, Part, Period, Slug, Slugs, Sorted, Text, Unit
from pamong.standard.problems import Malformed


def _attributes(value: object) -> object:
    """Attributes as words: `true` becomes the attribute's own name, a number its digits."""
    if not isinstance(value, Mapping):
        return value
    return {str(name): _attribute(str(name), item) for name, item in value.items()}


def _attribute(name: str, value: object) -> str:
    if value is True:
        return name
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise Malformed(
            "attribute",
            Message(N_("Sifat “{name}” tidak dapat bernilai {found}."), {"name": name, "found": repr(value)}),
            Message(N_("Tulis kata, bilangan bulat, atau true; sifat yang tidak diminta tidak ditulis.")),
        )
    return str(value)


Attributes = Annotated[dict[Slug, Text], BeforeValidator(_attributes), Sorted]


class Legal(Annotation):
    """An instrument of law behind the standard; `grants_authority` if it delegates the power to the office."""

    instrument: Slug
    grants_authority: bool = False


class AttributeRule(Annotation):
    """Attributes that hold when the condition does: `{when: …, background: blue}`."""

    when: ConditionField
    attributes: Attributes = Field(default_factory=dict)


def _attribute_rule(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    own = {key: item for key, item in value.items() if key in AttributeRule.model_fields}
    more = {key: item for key, item in value.items() if key not in own}
    nested = own.get("attributes", {})
    return {**own, "attributes": {**nested, **more} if isinstance(nested, Mapping) else nested}


class Paper(Annotation):
    """What can be handed in. The text does not say original or copies? Then they are null, which is not "none"."""

    id: Slug
    name: Label
    form: Text | None = None
    original: bool | None = None
    copies: Count | None = None
    issued_by: Slugs = ()
    attributes: Attributes = Field(default_factory=dict)
    attributes_when: tuple[Annotated[AttributeRule, BeforeValidator(_attribute_rule)], ...] = ()
    when: ConditionField | None = None
    optional: bool = False
    replaces: Slug | None = None
    open_ended: bool = False
    records: Slugs = ()
    must_match: Slug | None = None


class Alternative(Paper):
    """One of the papers of which one suffices."""

    document: Slug


class Requirement(Paper):
    """A requirement: one document, or `any_of` several of which one suffices (then `document` is left out)."""

    document: Slug | None = None
    any_of: tuple[Alternative, ...] = ()


class Definition(Annotation):
    term: Text


class Outcome(Part):
    """Where an outcome leads. `to` names a step; without it the act decides (see acts.py)."""

    to: Slug | None = None
    act: Literal["return", "refuse"] | None = None
    clock: Literal["start", "stop", "none"] | None = None
    names: Slugs = ()
    closes: bool = False
    interpretation: Text | None = None


class StepAnnotation(Annotation):
    """One step of the procedure. `to` names a party (where the papers go), never a step. `takes`: how long it may last,
    where the text promises a time for each step. `village_collects`: of a hand-over, the desa may collect for its residents.
    """

    id: Slug
    name: Label
    act: Slug
    actor: Slugs = ()
    when: ConditionField | None = None
    outcomes: Annotated[dict[Slug, Outcome], Sorted] = Field(default_factory=dict)
    clock: Literal["start", "stop", "none"] | None = None
    closes: bool = False
    uses: Slugs = ()
    once_per: Literal["person", "application"] | None = None
    at: Slug | None = None
    to: Slug | None = None
    for_: Slug | None = Field(default=None, alias="for")
    form: Text | None = None
    attaches: Slugs = ()
    must_match: Slug | None = None
    received_by: Slug | None = None
    substitute: Slug | None = None
    record_in: Slug | None = None
    takes: Period | None = None
    village_collects: bool = False


class Range(Part):
    least: Count
    most: Count


class LimitAnnotation(Annotation):
    """The promised time. Exactly one of `at_most`, `about` and `range`."""

    at_most: Count | None = None
    about: Count | None = None
    range: Range | None = None
    unit: Unit
    from_: Literal["complete", "submitted"] = Field(default="complete", alias="from")
    until: Literal["ready", "handed_over"] = "ready"
    when: ConditionField | None = None


class FeeAnnotation(Annotation):
    """`free`, or `fixed` with an amount in whole rupiah."""

    kind: Literal["free", "fixed"]
    amount: Count | None = None


class ProductAnnotation(Annotation):
    id: Slug
    name: Label
    printed_by: Slug | None = None
    signed_by: Slug | None = None
    validity: Period | None = None
