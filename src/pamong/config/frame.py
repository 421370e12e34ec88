"""The header of staff pages: who acts where, and the ways to the rooms that this post uses."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pamong.desk import badges
from pamong.desk.present.lists import count
from pamong.notices import queries as notices
from pamong.offices import queries as offices
from pamong.readiness.rules.keeping import PEOPLE_READERS, STOCK_READERS
from pamong.shell.addresses import reverse
from pamong.shell.frame import NavigationItem, StaffFrame
from pamong.shell.words import message
from pamong.staff.rules import POSTS, Actor, posts_of
from pamong.staff.session import person_of


def staff_frame(request: HttpRequest) -> StaffFrame:
    """Office, person, post and navigation; an empty frame for whoever is not signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    person = person_of(request)
    look = person.look if person is not None else ""
    if actor is None:
        return StaffFrame(office="", person="", post="", look=look)
    if actor.post == "desa":
        navigation = [NavigationItem(_("Meja desa"), reverse("desa:start"), "F8")]
    else:
        waiting = _count(badges.own_steps(actor=actor))
        navigation = [NavigationItem(_("Antrean"), reverse("desk:start"), "F8", waiting)]
    if actor.post in posts_of(frozenset({"general_services"})):
        navigation.append(NavigationItem(_("Permohonan baru"), reverse("applications:start"), "F2"))
    if actor.post in posts_of(frozenset({"general_services", "sekretaris", "camat"})):
        navigation.append(NavigationItem(_("Register"), reverse("applications:register")))
        navigation.append(NavigationItem(_("Pengiriman"), reverse("dispatch:start")))
    if actor.post in posts_of(frozenset({"general_services", "sekretaris"})):
        needing = _count(notices.count_needing_somebody(office=actor.office))
        navigation.append(NavigationItem(_("Pemberitahuan"), reverse("notices:start"), count=needing))
    if actor.post in {"kabupaten", "it"} and offices.office(actor.office).kind == "kabupaten":
        navigation.append(NavigationItem(_("Angka"), reverse("kabupaten:figures")))
    if actor.post != "desa":
        # A desa has no standards of its own, and so nothing that they give to anybody.
        navigation.append(NavigationItem(_("Standar"), reverse("library:start")))
        navigation += _readiness(actor)
        navigation.append(NavigationItem(_("Wewenang"), reverse("desk:rights")))
    navigation.append(NavigationItem(_("Kalender"), reverse("calendar:year")))
    navigation.append(NavigationItem(_("Akun"), reverse("staff:security")))
    return StaffFrame(
        office=offices.office(actor.office).name,
        person=actor.name,
        post=message(POSTS[actor.post].label),
        navigation=tuple(navigation),
        search_url=reverse("desk:search"),
        sign_out_url=reverse("staff:sign_out"),
        lock_url=reverse("staff:lock"),
        substitute=actor.substitute,
        look=look,
    )


def _count(number: int) -> str:
    """A badge; nothing where nothing waits."""
    return count(number) if number else ""


def _readiness(actor: Actor) -> list[NavigationItem]:
    """What a post looks after of chapters 8 and 9: people and equipment, or equipment alone."""
    if actor.post in PEOPLE_READERS:
        return [NavigationItem(_("Kesiapan"), reverse("readiness:overview"))]
    if actor.post in STOCK_READERS:
        return [NavigationItem(_("Inventaris"), reverse("readiness:inventory"))]
    return []
