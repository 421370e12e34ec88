"""Refuse to change what was written.

SQLite drops a table's triggers when Django rebuilds the table: a later migration that alters a table of this room
must end with the two operations below, and a test looks into the system tables.
"""

from django.db import migrations

from pamong.ledger import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
