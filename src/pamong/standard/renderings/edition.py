"""What stands around a text when it is shown: known to document control, not to the text itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pamong.standard.document import Standard


@dataclass(frozen=True)
class Signer:
    """Who signed one of the three parts. Without a name a line is printed to sign on."""

    name: str | None = None
    rank: str | None = None
    signed_on: date | None = None


@dataclass(frozen=True)
class Edition:
    """`url` is the public page of the service, `signers` are by part (prepared, reviewed, approved).

    `decree` is the decision that enacted it, `demo`: printed by a demonstration, so it says so on every page.
    """

    url: str | None = None
    signers: Mapping[str, Signer] = field(default_factory=dict, hash=False)
    in_force_from: date | None = None
    replaced_on: date | None = None
    decree: str | None = None
    demo: bool = False

    def marks(self, standard: Standard) -> tuple[str, ...]:
        """What stands behind the text, so that no copy passes for a standard in force that is none."""
        found = (
            ("CONTOH", standard.status == "example"),
            ("DRAF", standard.status == "draft"),
            ("TIDAK BERLAKU LAGI", self.replaced_on is not None),
            ("DEMO", self.demo),
        )
        return tuple(mark for mark, holds in found if holds)


UNSIGNED = Edition()
