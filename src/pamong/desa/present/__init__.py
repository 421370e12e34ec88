"""Prepared forms in words, for the pages of the desa and of the counter."""

from pamong.desa.present.collecting import collection, list_lines
from pamong.desa.present.desk import desk
from pamong.desa.present.forms import FormLine, arriving, lines, page

__all__ = ["FormLine", "arriving", "collection", "desk", "lines", "list_lines", "page"]
