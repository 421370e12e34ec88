"""Who may act: posts, offices, appointments, two pairs of eyes, and when a sign-in still counts. Pure."""

from pamong.staff.rules.matrix import MatrixRow, matrix
from pamong.staff.rules.posts import (
    INSTALLER,
    POSTS,
    UNITS,
    Actor,
    Deed,
    Post,
    label,
    may,
    posts_of,
    separate,
)

__all__ = [
    "INSTALLER",
    "POSTS",
    "UNITS",
    "Actor",
    "Deed",
    "MatrixRow",
    "Post",
    "label",
    "matrix",
    "may",
    "posts_of",
    "separate",
]
