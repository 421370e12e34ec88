"""What changes offices, their calendar and their register numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from pamong.ledger.actions import append, writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.prepared import Prepared
from pamong.ledger.rules import Refused, Subject
from pamong.offices import queries, remembered, rules
from pamong.offices.holidays_source import LIBRARY, SOURCE
from pamong.offices.models import CalendarDay, CalendarEdition, Office, OfficeHours, RegisterCounter
from pamong.offices.region_source import read_region
from pamong.offices.rules import Acting, Difference
from pamong.standard.messages import Refusal
from pamong.workdays.calendar import Calendar, DayNote, WeekPattern
from pamong.workdays.tables import hours_to_data, spans_to_data


def add_office(
    *,
    actor: Acting,
    key: str,
    code: str,
    kind: str,
    name: str,
    parent: str | None = None,
    zone: str = "Asia/Jakarta",
    letterhead: Mapping[str, str] | None = None,
) -> queries.OfficeRow:
    """Add one office; its log begins with this entry.

    `letterhead` may hold address, phone, email, website, city, postal_code. Raises Refused, CalendarInvalid for a
    zone nobody knows, IntegrityError for a code that exists or a kind that does not.
    """
    _refuse(rules.may_change(actor, office=None))
    Calendar(zone, ())
    fields = {"kind": kind, "name": name, "zone": zone, **(letterhead or {})}
    with writing(office=code, key=key):
        Office.objects.create(code=code, parent_id=parent, **fields)
        _record(actor, key, "add_office", log=code, payload={**fields, "parent": parent})
    return queries.office(code)


def change_letterhead(
    *, actor: Acting, key: str, office: str, letterhead: Mapping[str, str]
) -> queries.OfficeRow:
    """Change lines of an office's letterhead; lines that are not named stay, an empty text takes a line away.

    What was printed or approved before keeps the lines it was made with: they are copied into an approved version. The
    same lines again are no act and leave no entry. Raises Refused, and AlreadyDone.
    """
    _refuse(rules.may_change(actor, office=office) or rules.usable_letterhead(letterhead))
    with writing(office=office, key=key, verb="change_letterhead", subject=Subject("office", office)):
        before = queries.office(office)
        changed = {name: line for name, line in letterhead.items() if line != getattr(before, name)}
        if not changed:
            return before
        Office.objects.filter(pk=office).update(**changed)
        remembered.begin_anew()
        earlier = {name: getattr(before, name) for name in changed}
        _record(actor, key, "change_letterhead", log=office, payload={"before": earlier, "after": changed})
    return queries.office(office)


def load_region(*, actor: Acting, key: str, region: str = "lumajang") -> int:
    """Add the offices of a shipped region and its default week; answer how many offices are new.

    An office that is there already stays as it is: what it has written on its letterhead is its own.
    """
    _refuse(rules.may_change(actor, office=None))
    shipped = read_region(region)
    with writing(office=actor.office, key=key):
        there = set(Office.objects.values_list("code", flat=True))
        new = [office for office in shipped.offices if office.code not in there]
        Office.objects.bulk_create(
            Office(parent_id=office.parent, zone=shipped.zone, **_columns(asdict(office))) for office in new
        )
        if not OfficeHours.objects.filter(office=None, valid_until=None).exists():
            _put_hours(None, shipped.hours)
        _calendar_changed()
        payload = {"region": region, "file": shipped.digest, "offices_added": len(new)}
        _record(actor, key, "load_region", log=actor.office, payload=payload)
    return len(new)


def _columns(office: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in office.items() if name != "parent"}


def set_hours(*, actor: Acting, key: str, office: str | None, pattern: WeekPattern) -> None:
    """Set a week pattern of an office (None: of the whole installation); one of the same validity is replaced."""
    _refuse(rules.may_change(actor, office=office) or rules.sensible_hours(pattern))
    log = office or actor.office
    with writing(office=log, key=key):
        _put_hours(office, pattern)
        _calendar_changed()
        _record(actor, key, "set_hours", log=log, payload={"office": office, **pattern.to_data()})


def _put_hours(office: str | None, pattern: WeekPattern) -> None:
    OfficeHours.objects.update_or_create(
        office_id=office,
        valid_from=pattern.valid_from,
        valid_until=pattern.valid_until,
        defaults={"name": pattern.name, "hours": hours_to_data(pattern.hours)},
    )


def note_day(*, actor: Acting, key: str, office: str | None, note: DayNote, source: str) -> None:
    """Note what is different on a date, for an office or the whole installation; `source` names the decree.

    A note of the same kind on that date is replaced. Deadlines that run are moved by the room that runs them.
    """
    _refuse(rules.may_change(actor, office=office))
    log = office or actor.office
    with writing(office=log, key=key):
        _put_days(office, [note], source)
        _calendar_changed()
        payload = {"office": office, "source": source, **note.to_data()}
        _record(actor, key, "note_day", log=log, payload=payload)


def remove_day(*, actor: Acting, key: str, office: str | None, note: DayNote, reason: str) -> None:
    """Take a note back, e.g. a holiday that a second decree moved. Raises CalendarDay.DoesNotExist if it is not there."""
    _refuse(rules.may_change(actor, office=office))
    log = office or actor.office
    with writing(office=log, key=key):
        CalendarDay.objects.get(office_id=office, on=note.on, kind=note.kind).delete()
        _calendar_changed()
        payload = {"office": office, "reason": reason, **note.to_data()}
        _record(actor, key, "remove_day", log=log, payload=payload)


def import_holidays(*, actor: Acting, key: str, years: Iterable[int]) -> Difference:
    """Bring the installation's national holidays and collective leave of some years to the state of the library.

    Only rows of an earlier import are changed or removed; a date that was noted by hand stays. Answers what changed.
    """
    _refuse(rules.may_change(actor, office=None))
    wanted = sorted(set(years))
    with writing(office=actor.office, key=key):
        imported = CalendarDay.objects.filter(office=None, on__year__in=wanted, source__startswith=LIBRARY)
        found = queries.holidays_difference(wanted)
        if found:
            _apply(found, imported)
            _calendar_changed()
        payload = {"years": wanted, "source": SOURCE, **_listed(found)}
        _record(actor, key, "import_holidays", log=actor.office, payload=payload)
    return found


def _apply(found: Difference, imported: QuerySet[CalendarDay]) -> None:
    for note in found.removed:
        imported.filter(on=note.on, kind=note.kind).delete()
    _put_days(None, (*found.added, *found.changed), SOURCE)


def _listed(found: Difference) -> dict[str, list[str]]:
    return {
        what: [f"{note.on} {note.kind} {note.status} {note.name}" for note in getattr(found, what)]
        for what in ("added", "changed", "removed")
    }


def _put_days(office: str | None, notes: Iterable[DayNote], source: str) -> None:
    for note in notes:
        CalendarDay.objects.update_or_create(
            office_id=office,
            on=note.on,
            kind=note.kind,
            defaults={
                "name": note.name,
                "hours": spans_to_data(note.hours),
                "status": note.status,
                "source": source,
            },
        )


def take_number(*, office: str, book: str, year: int) -> int:
    """Answer the next number of a register book: 1, 2, 3 … without a gap, because it is taken back with the
    transaction it is taken in. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(
            "A register number is taken inside the act it belongs to, or a failed act leaves a gap."
        )
    if not _count_on(office, book, year):
        # Two first applications of a year at once: one row is made, both count on it.
        RegisterCounter.objects.bulk_create(
            [RegisterCounter(office_id=office, book=book, year=year)], ignore_conflicts=True
        )
        _count_on(office, book, year)
    return _LAST.first(office=office, book=book, year=year) or 0


def _count_on(office: str, book: str, year: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ON, [office, book, year])
        return bool(cursor.rowcount)


_COUNT_ON = """
    UPDATE offices_registercounter SET last = last + 1 WHERE office_id = %s AND book = %s AND year = %s
"""
_LAST = Prepared(
    lambda office, book, year: RegisterCounter.objects.filter(
        office_id=office, book=book, year=year
    ).values_list("last", flat=True)
)


def _calendar_changed() -> None:
    """Give the tables a new token: every process builds the calendars anew at its next question."""
    CalendarEdition.objects.update_or_create(id=1, defaults={"token": uuid7()})


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


def _record(actor: Acting, key: str, verb: str, *, log: str, payload: Mapping[str, Any]) -> None:
    append(
        office=log,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=Subject("office", log),
        clause=None,
        payload=payload,
        key=key,
    )
