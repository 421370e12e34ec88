"""The verbs of notices: ordered with the act, delivered by a worker, marked and retried by people."""

from pamong.notices.actions.briefings import order_briefings
from pamong.notices.actions.delivering import Delivered, deliver
from pamong.notices.actions.marking import mark_failed, mark_sent, retry
from pamong.notices.actions.ordering import order

__all__ = ["Delivered", "deliver", "mark_failed", "mark_sent", "order", "order_briefings", "retry"]
