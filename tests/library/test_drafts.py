"""Drafts: what they begin as, saving without losing anything, and who may."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pamong.ledger import queries as ledger
from pamong.ledger.rules import Subject
from pamong.library import actions, queries, rules
from pamong.library.models import Draft
from pamong.library.queries import DraftRow
from pamong.library.rules import DraftState
from pamong.staff.rules import Actor
from pamong.standard.document import Standard
from pamong.standard.yamltree import MAX_BYTES
from tests.applications.installation import IN_FORCE, KK_OFFICE, KTP_OFFICE, actor, key, set_clock
from tests.library.drafting import KASI, approved, begin, code_of, row_of, version_id
from tests.library.drafting import save as save_text

pytestmark = pytest.mark.usefixtures("two_offices", "silent_linter")


def save(draft: DraftRow, text: str, expected: int, who: Actor = KASI) -> queries.Saved:
    return actions.save_draft(actor=who, key=key(), draft=draft.id, text=text, expected_version=expected)


def verbs(draft: DraftRow) -> list[str]:
    return [entry.verb for entry in ledger.timeline(Subject("standard_draft", str(draft.id)))]


def test_a_draft_from_the_version_in_force_is_its_next_revision_with_its_blocks() -> None:
    draft = begin()
    page = queries.draft_page(actor=KASI, draft=draft.id)
    assert page is not None
    assert page.standard is not None
    assert page.problems == ()
    assert (page.base and page.base.id, page.draft.title) == (
        version_id(),
        "Penerbitan KTP (Kartu Tanda Penduduk)",
    )
    assert "use: complaints@1" in draft.text
    document = page.standard.document
    assert (document.revision, document.revised_on, document.issued_on) == ("02", date(2026, 12, 14), None)
    assert document.running_header is not None
    assert (document.running_header.revision, document.running_header.issued_on) == ("02", None)
    assert page.standard.status == "draft"
    old = queries.standard(version_id())
    assert page.standard.sections == old.sections
    assert page.standard.clause("11.1").clause.block == "complaints@1"
    assert verbs(draft) == ["begin_draft"]


def test_a_draft_from_nothing_has_the_headings_of_the_law_and_the_offices_letterhead() -> None:
    draft = begin(service="surat-domisili", title="Surat Keterangan Domisili", base=None)
    page = queries.draft_page(actor=KASI, draft=draft.id)
    assert page is not None
    assert page.standard is not None
    assert page.base is None
    assert len({each for section in page.standard.sections for each in section.components}) == 14
    assert page.standard.letterhead.office == "Kecamatan Yosowilangun"
    assert page.standard.letterhead.authority == ("Pemerintah Kabupaten Lumajang",)
    assert page.standard.document.number == "SP-YOSOWILANGUN-SURAT-DOMISILI"
    assert [(each.part, each.post) for each in page.standard.document.signatures] == list(
        rules.SIGNERS.items()
    )


def test_a_draft_may_begin_with_a_text_that_somebody_brings() -> None:
    draft = begin(service="lain", base=None, text="format: [")
    page = queries.draft_page(actor=KASI, draft=draft.id)
    assert page is not None
    assert (draft.text, draft.title, page.standard) == ("format: [", "lain", None)
    assert page.problems


@pytest.mark.parametrize(
    ("revision", "after"), [("01", "02"), ("09", "10"), ("9", "10"), ("99", "100"), ("A", "A-1")]
)
def test_revisions_are_counted_up_as_they_are_written(revision: str, after: str) -> None:
    assert rules.counted_up(revision) == after


def test_a_standard_without_a_running_header_stays_without() -> None:
    data = queries.standard(version_id()).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    del data["document"]["running_header"]
    import json

    standard = rules.next_revision(Standard.from_canonical(json.dumps(data)), on=IN_FORCE)
    assert standard.document.running_header is None
    assert standard.document.revision == "02"


def test_a_save_is_the_next_version_and_leaves_no_entry() -> None:
    draft = begin()
    first = save(draft, "satu", 1)
    second = save(draft, "dua", 2, actor("operator"))
    assert [(each.draft.version, each.draft.text, each.conflict) for each in (first, second)] == [
        (2, "satu", False),
        (3, "dua", False),
    ]
    assert second.draft.saved_by_name == "operator 1"
    assert verbs(draft) == ["begin_draft"]
    history = queries.saved_texts(actor=KASI, draft=draft.id)
    assert [each.number for each in history] == [3, 2, 1]
    assert queries.saved_text(actor=KASI, draft=draft.id, saved=history[1].id) == "satu"
    assert str(Draft.objects.get(pk=draft.id)) == "35.08.07 ktp 3"


SAVED = datetime(2026, 12, 14, 8, 1, tzinfo=UTC)
# Which text goes when the next one is saved: its number, who saved it, who the next one and when, and what was signed.
THINNED: tuple[tuple[str, int, str, int, bool, bool], ...] = (
    ("the text before, a minute later", 2, "kasi-1", 1, False, True),
    ("the text before, at the end of the ten minutes", 7, "kasi-1", 8, False, True),
    ("the last one of the ten minutes before", 7, "kasi-1", 9, False, False),
    ("the text the draft began with", 1, "kasi-1", 1, False, False),
    ("what another person saved", 2, "operator-1", 1, False, False),
    ("a text that was signed", 2, "kasi-1", 1, True, False),
)


@pytest.mark.parametrize(
    ("number", "person", "minutes", "signed", "gone"),
    [row[1:] for row in THINNED],
    ids=[row[0] for row in THINNED],
)
def test_which_text_need_not_be_kept(
    number: int, person: str, minutes: int, signed: bool, gone: bool
) -> None:
    now = ("kasi-1", SAVED + timedelta(minutes=minutes))
    assert rules.replaces(number=number, saved=(person, SAVED), now=now, signed_since=signed) == gone


def test_a_form_that_saves_itself_all_morning_leaves_a_text_for_every_ten_minutes() -> None:
    draft = begin()
    for number in range(1, 31):
        set_clock(f"2026-12-14 08:{number:02}")
        save(draft, f"kalimat {number}", number)
    texts = [
        queries.saved_text(actor=KASI, draft=draft.id, saved=each.id)
        for each in reversed(queries.saved_texts(actor=KASI, draft=draft.id))
    ]
    assert len(texts) == 31, "who saved when is known of each"
    assert [text for text in texts if text] == [
        draft.text,
        "kalimat 9",
        "kalimat 19",
        "kalimat 29",
        "kalimat 30",
    ]
    assert row_of(draft).text == "kalimat 30"


def test_two_editors_at_once_lose_nothing() -> None:
    draft = begin()
    save(draft, "dari operator", 1, actor("operator"))
    mine = save(draft, "dari kasi", 1)
    assert mine.conflict
    assert (mine.draft.text, mine.draft.version, mine.draft.saved_by_name) == (
        "dari operator",
        2,
        "operator 1",
    )
    assert (mine.given, mine.began_with) == ("dari kasi", draft.text)
    assert mine.aside is not None
    assert queries.saved_text(actor=KASI, draft=draft.id, saved=mine.aside) == "dari kasi"
    page = queries.draft_page(actor=KASI, draft=draft.id)
    assert page is not None
    assert [each.id for each in page.asides] == [mine.aside]
    again = save(draft, "keduanya", 2)
    assert (again.conflict, again.draft.text) == (False, "keduanya")


def test_control_a_text_saved_over_another_would_have_been_lost() -> None:
    draft = begin()
    save(draft, "dari operator", 1, actor("operator"))
    save(draft, "dari kasi", 1)
    kept = {
        queries.saved_text(actor=KASI, draft=draft.id, saved=each.id)
        for each in queries.saved_texts(actor=KASI, draft=draft.id)
    }
    assert kept == {draft.text, "dari operator", "dari kasi"}


def test_the_same_text_or_the_same_key_saves_once() -> None:
    draft = begin()
    assert save(draft, draft.text, 1).draft.version == 1
    same = key()
    for _ in range(2):
        actions.save_draft(actor=KASI, key=same, draft=draft.id, text="satu", expected_version=1)
    late = actions.save_draft(actor=KASI, key=same, draft=draft.id, text="dua", expected_version=1)
    assert (late.conflict, late.draft.version, len(queries.saved_texts(actor=KASI, draft=draft.id))) == (
        False,
        2,
        2,
    )
    other = begin(service="kk", base=None)
    assert (
        code_of(
            lambda: actions.save_draft(actor=KASI, key=same, draft=other.id, text="x", expected_version=1)
        )
        == "key"
    )


def test_a_discarded_draft_makes_room_and_keeps_its_texts() -> None:
    draft = begin()
    assert code_of(begin) == "open_draft"
    same = key()
    for _ in range(2):
        gone = actions.discard_draft(actor=KASI, key=same, draft=draft.id)
        assert gone.state is DraftState.DISCARDED
    assert verbs(draft) == ["begin_draft", "discard_draft"]
    assert queries.saved_texts(actor=KASI, draft=draft.id)
    assert code_of(lambda: save(draft, "x", 1)) == "not_a_draft"
    again = begin()
    assert [row.id for row in queries.drafts(actor=KASI)] == [again.id]
    assert code_of(lambda: actions.discard_draft(actor=KASI, key=same, draft=again.id)) == "key"


def test_beginning_twice_with_one_key_begins_once() -> None:
    same = key()
    first = actions.begin_draft(actor=KASI, key=same, service="ktp", base=version_id())
    assert actions.begin_draft(actor=KASI, key=same, service="ktp", base=version_id()) == first
    actions.discard_draft(actor=KASI, key="other", draft=first.id)
    assert code_of(lambda: actions.begin_draft(actor=KASI, key="other", service="ktp")) == "key"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"who": actor("loket", KK_OFFICE)}, "base"),
        ({"who": actor("camat")}, "other_post"),
        ({"who": actor("sekretaris")}, "other_post"),
        ({"who": actor("it")}, "other_post"),
        ({"service": "kk"}, "base"),
        ({"base": uuid4()}, "base"),
        ({"service": "Kartu Keluarga", "base": None}, "service_key"),
        ({"base": None, "text": "x" * (MAX_BYTES + 1)}, "too_large"),
        ({"base": None, "text": "a\x00b"}, "unkeepable"),
    ],
)
def test_what_cannot_be_begun(given: dict[str, object], code: str) -> None:
    assert code_of(lambda: begin(**given)) == code  # type: ignore[arg-type]
    assert queries.drafts(actor=KASI) == ()


@pytest.mark.parametrize("who", [actor("camat"), actor("information_officer"), actor("kasi", KK_OFFICE)])
def test_who_may_not_write_changes_nothing(who: Actor) -> None:
    draft = begin()
    expected = "not_found" if who.office == KK_OFFICE else "other_post"
    assert code_of(lambda: save(draft, "x", 1, who)) == expected
    assert code_of(lambda: actions.discard_draft(actor=who, key=key(), draft=draft.id)) == expected
    row = queries.draft(actor=KASI, draft=draft.id)
    assert row is not None
    assert (row.version, row.state) == (1, DraftState.DRAFT)


def test_another_office_sees_nothing_of_a_draft() -> None:
    draft = begin()
    stranger = actor("kasi", KK_OFFICE)
    (saved,) = queries.saved_texts(actor=KASI, draft=draft.id)
    assert queries.draft_page(actor=stranger, draft=draft.id) is None
    assert queries.drafts(actor=stranger) == ()
    assert queries.saved_texts(actor=stranger, draft=draft.id) == ()
    assert queries.saved_text(actor=stranger, draft=draft.id, saved=saved.id) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * (MAX_BYTES + 1), "too_large"), ("a\x00b", "unkeepable"), ("\ud800", "unkeepable")],
)
def test_a_text_that_cannot_be_kept_is_not_saved(text: str, code: str) -> None:
    draft = begin()
    assert code_of(lambda: save(draft, text, 1)) == code


def test_another_document_is_drafted_the_same_way() -> None:
    draft = begin(service="quality_policy", base=None, kind=rules.Kind.DOCUMENT)
    page = queries.draft_page(actor=KASI, draft=draft.id)
    assert page is not None
    assert page.document is not None
    assert (page.standard, page.problems) == (None, ())
    assert (page.document.title, page.document.document.number) == ("Kebijakan Mutu", "KM-YOSOWILANGUN-01")
    assert code_of(lambda: begin(service="recipes", base=None, kind=rules.Kind.DOCUMENT)) == "document_key"


def test_a_document_goes_the_way_of_three_signatures_and_the_next_revision_starts_from_it() -> None:
    draft = begin(service="quality_policy", base=None, kind=rules.Kind.DOCUMENT)
    version = approved(save_text(draft, draft.text.replace("…", "Pelayanan Prima.")), date(2026, 12, 15))
    assert queries.text_of(version).clauses()[0].text == "Pelayanan Prima."
    today = date(2026, 12, 15)
    found = queries.in_force(office=KTP_OFFICE, service="quality_policy", on=today, kind=rules.Kind.DOCUMENT)
    assert found == version
    assert "quality_policy" not in {row.service for row in queries.services(office=KTP_OFFICE, on=today)}
    assert "quality_policy" not in {row.service for row in queries.published(on=today)}
    assert "quality_policy" not in {row.service for row in queries.versions_of(office=KTP_OFFICE)}
    assert [row.service for row in queries.texts_of(office=KTP_OFFICE)] == ["ktp", "quality_policy"]
    again = begin(service="quality_policy", base=version.id, kind=rules.Kind.DOCUMENT)
    page = queries.draft_page(actor=KASI, draft=again.id)
    assert page is not None
    assert page.document is not None
    assert page.document.document.revision == "01"
    assert code_of(lambda: begin(service="quality_policy", base=version.id)) == "base"
