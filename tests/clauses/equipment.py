"""What the clause tests of chapter 8 ask of one row of the list."""

from pamong.readiness.rules.equipment import Held, Provision, provision
from pamong.standard.annotations.quality import Facility
from pamong.standard.document import Standard


def broken_promises(
    standard: Standard, clause: str, code: str, item: str, quantity: int, unit: str
) -> list[str]:
    """What does not hold of a row: what it names, how much of it, and that a missing or broken piece is noticed."""
    facility = standard.clause(clause).clause.facility
    assert isinstance(facility, Facility), f"{clause} promises no equipment"
    promised = facility.quantity
    expected = {
        "names the thing": (facility.id, facility.item.id) == (code, item),
        "promises so much of it": (promised, facility.unit) == (quantity, unit),
        "is kept when all are there and work": provision(promised, Held(code, quantity)) is Provision.MET,
        "is broken when one is missing": provision(promised, Held(code, quantity - 1)) is Provision.SHORT,
        "is broken when one is out of use": provision(promised, Held(code, quantity, 1)) is Provision.BROKEN,
        "is kept when one more is there than is out of use": provision(promised, Held(code, quantity + 1, 1))
        is Provision.MET,
        "is not known to be kept before somebody counted": provision(promised, None) is Provision.UNCOUNTED,
    }
    return [what for what, holds in expected.items() if not holds]
