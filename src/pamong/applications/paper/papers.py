"""The papers of one application, and which function says what stands on which."""

from collections.abc import Callable, Mapping
from typing import Any

from pamong.applications.paper import letters, slips
from pamong.applications.paper.frame import Print
from pamong.applications.printable import Paper
from pamong.applications.queries.page import ApplicationPage
from pamong.shell.paper import pdf

_CONTENTS: Mapping[Paper, Callable[[ApplicationPage, Print], dict[str, Any]]] = {
    Paper.RECEIPT: slips.receipt,
    Paper.COMPLETE: slips.completion,
    Paper.RETURN: letters.return_letter,
    Paper.REFUSAL: letters.refusal_letter,
    Paper.HAND_OVER: slips.hand_over,
    Paper.LABEL: slips.folder_label,
}


def paper(page: ApplicationPage, kind: Paper, made: Print) -> bytes:
    """The paper as PDF/A. `made` says whose print it is and the how many-th of this paper."""
    return pdf(f"applications/typst/{kind}.typ", _CONTENTS[kind](page, made), at=made.at)
