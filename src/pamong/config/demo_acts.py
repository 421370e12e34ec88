"""The acts that the demo's stories are told with: each calls one verb, as the post it belongs to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from pamong.applications import actions as applications
from pamong.applications.rules import Examined, InvalidField, ItemState
from pamong.config.demo_people import Invented
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.residents import actions as residents
from pamong.staff.rules import Actor


@dataclass(frozen=True)
class Scene:
    """Whom an act is about, and who can act: `people` by post, `kasi_substitute` among them where there is one."""

    code: str
    person: Invented
    resident: UUID
    requirements: tuple[str, ...]
    people: Mapping[str, Actor]


Doer = Callable[[Scene], object]


def new_key() -> str:
    return str(uuid4())


def _answer(state: str) -> Doer:
    return lambda scene: residents.state_national_answer(
        actor=scene.people["operator"],
        key=new_key(),
        resident_id=scene.resident,
        state=state,
        answered_at=clock.now(),
    )


def _complete(post: str) -> Doer:
    def complete(scene: Scene) -> None:
        # What was brought counts as present since the intake; an open requirement still asks which paper it was.
        named = {
            name: Examined(ItemState.PRESENT, named="Ijazah terakhir")
            for name in scene.requirements
            if name == "supporting-data"
        }
        applications.complete(actor=scene.people[post], key=new_key(), code=scene.code, examined=named)

    return complete


def _return(requirement: str, note: str) -> Doer:
    return lambda scene: applications.return_for_completion(
        actor=scene.people["kasi"],
        key=new_key(),
        code=scene.code,
        examined={requirement: Examined(ItemState.DEFICIENT, note=note)},
    )


def _return_photo(scene: Scene) -> None:
    odd = scene.person.birth_date.year % 2 == 1
    seen, wanted, year = ("biru", "merah", "ganjil") if odd else ("merah", "biru", "genap")
    _return("photo", f"Latar foto {seen}; tahun lahir {year} meminta latar {wanted}")(scene)


def _return_birth_date(scene: Scene) -> None:
    born = scene.person.birth_date
    written = born.replace(day=born.day % 28 + 1)
    applications.return_for_completion(
        actor=scene.people["kasi"],
        key=new_key(),
        code=scene.code,
        examined={},
        invalid=(InvalidField("birth_date", given=f"{written:%d-%m-%Y}", evidence=f"{born:%d-%m-%Y}"),),
    )


def _resubmit(scene: Scene) -> None:
    applications.resubmit(
        actor=scene.people["loket"], key=new_key(), code=scene.code, present=scene.requirements
    )


def _record(scene: Scene) -> None:
    applications.record_biometrics(
        actor=scene.people["operator"], key=new_key(), code=scene.code, step="record"
    )


def _record_refused(scene: Scene) -> None:
    """The operator tries to record somebody whom the national system has; the program must not let it happen."""
    try:
        _record(scene)
    except Refused:
        return
    raise RuntimeError("The demo's second recording was not refused.")


def _skip(scene: Scene) -> None:
    applications.skip(actor=scene.people["operator"], key=new_key(), code=scene.code, step="record")


def _step(step: str, post: str, reference: str = "") -> Doer:
    return lambda scene: applications.perform(
        actor=scene.people[post], key=new_key(), code=scene.code, step=step, reference=reference
    )


def _hand_over(relation: str, identity: str) -> Doer:
    def hand_over(scene: Scene) -> None:
        collector = scene.person.name if relation == "self" else f"Keluarga {scene.person.name}"
        applications.hand_over(
            actor=scene.people["loket"],
            key=new_key(),
            code=scene.code,
            collector=collector,
            relation=relation,
            identity=identity,
        )

    return hand_over


def _hold(reason: str) -> Doer:
    return lambda scene: applications.hold(
        actor=scene.people["operator"], key=new_key(), code=scene.code, reason=reason
    )


def _release(scene: Scene) -> None:
    applications.release(actor=scene.people["operator"], key=new_key(), code=scene.code)


def _reverse(reason: str) -> Doer:
    return lambda scene: applications.reverse(
        actor=scene.people["kasi"], key=new_key(), code=scene.code, reason=reason
    )


def _withdraw(reason: str) -> Doer:
    return lambda scene: applications.withdraw(
        actor=scene.people["loket"], key=new_key(), code=scene.code, reason=reason
    )


def _refuse(reason: str) -> Doer:
    return lambda scene: applications.refuse(
        actor=scene.people["kasi"], key=new_key(), code=scene.code, reason=reason
    )


DO: Mapping[str, Doer] = {
    "not_recorded": _answer("not_recorded"),
    "recorded": _answer("recorded_card_pending"),
    "complete": _complete("kasi"),
    "complete_as_substitute": _complete("kasi_substitute"),
    "return_photo": _return_photo,
    "return_letter": _return("village-letter", "Surat pengantar desa belum ada"),
    "return_loss_letter": _return("loss-letter", "Surat keterangan kehilangan belum ada"),
    "return_birth_date": _return_birth_date,
    "resubmit": _resubmit,
    "record": _record,
    "record_refused": _record_refused,
    "skip": _skip,
    "send": _step("send", "operator", reference="Daftar 1/demo"),
    "back": _step("back", "loket"),
    "signed": _step("await-signature", "operator"),
    "print": _step("print", "operator"),
    "ready": _step("ready", "loket"),
    "hand_over": _hand_over("self", "receipt"),
    "hand_over_family": _hand_over("family", "kk"),
    "hold_system": _hold("national_system_down"),
    "hold_blanks": _hold("no_blanks"),
    "hold_equipment": _hold("equipment_broken"),
    "hold_record": _hold("record_under_repair"),
    "hold_power": _hold("power_cut"),
    "release": _release,
    "reverse_not_done": _reverse("not_done"),
    "reverse_wrong_act": _reverse("wrong_act"),
    "withdraw": _withdraw("applicant_wish"),
    "withdraw_elsewhere": _withdraw("applied_elsewhere"),
    "refuse": _refuse("not_this_office"),
    "refuse_entitled": _refuse("not_entitled"),
}
