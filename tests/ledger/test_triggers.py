"""The database refuses what nobody may do, whoever asks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from pamong.ledger import triggers
from pamong.ledger.models import Checkpoint, Entry, LogHead, Subtree
from tests.ledger.emptying import triggers_lifted
from tests.ledger.support import OFFICE, act

ON_SQLITE = connection.vendor == "sqlite"
ON_POSTGRESQL = connection.vendor == "postgresql"

EVERYWHERE = [
    "UPDATE ledger_entry SET verb = 'refuse'",
    "UPDATE ledger_entry SET payload = payload WHERE position = 0",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_entry WHERE position = 1",
    "UPDATE ledger_checkpoint SET size = 1",
    "DELETE FROM ledger_checkpoint",
    "UPDATE ledger_subtree SET number = 7",
    "DELETE FROM ledger_subtree",
    "UPDATE ledger_loghead SET size = 1",
    "UPDATE ledger_loghead SET size = size, last_recorded_at = NULL",
    "UPDATE ledger_loghead SET size = size + 1, office = '35.08.09'",
    "DELETE FROM ledger_loghead",
]
ONLY_SQLITE = [
    "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE position = 0",
    "REPLACE INTO ledger_checkpoint SELECT * FROM ledger_checkpoint",
    "REPLACE INTO ledger_subtree SELECT * FROM ledger_subtree",
    "REPLACE INTO ledger_loghead SELECT * FROM ledger_loghead",
]
ONLY_POSTGRESQL = [
    "TRUNCATE ledger_entry",
    "TRUNCATE ledger_checkpoint",
    "TRUNCATE ledger_subtree",
    "TRUNCATE ledger_loghead",
    "TRUNCATE ledger_entry, ledger_loghead CASCADE",
]
STATEMENTS = EVERYWHERE + (ONLY_SQLITE if ON_SQLITE else ONLY_POSTGRESQL)


@pytest.fixture
def log(db: None) -> None:
    act()
    act()
    Checkpoint.objects.create(office=OFFICE, on=date(2026, 12, 14), size=2, root=b"", text="")
    Subtree.objects.create(office=OFFICE, level=8, number=0, root=b"")


@contextmanager
def statement_undone() -> Iterator[None]:
    """A refused statement spoils the transaction around it; this one ends before the test goes on."""
    with pytest.raises(DatabaseError, match="ledger: "), transaction.atomic():
        yield


def contents() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Entry, Checkpoint, Subtree, LogHead)]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses(log: None, statement: str) -> None:
    before = contents()
    with statement_undone(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert contents() == before


@pytest.mark.parametrize("statement", STATEMENTS)
def test_without_the_triggers_the_same_statement_would_be_done(log: None, statement: str) -> None:
    """The control: it is the triggers that refuse, and not some mistake in the statement."""
    with triggers_lifted(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_all_triggers_are_in_place_after_the_migrations() -> None:
    """SQLite loses a table's triggers when Django rebuilds the table: a later migration must put them back."""
    assert triggers.missing(connection) == ()


@pytest.mark.django_db
def test_a_removed_trigger_is_missed() -> None:
    ending = "no_update" if ON_SQLITE else "no_change"
    on = "" if ON_SQLITE else " ON ledger_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER ledger_entry_{ending}{on}")
    assert triggers.missing(connection) == (f"ledger_entry_{ending}",)
    triggers.install(connection)
    assert triggers.missing(connection) == ()


@pytest.mark.django_db
@pytest.mark.skipif(not ON_SQLITE, reason="only on SQLite")
def test_a_trigger_that_refuses_nothing_is_missed_on_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_entry_no_delete")
        cursor.execute(
            "CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT 1; END"
        )
    assert triggers.missing(connection) == ("ledger_entry_no_delete",)
    triggers.install(connection)


@pytest.mark.django_db
@pytest.mark.skipif(not ON_POSTGRESQL, reason="only on PostgreSQL")
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_change",
        "ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_no_change",
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ],
)
def test_a_trigger_that_was_switched_off_is_missed_on_postgresql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert "ledger_entry_no_change" in triggers.missing(connection)
    triggers.install(connection)
    assert triggers.missing(connection) == ()


@dataclass
class Server:
    """Takes down what would be sent to PostgreSQL, and answers with what its system tables would say."""

    vendor: str = "postgresql"
    sent: list[str] = field(default_factory=list)
    rows: list[tuple[object, ...]] = field(default_factory=list)

    @contextmanager
    def cursor(self) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(execute=self.sent.append, fetchall=lambda: self.rows)


def test_what_is_sent_to_postgresql() -> None:
    """The statements are seen here without a server; the tests above meet a real one on the other run."""
    server: Any = Server()
    triggers.install(server)
    made = [statement for statement in server.sent if statement.startswith("CREATE TRIGGER")]
    assert made == [
        *(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            for table in ("ledger_entry", "ledger_checkpoint", "ledger_subtree")
        ),
        (
            "CREATE TRIGGER ledger_loghead_no_delete BEFORE DELETE OR TRUNCATE ON ledger_loghead "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        ),
        (
            "CREATE TRIGGER ledger_loghead_no_update BEFORE UPDATE ON ledger_loghead FOR EACH ROW "
            "WHEN (NEW.size <= OLD.size OR NEW.office <> OLD.office) EXECUTE FUNCTION ledger_refuse()"
        ),
    ]
    assert sum("ENABLE ALWAYS" in statement for statement in server.sent) == len(made)
    names = tuple(statement.split()[2] for statement in made)
    assert triggers.missing(server) == names
    server.rows = [("ledger_entry_no_change", "ledger_entry", 58, "A", True, triggers._BODY)]
    assert triggers.missing(server) == names[1:]
    server.rows = [("ledger_entry_no_change", "ledger_entry", 58, "D", True, triggers._BODY)]
    assert triggers.missing(server) == names


AS_THE_OFFICE = [
    "UPDATE ledger_entry SET verb = 'refuse'",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry",
    "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
    "DROP TRIGGER ledger_entry_no_change ON ledger_entry",
    "DROP TABLE ledger_entry",
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "UPDATE ledger_checkpoint SET size = 1",
    "DELETE FROM ledger_subtree",
    "DELETE FROM ledger_loghead",
    "DELETE FROM django_migrations",
]


@pytest.fixture
def office_role(log: None) -> Iterator[None]:
    """The rest of the test runs as a role made by the statements that IT is given."""
    with connection.cursor() as cursor:
        cursor.execute('CREATE ROLE "kantor"')
        for statement in triggers.role_sql("kantor"):
            cursor.execute(statement)
        cursor.execute('SET ROLE "kantor"')
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.skipif(not ON_POSTGRESQL, reason="only on PostgreSQL")
@pytest.mark.parametrize("statement", AS_THE_OFFICE)
def test_the_role_of_the_office_has_no_right_to(office_role: None, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="only on PostgreSQL")
def test_the_role_of_the_office_can_do_the_office_s_work(office_role: None) -> None:
    assert act().position == 2
