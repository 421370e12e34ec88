"""What a new office would be, and what it became, in words."""

from typing import Any

from django.utils.translation import gettext as _

from pamong.kabupaten.actions import SetUp
from pamong.kabupaten.queries import Preview
from pamong.kabupaten.rules.answers import hours_as_text
from pamong.shell.words import message
from pamong.staff.rules import label


def preview(found: Preview, template: str) -> dict[str, Any]:
    """Facts about the office as it would be, as pairs; `template` is the name of what is copied."""
    wanted = found.wanted
    lines = [line for line in wanted.letterhead.values() if line]
    standards = [f"{each.title} ({each.document.number})" for each in found.standards]
    return {
        "name": wanted.name,
        "pairs": [
            (_("Kantor"), wanted.name, wanted.code if found.listed else _("%(code)s, ditambahkan") % {"code": wanted.code}),
            (_("Kop surat"), " · ".join(lines)),
            (_("Jam layanan"), hours_as_text(wanted.hours) if wanted.hours else _("seperti seluruh kantor")),
            (_("Konsep standar"), ", ".join(standards), template if standards else ""),
            (_("Surat penunjukan"), wanted.decree),
        ],
        "people": [
            (message(label(each.post)), each.username, each.full_name, each.decree) for each in wanted.people
        ],
    }  # fmt: skip


def done(made: SetUp) -> dict[str, Any]:
    """The office and the first passwords of its people; they are told on this page and nowhere else."""
    return {
        "name": made.office.name,
        "passwords": [
            (message(label(each.person.post)), each.person.full_name, each.person.username, each.password)
            for each in made.passwords
        ],
        "standards": [each.title for each in made.standards],
    }
