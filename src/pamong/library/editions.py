"""What document control knows around a version when it is shown: where to read it, since when it binds, who signed."""

from django.conf import settings

from pamong.library.queries import VersionRow
from pamong.standard.renderings.edition import Edition


def edition(version: VersionRow, *, url: str) -> Edition:
    """The edition of one version; `url` is the public page of its service."""
    return Edition(
        url=url,
        in_force_from=version.in_force_from,
        decree=version.decree or None,
        demo=settings.DEMO,
    )
