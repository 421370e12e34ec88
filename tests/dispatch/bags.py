"""Bundles at every stage, made through the verbs: between Yosowilangun and the Dispenduk of Lumajang."""

from collections.abc import Sequence

from pamong.applications.models import Application
from pamong.dispatch import actions
from pamong.dispatch.models import Bundle, BundleItem
from pamong.dispatch.rules import Mark
from pamong.staff.rules import Actor
from tests.applications.installation import KTP_OFFICE, actor, complete, key, kk, ktp_at

DISPENDUK = "35.08.dispenduk"
COURIER = "Panji Rekaan"


def desk(who: str = "1") -> Actor:
    """Somebody at Dispenduk's desk."""
    return actor("dispenduk", DISPENDUK, who=who)


def to_send(count: int) -> list[Application]:
    return [ktp_at("send") for _ in range(count)]


def sent(rows: Sequence[Application] | int = 3) -> Bundle:
    """A bundle on its way to Dispenduk."""
    chosen = to_send(rows) if isinstance(rows, int) else rows
    return actions.send_all(
        actor=actor("operator"), key=key(), courier=COURIER, codes=[row.public_code for row in chosen]
    )


def arrived(rows: Sequence[Application] | int = 3) -> Bundle:
    """A bundle that Dispenduk has counted in, whole."""
    bundle = sent(rows)
    actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk)
    return bundle


def codes(bundle: Bundle) -> list[str]:
    """The codes of what went out with a bundle, in the order of its manifest."""
    return [item.application.public_code for item in bundle.items.order_by("place")]


def items(bundle: Bundle) -> list[BundleItem]:
    return list(bundle.items.order_by("place"))


def say(bundle: Bundle, *results: str | Mark) -> tuple[actions.Marked, ...]:
    """Results for what went out with a bundle, line by line."""
    marks = [
        each if isinstance(each, Mark) else Mark(code, each)
        for code, each in zip(codes(bundle), results, strict=False)
    ]
    return actions.mark(actor=desk(), key=key(), marks=marks)


def refused(code: str, requirement: str = "photo", note: str = "") -> Mark:
    return Mark(code, "refused", "missing_paper", requirement, note)


def sent_back(bundle: Bundle, *results: str | Mark) -> Bundle:
    """What was said goes home: a bundle on its way back."""
    say(bundle, *results)
    return actions.send_all(actor=desk(), key=key(), courier=COURIER, office=KTP_OFFICE)


def came_home(bundle: Bundle, *results: str | Mark) -> Bundle:
    """A bundle back at the counter, counted in whole."""
    back = sent_back(bundle, *results)
    actions.receive_home(actor=actor("loket"), key=key(), bundle_id=back.pk)
    return back


def kk_to_sign() -> Application:
    """A family card that waits for the signature of the head of Dispenduk."""
    return complete(kk("lost_card", present=["loss-letter"]), "loss-letter")
