"""What an installation holds: `python -m bench.entries [bytes]`, the entries of its logs or the bytes of its database."""

import os
import sys
from pathlib import Path


def entries() -> int:
    from pamong.ledger.models import Entry

    return Entry.objects.count()


def size() -> int:
    """Bytes of the database; of SQLite's file after its journal was brought in."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(str(connection.settings_dict["NAME"])).stat().st_size


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django

    django.setup()
    print(size() if sys.argv[1:] == ["bytes"] else entries())
