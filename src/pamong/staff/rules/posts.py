"""Posts, actors, and whether an actor may act."""

from collections.abc import Mapping
from dataclasses import dataclass

from pamong.offices.rules import INSTALLATION
from pamong.standard.messages import N_, Message, Refusal


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one post of one office, now.

    ``person_id`` is the text of the person's UUID, ``office`` an office code, ``post`` a key of `POSTS`.
    ``substitute`` says that a dated appointment lends the post to somebody who does not hold it.
    """

    person_id: str
    name: str
    office: str
    post: str
    substitute: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post an appointment can give; ``second_factor`` posts sign in with more than a password."""

    code: str
    label: Message
    second_factor: bool = False


_POSTS = (
    Post("kasi", Message(N_("Kasi Pelayanan Umum")), second_factor=True),
    Post("operator", Message(N_("Operator"))),
    Post("loket", Message(N_("Petugas loket"))),
    Post("sekretaris", Message(N_("Sekretaris")), second_factor=True),
    Post("camat", Message(N_("Camat")), second_factor=True),
    Post("information_officer", Message(N_("Petugas layanan informasi"))),
    Post("desa", Message(N_("Petugas desa"))),
    Post("dispenduk", Message(N_("Petugas Dispenduk"))),
    Post("kabupaten", Message(N_("Pejabat kabupaten")), second_factor=True),
    Post("it", Message(N_("Petugas TI")), second_factor=True),
)
POSTS: Mapping[str, Post] = {post.code: post for post in _POSTS}
UNITS: Mapping[str, frozenset[str]] = {"general_services": frozenset({"kasi", "operator", "loket"})}

INSTALLER = Actor(person_id="installer", name="pamong", office=INSTALLATION, post="it")
"""Whoever runs commands on the server itself, before there are people; no member of staff, so in no appointment."""


def posts_of(names: frozenset[str]) -> frozenset[str]:
    """The posts that ``names`` stand for: a unit is any post of it."""
    return frozenset(post for name in names for post in UNITS.get(name, frozenset({name})))


def label(post: str) -> Message:
    """What a post is called on pages and papers; a post outside the closed list is shown by its code."""
    known = POSTS.get(post)
    return known.label if known else Message("{code}", {"code": post})


def may(actor: Actor, *, office: str, posts: frozenset[str], clause: str | None) -> Refusal | None:
    """None when ``actor`` may act for ``office`` in one of ``posts`` (units allowed); else the refusal.

    ``clause`` is the clause that gives the act to the posts; the refusal quotes it.
    """
    if actor.office != office:
        return Refusal(
            clause=clause,
            message=Message(N_("Anda bertugas di kantor lain; tindakan ini milik kantor yang menerimanya.")),
            code="other_office",
        )
    if actor.post not in posts_of(posts):
        return Refusal(
            clause=clause,
            message=Message(
                N_("Tindakan ini bukan tugas jabatan Anda ({post})."), {"post": label(actor.post)}
            ),
            code="other_post",
        )
    return None


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that somebody has already performed on the same application."""

    person_id: str
    step: str
    substitute: bool = False


def separate(
    actor: Actor,
    *,
    step: str,
    posts: Mapping[str, frozenset[str]],
    earlier: tuple[Deed, ...],
    clause: str | None,
) -> Refusal | None:
    """Two pairs of eyes: where the standard gives two steps to different posts, two people perform them.

    ``posts`` says for each step which posts (or units) may perform it. One person who holds both posts is refused
    at the second step, unless one of the two deeds is a substitute's: that is allowed, marked and listed. Steps
    that share a post, or that a member of the public performs, ask for no separation.
    """
    here = posts_of(posts.get(step, frozenset()))
    for deed in earlier:
        there = posts_of(posts.get(deed.step, frozenset()))
        lent = actor.substitute or deed.substitute
        if deed.person_id == actor.person_id and here and there and not here & there and not lent:
            return Refusal(
                clause=clause,
                message=Message(
                    N_(
                        "Standar memberikan langkah ini dan langkah sebelumnya kepada dua jabatan; "
                        "orang yang sama tidak boleh mengerjakan keduanya tanpa penunjukan sebagai pengganti."
                    )
                ),
                code="same_person",
            )
    return None
