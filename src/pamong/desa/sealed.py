"""The sealed column of this room: the only place that turns what stands on a form into ciphertext and back."""

import json

from pamong.desa.content import Content
from pamong.desa.models import PreparedForm
from pamong.vault.registry import SealedColumn
from pamong.vault.sealing import seal, unseal

COLUMNS = (SealedColumn("desa.PreparedForm", "content_sealed"),)
_TABLE, _COLUMN = "desa_preparedform", "content_sealed"


def sealed(content: Content, *, row: object) -> bytes:
    """What stands on the form, as the row keeps it."""
    return seal(json.dumps(content.data(), ensure_ascii=False), table=_TABLE, column=_COLUMN, row=row)


def content(form: PreparedForm) -> Content:
    """What stands on the form."""
    text = unseal(form.content_sealed, table=_TABLE, column=_COLUMN, row=form.pk)
    return Content.from_data(json.loads(text))
