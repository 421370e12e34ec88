"""What changes the knowledge of people and things: notes about people, stocktaking, faults and their end."""

from pamong.readiness.actions.people import note_qualification, withdraw_qualification
from pamong.readiness.actions.stock import end_fault, report_fault, take_stock

__all__ = ["end_fault", "note_qualification", "report_fault", "take_stock", "withdraw_qualification"]
