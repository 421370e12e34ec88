"""Reads of the kabupaten: what a new office would be, and the figures of those at work."""

from pamong.kabupaten.queries.figures import (
    Figures,
    OfficeFigures,
    StepWords,
    figures,
    seen_offices,
    step_words,
)
from pamong.kabupaten.queries.opening import Preview, below, listed, ordinary_week, prepared, templates

__all__ = [
    "Figures",
    "OfficeFigures",
    "Preview",
    "StepWords",
    "below",
    "figures",
    "listed",
    "ordinary_week",
    "prepared",
    "seen_offices",
    "step_words",
    "templates",
]
