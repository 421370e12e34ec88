"""Rows of this room as its pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamong.shell.late import late
from pamong.shell.words import message
from pamong.staff.queries import AppointmentRow
from pamong.staff.rules import label

if TYPE_CHECKING:
    import segno
else:
    segno = late("segno")


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One post somebody can begin to act in, in the reader's language."""

    id: str
    person: str
    post: str
    office: str
    substitute: bool


def post_choices(rows: Iterable[AppointmentRow]) -> tuple[PostChoice, ...]:
    """The appointments as buttons."""
    return tuple(
        PostChoice(
            id=row.id,
            person=row.person_name,
            post=message(label(row.post)),
            office=row.office_name,
            substitute=row.substitute,
        )
        for row in rows
    )


def qr_image(text: str) -> str:
    """A QR code as the address of an image; white around it, so that a telephone reads it in the dark theme too."""
    return segno.make_qr(text).svg_data_uri(scale=5, border=4, light="#ffffff")
