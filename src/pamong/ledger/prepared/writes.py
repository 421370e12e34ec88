"""The writes: a new row, and a change of the rows that still are what was seen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


class PreparedWrites(Generic[M]):
    """The rows of one table written, by statements that are put together once for each set of columns.

    What a value becomes in its column is the model's; signals are not sent, and nothing is checked but by the database.
    """

    def __init__(self, model: type[M]) -> None:
        self._table = model._meta.db_table  # noqa: SLF001 - Django documents it
        self._fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
        self._texts: dict[tuple[tuple[str, ...], ...], str] = {}

    def insert(self, row: M) -> None:
        """Writes a new row, whose key is known already; IntegrityError as always."""
        self._execute(_insert, {name: getattr(row, name) for name in self._fields}, {})
        row._state.adding = False  # noqa: SLF001 - Django documents it

    def update(self, where: Mapping[str, object], values: Mapping[str, object]) -> int:
        """Changes the rows in which every column of `where` has its value; answers how many there were."""
        return self._execute(_update, values, where)

    def _execute(
        self,
        put_together: Callable[[str, Sequence[str], Sequence[str]], str],
        values: Mapping[str, object],
        where: Mapping[str, object],
    ) -> int:
        named = (*values.items(), *where.items())
        columns = tuple(values), tuple(where)
        if columns not in self._texts:
            quoted = (
                [connection.ops.quote_name(str(self._fields[name].column)) for name in each]
                for each in columns
            )
            self._texts[columns] = put_together(connection.ops.quote_name(self._table), *quoted)
        with connection.cursor() as cursor:
            cursor.execute(
                self._texts[columns],
                [self._fields[name].get_db_prep_save(value, connection) for name, value in named],
            )
            return int(cursor.rowcount)


def _insert(table: str, columns: Sequence[str], _where: Sequence[str]) -> str:
    places = ", ".join("%s" for _column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - the model's own names


def _update(table: str, columns: Sequence[str], where: Sequence[str]) -> str:
    changed, condition = (
        between.join(f"{column} = %s" for column in each)
        for between, each in ((", ", columns), (" AND ", where))
    )
    return f"UPDATE {table} SET {changed} WHERE {condition}"  # noqa: S608 - as above
