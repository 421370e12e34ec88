"""The slips of the counter: receipt, completion slip, hand-over slip, label."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pamong.applications.codes import spaced
from pamong.applications.paper.frame import Print, frame
from pamong.applications.paper.parts import (
    check_url,
    clauses,
    code_block,
    fee_line,
    handed_over,
    identity,
    last,
    lines,
    missing,
    name_of,
    person,
    product_line,
    promise,
    reason,
    sentence,
    table,
)
from pamong.applications.present import rows
from pamong.applications.queries.page import ApplicationPage
from pamong.ledger import proofs
from pamong.ledger.actions import receipt_statement
from pamong.offices import queries as offices
from pamong.shell.paper import both, qr
from pamong.shell.words import day, weekday_date, weekday_moment
from pamong.standard.chapters.requirements import Need


def receipt(page: ApplicationPage, made: Print) -> dict[str, Any]:
    """What the applicant takes home after handing in: proof that it came, what is missing, and what is promised."""
    zone = offices.zone(made.actor.office)
    taken_in = page.timeline[0].entry
    handed = handed_over(page)
    items = [row.item for row in page.checklist if row.item.need is not Need.NOT_APPLICABLE]
    given = [item for item in items if item.id in handed]
    return {
        **frame(both(lambda: _("Tanda terima permohonan")), page.standard, made),
        "facts": [
            *identity(page),
            (
                both(lambda: _("Diterima")),
                both(lambda: weekday_moment(page.submitted_at, zone)),
            ),
            (both(lambda: _("Diterima oleh")), person(taken_in)),
        ],
        "given": lines(given, page.standard),
        "missing": [*missing(items, handed, page.standard)],
        "given-title": both(lambda: _("Sudah diserahkan")),
        "missing-title": both(lambda: _("Belum diserahkan")),
        "nothing-given": both(lambda: _("Belum ada berkas yang diserahkan.")),
        "nothing-missing": both(lambda: _("Tidak ada yang kurang. Berkas masih akan diperiksa.")),
        "due": both(lambda: sentence(rows.due_text(page.clock, page.state, zone))),
        "promise": promise(page),
        "fee": fee_line(page.standard),
        "product": product_line(page.standard),
        "code": code_block(page),
        "proof": {
            "code": proofs.write_code(taken_in.office, taken_in.position, taken_in.leaf_hash),
            "qr": qr(receipt_statement(entry=taken_in), error="l"),
            "label": both(lambda: _("Kode periksa")),
            "hint": both(lambda: _("Bukti bahwa permohonan ini tercatat. Siapa pun dapat memeriksanya di:")),
            "url": check_url(),
        },
    }


def _counted(page: ApplicationPage, zone: ZoneInfo) -> tuple[tuple[str, str, str], ...]:
    """The days of the counting; a holiday's name stands behind its kind."""
    return tuple(
        (on, count, f"{why}: {name}" if name else why)
        for on, count, why, name in rows.explanation(page.clock, zone)
    )


def completion(page: ApplicationPage, made: Print) -> dict[str, Any]:
    """The second slip: complete and valid, and the date that binds the office, counted day by day."""
    zone = offices.zone(made.actor.office)
    complete_at, due_at = page.state.complete_at, page.clock.reckoned.moment
    assert complete_at is not None
    assert due_at is not None
    counted = table(lambda: _counted(page, zone))
    return {
        **frame(both(lambda: _("Bukti permohonan lengkap")), page.standard, made),
        "facts": [
            *identity(page),
            (
                both(lambda: _("Dinyatakan lengkap dan valid")),
                both(lambda: weekday_moment(complete_at, zone)),
            ),
        ],
        "due-label": both(lambda: _("Harus siap diambil paling lambat")),
        "due": both(lambda: weekday_date(due_at, zone)),
        "promise": promise(page),
        "counting-title": both(lambda: _("Bagaimana tanggal itu dihitung")),
        "counting-heads": [
            both(lambda: _("Hari")),
            both(lambda: _("Hitungan")),
            both(lambda: _("Sebab")),
        ],
        "counting": counted,
        "clauses": clauses(page.standard, [page.clock.limit.clause]),
        "fee": fee_line(page.standard),
        "product": product_line(page.standard),
        "code": code_block(page),
    }


def hand_over(page: ApplicationPage, made: Print) -> dict[str, Any]:
    """Who collected, how they are related to the applicant, what was seen of their identity; both sign."""
    zone = offices.zone(made.actor.office)
    done = last(page, "hand_over")
    said, handed = done.detail, done.entry
    collector = str(said.get("collector", ""))
    return {
        **frame(both(lambda: _("Bukti serah terima")), page.standard, made),
        "facts": [
            *identity(page),
            (both(lambda: _("Diserahkan")), both(lambda: weekday_moment(handed.recorded_at, zone))),
            (both(lambda: _("Yang mengambil")), collector),
            (both(lambda: _("Hubungan dengan pemohon")), reason(handed.payload["relation"])),
            (both(lambda: _("Bukti diri yang dilihat")), reason(handed.payload["identity"])),
        ],
        "product": product_line(page.standard),
        "clauses": clauses(page.standard, [handed.clause]),
        "fee": fee_line(page.standard),
        "code": code_block(page),
        "signatures": [
            {"above": "", "role": both(lambda: _("Yang menerima")), "name": collector},
            {"above": "", "role": both(lambda: _("Yang menyerahkan")), "name": name_of(handed)},
        ],
    }


def folder_label(page: ApplicationPage, made: Print) -> dict[str, Any]:
    """What is stuck on the folder: found by eye from afar, and by the scanner."""
    zone = offices.zone(made.actor.office)
    due_at = page.clock.reckoned.moment if page.clock.binding else None
    return {
        **frame(both(lambda: _("Label map")), page.standard, made),
        "number": page.number,
        "service": page.service.upper(),
        "name": page.resident.name,
        "born": both(lambda: _("lahir %(year)s") % {"year": page.resident.birth_year}),
        "submitted": both(lambda: _("masuk %(date)s") % {"date": day(page.submitted_at, zone)}),
        "due": both(lambda: _("tempo %(date)s") % {"date": day(due_at, zone)}) if due_at else None,
        "code": {"text": spaced(page.code), "qr": qr(page.code)},
    }
