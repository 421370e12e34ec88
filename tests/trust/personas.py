"""Who meets which address: one row per named URL, with a real object and a form that would be accepted.

Four people try every address: whoever the row says it is for (`owner`), the same post in another office (`colleague`),
a post of the same office that has no such work (`bystander`), and somebody who is not signed in (`stranger`).
"""

from collections.abc import Callable, Collection, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pamong.applications.models import Application
from pamong.residents import actions as residents
from pamong.residents.queries import RecordingRow, ResidentRow
from tests.applications import installation as office
from tests.applications.installation import KK_OFFICE, KTP_OFFICE
from tests.editor.drafts import a_draft, other_text, retitled
from tests.kabupaten import newcomers
from tests.kabupaten.newcomers import KABUPATEN
from tests.trust import at_dispenduk as dispatch
from tests.trust import at_readiness as readiness
from tests.trust import at_the_calendar as calendar
from tests.trust import at_the_desa as desa
from tests.trust import at_the_desk as desk
from tests.trust import at_the_library as library
from tests.trust import telling
from tests.trust.rows import Filled, Kind, Made, Row, World, key, nothing, plain, prefixed
from tests.trust.scanning import photographed, scanned
from tests.trust.surveying import state

LANGUAGES = ("id", "en")
# Everybody's own, and yet the form says which object.
_NAMES_AN_OBJECT = {"desk:perform_chosen", "staff:drop_form"}
REFUSED = {403, 404}
NOT_SIGNED_IN = {302, 403, 404}


# The objects. Each is the real thing at the stage its act needs, in Yosowilangun.

_serials = count(5000)


def code_of(make: Callable[[], Application]) -> Made:
    return lambda _world: (make().public_code,)


def examined() -> Application:
    return office.complete(office.ktp())


def at_recording() -> Application:
    return office.complete(office.ktp("not_recorded"))


def recorded_meanwhile() -> Application:
    """Awaits the recording, which another office has done since."""
    row = at_recording()
    clock_minute()
    residents.state_national_answer(
        actor=office.actor("operator"),
        key=office.key(),
        resident_id=row.resident_id,
        state="recorded_card_pending",
        answered_at=now(),
    )
    return row


def on_hold() -> Application:
    from pamong.applications import actions

    row = office.ktp()
    return actions.hold(
        actor=office.actor("loket"), key=office.key(), code=row.public_code, reason="power_cut"
    )


def clock_minute() -> None:
    from datetime import timedelta

    from pamong.ledger import clock

    clock.travel(timedelta(minutes=1))


def now() -> Any:
    from pamong.ledger import clock

    return clock.now()


def resident(_world: World) -> tuple[Any, ...]:
    return (office.resident().id,)


def for_intake(_world: World) -> tuple[Any, ...]:
    person = office.resident()
    office.answer(person, "not_recorded")
    return ("ktp", person.id)


def recording() -> RecordingRow:
    person: ResidentRow = office.resident()
    return residents.record_biometrics(
        actor=office.actor("operator"), key=office.key(), resident_id=person.id, reference="AB12-CD34"
    )


def recorded(_world: World) -> tuple[Any, ...]:
    return (recording().id,)


def void_asked(_world: World) -> tuple[Any, ...]:
    made = recording()
    residents.void_recording(
        actor=office.actor("operator"), key=office.key(), recording_id=made.id, reason="wrong_person"
    )
    return (made.id,)


# The forms, as the page of the object would send them.


def papers(state: str, **more: Any) -> Filled:
    return plain(**{f"state-{paper}": state for paper in office.KTP_PAPERS}, **more)


def known_only_elsewhere(_world: World, _made: tuple[Any, ...]) -> dict[str, Any]:
    """The number of somebody whom only Jatiroto has served, sealed as the page of entering sealed it."""
    from datetime import date

    from pamong.residents.forms import _closed
    from pamong.vault.numbers import IdentityNumber

    number = office.nik(next(_serials), date(1990, 5, 17))
    office.resident(KK_OFFICE, number=number)
    of_form = str(uuid4())
    return {**key(), "of_form": of_form, "number_kept": _closed(IdentityNumber(number), "number", of_form)}


def act(make: Callable[[], Application], form: Filled, post: str = "loket") -> Row:
    return Row(Kind.OBJECT, post, code_of(make), form, reads=False)


def at_desa(made: Made, form: Filled | None = None, **more: Any) -> Row:
    """What belongs to a desa; the colleague sits in the desa beside it."""
    return Row(Kind.OBJECT, "desa", made, form, where=desa.DESA, elsewhere=desa.NEIGHBOUR, **more)


def closed_day(_world: World) -> tuple[Any, ...]:
    from pamong.ledger.actions import close_day
    from pamong.ledger.clock import today

    on = today(office.ZONE)
    close_day(office=KTP_OFFICE, on=on)
    return (KTP_OFFICE, on.isoformat())


OWN = Row(Kind.OWN)
OWN_POST = Row(Kind.OWN, reads=False)
DOOR = Row(Kind.DOOR)

ROWS: Mapping[str, Row] = {
    "noticeboard:home": Row(Kind.PUBLIC),
    "noticeboard:service": Row(Kind.PUBLIC, made=lambda _: (KTP_OFFICE, "ktp")),
    "noticeboard:needs": Row(Kind.PUBLIC, made=lambda _: (KTP_OFFICE, "ktp")),
    "noticeboard:rendering": Row(Kind.PUBLIC, made=lambda _: (KTP_OFFICE, "ktp", "jsonld")),
    "noticeboard:coming": Row(Kind.PUBLIC, made=library.to_come),
    "noticeboard:compare": Row(Kind.PUBLIC, made=lambda _: ("ktp",)),
    "noticeboard:document": Row(Kind.PUBLIC, made=library.on_the_wall),
    "noticeboard:glossary": Row(Kind.PUBLIC),
    "noticeboard:find_status": Row(Kind.PUBLIC, asked=True),
    "noticeboard:status": Row(Kind.PUBLIC, made=code_of(office.ktp)),
    "noticeboard:check_receipt": Row(Kind.PUBLIC, asked=True),
    "noticeboard:board": Row(Kind.PUBLIC, made=lambda _: (KTP_OFFICE,)),
    "noticeboard:checkpoint": Row(Kind.PUBLIC, made=closed_day),
    "staff:sign_in": DOOR,
    "staff:demo": DOOR,
    "staff:sign_out": DOOR,
    "staff:choose_post": DOOR,
    "staff:lock": DOOR,
    "staff:unlock": DOOR,
    "staff:change_person": DOOR,
    "staff:second_factor": OWN,
    "staff:sign_with_passkey": OWN_POST,
    "staff:prove": OWN,
    "staff:keep_form": Row(Kind.OWN, form=desk.half_typed, reads=False, empty=frozenset({400})),
    "staff:drop_form": Row(Kind.OWN, form=desk.kept_form, reads=False, empty=frozenset({400})),
    "staff:security": Row(Kind.OWN, empty=frozenset({405})),
    "staff:change_password": OWN,
    "staff:set_pin": OWN,
    "staff:set_look": OWN_POST,
    "staff:set_up_codes": OWN,
    "staff:add_passkey": OWN_POST,
    "desk:start": Row(Kind.OWN, empty=frozenset({405})),
    "desk:list": Row(Kind.OWN, empty=frozenset({405})),
    "desk:perform_chosen": Row(Kind.OWN, "operator", form=desk.chosen, reads=False),
    "desk:keep_filter": Row(Kind.OWN, reads=False, form=desk.named_list, empty=frozenset({409})),
    "desk:drop_filter": Row(Kind.OWN, made=desk.kept_list, form=plain(), reads=False, empty=frozenset()),
    "library:start": Row(Kind.OWN, empty=frozenset({405})),
    "library:begin": Row(Kind.POST, "kasi", form=library.new_service, reads=False),
    "library:begin_document": Row(Kind.POST, "kasi", form=library.new_document, reads=False),
    "library:version": Row(Kind.OBJECT, made=library.version, empty=frozenset({405})),
    "library:print_document": Row(Kind.OBJECT, made=library.charter, empty=frozenset({405})),
    "library:revise": Row(Kind.OBJECT, "kasi", library.version, plain(), reads=False),
    "library:note_paper": Row(Kind.OBJECT, "sekretaris", library.version, library.paper, reads=False),
    "library:draft": Row(Kind.OBJECT, "operator", library.draft, empty=frozenset({405})),
    "library:draft_text": Row(Kind.OBJECT, "operator", library.draft, empty=frozenset({405})),
    "library:submit": Row(Kind.OBJECT, "kasi", library.draft, library.as_saved, reads=False),
    "library:review": Row(Kind.OBJECT, "sekretaris", library.in_review, library.as_submitted, reads=False),
    "library:approve": Row(Kind.OBJECT, "camat", library.checked, library.as_submitted, reads=False),
    "library:return": Row(Kind.OBJECT, "sekretaris", library.in_review, library.remark, reads=False),
    "library:acknowledge": Row(Kind.OBJECT, "sekretaris", library.in_review, reads=False),
    "library:discard": Row(Kind.OBJECT, "operator", library.draft, plain(), reads=False),
    **readiness.ROWS,
    "desk:versions": Row(Kind.OWN, empty=frozenset({405})),
    "desk:briefing": Row(Kind.OWN, empty=frozenset({405})),
    "desk:rights": Row(Kind.OWN, empty=frozenset({405})),
    "desk:search": Row(Kind.OWN, reads=False, empty=frozenset({200})),
    "editor:first": Row(Kind.OBJECT, made=a_draft(), empty=frozenset({405})),
    "editor:place": Row(Kind.OBJECT, made=a_draft("identitas"), form=retitled),
    "editor:change": Row(
        Kind.OBJECT, made=a_draft("bab.0"), form=plain(do="clause", text="Butir baru."), reads=False
    ),
    "editor:text": Row(Kind.OBJECT, made=a_draft(), form=other_text),
    "editor:download": Row(Kind.OBJECT, made=a_draft(), empty=frozenset({405})),
    "editor:preview": Row(Kind.OBJECT, made=a_draft("formulir"), empty=frozenset({405})),
    "notices:start": Row(Kind.POST, empty=frozenset({405})),
    "notices:page": Row(Kind.OBJECT, made=telling.waiting, empty=frozenset({405})),
    "notices:mark_sent": Row(Kind.OBJECT, "operator", telling.waiting, plain(), reads=False),
    "notices:mark_failed": Row(Kind.OBJECT, "loket", telling.waiting, plain(), reads=False),
    "notices:retry": Row(Kind.OBJECT, "kasi", telling.given_up, plain(), reads=False),
    "kabupaten:figures": Row(Kind.POST, "kabupaten", empty=frozenset({405}), where=KABUPATEN),
    "kabupaten:table": Row(
        Kind.POST, "kabupaten", lambda _: ("kantor",), empty=frozenset({405}), where=KABUPATEN
    ),
    "kabupaten:set_up": Row(Kind.POST, "it", form=newcomers.filled, where=KABUPATEN),
    "kabupaten:letterhead": Row(Kind.OBJECT, "camat", lambda _: (KTP_OFFICE,), newcomers.letterhead),
    "applications:start": Row(Kind.POST, empty=frozenset({200})),
    "residents:register": Row(Kind.POST, form=desk.new_resident),
    "residents:get_to_know": Row(Kind.POST, form=known_only_elsewhere, reads=False, empty=frozenset({404})),
    "residents:page": Row(Kind.OBJECT, made=resident, empty=frozenset({405})),
    "residents:correct": Row(Kind.OBJECT, made=resident, form=desk.corrected),
    "residents:reveal": Row(Kind.OBJECT, made=resident, form=plain(purpose="type_into_siak"), reads=False),
    "residents:national_answer": Row(
        Kind.OBJECT,
        made=resident,
        form=plain(state="not_recorded", answered_at="14-12-2026 08.00"),
        reads=False,
    ),
    "residents:ask_void": Row(Kind.OBJECT, "operator", recorded, plain(reason="wrong_person"), reads=False),
    "residents:approve_void": Row(Kind.OBJECT, "kasi", void_asked, plain(), reads=False),
    "residents:decline_void": Row(Kind.OBJECT, "kasi", void_asked, plain(), reads=False),
    "applications:take_in": Row(Kind.OBJECT, made=for_intake, form=plain(present=["photo"])),
    "applications:page": Row(Kind.OBJECT, made=code_of(office.ktp), empty=frozenset({405})),
    "applications:complete": act(office.ktp, papers("present"), "kasi"),
    "applications:return": act(
        office.ktp, papers("deficient", **{f"reason-{paper}": "Buram" for paper in office.KTP_PAPERS})
    ),
    "applications:refuse": act(office.ktp, prefixed("refuse", reason="not_entitled")),
    "applications:undo": Row(Kind.OBJECT, "loket", desk.just_completed, desk.last_entry, reads=False),
    "applications:resubmit": act(lambda: office.ktp_at("submit"), plain(present=["photo"])),
    "applications:perform": act(lambda: office.ktp_at("send"), plain(step="send"), "operator"),
    "applications:record_biometrics": act(at_recording, plain(step="record"), "operator"),
    "applications:skip": act(recorded_meanwhile, plain(step="record"), "operator"),
    "applications:hand_over": act(
        lambda: office.ktp_at("hand-over"),
        plain(collector="Sekar Rekaan", relation="self", identity="receipt"),
    ),
    "applications:withdraw": act(office.ktp, prefixed("withdraw", reason="applicant_wish")),
    "applications:hold": act(office.ktp, prefixed("hold", reason="power_cut")),
    "applications:release": act(on_hold, plain()),
    "applications:reverse": act(examined, prefixed("reverse", reason="wrong_act"), "kasi"),
    "applications:print_paper": Row(
        Kind.OBJECT, made=lambda _: (office.ktp().public_code, "receipt"), form=plain(), reads=False
    ),
    "applications:attach_scan": act(office.ktp, photographed),
    "applications:small_scan": Row(Kind.OBJECT, made=scanned, empty=frozenset({405})),
    "applications:open_scan": Row(Kind.OBJECT, "sekretaris", scanned, plain(), reads=False),
    "applications:withdraw_scan": Row(
        Kind.OBJECT, "operator", scanned, plain(reason="unreadable"), reads=False
    ),
    "desa:start": Row(Kind.POST, "desa", empty=frozenset({405})),
    "desa:prepare": Row(Kind.POST, "desa", lambda _: ("ktp",), desa.filled, where=desa.DESA),
    "desa:form": at_desa(desa.drafted, empty=frozenset({405})),
    "desa:correct": at_desa(desa.drafted, desa.filled),
    "desa:send": at_desa(desa.drafted, plain(seen=desa.SEEN), reads=False),
    "desa:withdraw": at_desa(desa.drafted, plain(reason="wrong_data"), reads=False),
    "desa:print_form": at_desa(desa.drafted, plain(), reads=False),
    "desa:collect": Row(Kind.POST, "desa", form=desa.collected, where=desa.DESA),
    "desa:collection": at_desa(desa.listed, empty=frozenset({405})),
    "desa:withdraw_collection": at_desa(desa.listed, plain(), reads=False),
    "desa:print_collection": at_desa(desa.listed, plain(), reads=False),
    "desa:hand_over": Row(Kind.OBJECT, made=desa.listed, form=desa.handed),
    "desa:ahead": Row(Kind.POST, empty=frozenset({405})),
    "desa:take_in": Row(
        Kind.OBJECT, made=desa.sent_ahead, form=plain(fact_recording="not_recorded", present=["photo"])
    ),
    "calendar:year": Row(Kind.OWN, empty=frozenset({405})),
    "calendar:note_days": Row(Kind.POST, "sekretaris", form=calendar.decreed),
    "calendar:set_hours": Row(Kind.POST, "camat", form=calendar.a_week),
    "calendar:import_year": Row(Kind.POST, "it", form=calendar.a_year),
    "calendar:remove_day": Row(Kind.OBJECT, "sekretaris", calendar.noted, calendar.removed),
    "calendar:change": Row(Kind.OBJECT, "sekretaris", calendar.changed, empty=frozenset({405})),
    "calendar:resume": Row(Kind.OBJECT, "sekretaris", calendar.changed, plain(), reads=False),
    "partners:openapi": Row(Kind.PUBLIC),
    "partners:bundles": Row(Kind.PROGRAM, "dispenduk"),
    "partners:receive": Row(Kind.PROGRAM, "dispenduk", lambda _: (str(uuid4()),)),
    "partners:queue": Row(Kind.PROGRAM, "dispenduk"),
    "partners:mark": Row(Kind.PROGRAM, "dispenduk"),
    "applications:late_entries": Row(Kind.POST, "sekretaris", empty=frozenset({405})),
    "applications:acknowledge_late": Row(Kind.OBJECT, "sekretaris", desk.entered_late, plain(), reads=False),
    "applications:register": Row(Kind.POST, empty=frozenset({405})),
    "applications:print_month": Row(Kind.POST, form=desk.month, reads=False),
    "applications:blank_form": Row(Kind.OBJECT, made=lambda _: ("ktp",), empty=frozenset({405})),
    **dispatch.ROWS,
    "applications:national_answer": act(lambda: office.ktp(None), plain(state="not_recorded")),
}


def complaints(name: str, row: Row) -> list[str]:
    """What is wrong with an address, tried by all four; empty when it does what its row says."""
    trial = _Trial(name, row, World())
    {
        Kind.PUBLIC: trial.public,
        Kind.DOOR: trial.door,
        Kind.OWN: trial.own,
        Kind.POST: trial.of_a_post,
        Kind.OBJECT: trial.of_an_office,
        Kind.PROGRAM: trial.of_a_program,
    }[row.kind]()
    return trial.found


class _Trial:
    """One address under trial."""

    def __init__(self, name: str, row: Row, world: World) -> None:
        self.name, self.row, self.world = name, row, world
        self.found: list[str] = []
        self.owner = world.browser(row.post, row.where)
        self.colleague = world.browser(row.post, row.elsewhere)
        self.bystander = world.browser("information_officer", row.where)
        self.made = row.made(world)
        self.filled = row.form(world, self.made) if row.form else {}

    def public(self) -> None:
        for address in self._addresses():
            for who, client in (("stranger", Client()), ("owner", self.owner)):
                answer = self._unchanged(who, client, "get", address, {200})
                if answer.cookies and who == "stranger":
                    self.found.append(f"{self.name}: sets a cookie at a visitor")
            self._unchanged("stranger", Client(), "post", address, {200} if self.row.asked else {405})

    def door(self) -> None:
        for address in self._addresses():
            self._unchanged("stranger", Client(), "get", address, {200, 302, 404, 405})
            self._unchanged("stranger", Client(), "post", address, {302, 404, 422})

    def of_a_program(self) -> None:
        people = {"owner": self.owner, "colleague": self.colleague, "bystander": self.bystander}
        for address in self._addresses():
            for who, client in {**people, "stranger": Client()}.items():
                for method in ("get", "post"):
                    self._unchanged(who, client, method, address, {401, 405})

    def own(self) -> None:
        self._strangers()
        for address in self._addresses():
            for who, client in (("owner", self.owner), ("colleague", self.colleague)):
                self._reads(who, client, address)
                if self.row.empty:
                    self._unchanged(who, client, "post", address, set(self.row.empty))
        if self.row.made is not nothing or self.name in _NAMES_AN_OBJECT:
            answered = range(200, 500)  # it may say that nothing was found, as long as nothing was done
            self._unchanged("colleague", self.colleague, "post", address, answered, self.filled)
        self._succeeds()

    def of_a_post(self) -> None:
        self._strangers()
        for address in self._addresses():
            self._reads("owner", self.owner, address)
            self._unchanged("bystander", self.bystander, "get", address, {403, *self._no_reading()})
            self._unchanged(
                "bystander", self.bystander, "post", address, {403} | self._no_writing(), self.filled
            )
            self._unchanged("owner", self.owner, "post", address, set(self.row.empty))
        self._succeeds()

    def of_an_office(self) -> None:
        self._strangers()
        for address in self._addresses():
            self._unchanged("colleague", self.colleague, "get", address, REFUSED | self._no_reading())
            self._unchanged("colleague", self.colleague, "post", address, self._no_writing(), self.filled)
            self._unchanged(
                "bystander", self.bystander, "post", address, {409} | self._no_writing(), self.filled
            )
            self._reads("owner", self.owner, address)
            self._unchanged("owner", self.owner, "post", address, set(self.row.empty))
        self._succeeds()

    def _strangers(self) -> None:
        for address in self._addresses():
            self._unchanged("stranger", Client(), "get", address, NOT_SIGNED_IN | self._no_reading())
            writing = NOT_SIGNED_IN | self._no_writing()
            self._unchanged("stranger", Client(), "post", address, writing, self.filled)

    def _no_reading(self) -> set[int]:
        """An address for forms alone may say so before it asks who is there."""
        return set() if self.row.reads else {405}

    def _no_writing(self) -> set[int]:
        return REFUSED if self.row.empty != {405} else {405}

    def _reads(self, who: str, client: Client, address: str) -> None:
        self._try(who, client, "get", address, {200} if self.row.reads else {405})

    def _succeeds(self) -> None:
        """The form was a real one: from the owner it is accepted and something is written."""
        if not self.row.form:
            return
        before = state()
        self._try("owner", self.owner, "post", self._addresses()[0], {200, 204, 302}, self.filled)
        if state() == before:
            self.found.append(f"{self.name}: the owner's own form changed nothing, so it proves nothing")

    def _unchanged(
        self,
        who: str,
        client: Client,
        method: str,
        address: str,
        expected: Collection[int],
        form: Mapping[str, Any] = MappingProxyType({}),
    ) -> HttpResponse:
        before = state()
        answer = self._try(who, client, method, address, expected, form)
        if state() != before:
            self.found.append(
                f"{self.name}: {method} by {who} was answered {answer.status_code} and changed something"
            )
        return answer

    def _try(
        self,
        who: str,
        client: Client,
        method: str,
        address: str,
        expected: Collection[int],
        form: Mapping[str, Any] = MappingProxyType({}),
    ) -> HttpResponse:
        # A browser's form is never quite empty: it carries its token.
        sent = {"csrfmiddlewaretoken": "x", **form} if method == "post" else {}
        answer: HttpResponse = getattr(client, method)(address, sent)
        if answer.status_code not in expected:
            wanted = "/".join(map(str, sorted(expected)))
            self.found.append(
                f"{self.name}: {method} by {who} at {address}: {answer.status_code}, not {wanted}"
            )
        return answer

    def _addresses(self) -> list[str]:
        found = []
        for language in LANGUAGES:
            with override(language):
                found.append(reverse(self.name, args=self.made))
        return found
