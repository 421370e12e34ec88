"""The small pieces every annotation is made of."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Unit = Literal["minutes", "hours", "days", "working_days", "weeks", "months", "years"]


class Part(BaseModel):
    """A piece of a standard: immutable, no key beyond its own, no value bent into another type.

    A default is part of the format: the canonical text leaves defaults out, so changing one would change what old
    versions mean without changing their digest. Add keys; never change a default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Annotation(Part):
    """The program beside a clause. `interpretation` marks what a person decided and the text does not say."""

    interpretation: "Text | None" = None


class Label(Part):
    """A name shown in the interface that is not printed law, in both languages."""

    id: "Text"
    en: "Text"

    def in_language(self, language: str) -> str:
        """The English name for `en` and its variants, the Indonesian one for everything else."""
        return self.en if language.split("-", maxsplit=1)[0] == "en" else self.id


class Period(Part):
    """A span of time: every 3 months, valid 30 days."""

    amount: Annotated[int, Field(ge=1)] = 1
    unit: "Unit | Literal['service_days', 'quarters']"


def _as_tuple(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def _in_order(value: dict[str, Any]) -> dict[str, Any]:
    # Canonical JSON sorts keys. A standard read from YAML must behave like the same standard read from the database.
    return dict(sorted(value.items()))


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("blank")
    return value


Text = Annotated[str, AfterValidator(_not_blank)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_as_tuple)]
Count = Annotated[int, Field(ge=1)]
Sorted = AfterValidator(_in_order)
