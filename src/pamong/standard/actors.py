"""Who can appear in a standard: the applicant, the posts of a sub-district office, its units, and others outside.

Closed on purpose: a post that the permission matrix does not know could hold an application nobody can act on.
Only outside parties may be added by a standard (under `actors`).
"""

from collections.abc import Iterable, Mapping

from pamong.standard.declared import ActorKind

GENERAL_SERVICES = "general_services"

POSTS: tuple[str, ...] = ("kasi", "operator", "loket", "sekretaris", "camat", "information_officer")
UNITS: Mapping[str, frozenset[str]] = {GENERAL_SERVICES: frozenset({"kasi", "operator", "loket"})}
PUBLIC: tuple[str, ...] = ("applicant", "visitor")
OUTSIDE: tuple[str, ...] = ("dispenduk", "village_head", "desa", "courier", "head_of_dispenduk")

KINDS: Mapping[str, ActorKind] = {
    **dict.fromkeys(POSTS, "post"),
    **dict.fromkeys(UNITS, "unit"),
    **dict.fromkeys(PUBLIC, "public"),
    **dict.fromkeys(OUTSIDE, "outside"),
}


def posts_of(actors: Iterable[str]) -> frozenset[str]:
    """The posts of the office among the actors; a unit stands for every post of it, others for none."""
    found: set[str] = set()
    for actor in actors:
        found |= UNITS.get(actor, frozenset({actor} if actor in POSTS else ()))
    return frozenset(found)


def unit_of(posts: frozenset[str]) -> str | None:
    """The unit all these posts belong to, if there is one."""
    return next((unit for unit, members in sorted(UNITS.items()) if posts and posts <= members), None)
