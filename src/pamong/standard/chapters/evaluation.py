"""Chapter 14: targets, and who looks at them afterwards."""

from pamong.standard.annotations.quality import EvaluationStep, Target
from pamong.standard.document import Placed, Standard


def targets(standard: Standard) -> tuple[Placed[Target], ...]:
    """What is measured; no indicators means the text names none, and the office must (14.1)."""
    return standard.placed(Target)


def steps(standard: Standard) -> tuple[Placed[EvaluationStep], ...]:
    """Who analyses and who evaluates, in the order of the text (14.3)."""
    return standard.placed(EvaluationStep)
