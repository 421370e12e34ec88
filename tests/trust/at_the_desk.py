"""What the rows of the desk need: an act of a moment ago, chosen lines, a kept list, a month of a register."""

from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import QueryDict

from pamong.applications import actions
from pamong.applications import queries as queries_of_the_counter
from pamong.applications.late import Late
from pamong.applications.models import Application
from pamong.desk import actions as desk
from pamong.desk import queries
from pamong.ledger import clock
from pamong.staff import kept
from tests.applications import installation as office

if TYPE_CHECKING:
    from tests.trust.rows import World

_newcomers = count(7000)


def just_completed(world: "World") -> tuple[Any, ...]:
    """An application that the counter's own officer found complete a moment ago."""
    row = office.ktp()
    actions.complete(
        actor=world.hired("loket").actor,
        key=office.key(),
        code=row.public_code,
        examined=office.seen(*office.KTP_PAPERS),
    )
    return (row.public_code,)


def entered_late(_world: "World") -> tuple[Any, ...]:
    """A paper form of an hour ago, entered now."""
    person = office.resident()
    office.answer(person, "not_recorded")
    actions.submit(
        actor=office.actor("loket"),
        key=office.key(),
        service="ktp",
        resident_id=person.id,
        answers={},
        present=list(office.KTP_PAPERS),
        late=Late(clock.now() - timedelta(hours=1), "power_cut"),
    )
    return (queries_of_the_counter.late_entries(actor=office.actor("sekretaris"))[0].id,)


def last_entry(_world: "World", made: tuple[Any, ...]) -> dict[str, Any]:
    row = Application.objects.get(public_code=made[0])
    return {"key": office.key(), "entry": str(office.log(row)[-1].id)}


def chosen(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": office.key(), "chosen": [f"{office.ktp_at('send').public_code}:send"]}


def named_list(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"name": f"Pagi {office.key()}", "query": "bagian=ready"}


def kept_list(world: "World") -> tuple[Any, ...]:
    """A list that the counter's own officer keeps."""
    actor = world.hired("loket").actor
    desk.keep_filter(actor=actor, name=f"Siang {office.key()}", query="bagian=late")
    return (queries.filters(actor=actor)[-1].id,)


def half_typed(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"isian": "resident", "key": office.key(), "name": "Sekar Rek"}


def kept_form(world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    """A form that the counter's own officer has not finished."""
    sent = QueryDict(mutable=True)
    sent.update({"isian": "resident", "key": office.key(), "name": "Sekar Rek"})
    kept.keep(world.hired("loket").actor, sent)
    return {"name": "resident"}


def month(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": office.key(), "book": "ktp", "month": "2026-12", "export": "csv"}


def corrected(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "name": "Sekar Rekaan Betul",
        "sex": "m",
        "birth_place": "Lumajang",
        "birth_date": "17-05-1990",
        "citizenship": "wni",
        "village": f"{office.KTP_OFFICE}.2001",
    }


def new_resident(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "name": "Sekar Rekaan Baru",
        # Of a region that exists: an unknown one is asked about first.
        "number": office.nik(next(_newcomers), date(1990, 5, 17)).replace("350899", "350807"),
        "sex": "m",
        "birth_place": "Lumajang",
        "birth_date": "17-05-1990",
        "citizenship": "wni",
        "village": f"{office.KTP_OFFICE}.2001",
    }
