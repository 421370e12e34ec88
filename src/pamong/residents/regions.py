"""The region codes that a number may begin with, present and past.

Codes of kecamatan as they stood before the provinces of Papua were divided in 2022, so numbers given under codes that
have since been retired are still known. Of the provinces made in 2022 only the province is checked. An unknown code
is never refused, only pointed at.
"""

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "regions.txt"
# Papua Selatan, Papua Tengah, Papua Pegunungan, Papua Barat Daya: younger than the table.
_PROVINCES_SINCE_2022 = frozenset({"93", "94", "95", "96"})


def region_known(code: str | None) -> bool:
    """True when the first six digits of a number name a kecamatan that is or was."""
    if code is None:
        return False
    return code[:2] in _PROVINCES_SINCE_2022 or code in _codes()


@cache
def _codes() -> frozenset[str]:
    codes: set[str] = set()
    for line in _TABLE.read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        regency, *runs = line.split()
        for run in runs:
            first, _, last = run.partition("-")
            codes.update(f"{regency}{number:02}" for number in range(int(first), int(last or first) + 1))
    return frozenset(codes)
