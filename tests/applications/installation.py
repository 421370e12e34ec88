"""An installation of two offices, and the short ways to bring an application to a stage, all through the verbs.

The two offices are Yosowilangun, which issues KTP, and Jatiroto, which issues KK. Their people are invented; identity
numbers carry the region 35.08.99, which no kecamatan has.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.applications.rules import Examined, InvalidField, ItemState
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry, LogHead
from pamong.ledger.rules import EntryRow, Subject
from pamong.library import actions as library
from pamong.library.models import StandardVersion
from pamong.offices import actions as offices
from pamong.offices.models import CalendarDay, CalendarEdition, Office, OfficeHours
from pamong.residents import actions as residents
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import INSTALLER, Actor
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from tests.clauses.shipped import shipped

KTP_OFFICE = "35.08.07"
KK_OFFICE = "35.08.17"
ZONE = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
"""Monday 14-12-2026, eight o'clock in Lumajang."""
IN_FORCE = date(2026, 1, 1)

KTP_PAPERS = ("village-letter", "photo", "kk-copy")

_serials = count(1)
# Made once through the verbs, then laid down as rows: the holiday library alone takes a third of a second.
_rows: list[tuple[type[Model], list[Model]]] = []
_TABLES: tuple[type[Model], ...] = (
    Office,
    OfficeHours,
    CalendarDay,
    CalendarEdition,
    StandardVersion,
    Entry,
    LogHead,
)


def lay_down() -> None:
    """Offices, calendar of 2026 and 2027, and both shipped standards in force."""
    if _rows:
        for table, rows in _rows:
            table._default_manager.bulk_create(rows)
        return
    offices.load_region(actor=INSTALLER, key="region")
    offices.import_holidays(actor=INSTALLER, key="holidays", years=(2026, 2027))
    for service in ("ktp", "kk"):
        install(shipped(service), since=IN_FORCE)
    _rows.extend((table, list(table._default_manager.all())) for table in _TABLES)


def install(standard: Standard, *, since: date) -> None:
    camat = actor("camat", standard.office)
    library.install(actor=camat, key=key(), standard=standard, in_force_from=since)


def changed(service: str, **parts: Any) -> Standard:
    """A shipped standard with other values at its top level, e.g. `office`."""
    return Standard.from_canonical(json.dumps(json.loads(shipped(service).canonical()) | parts))


def limited_to(service: str, days: int) -> Standard:
    """A shipped standard whose chapter 5 allows this many working days."""
    data = json.loads(shipped(service).canonical())
    for section in data["sections"]:
        for clause in section.get("clauses", ()):
            if "limit" in clause:
                clause["limit"]["at_most"] = days
    return Standard.from_canonical(json.dumps(data))


def actor(post: str, office: str = KTP_OFFICE, *, who: str = "1") -> Actor:
    return Actor(person_id=f"{post}-{who}", name=f"{post} {who}", office=office, post=post)


def key() -> str:
    # Letters first: a key that looks like an identity number would be refused by the ledger.
    return f"t-{secrets.token_urlsafe(9)}"


def at(text: str) -> datetime:
    """`2026-12-14 08:00` in Lumajang."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def set_clock(text: str) -> None:
    clock.set_for_demo_or_test(at(text))


def nik(serial: int, born: date, sex: str = "m") -> str:
    day = born.day + (40 if sex == "f" else 0)
    return f"350899{day:02}{born:%m%y}{serial:04}"


def resident(office: str = KTP_OFFICE, *, born: date = date(1990, 5, 17), **changes: Any) -> ResidentRow:
    """Somebody who comes to the counter of this office for the first time."""
    serial = next(_serials)
    return residents.register(
        actor=actor("loket", office),
        key=key(),
        **{
            "name": f"Sekar Rekaan {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[serial % 26]}",
            "sex": "m",
            "birth_place": "Lumajang",
            "birth_date": born,
            "citizenship": "wni",
            "village": f"{office}.2001",
            "number": nik(serial, born),
            "number_missing_reason": None,
            **changes,
        },
    )


def answer(person: ResidentRow, state: str, office: str = KTP_OFFICE) -> None:
    """The national system says this about the person's recording."""
    residents.state_national_answer(
        actor=actor("operator", office),
        key=key(),
        resident_id=person.id,
        state=state,
        answered_at=clock.now(),
    )


def take_in(
    person: ResidentRow,
    service: str = "ktp",
    *,
    answers: Mapping[str, FactValue] | None = None,
    present: Iterable[str] | None = None,
    office: str | None = None,
    key_: str | None = None,
) -> Application:
    where = office or {"ktp": KTP_OFFICE, "kk": KK_OFFICE}[service]
    brought = KTP_PAPERS if present is None and service == "ktp" else present or ()
    return actions.submit(
        actor=actor("loket", where),
        key=key_ or key(),
        service=service,
        resident_id=person.id,
        answers=answers or {},
        present=list(brought),
    )


def ktp(recording: str | None = "not_recorded", **options: Any) -> Application:
    """A KTP application just taken in, of a person about whom the national system said `recording`."""
    person = resident()
    if recording:
        answer(person, recording)
    return take_in(person, **options)


def kk(*reasons: str, present: Sequence[str] = ()) -> Application:
    """A KK application just taken in, for these reasons."""
    return take_in(resident(KK_OFFICE), "kk", answers={"reasons": reasons}, present=present)


def seen(*present: str, **deficient: str) -> dict[str, Examined]:
    """What an examination found: papers in order, and `photo="too small"` for one that is not."""
    found = {name: Examined(ItemState.PRESENT) for name in present}
    return found | {
        name.replace("_", "-"): Examined(ItemState.DEFICIENT, note=note) for name, note in deficient.items()
    }


def complete(row: Application, *papers: str, post: str = "kasi", **options: Any) -> Application:
    """Found complete and valid; for a KTP all three papers unless others are named."""
    papers = papers or (KTP_PAPERS if row.service == "ktp" else ())
    return actions.complete(
        actor=actor(post, row.office_id),
        key=options.pop("key", None) or key(),
        code=row.public_code,
        examined=options.pop("examined", None) or seen(*papers),
        **options,
    )


WRONG_PHOTO = {"photo": "Latar merah, tahun lahir genap"}
WRONG_BIRTH_DATE = InvalidField("birth_date", given="17-05-1990", evidence="17-05-1991")


def give_back(
    row: Application,
    *,
    post: str = "kasi",
    invalid: Sequence[InvalidField] = (),
    **deficient: str,
) -> Application:
    """Returned to the applicant; for a wrong photo unless something else is named."""
    if not deficient and not invalid:
        deficient = dict(WRONG_PHOTO)
    return actions.return_for_completion(
        actor=actor(post, row.office_id),
        key=key(),
        code=row.public_code,
        examined=seen(**deficient),
        invalid=invalid,
    )


def bring(row: Application, *papers: str) -> Application:
    return actions.resubmit(
        actor=actor("loket", row.office_id), key=key(), code=row.public_code, present=papers or KTP_PAPERS
    )


def do(row: Application, step: str, post: str, reference: str = "") -> Application:
    return actions.perform(
        actor=actor(post, row.office_id), key=key(), code=row.public_code, step=step, reference=reference
    )


def record(row: Application, **options: Any) -> Application:
    return actions.record_biometrics(
        actor=options.pop("actor", None) or actor("operator", row.office_id),
        key=options.pop("key", None) or key(),
        code=row.public_code,
        step="record",
    )


def hand_over(row: Application, **options: Any) -> Application:
    said = {"collector": "Sekar Rekaan", "relation": "self", "identity": "receipt", **options}
    return actions.hand_over(actor=actor("loket", row.office_id), key=key(), code=row.public_code, **said)


def reverse(row: Application, reason: str = "wrong_act", post: str = "kasi", **options: Any) -> Application:
    return actions.reverse(
        actor=actor(post, row.office_id), key=key(), code=row.public_code, reason=reason, **options
    )


def ktp_at(step: str, recording: str = "recorded_card_pending") -> Application:
    """A KTP application that awaits this step."""
    row = ktp(recording)
    ways: list[tuple[str, Callable[[], Application]]] = [
        ("send", lambda: complete(row)),
        ("back", lambda: do(row, "send", "operator")),
        ("ready", lambda: do(row, "back", "loket")),
        ("hand-over", lambda: do(row, "ready", "loket")),
        ("", lambda: hand_over(row)),
    ]
    if step == "submit":
        return give_back(row)
    if recording == "not_recorded":
        ways[0:1] = [("record", lambda: complete(row)), ("send", lambda: record(row))]
    for reached, way in ways:
        if row.step == step:
            break
        row = way()
        assert row.step == reached
    assert row.step == step
    return row


def log(row: Application) -> tuple[EntryRow, ...]:
    """The application's entries, oldest first."""
    return tuple(ledger.timeline(Subject("application", str(row.pk))))


def verbs(row: Application) -> list[str]:
    return [entry.verb for entry in log(row)]
