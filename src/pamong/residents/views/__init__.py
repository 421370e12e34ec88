"""Pages of residents: entering, correcting, one resident, and what is done about a recording."""

from pamong.residents.views.entering import correct, get_to_know, register
from pamong.residents.views.page import (
    approve_void,
    ask_void,
    decline_void,
    national_answer,
    page,
    reveal,
)

__all__ = [
    "approve_void",
    "ask_void",
    "correct",
    "decline_void",
    "get_to_know",
    "national_answer",
    "page",
    "register",
    "reveal",
]
