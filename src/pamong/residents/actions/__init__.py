"""The verbs of this room. Each is refused with `Refused`, done once per key, and leaves one entry."""

from pamong.residents.actions.correcting import correct
from pamong.residents.actions.finding import find_by_number, reveal_number
from pamong.residents.actions.national import state_national_answer
from pamong.residents.actions.recording import mark_card_issued, record_biometrics
from pamong.residents.actions.registering import register
from pamong.residents.actions.voiding import approve_void, decline_void, void_recording

__all__ = [
    "approve_void",
    "correct",
    "decline_void",
    "find_by_number",
    "mark_card_issued",
    "record_biometrics",
    "register",
    "reveal_number",
    "state_national_answer",
    "void_recording",
]
