"""Whether an office can be set up, and by whom. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pamong.kabupaten.rules.answers import NewPerson
from pamong.offices.rules import INSTALLATION, KINDS, TITLES
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal
from pamong.workdays.calendar import WeekPattern

_CODE: Final = re.compile(r"\d\d\.\d\d(\.\d\d(\.\d{4})?|\.[a-z]{3,20})")
"""The code of the Ministry of Home Affairs for a kecamatan or desa, or that of a kabupaten with a word for its agency."""
WITH_COUNTER: Final = frozenset({"kecamatan"})
"""Kinds of office at which residents hand in applications: only these have standards of their own."""


@dataclass(frozen=True)
class NewOffice:
    """What an office is to be when it begins to work.

    `letterhead` are its lines; `hours` is None for those of the installation or of the template; `template` is the
    office whose standards are copied, empty for the shipped examples; `services` says which of them. With
    `in_force_from` the standards are put in force as examples, without it they become drafts of the new office.
    """

    code: str
    kind: str
    name: str
    letterhead: Mapping[str, str]
    decree: str
    people: tuple[NewPerson, ...]
    template: str = ""
    services: tuple[str, ...] = ()
    hours: WeekPattern | None = None
    in_force_from: date | None = None

    @property
    def parent(self) -> str:
        """The office above: the code without its last part."""
        return self.code.rpartition(".")[0]

    @property
    def place(self) -> str:
        """The name without its kind."""
        return self.name.removeprefix(TITLES.get(self.kind, ""))


def may_see_figures(actor: Actor, *, kind: str) -> Refusal | None:
    """The figures of all offices are for the kabupaten's own officials and IT; `kind` is that of the actor's office."""
    if actor.post in {"kabupaten", "it"} and kind == "kabupaten":
        return None
    return _not_yours(N_("Angka seluruh kantor dilihat oleh pejabat dan petugas TI kabupaten."))


def may_set_up(actor: Actor, *, parent: str, managed: Iterable[str]) -> Refusal | None:
    """An office is set up by IT of the office above it, of one above that, or of the installation.

    `managed` are the offices below the actor's.
    """
    if actor.post == "it" and parent in {actor.office, *managed}:
        return None
    if (actor.post, actor.office) == ("it", INSTALLATION):
        return None
    return _not_yours(N_("Kantor baru disiapkan oleh petugas TI kantor di atasnya."))


def may_write_letterhead(actor: Actor, *, office: str, managed: Iterable[str]) -> Refusal | None:
    """The letterhead is the office's own (Camat, Sekretaris, IT), or set right by IT of an office above."""
    own = actor.office == office and actor.post in {"camat", "sekretaris", "it"}
    above = actor.post == "it" and (actor.office == INSTALLATION or office in set(managed))
    if own or above:
        return None
    return _not_yours(
        N_("Kop surat diubah oleh Camat, Sekretaris, atau petugas TI kantor itu, atau petugas TI di atasnya.")
    )


def usable(wanted: NewOffice, *, parents: Iterable[str], at_work: Iterable[str]) -> Refusal | None:
    """Whether the office can be set up: `parents` are the offices there are, `at_work` those that have people already."""
    if wanted.kind not in KINDS or wanted.kind == "kabupaten" or not _CODE.fullmatch(wanted.code):
        return _unusable(
            "code",
            N_(
                "Kode {code} tidak dapat dipakai. Tulis kode wilayah seperti 35.08.07 atau 35.08.07.2001, atau kode"
                " kabupaten dengan nama dinas seperti 35.08.dispenduk."
            ),
            code=wanted.code,
        )
    if wanted.parent not in set(parents):
        return _unusable(
            "parent", N_("Kantor di atasnya ({parent}) belum ada; tambahkan dahulu."), parent=wanted.parent
        )
    if wanted.code in set(at_work):
        return _unusable(
            "at_work",
            N_("Kantor {code} sudah bekerja. Kop suratnya dapat diubah, orangnya ditambah satu per satu."),
            code=wanted.code,
        )
    if not wanted.place.strip():
        return _unusable("name", N_("Tulis nama kantor; nama itu tercetak pada setiap surat."))
    return _people_and_standards(wanted)


def _people_and_standards(wanted: NewOffice) -> Refusal | None:
    if not wanted.people:
        return _unusable(
            "people", N_("Kantor tanpa orang tidak dapat bekerja; tulis sekurangnya satu orang.")
        )
    if wanted.services and wanted.kind not in WITH_COUNTER:
        return _unusable("no_counter", N_("Hanya kecamatan yang mempunyai standar pelayanan di sini."))
    return None


def _not_yours(text: str) -> Refusal:
    return Refusal(None, Message(text), "not_yours")


def _unusable(reason: str, text: str, /, **params: object) -> Refusal:
    return Refusal(None, Message(text, params), reason)
