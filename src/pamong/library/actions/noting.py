"""What is noted about the paper of a version after it was approved: the day of the signature by hand, the decree."""

from datetime import date
from uuid import UUID

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.library import queries, rules
from pamong.library.actions import engine, installing
from pamong.library.models import StandardVersion
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.staff.rules import Actor


def note_paper(
    *,
    actor: Actor,
    key: str,
    version: UUID,
    signed_paper_on: date | None,
    decree: str = "",
    decree_on: date | None = None,
) -> VersionRow:
    """Note when the paper of a version was signed by hand and which decree enacts it; what was noted before is replaced.

    The text and its digest stay as they are. Refused for who does not sign standards, and for a day to come.
    """
    with writing(office=actor.office):
        row = queries.own_version(actor=actor, version_id=version)
        if row is None:
            raise Refused(engine.NOT_FOUND)
        subject = Subject(installing.SUBJECT, str(version))
        earlier = ledger.by_key(key)
        if earlier is not None:
            if (earlier.verb, earlier.subject) != ("note_paper", subject):
                raise Refused(engine.KEY_USED)
            return row
        today = clock.today(offices.zone(row.office))
        engine.refuse(
            rules.may_note(actor, office=row.office, days=(signed_paper_on, decree_on), today=today)
        )
        StandardVersion.objects.filter(pk=version).update(
            signed_paper_on=signed_paper_on, decree=decree.strip(), decree_on=decree_on
        )
        append(
            office=row.office,
            actor=actor.person_id,
            post=actor.post,
            verb="note_paper",
            subject=subject,
            clause=rules.COVER,
            payload={
                "signed_paper_on": signed_paper_on and signed_paper_on.isoformat(),
                "decree": decree.strip(),
                "decree_on": decree_on and decree_on.isoformat(),
            },
            key=key,
        )
        return queries.version(version)
