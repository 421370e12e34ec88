"""What stands on a prepared form, and what stands on the family card beside it. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from pamong.desa.rules import COMPARED


@dataclass(frozen=True, slots=True)
class Content:
    """The fields of the form as typed. `card` holds what the family card says, by the names of `COMPARED`.

    Numbers are plain here, so nothing of it is ever in a `repr`.
    """

    name: str
    sex: str
    birth_place: str
    birth_date: date
    citizenship: str
    number: str = field(default="", repr=False)
    number_missing_reason: str = ""
    kk_number: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    card: Mapping[str, str] = field(default_factory=dict, repr=False)
    answers: Mapping[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Plain JSON, to be sealed."""
        return {**asdict(self), "birth_date": self.birth_date.isoformat()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """What `data` answered."""
        return cls(**{**data, "birth_date": date.fromisoformat(data["birth_date"])})

    def written(self) -> dict[str, str]:
        """The form's side of the comparison with the card."""
        return {name: _text(getattr(self, name)) for name in COMPARED}


def _text(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else value
