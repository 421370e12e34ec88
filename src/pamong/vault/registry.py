"""Which columns of the database are sealed. Rooms fill it when they start; rotation walks it.

A column that is not registered here keeps its old key for ever, so `tests/vault` compares the registry with every
binary column of the models.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One sealed column of ``model`` ("residents.Resident"). ``index`` is the column of its blind index, if it has
    one, and ``kind`` what `sealing.blind_index` was called with; the sealed text is the normalised value then.
    ``at_once`` is how many rows rotation may hold in memory together: few where a row holds a picture.
    """

    model: str
    column: str
    index: str | None = None
    kind: str | None = None
    at_once: int = 200

    @property
    def table(self) -> str:
        """The table as ciphertexts are bound to it."""
        return self._model._meta.db_table  # noqa: SLF001 - documented interface of Django

    @property
    def _model(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows(self) -> "models.QuerySet[Any]":
        """The rows in which something is sealed."""
        manager = self._model._base_manager  # noqa: SLF001 - documented interface of Django
        return manager.filter(**{f"{self.column}__isnull": False})

    def batches(self, size: int) -> Iterator[list[tuple[Any, bytes]]]:
        """(primary key, ciphertext) of every sealed row, in the order of the keys."""
        last: dict[str, Any] = {}
        while batch := list(self.rows().filter(**last).order_by("pk").values_list("pk", self.column)[:size]):
            yield [(key, bytes(blob)) for key, blob in batch]
            last = {"pk__gt": batch[-1][0]}


_registered: list[SealedColumn] = []


def register(*columns: SealedColumn) -> None:
    """Add a room's sealed columns; registering one twice changes nothing."""
    _registered.extend(column for column in columns if column not in _registered)


def sealed_columns() -> tuple[SealedColumn, ...]:
    """Every sealed column of the installation."""
    return tuple(_registered)


def anything_sealed() -> bool:
    """True when some row holds a ciphertext: then a missing key file is a loss and no new one is made."""
    return any(column.rows().exists() for column in sealed_columns())
