"""Reads of the kabupaten: what a new office would be, and the figures of those at work."""

from pamong.kabupaten.queries.figures import Figures, OfficeFigures, figures, seen_offices
from pamong.kabupaten.queries.opening import Preview, below, listed, prepared, templates

__all__ = [
    "Figures",
    "OfficeFigures",
    "Preview",
    "below",
    "figures",
    "listed",
    "prepared",
    "seen_offices",
    "templates",
]
