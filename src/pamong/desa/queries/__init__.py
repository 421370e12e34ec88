"""Reads of prepared forms: a desa sees its own, a kecamatan those sent ahead to it."""

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
    "UnknownForm",
    "ahead",
    "facts_of",
    "find",
    "form",
    "forms_of",
    "preparable",
    "visible",
]
