"""What the linter says about a draft of this installation, and that nobody signs past it."""

import pytest

from pamong.library import actions, queries, rules
from pamong.library.queries import DraftRow
from pamong.standard.problems import Problem
from tests.applications.installation import IN_FORCE, KTP_OFFICE, key
from tests.library.drafting import KASI, SEKRETARIS, approve, begin, code_of, review, row_of, save, submit

pytestmark = pytest.mark.usefixtures("two_offices")


def findings_of(draft: DraftRow) -> tuple[Problem, ...]:
    page = queries.draft_page(actor=KASI, draft=draft.id)
    assert page is not None
    return page.problems


def test_a_draft_shows_what_day_register_documents_and_other_offices_say_about_it() -> None:
    draft = begin()
    copied = draft.text.replace("layanan Kantor Kecamatan Yosowilangun", "layanan Kantor Kecamatan Jatiroto")
    save(draft, copied)
    problems = findings_of(draft)
    assert {problem.severity for problem in problems} == {"warning"}
    assert {
        ("instrument-not-in-force", "1.1"),
        ("delegation-not-in-force", "1.12"),
        ("core-law-missing", None),
        ("document-not-on-file", "12"),
        ("other-office-name", "3.1"),
    } <= {(problem.rule, problem.clause) for problem in problems}


def test_the_same_findings_are_left_when_the_text_lies_with_the_checker() -> None:
    draft = begin()
    before = sorted(rules.finding_key(problem) for problem in findings_of(draft))
    submit(draft)
    assert sorted(rules.finding_key(problem) for problem in findings_of(draft)) == before


def test_nobody_checks_a_text_before_each_finding_has_a_name() -> None:
    draft = begin()
    submit(draft)
    assert code_of(lambda: review(draft)) == "finding"
    for problem in queries.read_draft(row_of(draft))[1]:
        actions.acknowledge_finding(
            actor=SEKRETARIS, key=key(), draft=draft.id, finding=rules.finding_key(problem), reason="Tetap."
        )
    review(draft)
    assert approve(draft).office == KTP_OFFICE


def test_the_clauses_that_cite_what_is_no_longer_in_force_name_what_stands_in_its_place() -> None:
    found = queries.out_of_force(queries.standard(queries.services(office=KTP_OFFICE, on=IN_FORCE)[0].id))
    assert list(found) == ["1.1", "1.4", "1.12"]
    assert getattr(found["1.12"], "params", {})["number"] == "188.45/8/427.12/2022"
    assert queries.register().get("uu-25-2009") is not None
