"""The pages of readiness: the overview, one person, the inventory, acts with a gap."""

from pamong.readiness.views.people import acts, note_qualification, overview, person, withdraw_qualification
from pamong.readiness.views.stock import end_fault, inventory, report_fault, take_stock

__all__ = [
    "acts",
    "end_fault",
    "inventory",
    "note_qualification",
    "overview",
    "person",
    "report_fault",
    "take_stock",
    "withdraw_qualification",
]
