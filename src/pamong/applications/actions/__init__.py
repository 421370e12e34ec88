"""The verbs of the counter, one function each. Web pages, commands, demo data and tests all call these."""

from pamong.applications.actions.corrections import hold, release, reverse, undo
from pamong.applications.actions.endings import hand_over, withdraw
from pamong.applications.actions.examination import complete, refuse, return_for_completion
from pamong.applications.actions.intake import resubmit, submit
from pamong.applications.actions.oversight import acknowledge_late
from pamong.applications.actions.recounting import recompute_due
from pamong.applications.actions.steps import perform, record_biometrics, skip

__all__ = [
    "acknowledge_late",
    "complete",
    "hand_over",
    "hold",
    "perform",
    "recompute_due",
    "record_biometrics",
    "refuse",
    "release",
    "resubmit",
    "return_for_completion",
    "reverse",
    "skip",
    "submit",
    "undo",
    "withdraw",
]
