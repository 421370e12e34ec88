"""What the kabupaten decides: which office can be set up by whom, with which texts, and who sees the figures. Pure."""

from pamong.kabupaten.rules.copying import as_first, copied
from pamong.kabupaten.rules.opening import (
    WITH_COUNTER,
    NewOffice,
    may_see_figures,
    may_set_up,
    may_write_letterhead,
    usable,
)

__all__ = [
    "WITH_COUNTER",
    "NewOffice",
    "as_first",
    "copied",
    "may_see_figures",
    "may_set_up",
    "may_write_letterhead",
    "usable",
]
