"""Which papers the counter prints, and which of them make sense for an application where it stands. Pure."""

from enum import StrEnum

from pamong.applications.rules import Outcome, State
from pamong.standard.messages import N_, Message, Refusal


class Paper(StrEnum):
    """The papers of one application."""

    RECEIPT = "receipt"
    COMPLETE = "complete"
    RETURN = "return"
    REFUSAL = "refusal"
    HAND_OVER = "hand_over"
    LABEL = "label"


class Export(StrEnum):
    """The forms in which a month of the register leaves the program."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


# How an application ended decides which paper says so; a withdrawn one leaves only the proof that it came.
_AT_THE_END = {
    Outcome.HANDED_OVER: (Paper.HAND_OVER, Paper.RECEIPT),
    Outcome.REFUSED: (Paper.REFUSAL, Paper.RECEIPT),
    Outcome.WITHDRAWN: (Paper.RECEIPT,),
}


def papers_of(state: State) -> tuple[Paper, ...]:
    """The papers that can be printed now, the one that is needed most first."""
    if state.outcome is not Outcome.OPEN:
        return _AT_THE_END[state.outcome]
    if state.holder.kind == "applicant":
        return (Paper.RETURN, Paper.RECEIPT)
    if state.complete_at is not None:
        return (Paper.COMPLETE, Paper.RECEIPT, Paper.LABEL)
    return (Paper.RECEIPT, Paper.LABEL)


def may_print(state: State, paper: Paper) -> Refusal | None:
    """None when this paper makes sense now: a return letter for what was never returned would be a false document."""
    if paper in papers_of(state):
        return None
    return Refusal(
        None, Message(N_("Lembar ini tidak sesuai dengan keadaan permohonan sekarang.")), "not_this_paper"
    )
