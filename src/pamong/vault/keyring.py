"""All keys of an installation, and the text of the file that holds them. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pamong.vault.spelling import spell, unspell

FORMAT = "pamong/keys@1"
_HEADER = """\
# Keys of this installation. Whoever holds this file and the database reads every identity number.
# Without it the numbers are lost: keep the escrow sheet (pamong keys escrow) on paper, away from this machine.
# To restore, type the rows of the sheet into this file as they stand.
"""


@dataclass(frozen=True)
class KeyRing:
    """All keys. ``encryption`` by version, the highest is current; ``next_index`` only while the index key changes."""

    encryption: Mapping[int, bytes] = field(repr=False)
    index: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)
    next_index: bytes | None = field(default=None, repr=False)

    @property
    def current(self) -> int:
        """The version that new ciphertexts are sealed under."""
        return max(self.encryption)

    def named(self) -> tuple[tuple[str, bytes], ...]:
        """Every key with the name it has in the file and on the escrow sheet."""
        encryption = ((f"encryption.{version}", key) for version, key in sorted(self.encryption.items()))
        following = (("next_index", self.next_index),) if self.next_index else ()
        return (*encryption, ("index", self.index), *following, ("signing", self.signing_seed))


def written(ring: KeyRing) -> str:
    """The text of the key file."""
    tables = {name: "".join(f'    "{row}",\n' for row in spell(name, key)) for name, key in ring.named()}
    plain = [f"{name} = [\n{rows}]\n" for name, rows in tables.items() if "." not in name]
    versions = [f"{name.partition('.')[2]} = [\n{rows}]\n" for name, rows in tables.items() if "." in name]
    return "\n".join([_HEADER, f'format = "{FORMAT}"\n', *plain, "[encryption]", *versions])


def parsed(text: str) -> KeyRing:
    """The keys in a key file's text. Raises `Misspelt` for a wrong row, and KeyError, TypeError, AttributeError or
    ValueError for a text that is no key file.
    """
    content = tomllib.loads(text)
    if content["format"] != FORMAT or not content["encryption"]:
        raise ValueError(FORMAT)
    encryption = {
        int(version): unspell(f"encryption.{version}", rows)
        for version, rows in content["encryption"].items()
    }
    return KeyRing(
        encryption=MappingProxyType(encryption),
        index=unspell("index", content["index"]),
        signing_seed=unspell("signing", content["signing"]),
        next_index=unspell("next_index", content["next_index"]) if "next_index" in content else None,
    )
