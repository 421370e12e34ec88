"""The list of controlled texts."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.library.present import words
from pamong.library.queries import Held, Reference, Shelf
from pamong.library.rules import WRITERS
from pamong.offices import queries as offices
from pamong.shell.words import day, message, moment
from pamong.staff.rules import Actor, posts_of
from pamong.standard.controlled import NAMES

READERS = frozenset({"general_services", "sekretaris", "camat"})


def shelf(found: Shelf, actor: Actor, today: date) -> dict[str, Any]:
    """What binds now and what is to come; what no longer binds, apart; drafts with where they stand."""
    zone = offices.zone(actor.office)
    past = [held for held in found.held if held.ends is not None and held.ends <= today]
    return {
        "current": [_line(held, today) for held in found.held if held not in past],
        "past": [_line(held, today) for held in past],
        "drafts": [
            (
                row.title,
                message(words.STATES[row.state]),
                f"{row.saved_by_name}, {moment(row.saved_at, zone)}",
                reverse("library:draft", args=[row.id]),
            )
            for row in found.drafts
        ],
        "references": [_reference(reference) for reference in found.references],
        "may_write": actor.post in posts_of(WRITERS),
        "may_open": actor.post in posts_of(READERS),
    }


def _line(held: Held, today: date) -> dict[str, Any]:
    row = held.row
    return {
        "title": row.title,
        "number": row.number,
        "revision": row.revision,
        "state": words.in_force(row, held.ends, today),
        "paper": day(row.signed_paper_on) if row.signed_paper_on else "",
        "url": reverse("library:version", args=[row.id]),
    }


def _reference(found: Reference) -> tuple[str, str, str]:
    """What is referred to, from where, and what answers it."""
    name = message(NAMES[found.key]) if found.key in NAMES else found.key
    clauses = ", ".join(f"{service.upper()} {clause}" for service, clause in found.clauses)
    return name, clauses, f"{found.held.number} rev. {found.held.revision}" if found.held else _("belum ada")
