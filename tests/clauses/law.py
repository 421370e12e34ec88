"""What the register says about a clause of chapter 1, as an officer would ask it."""

from datetime import date
from functools import cache

from pamong.standard.chapters.legal_basis import instruments
from pamong.standard.findings import Circumstances, findings
from pamong.standard.read import read_register
from pamong.standard.register import Instrument, Register
from tests.clauses.shipped import STANDARDS, shipped

TODAY = date(2026, 11, 21)
# Both shipped standards rest on the same eleven.
INSTRUMENTS = [
    ("1.1", "uu-32-2004"),
    ("1.2", "permenpan-20-2006"),
    ("1.3", "kepmenpan-63-2003"),
    ("1.4", "kepmenpan-25-2004"),
    ("1.5", "kepmenpan-26-2004"),
    ("1.6", "permendagri-24-2006"),
    ("1.7", "permendagri-4-2010"),
    ("1.8", "kepmendagri-138-270-2010"),
    ("1.9", "se-mendagri-318-312-pum-2011"),
    ("1.10", "perda-lumajang-4-2008"),
    ("1.11", "perda-lumajang-3-2009"),
]


@cache
def register() -> Register:
    return read_register(STANDARDS / "instruments")


def instrument(service: str, clause: str) -> Instrument:
    """The instrument a clause points to; an AssertionError if the register does not know it."""
    (name,) = (
        placed.value.instrument for placed in instruments(shipped(service)) if placed.clause.id == clause
    )
    found = register().get(name)
    assert found is not None, name
    return found


def finding(service: str, clause: str, **changed: object) -> list[str]:
    """The rules that speak about a clause, perhaps after somebody changed what the register says."""
    known = register()
    if changed:
        bent = instrument(service, clause).model_copy(update=changed)
        known = Register.of((*known.instruments.values(), bent))
    around = Circumstances(today=TODAY, register=known)
    return [problem.rule for problem in findings(shipped(service), around) if problem.clause == clause]
