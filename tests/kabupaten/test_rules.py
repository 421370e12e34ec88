"""Who sets an office up, what an office must have, and who sees the figures: tables an officer can read."""

from datetime import date
from typing import Any

import pytest

from pamong.kabupaten import rules
from pamong.kabupaten.rules import answers, as_first, copied
from pamong.library.rules import may_begin_for
from pamong.offices.rules import usable_letterhead
from pamong.staff.rules import INSTALLER, Actor
from pamong.standard import checks
from pamong.standard.document import Standard
from tests.applications.installation import KTP_OFFICE, actor, changed
from tests.clauses.shipped import shipped
from tests.kabupaten.newcomers import KABUPATEN, LINES, NEW, newcomer

BELOW = frozenset({KTP_OFFICE, NEW, "35.08.17"})
KNOWN = {KABUPATEN, *BELOW}
OF_PLACE: dict[str, Any] = {"code": NEW, "place": "Kedungjajang", "letterhead": LINES}


def code(found: object) -> str:
    return getattr(found, "code", "") if found is not None else ""


@pytest.mark.parametrize(
    ("who", "kind", "said"),
    [
        (actor("kabupaten", KABUPATEN), "kabupaten", ""),
        (actor("it", KABUPATEN), "kabupaten", ""),
        (actor("it"), "kecamatan", "not_yours"),
        (actor("camat"), "kecamatan", "not_yours"),
        (actor("dispenduk", "35.08.dispenduk"), "dispenduk", "not_yours"),
        (actor("loket", KABUPATEN), "kabupaten", "not_yours"),
    ],
)
def test_the_figures_are_for_the_kabupaten(who: Actor, kind: str, said: str) -> None:
    assert code(rules.may_see_figures(who, kind=kind)) == said


@pytest.mark.parametrize(
    ("who", "parent", "said"),
    [
        (actor("it", KABUPATEN), KABUPATEN, ""),
        (actor("it", KABUPATEN), KTP_OFFICE, ""),
        (INSTALLER, KABUPATEN, ""),
        (actor("it", KABUPATEN), "35.09", "not_yours"),
        (actor("kabupaten", KABUPATEN), KABUPATEN, "not_yours"),
        (actor("camat"), KABUPATEN, "not_yours"),
    ],
)
def test_an_office_is_set_up_from_above(who: Actor, parent: str, said: str) -> None:
    managed = BELOW if who.office == KABUPATEN else frozenset()
    assert code(rules.may_set_up(who, parent=parent, managed=managed)) == said


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (actor("camat"), ""),
        (actor("sekretaris"), ""),
        (actor("it"), ""),
        (actor("it", KABUPATEN), ""),
        (INSTALLER, ""),
        (actor("kasi"), "not_yours"),
        (actor("camat", NEW), "not_yours"),
        (actor("kabupaten", KABUPATEN), "not_yours"),
    ],
)
def test_the_letterhead_is_the_offices_own_or_set_right_from_above(who: Actor, said: str) -> None:
    managed = BELOW if who.office == KABUPATEN else frozenset()
    assert code(rules.may_write_letterhead(who, office=KTP_OFFICE, managed=managed)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"code": "35.08.22", "name": "Kecamatan Baru"}, ""),
        ({"code": "35.08.07.2013", "kind": "desa", "name": "Desa Baru", "services": ()}, ""),
        ({"code": "35.08.perijinan", "kind": "dispenduk", "services": ()}, ""),
        ({"code": "35-08-22"}, "code"),
        ({"code": "3508990000000001"}, "code"),
        ({"kind": "kabupaten"}, "code"),
        ({"kind": "provinsi"}, "code"),
        ({"code": "35.09.01"}, "parent"),
        ({"code": KTP_OFFICE}, "at_work"),
        ({"name": "Kecamatan "}, "name"),
        ({"people": ()}, "people"),
        ({"kind": "dispenduk", "code": "35.08.perijinan"}, "no_counter"),
    ],
)
def test_what_an_office_must_be(changes: dict[str, object], said: str) -> None:
    found = rules.usable(newcomer(**changes), parents=KNOWN, at_work={KTP_OFFICE})
    assert code(found) == said


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (actor("it", KABUPATEN), ""),
        (INSTALLER, ""),
        (actor("it", KTP_OFFICE), "other_office"),
        (actor("kabupaten", KABUPATEN), "other_office"),
    ],
)
def test_a_first_draft_is_laid_before_an_office_from_above(who: Actor, said: str) -> None:
    managed = BELOW if who.office == KABUPATEN else frozenset()
    assert code(may_begin_for(who, office=NEW, managed=managed)) == said


@pytest.mark.parametrize(
    ("lines", "said"), [({"phone": "1"}, ""), ({}, ""), ({"name": "Kecamatan Lain"}, "letterhead_line")]
)
def test_a_letterhead_has_the_lines_it_has(lines: dict[str, str], said: str) -> None:
    assert code(usable_letterhead(lines)) == said


def test_people_of_a_new_office_are_lines_and_no_username_comes_twice() -> None:
    found = answers.listed("loket:rukmi:Rukmi Contohwati\nkasi:wening:Wening Teladani:SK 2", decree="SK 1")
    assert [(each.post, each.username, each.decree) for each in found] == [
        ("loket", "rukmi", "SK 1"),
        ("kasi", "wening", "SK 2"),
    ]
    with pytest.raises(answers.Wrong, match="dipakai dua kali"):
        answers.listed("loket:rukmi:Rukmi Contohwati\nkasi:rukmi:Rukmi Contohwati", decree="SK 1")


def as_neighbours(service: str) -> Standard:
    """The text as a neighbour has it in force: its own, with a revision and a day of issue."""
    own = changed(service, status="adopted", adapted_from=None)
    document = own.document.model_copy(update={"revision": "03", "issued_on": date(2026, 1, 5)})
    return Standard.from_canonical(own.model_copy(update={"document": document}).canonical())


@pytest.mark.parametrize("service", ["ktp", "kk"])
def test_a_neighbours_text_becomes_the_offices_first_draft(service: str) -> None:
    source = as_neighbours(service)
    made = as_first(copied(source, **OF_PLACE), status="draft")
    assert (made.office, made.office_name, made.status) == (NEW, "Kedungjajang", "draft")
    assert (made.document.revision, made.document.issued_on, made.document.revised_on) == ("00", None, None)
    assert made.adapted_from is not None
    assert (made.adapted_from.number, made.adapted_from.revision) == (source.document.number, "03")
    assert made.adapted_from.issued_on == date(2026, 1, 5)
    assert (made.letterhead.address, made.letterhead.phone) == ("Jalan Contoh 1", None)
    rest = made.model_copy(update={"adapted_from": None, "source_findings": ()}).canonical()
    assert source.office_name.casefold() not in rest.casefold()
    header = made.document.running_header
    assert header is None or (header.revision, header.issued_on) == ("00", None)


def test_a_shipped_example_keeps_the_source_it_names() -> None:
    made = as_first(copied(shipped("ktp"), **OF_PLACE), status="example")
    assert (made.adapted_from, made.status) == (shipped("ktp").adapted_from, "example")
    assert [each for each in checks.problems(made) if each.severity == "error"] == []


def test_a_header_without_revision_stays_without() -> None:
    source = as_neighbours("ktp")
    header = {"lines": ["Kecamatan"], "number": "SP"}
    bare = Standard.from_canonical(
        changed(
            "ktp", document={**source.document.model_dump(mode="json"), "running_header": header}
        ).canonical()
    )
    made = as_first(bare, status="draft")
    assert made.document.running_header is not None
    assert made.document.running_header.revision is None
    without = changed("ktp", document={**source.document.model_dump(mode="json"), "running_header": None})
    assert as_first(without, status="draft").document.running_header is None


def test_a_copy_that_cannot_run_is_refused() -> None:
    broken = shipped("ktp").model_copy(update={"sections": ()})
    with pytest.raises(ValueError, match=r"ktp for 35\.08\.16"):
        copied(broken, **OF_PLACE)
