"""Forms built from the pinned standard: what it asks, what it requires, what its acts must record."""

from pamong.applications.forms.acts import (
    AwaitedForm,
    HandOverForm,
    HoldForm,
    NationalAnswerForm,
    PresentForm,
    ReasonForm,
    ReversalForm,
    StepForm,
    UndoForm,
)
from pamong.applications.forms.base import ActForm
from pamong.applications.forms.examination import ExaminationForm, ReturnForm
from pamong.applications.forms.intake import IntakeForm, intake
from pamong.applications.forms.late import LateForm
from pamong.applications.forms.scans import ScanForm, ScanReasonForm

__all__ = [
    "ActForm",
    "AwaitedForm",
    "ExaminationForm",
    "HandOverForm",
    "HoldForm",
    "IntakeForm",
    "LateForm",
    "NationalAnswerForm",
    "PresentForm",
    "ReasonForm",
    "ReturnForm",
    "ReversalForm",
    "ScanForm",
    "ScanReasonForm",
    "StepForm",
    "UndoForm",
    "intake",
]
