"""What the database itself refuses: to change or delete a published text. What is noted about its paper later may change.

Whoever may alter tables can remove the triggers; the digest in the ledger finds a bent text all the same.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "library_standardversion"
_KEPT = (
    "id", "office_id", "kind", "service", "title", "number", "revision", "text", "digest", "in_force_from", "installed_at"
)  # fmt: skip
_BODY = """BEGIN RAISE EXCEPTION 'library: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001'; END"""
_FUNCTION = f"CREATE OR REPLACE FUNCTION library_refuse() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
_THERE_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_THERE_POSTGRESQL = """
    SELECT tgname, tgtype::int, tgenabled::text, prosrc
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; those that are there already are made anew."""
    remove(connection)
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(_FUNCTION)
        for name, (statement, _shape) in _triggers(connection).items():
            cursor.execute(statement)
            if postgresql:
                cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}")


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The names of the triggers that are gone, switched off, or not as `install` makes them."""
    query = _THERE_POSTGRESQL if connection.vendor == "postgresql" else _THERE_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name: list(shape) for name, *shape in cursor.fetchall()}
    return tuple(
        name for name, (_statement, shape) in _triggers(connection).items() if there.get(name) != shape
    )


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, list[object]]]:
    """By name: the statement that makes a trigger, and what the database then says of it."""
    columns = ", ".join(_KEPT)
    made: dict[str, tuple[str, list[object]]] = {}
    if connection.vendor == "postgresql":
        # The numbers are PostgreSQL's own (pg_trigger.h): row 1, before 2, delete 8, update 16, truncate 32.
        for ending, event, extent, kind in (
            ("no_update", f"UPDATE OF {columns}", "ROW", 1 + 2 + 16),
            ("no_delete", "DELETE OR TRUNCATE", "STATEMENT", 2 + 8 + 32),
        ):
            name = f"{TABLE}_{ending}"
            statement = (
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} "
                f"FOR EACH {extent} EXECUTE FUNCTION library_refuse()"
            )
            made[name] = (statement, [kind, "A", _BODY])
        return made
    for ending, event in (
        ("no_update", f"UPDATE OF {columns} ON {TABLE}"),
        ("no_delete", f"DELETE ON {TABLE}"),
        # REPLACE takes the old row away without telling the trigger above.
        ("no_replace", f"INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"),  # noqa: S608 (our own name)
    ):
        name = f"{TABLE}_{ending}"
        refuse = f"SELECT RAISE(ABORT, 'library: a published text is not changed ({ending})');"
        statement = f"CREATE TRIGGER {name} BEFORE {event} BEGIN {refuse} END"
        made[name] = (statement, [statement])
    return made


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a migration that changes the table, which calls `install` at its end."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in ("no_update", "no_delete", "no_replace"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}")
