"""Two real server processes over one database: the run's PostgreSQL when there is one, else one SQLite file."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.campaigns.counter import Journal, Officer
from tests.campaigns.server import Office


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """A database of its own on the server of the run; nothing to do where the run is on SQLite."""
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg
    from psycopg import sql

    name = f"pamong_two_{secrets.token_hex(4)}"
    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def two_servers(folder: Path, url: str) -> Iterator[tuple[Office, Office]]:
    """One office, built once and served by two processes at two ports."""
    both = (Office(folder), Office(folder))
    with own_database(url) as database, ExitStack() as servers:
        for office in both:
            office.environment |= {"PAMONG_DATABASE_URL": database} if database else {}
        both[0].build(1)
        for office in both:
            office.start()
            servers.callback(office.kill)
        yield both


class Visitor(Officer):
    """One browser that goes to whichever process it likes, with the same cookies."""

    def __init__(self, first: Office, folder: Path) -> None:
        super().__init__(first.port, Journal(folder / "journal"))

    def close(self) -> None:
        self._journal._stream.close()

    def at(self, office: Office, address: str) -> int:
        """The answer of one process to a page."""
        self._base = f"http://127.0.0.1:{office.port}"
        return self._open(address, None)[0]

    def send(self, office: Office, address: str) -> int:
        """The answer of one process to an empty form with its token."""
        self._base = f"http://127.0.0.1:{office.port}"
        return self._send(address, {})[0]
