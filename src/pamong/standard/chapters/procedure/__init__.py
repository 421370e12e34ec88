"""Chapter 4: the procedure as a table.

`moves` decides where an act leads, `table` prints the same knowledge line by line, `soundness` finds the steps that
cannot be reached or left.
"""

from pamong.standard.chapters.procedure.moves import Holder, Move, Procedure, Skipped, procedure
from pamong.standard.chapters.procedure.soundness import problems
from pamong.standard.chapters.procedure.table import TransitionRow

__all__ = ["Holder", "Move", "Procedure", "Skipped", "TransitionRow", "problems", "procedure"]
