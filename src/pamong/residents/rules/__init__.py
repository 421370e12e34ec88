"""Names and searches, what a resident's row may hold, and when a person counts as recorded. Pure."""

from pamong.residents.rules.lists import (
    ANSWERS,
    CITIZENSHIPS,
    MISSING_REASONS,
    PURPOSES,
    SEXES,
    VOID_REASONS,
    known,
)
from pamong.residents.rules.names import KEY_LENGTH, Search, name_key, near, parse_search
from pamong.residents.rules.persons import (
    Finding,
    Person,
    normalised_phone,
    tidy,
    why_not_person,
    why_not_phone,
    worth_a_look,
)
from pamong.residents.rules.recording import (
    Answer,
    Earlier,
    disagreement,
    recorded_already,
    recording_state,
    why_not_approve,
    why_not_void,
)
from pamong.residents.rules.wishes import NoticeWish, why_not_wish

__all__ = [
    "ANSWERS",
    "CITIZENSHIPS",
    "KEY_LENGTH",
    "MISSING_REASONS",
    "PURPOSES",
    "SEXES",
    "VOID_REASONS",
    "Answer",
    "Earlier",
    "Finding",
    "NoticeWish",
    "Person",
    "Search",
    "disagreement",
    "known",
    "name_key",
    "near",
    "normalised_phone",
    "parse_search",
    "recorded_already",
    "recording_state",
    "tidy",
    "why_not_approve",
    "why_not_person",
    "why_not_phone",
    "why_not_void",
    "why_not_wish",
    "worth_a_look",
]
