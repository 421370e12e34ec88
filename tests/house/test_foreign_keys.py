"""Foreign keys point down. The import contracts cannot see a key written as a string, so the models are asked."""

from collections.abc import Iterable

from django.apps import apps

from tests.house.source import rooms


def keys() -> list[tuple[str, str, str]]:
    """Every key of our tables to another room: (what, room it stands in, room it points at)."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("pamong.")]
    return [
        (f"{model.__name__}.{field.name}", _room(model), _room(field.related_model))
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
        if field.related_model.__module__.startswith("pamong.")
    ]


def _room(model: type) -> str:
    return model.__module__.split(".")[1]


def upward(found: Iterable[tuple[str, str, str]]) -> list[str]:
    """Keys that point at a room above or beside their own."""
    rank = {room: number for number, row in enumerate(rooms()) for room in row}
    return [
        f"{what}: {source} points up at {target}"
        for what, source, target in found
        if source != target and rank[source] >= rank[target]
    ]


def test_foreign_keys_point_down() -> None:
    found = keys()
    assert any(source == "applications" for _what, source, _target in found), "no keys were read at all"
    assert upward(found) == []


def test_control_a_key_that_points_up_or_aside_is_found() -> None:
    found = [
        ("Appointment.application", "staff", "applications"),
        ("Tile.notice", "desk", "noticeboard"),
        ("Application.office", "applications", "offices"),
    ]
    assert upward(found) == [
        "Appointment.application: staff points up at applications",
        "Tile.notice: desk points up at noticeboard",
    ]
