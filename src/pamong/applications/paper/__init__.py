"""What stands on the counter's papers. Each function answers the finished file; the shell makes it with typst."""

from pamong.applications.paper.blank import blank_form
from pamong.applications.paper.frame import Print
from pamong.applications.paper.papers import paper
from pamong.applications.paper.register import register_book
from pamong.applications.paper.tables import register_csv, register_xlsx

__all__ = ["Print", "blank_form", "paper", "register_book", "register_csv", "register_xlsx"]
