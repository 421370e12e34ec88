"""Refuse to change what was published.

SQLite drops a table's triggers when Django rebuilds the table: a later migration that alters StandardVersion must begin
with `remove` and end with `install`.
"""

from django.db import migrations

from pamong.library import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("library", "0003_signatures")]

    operations = [migrations.RunPython(install, remove)]
