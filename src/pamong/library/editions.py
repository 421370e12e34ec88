"""What document control knows around a version when it is shown: where to read it, since when it binds, who signed."""

from datetime import date

from django.conf import settings

from pamong.library import queries
from pamong.library.queries import VersionRow
from pamong.standard.renderings.edition import Edition, Signer


def edition(version: VersionRow, *, on: date, url: str | None = None) -> Edition:
    """The edition of one version as it stands on the day `on`; `url` is the public page of its service.

    The signers are those who agreed in the program. A day stands under a name only when the paper was signed by hand:
    an agreement in the program is no certified electronic signature and must not look like one.
    """
    ended = queries.ends(version)
    return Edition(
        url=url,
        signers={
            act.act: Signer(name=act.person_name, signed_on=version.signed_paper_on)
            for act in queries.signatures(version.id)
        },
        in_force_from=version.in_force_from,
        replaced_on=ended if ended is not None and ended <= on else None,
        decree=version.decree or None,
        demo=settings.DEMO,
    )
