"""The verbs of the desa's desk, and the one by which a kecamatan takes in what was prepared there."""

from pamong.desa.actions.collecting import (
    hand_over_collection,
    prepare_collection,
    print_collection,
    withdraw_collection,
)
from pamong.desa.actions.preparing import correct, prepare
from pamong.desa.actions.printing import Printed, print_form
from pamong.desa.actions.sending import send_ahead, withdraw_form
from pamong.desa.actions.taking_in import take_in

__all__ = [
    "Printed",
    "correct",
    "hand_over_collection",
    "prepare",
    "prepare_collection",
    "print_collection",
    "print_form",
    "send_ahead",
    "take_in",
    "withdraw_collection",
    "withdraw_form",
]
