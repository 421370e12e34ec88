"""The pages of this room: signing in, locking and changing person, and the person's own account."""

from pamong.staff.views.account import change_password, security, set_look, set_pin
from pamong.staff.views.factor import add_passkey, second_factor, set_up_codes, sign_with_passkey
from pamong.staff.views.keeping import drop_form, keep_form
from pamong.staff.views.locking import change_person, lock, unlock
from pamong.staff.views.signing import choose_post, demo, prove, sign_in, sign_out

__all__ = [
    "add_passkey",
    "change_password",
    "change_person",
    "choose_post",
    "demo",
    "drop_form",
    "keep_form",
    "lock",
    "prove",
    "second_factor",
    "security",
    "set_look",
    "set_pin",
    "set_up_codes",
    "sign_in",
    "sign_out",
    "sign_with_passkey",
    "unlock",
]
