"""What readiness shows and changes: a person, a note about one, a fault."""

from collections.abc import Mapping
from typing import Any

from tests.readiness.keeping import breaks, note
from tests.trust.rows import Kind, Row, World, plain, prefixed


def person(world: World) -> tuple[Any, ...]:
    return (world.hired("operator").person_id,)


def noted(world: World) -> tuple[Any, ...]:
    return (note(world.hired("operator"), "skill", "Teliti").pk,)


def out_of_use(_world: World) -> tuple[Any, ...]:
    return (breaks("kamera").pk,)


ROWS: Mapping[str, Row] = {
    "readiness:overview": Row(Kind.POST, "sekretaris", empty=frozenset({405})),
    "readiness:acts": Row(Kind.POST, "sekretaris", empty=frozenset({405})),
    "readiness:person": Row(Kind.OBJECT, "camat", person, empty=frozenset({405})),
    "readiness:note_qualification": Row(
        Kind.OBJECT,
        "sekretaris",
        person,
        prefixed("skill", aspect="skill", other="Teliti"),
        reads=False,
    ),
    "readiness:withdraw_qualification": Row(
        Kind.OBJECT, "sekretaris", noted, plain(reason="wrong_entry"), reads=False
    ),
    "readiness:inventory": Row(Kind.POST, empty=frozenset({405})),
    "readiness:take_stock": Row(Kind.POST, "kasi", form=plain(**{"count-meja": 3}), reads=False),
    "readiness:report_fault": Row(
        Kind.POST,
        form=plain(code="meja", fault="broken", quantity=1, since="14-12-2026"),
        reads=False,
    ),
    "readiness:end_fault": Row(Kind.OBJECT, "operator", out_of_use, plain(on="14-12-2026"), reads=False),
}
