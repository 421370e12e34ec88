"""The migrations say what the models say."""

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils import translation


def unwritten(wanted: ProjectState) -> list[str]:
    """What `makemigrations` would still write to come from the committed migrations to this state."""
    loader = MigrationLoader(None)
    with translation.override(None):
        changes = MigrationAutodetector(loader.project_state(), wanted).changes(graph=loader.graph)
    return [
        f"{room}: {operation.describe()}"
        for room, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
    ]


def ours() -> ProjectState:
    """What the models say, in the source language: Django's own labels would else differ from its migrations."""
    with translation.override(None):
        return ProjectState.from_apps(apps)


def test_no_migration_is_missing() -> None:
    assert unwritten(ours()) == []


def test_control_a_new_table_is_noticed() -> None:
    wanted = ours()
    wanted.add_model(ModelState("offices", "Forgotten", [("id", models.BigAutoField(primary_key=True))]))
    assert "offices: Create model Forgotten" in unwritten(wanted)
