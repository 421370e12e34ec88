"""Prepared forms in words, for the pages of the desa and of the counter."""

from pamong.desa.present.desk import desk
from pamong.desa.present.forms import FormLine, arriving, lines, page

__all__ = ["FormLine", "arriving", "desk", "lines", "page"]
