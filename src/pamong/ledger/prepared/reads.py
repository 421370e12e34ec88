"""The reads: one queryset, several in groups, or several counts."""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, QuerySet
from django.db.models.lookups import Lookup
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")


class _Place:
    """Where a value is named, and the column that says how it is handed to the database."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.column: Any = None

    def value(self, given: Mapping[str, object], here: "BaseDatabaseWrapper") -> Any:
        ready = self.column.get_prep_value(given[self.name])
        return self.column.get_db_prep_value(ready, here, prepared=True)


class Given(Expression):
    """Stands in a queryset where a value will be. Its copies, which the ORM makes, are the same place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.place = _Place(name)

    def __str__(self) -> str:
        # `in` on a foreign key makes texts of what it is given, and would then look for this one, in silence.
        raise TypeError(f"{self.place.name!r} is made a text; compare it with the column itself, one by one.")

    def as_sql(self, compiler: "SQLCompiler", connection: "BaseDatabaseWrapper") -> tuple[str, list[_Place]]:  # type: ignore[override]  # noqa: ARG002  # the place itself stands among the values
        """A place in the statement, and among its values."""
        if self.place.column is None:
            raise TypeError(f"{self.place.name!r} is not compared with a column.")
        return "%s", [self.place]


@dataclass(frozen=True)
class _Statement:
    """A text for the database, with the values and the places of values in it."""

    sql: str
    values: tuple[Any, ...]

    def answer(self, given: Mapping[str, object]) -> list[tuple[Any, ...]]:
        # Asked for once: behind the name `connection` every look at it searches the thread anew.
        here = connections[DEFAULT_DB_ALIAS]
        values = [each.value(given, here) if isinstance(each, _Place) else each for each in self.values]
        with here.cursor() as cursor:
            cursor.execute(self.sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


Plan = TypeVar("Plan")


class _Built(ABC, Generic[Plan]):
    """Puts together once, for each kind of database and each length of its lists, what a function of values describes."""

    def __init__(self, build: Callable[..., Any], names: Sequence[str]) -> None:
        self._build = build
        self._names = tuple(names or inspect.signature(build).parameters)
        self._plans: dict[tuple[object, ...], Plan] = {}

    @abstractmethod
    def _plan(self, described: Any) -> Plan:
        """What is kept; `described` holds places instead of values."""

    def _planned(self, given: Mapping[str, object]) -> Plan:
        lengths = [_length(given[name]) for name in self._names]
        shape = (connection.vendor, *lengths)
        plan = self._plans.get(shape)
        if plan is None:
            places = {
                name: Given(name) if length is None else [Given(f"{name} {at}") for at in range(length)]
                for name, length in zip(self._names, lengths, strict=True)
            }
            plan = self._plans[shape] = self._plan(self._build(**places))
        return plan


class Prepared(_Built["_Rows[T]"], Generic[T]):
    """A read by a queryset; the parameters of `build` are the names of its values.

    A value may be a list, for `in`; its length belongs to the statement, so it should not vary much. A name that is
    compared with no column raises TypeError at the first call.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, T]]") -> None:
        super().__init__(build, ())

    def rows(self, **given: object) -> list[T]:
        """What the queryset would answer for these values; KeyError for one that is missing."""
        plan, flat = self._planned(given), _flat(given)
        return plan.made(plan.statement.answer(flat)) if plan.statement else []

    def first(self, **given: object) -> T | None:
        """The first of the rows, None where there is none. The queryset itself should ask for one row only."""
        rows = self.rows(**given)
        return rows[0] if rows else None

    def _plan(self, described: "QuerySet[Any, T]") -> "_Rows[T]":
        return _Rows.of(described)


class PreparedGroups(_Built["_Groups[T]"], Generic[T]):
    """Several reads in one round trip. `build` answers groups of querysets of the same columns, all in an order and with
    a limit; of each group the first `limit` rows are answered, those of its first queryset before those of the second.

    `names` are those of the values, where `build` takes them all as `**values`.
    """

    def __init__(
        self,
        build: "Callable[..., Sequence[Sequence[QuerySet[Any, T]]]]",
        limit: int,
        names: Sequence[str] = (),
    ) -> None:
        super().__init__(build, names)
        self._limit = limit

    def groups(self, **given: object) -> list[list[T]]:
        """The rows of each group."""
        plan = self._planned(given)
        found: list[list[tuple[Any, ...]]] = [[] for _group in range(plan.count)]
        if plan.statement:
            # The parts are told apart by a number and not by where they stand: no database promises an order of parts.
            for row in sorted(plan.statement.answer(_flat(given)), key=lambda row: int(row[-1])):
                group = found[plan.group_of[row[-1]]]
                if len(group) < self._limit:
                    group.append(row)
        return [plan.rows.made(group) for group in found]

    def _plan(self, described: "Sequence[Sequence[QuerySet[Any, T]]]") -> "_Groups[T]":
        plans = [(group, _Rows.of(each)) for group, parts in enumerate(described) for each in parts]
        asked = [(group, plan, plan.statement) for group, plan in plans if plan.statement]
        statement = _Statement(
            " UNION ALL ".join(
                f"SELECT part{at}.*, {at} FROM ({each.sql}) AS part{at}"  # noqa: S608 - the ORM's own text
                for at, (_group, _plan, each) in enumerate(asked)
            ),
            tuple(value for _group, _plan, each in asked for value in each.values),
        )
        return _Groups(
            statement if asked else None,
            asked[0][1] if asked else plans[0][1],
            [group for group, *_rest in asked],
            len(described),
        )


class PreparedCounts(_Built["_Statement"]):
    """Several counts in one round trip. `build` answers querysets; one that is sliced is counted up to there. `names` as
    for `PreparedGroups`.
    """

    def __init__(
        self, build: "Callable[..., Sequence[QuerySet[Any, Any]]]", names: Sequence[str] = ()
    ) -> None:
        super().__init__(build, names)

    def counts(self, **given: object) -> list[int]:
        """How many rows each of the querysets has."""
        return [int(count) for count in self._planned(given).answer(_flat(given))[0]]

    def _plan(self, described: "Sequence[QuerySet[Any, Any]]") -> "_Statement":
        asked = [_Rows.of(each.values_list("pk", flat=True)).statement for each in described]
        # What nothing can meet has no statement.
        counts = [f"(SELECT COUNT(*) FROM ({each.sql}) AS counted)" if each else "0" for each in asked]  # noqa: S608 - as above
        values = tuple(value for each in asked if each for value in each.values)
        return _Statement("SELECT " + ", ".join(counts), values)


@dataclass(frozen=True)
class _Rows(Generic[T]):
    """One queryset: its statement (none where nothing can be found), and what its rows become."""

    statement: _Statement | None
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]
    make: Callable[[list[Any]], T]

    @classmethod
    def of(cls, found: "QuerySet[Any, T]") -> "_Rows[T]":
        """Raises TypeError for a place that is compared with no column."""
        for lookup in _lookups(found.query.where):
            listed = lookup.rhs.get_source_expressions() if isinstance(lookup.rhs, Expression) else []
            for each in [lookup.rhs, *listed]:
                if isinstance(each, Given):
                    each.place.column = lookup.lhs.output_field
        compiler = found.query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return cls(None, (), cast("Callable[[list[Any]], T]", tuple))
        expressions = [each[0] for each in compiler.select]
        converters = tuple((at, *each) for at, each in compiler.get_converters(expressions).items())
        return cls(_Statement(sql, tuple(values)), converters, _maker(found, compiler))

    def made(self, rows: Sequence[tuple[Any, ...]]) -> list[T]:
        """The object, tuple or value that each row of the database becomes."""
        here = connections[DEFAULT_DB_ALIAS]
        found = []
        for row in rows:
            cells = list(row)
            for at, converters, expression in self.converters:
                for convert in converters:
                    cells[at] = convert(cells[at], expression, here)
            found.append(self.make(cells))
        return found


@dataclass(frozen=True)
class _Groups(Generic[T]):
    statement: _Statement | None
    rows: _Rows[T]
    group_of: Sequence[int]
    count: int


def _length(value: object) -> int | None:
    return len(value) if isinstance(value, (list, tuple)) else None


def _flat(given: Mapping[str, object]) -> Mapping[str, object]:
    """Each value under the name of its place."""
    flat: dict[str, object] = {}
    for name, value in given.items():
        if isinstance(value, (list, tuple)):
            flat |= {f"{name} {at}": each for at, each in enumerate(value)}
        else:
            flat[name] = value
    return flat


def _lookups(node: Any) -> Iterator[Any]:
    if isinstance(node, Lookup):
        yield node
    for each in getattr(node, "children", ()):
        yield from _lookups(each)


def _maker(found: "QuerySet[Any, Any]", compiler: "SQLCompiler") -> Callable[[list[Any]], Any]:
    """Objects for a queryset of objects, with those joined to them; bare values or tuples for `values_list`."""
    kind = found._iterable_class  # noqa: SLF001 - how Django tells the three apart
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is not ModelIterable:
        return lambda row: tuple(row[: len(compiler.select)])
    info, database = compiler.klass_info, found.db
    assert info is not None
    at = info["select_fields"]
    begin, end = at[0], at[-1] + 1
    names = [each[0].target.attname for each in compiler.select[begin:end]]
    joined = get_related_populators(info, compiler.select, database)  # type: ignore[call-arg]  # Django 5.2 asks for no more

    def make(row: list[Any]) -> Any:
        made = info["model"].from_db(database, names, row[begin:end])
        for each in joined:
            each.populate(row, made)
        return made

    return make
