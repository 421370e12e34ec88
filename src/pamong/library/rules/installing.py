"""Who may put a signed text in force. Pure."""

from pamong.offices.rules import INSTALLATION
from pamong.staff.rules import Actor, may
from pamong.standard.messages import Refusal

INSTALLS = frozenset({"camat", "it"})


def may_install(actor: Actor, *, office: str) -> Refusal | None:
    """The Camat who signed it, or the office's IT on the Camat's word; and whoever sets the installation up, when there
    are no people yet.
    """
    if (actor.office, actor.post) == (INSTALLATION, "it"):
        return None
    return may(actor, office=office, posts=INSTALLS, clause="cover")
