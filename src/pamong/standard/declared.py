"""What a standard declares before it speaks: facts and actors."""

from typing import Annotated, Literal

from pydantic import Field

from pamong.standard.parts import Label, Part, Slug, Slugs, Sorted, Text

FactSource = Literal[
    "applicant.birth_year",
    "applicant.birth_date",
    "applicant.age",
    "applicant.citizenship",
    "applicant.sex",
    "recording_register",
]
FactKind = Literal["text", "number", "truth", "date"]
ActorKind = Literal["public", "post", "unit", "outside"]

SOURCE_KINDS: dict[str, FactKind] = {
    "applicant.birth_year": "number",
    "applicant.birth_date": "date",
    "applicant.age": "number",
    "applicant.citizenship": "text",
    "applicant.sex": "text",
    "recording_register": "text",
}


class Fact(Part):
    """Something a condition may ask about.

    It comes `from` a source, or somebody is asked (`ask`); `else_ask` asks only when the source is silent.
    `several`: more than one of the `choices` may hold. `kind` is needed where there are no choices and no source.
    """

    from_: FactSource | None = Field(default=None, alias="from")
    ask: Slug | None = None
    else_ask: Slug | None = None
    several: bool = False
    choices: Slugs = ()
    kind: FactKind | None = None
    label: Label | None = None
    labels: Annotated[dict[Slug, Label], Sorted] = Field(default_factory=dict)
    interpretation: Text | None = None

    @property
    def value_kind(self) -> FactKind:
        """What kind of value the fact holds; choices are texts."""
        if self.kind is not None:
            return self.kind
        return SOURCE_KINDS[self.from_] if self.from_ else "text"


class DeclaredActor(Part):
    """An actor as this standard prints it, or an outside party only this standard knows."""

    kind: ActorKind
    name: Label | None = None
    printed: Text | None = None
