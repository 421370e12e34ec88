"""Every verb of this room: people and their posts, signing in and out, second factors."""

from pamong.staff.actions.factors import (
    add_passkey,
    begin_codes,
    check_code,
    check_passkey,
    confirm_codes,
    reset_factors,
)
from pamong.staff.actions.people import (
    add_person,
    appoint,
    change_password,
    end_appointment,
    set_email,
    set_look,
    set_password,
    set_pin,
)
from pamong.staff.actions.signing import (
    check_password,
    check_pin,
    sign_in,
    sign_out,
    step_aside,
)

__all__ = [
    "add_passkey",
    "add_person",
    "appoint",
    "begin_codes",
    "change_password",
    "check_code",
    "check_passkey",
    "check_password",
    "check_pin",
    "confirm_codes",
    "end_appointment",
    "reset_factors",
    "set_email",
    "set_look",
    "set_password",
    "set_pin",
    "sign_in",
    "sign_out",
    "step_aside",
]
