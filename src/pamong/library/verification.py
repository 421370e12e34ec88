"""What `pamong verify` asks of this room: is every published text the one that was signed for?"""

import hashlib
from collections.abc import Collection, Iterator

from django.db import connection

from pamong.ledger import queries as ledger
from pamong.ledger.audit import Finding
from pamong.ledger.rules import EntryRow, Subject
from pamong.library import triggers
from pamong.library.models import SigningAct, StandardVersion
from pamong.library.rules import Part
from pamong.standard.messages import N_, Message

_PUBLISHES = frozenset({"install_standard", "approve_draft"})


def findings(offices: Collection[str] = ()) -> Iterator[Finding]:
    """The triggers that are gone, and one finding for each version whose text, digest or signers are not those of its entry in the ledger.

    Who holds the database can bend text and digest alike; the entry they cannot, without `pamong verify` saying so.
    """
    for name in triggers.missing(connection):
        yield Finding(
            "", None, Message(N_("Pemicu basis data {name} tidak ada atau berubah."), {"name": name})
        )
    versions = StandardVersion.objects.order_by("office_id", "service", "in_force_from")
    for version in versions.filter(office_id__in=offices) if offices else versions:
        entries = ledger.timeline(Subject("standard_version", str(version.pk)))
        published = next((entry for entry in entries if entry.verb in _PUBLISHES), None)
        if published is None or not _fits(version, published):
            text = N_("Naskah {number} revisi {revision} bukan lagi yang ditetapkan menurut buku jejak.")
            values = {"number": version.number, "revision": version.revision}
            position = None if published is None else published.position
            yield Finding(version.office_id, position, Message(text, values))


def _fits(version: StandardVersion, entry: EntryRow) -> bool:
    digests = {hashlib.sha256(version.text.encode()).hexdigest(), version.digest, entry.payload["digest"]}
    begins = entry.payload["in_force_from"] == version.in_force_from.isoformat()
    return len(digests) == 1 and begins and _signers(version) == entry.payload.get("signed", [])


def _signers(version: StandardVersion) -> list[dict[str, object]]:
    acts = SigningAct.objects.filter(draft__became=version, act__in=list(Part)).order_by("pk")
    return [
        {"part": act.act, "person": act.person, "post": act.post, "substitute": act.substitute}
        for act in acts.select_related("draft")
        if act.submission == act.draft.submissions
    ]
