"""What the database itself refuses: to change or delete a published text. What is noted about its paper later may change.

Whoever may alter tables can remove the triggers; the digest in the ledger finds a bent text all the same.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "library_standardversion"
_KEPT = (
    "id", "office_id", "kind", "service", "title", "number", "revision", "text", "digest", "in_force_from", "installed_at"
)  # fmt: skip
_FUNCTION = """
    CREATE OR REPLACE FUNCTION library_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'library: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001'; END$$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put both triggers in place; those that are there already are made anew."""
    remove(connection)
    columns = ", ".join(_KEPT)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            for name, event, extent in (
                ("no_update", f"UPDATE OF {columns}", "ROW"),
                ("no_delete", "DELETE OR TRUNCATE", "STATEMENT"),
            ):
                cursor.execute(
                    f"CREATE TRIGGER {TABLE}_{name} BEFORE {event} ON {TABLE} "
                    f"FOR EACH {extent} EXECUTE FUNCTION library_refuse()"
                )
                cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {TABLE}_{name}")
            return
        for name, event in (
            ("no_update", f"UPDATE OF {columns} ON {TABLE}"),
            ("no_delete", f"DELETE ON {TABLE}"),
            # REPLACE takes the old row away without telling the trigger above.
            ("no_replace", f"INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"),  # noqa: S608 (our own name)
        ):
            refuse = f"SELECT RAISE(ABORT, 'library: a published text is not changed ({name})');"
            cursor.execute(f"CREATE TRIGGER {TABLE}_{name} BEFORE {event} BEGIN {refuse} END")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a migration that changes the table, which calls `install` at its end."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in ("no_update", "no_delete", "no_replace"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}")
