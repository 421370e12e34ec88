"""What the database itself refuses: to change, delete or empty what the ledger has written.

Triggers stop mistakes and the usual tools. Who may alter tables can remove them: `pamong verify` therefore looks
whether they are there, and on PostgreSQL the program works under a role that owns no table (`role_sql`).
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

# Table, and the columns by which one of its rows could be replaced.
_KEPT = {
    "ledger_entry": ("id", "key", "office, position", "subject_kind, subject_id, subject_sequence"),
    "ledger_checkpoint": ("id", 'office, "on"'),
    "ledger_subtree": ("id", "office, level, number"),
}
_HEAD = "ledger_loghead"
# A log's head moves, but only forward.
_BACKWARDS = "NEW.size <= OLD.size OR NEW.office <> OLD.office"
_BODY = "BEGIN RAISE EXCEPTION 'ledger: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001'; END"
_FUNCTION = f"CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"


@dataclass(frozen=True)
class Trigger:
    """`shape` is what the system tables say of the trigger when it is as it should be."""

    table: str
    name: str
    statement: str
    shape: object


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place; those that are there already are made anew."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for trigger in _triggers(connection):
            cursor.execute(trigger.statement)
            if connection.vendor == "postgresql":
                # Also for a session that says it only replays what another server did.
                cursor.execute(f"ALTER TABLE {trigger.table} ENABLE ALWAYS TRIGGER {trigger.name}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a migration that changes a table, which calls `install` at its end."""
    with connection.cursor() as cursor:
        for trigger in _triggers(connection):
            on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The names of the triggers that are gone, switched off, or not as `install` makes them."""
    query = _SHAPES_POSTGRESQL if connection.vendor == "postgresql" else _SHAPES_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name: shape[0] if len(shape) == 1 else shape for name, *shape in cursor.fetchall()}
    return tuple(
        trigger.name for trigger in _triggers(connection) if there.get(trigger.name) != trigger.shape
    )


def role_sql(role: str) -> tuple[str, ...]:
    """Statements for the owner of a PostgreSQL database: `role` may do the program's work and alter nothing.

    `role` must exist. To be run again after every migration that makes a table.
    """
    name = '"' + role.replace('"', '""') + '"'
    return (
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(_KEPT)} FROM {name}",
        f"REVOKE DELETE, TRUNCATE ON {_HEAD} FROM {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}",
    )


_SHAPES_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_SHAPES_POSTGRESQL = """
    SELECT tgname, tgrelid::regclass::text, tgtype::int, tgenabled::text, tgqual IS NULL, prosrc
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal
"""


def _triggers(connection: BaseDatabaseWrapper) -> tuple[Trigger, ...]:
    return _for_postgresql() if connection.vendor == "postgresql" else _for_sqlite()


def _for_sqlite() -> tuple[Trigger, ...]:
    made: list[Trigger] = []
    for table, replaceable in {**_KEPT, _HEAD: ("office",)}.items():
        same = (" AND ".join(f"{name} = NEW.{name}" for name in key.split(", ")) for key in replaceable)
        taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608 (our own names)
        events = {
            "no_update": f"UPDATE ON {table}" + (f" WHEN {_BACKWARDS}" if table == _HEAD else ""),
            "no_delete": f"DELETE ON {table}",
            # REPLACE takes the old row away without telling the trigger above.
            "no_replace": f"INSERT ON {table} WHEN {taken}",
        }
        for ending, event in events.items():
            name = f"{table}_{ending}"
            refuse = f"SELECT RAISE(ABORT, 'ledger: {event.split(' WHEN ')[0]} is refused');"
            statement = f"CREATE TRIGGER {name} BEFORE {event} BEGIN {refuse} END"
            made.append(Trigger(table, name, statement, statement))
    return tuple(made)


def _for_postgresql() -> tuple[Trigger, ...]:
    # The numbers are PostgreSQL's own (pg_trigger.h): row 1, before 2, delete 8, update 16, truncate 32.
    head = (
        ("no_delete", "BEFORE DELETE OR TRUNCATE", "FOR EACH STATEMENT", 2 + 8 + 32),
        ("no_update", "BEFORE UPDATE", f"FOR EACH ROW WHEN ({_BACKWARDS})", 1 + 2 + 16),
    )
    kept = (("no_change", "BEFORE UPDATE OR DELETE OR TRUNCATE", "FOR EACH STATEMENT", 2 + 8 + 16 + 32),)
    made: list[Trigger] = []
    for table in (*_KEPT, _HEAD):
        for ending, event, extent, kind in head if table == _HEAD else kept:
            name = f"{table}_{ending}"
            statement = f"CREATE TRIGGER {name} {event} ON {table} {extent} EXECUTE FUNCTION ledger_refuse()"
            made.append(Trigger(table, name, statement, [table, kind, "A", "WHEN" not in extent, _BODY]))
    return tuple(made)
