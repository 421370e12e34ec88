"""Reads of prepared forms: a desa sees its own, a kecamatan those sent ahead to it."""

from pamong.desa.queries.collecting import (
    ItemLine,
    ListPage,
    UnknownList,
    collectable,
    collection,
    listed,
    lists,
    visible_list,
)
from pamong.desa.queries.forms import (
    FormPage,
    FormRow,
    UnknownForm,
    ahead,
    facts_of,
    find,
    form,
    forms_of,
    preparable,
    visible,
)

__all__ = [
    "FormPage",
    "FormRow",
    "ItemLine",
    "ListPage",
    "UnknownForm",
    "UnknownList",
    "ahead",
    "collectable",
    "collection",
    "facts_of",
    "find",
    "form",
    "forms_of",
    "listed",
    "lists",
    "preparable",
    "visible",
    "visible_list",
]
