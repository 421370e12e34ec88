"""What a prepared read answers is what its queryset answers, written once and asked with many values."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from pamong.applications.models import Application
from pamong.ledger import clock
from pamong.ledger.prepared import Prepared, PreparedCounts, PreparedGroups, PreparedWrites
from pamong.offices.models import CalendarEdition, Office
from tests.applications import installation as at

pytestmark = pytest.mark.usefixtures("two_offices")

Read = Callable[..., "QuerySet[Any, Any]"]


READS: dict[str, tuple[Read, dict[str, object]]] = {
    "an object by its key": (lambda code: Office.objects.filter(pk=code), {"code": at.KTP_OFFICE}),
    "an object that is not there": (lambda code: Office.objects.filter(pk=code), {"code": "99"}),
    "objects in an order, the first two": (
        lambda parent: Office.objects.filter(parent_id=parent).order_by("-code")[:2],
        {"parent": at.KTP_OFFICE},
    ),
    "objects with those joined to them": (
        lambda parent: Office.objects.filter(parent=parent).select_related("parent").order_by("code"),
        {"parent": "35.08"},
    ),
    "one of two conditions": (
        lambda code, name: Office.objects.filter(Q(code=code) | Q(name=name)).order_by("code"),
        {"code": at.KTP_OFFICE, "name": "Kecamatan Jatiroto"},
    ),
    "one of two keys": (
        lambda codes: Office.objects.filter(code__in=codes).order_by("code"),
        {"codes": [at.KTP_OFFICE, at.KK_OFFICE]},
    ),
    "one of no keys": (lambda codes: Office.objects.filter(code__in=codes), {"codes": []}),
    "two columns": (
        lambda code: Office.objects.filter(pk=code).values_list("name", "zone"),
        {"code": at.KK_OFFICE},
    ),
    "one column": (lambda: CalendarEdition.objects.values_list("token", flat=True), {}),
    "moments and keys": (
        lambda since: (
            CalendarEdition._meta.apps.get_model("library.StandardVersion")
            .objects.filter(installed_at__gte=since)
            .order_by("service")
            .values_list("id", "installed_at", "in_force_from", "kind")
        ),
        {"since": at.MONDAY - timedelta(days=1)},
    ),
    "objects without a large column": (
        lambda service: (
            CalendarEdition._meta.apps.get_model("library.StandardVersion")
            .objects.filter(service=service)
            .defer("text")
        ),
        {"service": "ktp"},
    ),
    "a condition nothing can meet": (lambda code: Office.objects.filter(pk=code, pk__in=[]), {"code": "1"}),
}


@pytest.mark.parametrize("name", READS)
def test_it_answers_what_the_queryset_answers(name: str) -> None:
    build, given = READS[name]
    expected = list(build(**given))
    read = Prepared(build)
    for _twice in range(2):
        assert read.rows(**given) == expected
        assert read.first(**given) == (expected[0] if expected else None)


def test_the_values_are_those_of_the_call() -> None:
    name = Prepared(lambda code: Office.objects.filter(pk=code).values_list("name", flat=True))
    assert [name.first(code=code) for code in (at.KTP_OFFICE, at.KK_OFFICE, "99")] == [
        "Kecamatan Yosowilangun",
        "Kecamatan Jatiroto",
        None,
    ]


def test_what_is_joined_is_there_without_a_further_question() -> None:
    read = Prepared(lambda code: Office.objects.filter(pk=code).select_related("parent"))
    found = read.first(code=at.KTP_OFFICE)
    assert found is not None
    with CaptureQueriesContext(connection) as asked:
        assert found.parent is not None
        assert found.parent.code == "35.08"
    assert len(asked) == 0


def test_what_was_read_can_be_changed_and_saved() -> None:
    found = Prepared(lambda code: Office.objects.filter(pk=code)).first(code=at.KK_OFFICE)
    assert found is not None
    found.phone = "0334-000000"
    found.save()
    assert Office.objects.get(pk=at.KK_OFFICE).phone == "0334-000000"


def test_a_key_may_be_given_as_text_or_as_a_key() -> None:
    """As with the ORM: compared as a text it would silently find nothing on SQLite."""
    at.ktp()
    row = Application.objects.get()
    read = Prepared(lambda key: Application.objects.filter(pk=key).values_list("number", flat=True))
    assert read.first(key=row.pk) == read.first(key=str(row.pk)) == row.number
    assert read.first(key=uuid4()) is None
    assert isinstance(row.pk, UUID)


def test_a_list_may_have_another_length_at_every_call() -> None:
    read = Prepared(lambda codes: Office.objects.filter(code__in=codes).values_list("code", flat=True))
    assert [len(read.rows(codes=codes)) for codes in (["35.08.07"], ["35.08.07", "35.08.17"], [])] == [
        1,
        2,
        0,
    ]


def test_a_moment_is_compared_as_a_moment() -> None:
    at.ktp()
    read = Prepared(lambda now: Application.objects.filter(submitted_at__lte=now).values_list("number"))
    assert read.rows(now=clock.now()) == [(1,)]
    assert read.rows(now=clock.now() - timedelta(days=1)) == []


def test_a_name_that_meets_no_column_is_refused() -> None:
    read = Prepared(lambda what: Office.objects.annotate(what=Value(1) + what))
    with pytest.raises(TypeError, match="'what' is not compared with a column"):
        read.rows(what=1)


def test_a_name_that_would_be_looked_for_as_a_text_is_refused() -> None:
    """Django's `in` on a foreign key does that; it would find nothing, for ever, and say nothing."""
    read = Prepared(lambda parents: Office.objects.filter(parent_id__in=parents))
    with pytest.raises(TypeError, match="is made a text"):
        read.rows(parents=["35.08"])


def test_a_value_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="code"):
        Prepared(lambda code: Office.objects.filter(pk=code)).rows()


def test_the_statement_is_put_together_once() -> None:
    built = []

    def build(code: str) -> "QuerySet[Office, Office]":
        built.append(code)
        return Office.objects.filter(pk=code)

    read = Prepared(build)
    for _each in range(3):
        read.rows(code=at.KTP_OFFICE)
    assert len(built) == 1


def _of_kind(kind: str) -> "QuerySet[Office, str]":
    return Office.objects.filter(kind=kind).order_by("code").values_list("code", flat=True)


def test_groups_are_answered_together_and_each_in_its_order() -> None:
    read = PreparedGroups(
        lambda one, other: [[_of_kind(one)[:9], _of_kind(other)[:9]], [_of_kind(other)[:2]]], 4
    )
    with CaptureQueriesContext(connection) as asked:
        first, second = read.groups(one="kabupaten", other="kecamatan")
    assert len(asked) == 1
    kecamatan = list(_of_kind("kecamatan")[:3])
    assert (first, second) == (["35.08", *kecamatan], kecamatan[:2])


def test_a_group_that_nothing_can_meet_is_empty() -> None:
    nothing = Office.objects.filter(pk__in=[]).values_list("code", flat=True)
    assert PreparedGroups(lambda kind: [[nothing], [_of_kind(kind)[:1]]], 5).groups(kind="kabupaten") == [
        [],
        ["35.08"],
    ]
    assert PreparedGroups(lambda: [[nothing], [nothing]], 5).groups() == [[], []]


def test_objects_of_a_group_come_with_those_joined_to_them() -> None:
    def build(**values: Any) -> "list[list[QuerySet[Office]]]":
        found = Office.objects.select_related("parent")
        return [[found.filter(pk=values["one"]), found.filter(pk=values["other"])]]

    ((one, other),) = PreparedGroups(build, 2, names=("one", "other")).groups(one=at.KK_OFFICE, other="35.08")
    assert (one.name, one.parent and one.parent.code, other.parent) == ("Kecamatan Jatiroto", "35.08", None)


def test_counts_are_answered_together() -> None:
    counts = PreparedCounts(
        lambda kind, none: [
            Office.objects.filter(kind=kind),
            Office.objects.filter(kind=kind)[:2],
            Office.objects.filter(kind=none),
            Office.objects.filter(pk__in=[]),
        ]
    )
    with CaptureQueriesContext(connection) as asked:
        found = counts.counts(kind="kecamatan", none="provinsi")
    assert (len(asked), found) == (1, [Office.objects.filter(kind="kecamatan").count(), 2, 0, 0])
    assert found[0] > 2


def test_a_row_is_written_as_the_model_would_write_it() -> None:
    """Every kind of column that the counter's table has: keys, moments, nothing, and what is kept as JSON."""
    row = at.ktp()
    written = {field.attname: getattr(row, field.attname) for field in Application._meta.concrete_fields}
    row.delete()
    made = Application(**written)
    PreparedWrites(Application).insert(made)
    assert not made._state.adding
    assert Application.objects.values().get() == written


def test_a_row_is_changed_only_while_it_is_the_one_that_was_seen() -> None:
    row, writes = at.ktp(), PreparedWrites(Application)
    seen = {"id": row.pk, "version": row.version}
    pauses = [["2026-12-15T01:00:00+00:00", None]]
    changes = {"version": row.version + 1, "due_at": at.MONDAY, "pauses": pauses, "checklist": {"a": "b"}}
    assert [writes.update(seen, changes), writes.update(seen, changes)] == [1, 0]
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in changes} == changes


def test_a_row_that_is_there_already_is_refused_by_the_database() -> None:
    row = Office.objects.get(pk=at.KK_OFFICE)
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedWrites(Office).insert(row)
