"""What is typed at the desa, and at the counter that takes a prepared form in."""

from pamong.desa.forms.acts import CodedForm, SendForm, WithdrawForm
from pamong.desa.forms.arriving import ArrivalForm, arrival
from pamong.desa.forms.collecting import CollectForm, HandedForm
from pamong.desa.forms.preparing import DesaForm, as_typed

__all__ = [
    "ArrivalForm",
    "CodedForm",
    "CollectForm",
    "DesaForm",
    "HandedForm",
    "SendForm",
    "WithdrawForm",
    "arrival",
    "as_typed",
]
