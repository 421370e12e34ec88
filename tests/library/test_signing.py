"""Prepared, reviewed, approved: three people, one text, a coming day; and everything that is refused on the way."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pamong.ledger import queries as ledger
from pamong.ledger.rules import Subject
from pamong.library import actions, queries, rules
from pamong.library.models import Draft, SigningAct, StandardVersion
from pamong.library.queries import DraftRow
from pamong.library.rules import DraftState
from pamong.standard import checks
from pamong.standard.messages import Message
from pamong.standard.problems import Problem
from pamong.standard.write import to_yaml
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    changed,
    complete,
    key,
    ktp,
    limited_to,
    set_clock,
)
from tests.library.drafting import (
    CAMAT,
    KASI,
    SEKRETARIS,
    TOMORROW,
    approve,
    approved,
    begin,
    code_of,
    review,
    row_of,
    save,
    send_back,
    shortened,
    submit,
    version_id,
)

pytestmark = pytest.mark.usefixtures("two_offices", "silent_linter")
WARNING = Problem(
    "", 0, "5.1", "invented-rule", Message("Angka dan kata berbeda."), Message("Samakan."), "warning"
)


@pytest.fixture
def finding(monkeypatch: pytest.MonkeyPatch) -> Problem:
    """Every text of this test has one finding that is no error."""
    before = checks.problems
    monkeypatch.setattr(checks, "problems", lambda standard: (*before(standard), WARNING))
    return WARNING


# The way that works.


def test_three_people_make_a_version_that_binds_from_tomorrow() -> None:
    draft = shortened()
    assert submit(draft).state is DraftState.IN_REVIEW
    assert review(draft).state is DraftState.AWAITING_APPROVAL
    version = approve(draft)
    assert (version.revision, version.in_force_from, version.title) == ("02", TOMORROW, draft.title)
    assert row_of(draft).state is DraftState.APPROVED
    assert row_of(draft).became == version.id
    text = queries.standard(version.id)
    assert (text.status, text.document.revision) == ("adopted", "02")
    assert queries.drafts(actor=KASI) == ()


@pytest.mark.clause("ktp", "5.1")
def test_what_was_examined_before_keeps_twelve_days_and_what_comes_after_has_ten() -> None:
    before = complete(ktp("recorded_card_pending"))
    filed_before = ktp("recorded_card_pending")
    version = approved(shortened())
    set_clock("2026-12-15 08:00")
    after = complete(ktp("recorded_card_pending"))
    filed_before = complete(filed_before)
    before.refresh_from_db()
    assert before.due_at == at("2027-01-04 15:00")
    assert filed_before.due_at == at("2027-01-06 15:00"), "taken in under twelve days, it keeps twelve"
    assert after.due_at == at("2026-12-31 15:00"), "10 working days from the 15th"
    assert after.standard_id == version.id


def test_it_takes_over_on_its_day_and_not_before() -> None:
    old, version = version_id(), approved(shortened(), date(2027, 1, 11))
    days = [date(2026, 12, 14), date(2027, 1, 10), date(2027, 1, 11), date(2027, 3, 1)]
    in_force = [queries.in_force(office=KTP_OFFICE, service="ktp", on=day) for day in days]
    assert [row.id for row in in_force if row] == [old, old, version.id, version.id]
    assert queries.ends(queries.version(old)) == date(2027, 1, 11)
    assert queries.ends(version) is None


def test_the_ledger_holds_digest_day_and_signers() -> None:
    draft = shortened()
    version = approved(draft)
    verbs = [entry.verb for entry in ledger.timeline(Subject("standard_draft", str(draft.id)))]
    assert verbs == ["begin_draft", "submit_draft", "review_draft"]
    (entry,) = ledger.timeline(Subject("standard_version", str(version.id)))
    assert (entry.verb, entry.clause, entry.actor_post) == ("approve_draft", "cover", "camat")
    assert entry.payload["digest"] == version.digest == queries.standard(version.id).digest
    assert entry.payload["in_force_from"] == "2026-12-15"
    assert [(each["part"], each["post"]) for each in entry.payload["signed"]] == [
        ("prepared", "kasi"),
        ("reviewed", "sekretaris"),
        ("approved", "camat"),
    ]
    signatures = queries.signatures(version.id)
    assert [each.person_name for each in signatures] == ["kasi 1", "sekretaris 1", "camat 1"]
    assert {each.digest for each in signatures} == {version.digest}
    assert str(SigningAct.objects.first()) == f"{draft.id} 1 prepared"
    assert queries.signatures(version_id()) == (), "the example was installed from a file"


def test_a_substitute_signs_for_the_post_and_is_marked() -> None:
    draft = shortened()
    submit(draft)
    review(draft, replace(actor("sekretaris", who="plh"), substitute=True))
    version = approve(draft)
    assert [each.substitute for each in queries.signatures(version.id)] == [False, True, False]


def test_every_act_sent_twice_is_done_once() -> None:
    draft, same = shortened(), [key() for _ in range(4)]
    for _ in range(2):
        actions.submit_draft(actor=KASI, key=same[0], draft=draft.id, expected_version=2)
    for _ in range(2):
        actions.return_draft(actor=SEKRETARIS, key=same[1], draft=draft.id, remark="Lagi")
    assert row_of(draft).state is DraftState.DRAFT
    submit(draft)
    for _ in range(2):
        actions.review_draft(actor=SEKRETARIS, key=same[2], draft=draft.id, digest=row_of(draft).digest)
    made = [
        actions.approve_draft(
            actor=CAMAT, key=same[3], draft=draft.id, digest=row_of(draft).digest, in_force_from=TOMORROW
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert (
        code_of(
            lambda: actions.approve_draft(
                actor=CAMAT, key=same[2], draft=draft.id, digest="x", in_force_from=TOMORROW
            )
        )
        == "key"
    )


def test_a_return_opens_the_text_and_starts_the_signatures_anew() -> None:
    draft = shortened()
    submit(draft)
    send_back(draft)
    again = save(
        draft, row_of(draft).text.replace("10 (sepuluh)", "9 (sembilan)").replace("at_most: 10", "at_most: 9")
    )
    assert again.state is DraftState.DRAFT
    version = approved(draft)
    assert queries.standard(version.id).clause("5.1").text.count("9 (sembilan)") == 1
    acts = queries.signing_acts(row_of(draft))
    assert [(each.act, each.submission, each.remark) for each in acts] == [
        ("prepared", 1, ""),
        ("return", 1, "Periksa butir 5.1."),
        ("prepared", 2, ""),
        ("reviewed", 2, ""),
        ("approved", 2, ""),
    ]
    returned = ledger.timeline(Subject("standard_draft", str(draft.id)))[2]
    salt = SigningAct.objects.get(act="return").salt
    assert returned.payload["remark"] == hashlib.sha256(f"{salt}:Periksa butir 5.1.".encode()).hexdigest()


def test_the_camat_too_may_send_back_what_was_checked() -> None:
    draft = shortened()
    submit(draft)
    review(draft)
    assert send_back(draft, CAMAT).state is DraftState.DRAFT


def test_lines_the_letterhead_leaves_open_are_copied_from_the_office() -> None:
    draft = begin()
    text = "\n".join(line for line in draft.text.splitlines() if not line.startswith("  address:"))
    version = approved(save(draft, text))
    assert queries.standard(version.id).letterhead.address == queries.letterhead_of(KTP_OFFICE)["address"]


def test_a_finding_that_stays_has_a_name_beside_it(finding: Problem) -> None:
    draft = shortened()
    submit(draft)
    assert code_of(lambda: review(draft)) == "finding"
    same, found = key(), rules.finding_key(finding)
    for _ in range(2):
        actions.acknowledge_finding(
            actor=SEKRETARIS, key=same, draft=draft.id, finding=found, reason="Kata pada naskah tetap."
        )
    actions.acknowledge_finding(actor=CAMAT, key=key(), draft=draft.id, finding=found, reason="Saya juga.")
    (row,) = queries.acknowledgements(row_of(draft))
    assert (row.rule, row.clause, row.person_name) == ("invented-rule", "5.1", "sekretaris 1")
    assert review(draft).state is DraftState.AWAITING_APPROVAL
    assert approve(draft).revision == "02"


def test_who_is_waited_for() -> None:
    def waits() -> list[str]:
        return [who.post for who in (KASI, SEKRETARIS, CAMAT) if queries.waiting_for(actor=who)]

    draft = shortened()
    seen = [waits()]
    submit(draft)
    seen.append(waits())
    review(draft)
    seen.append(waits())
    approve(draft)
    seen.append(waits())
    assert seen == [["kasi"], ["sekretaris"], ["camat"], []]
    assert queries.waiting_for(actor=actor("kasi", KK_OFFICE)) == ()


# What is refused: what is done, and the code of the refusal.


def in_review(who: DraftRow | None = None) -> DraftRow:
    draft = who or shortened()
    submit(draft)
    return draft


def checked() -> DraftRow:
    draft = in_review()
    review(draft)
    return draft


def bent_text(draft: DraftRow) -> DraftRow:
    Draft.objects.filter(pk=draft.id).update(submitted=row_of(draft).submitted.replace("sepuluh", "seribu"))
    return draft


def bent_text_and_digest(draft: DraftRow) -> DraftRow:
    text = row_of(bent_text(draft)).submitted
    Draft.objects.filter(pk=draft.id).update(digest=hashlib.sha256(text.encode()).hexdigest())
    return draft


def with_revision(mark: str) -> DraftRow:
    draft = begin()
    return save(draft, draft.text.replace('revision: "02"', f'revision: "{mark}"'))


def with_text(old: str, new: str) -> DraftRow:
    draft = begin()
    assert old in draft.text
    return save(draft, draft.text.replace(old, new))


def after_another_version() -> DraftRow:
    """Checked; then the server's command puts another version in."""
    draft = checked()
    actions.install(actor=CAMAT, key=key(), standard=limited_to("ktp", 8), in_force_from=date(2027, 2, 1))
    return draft


def submitted_after_another_version() -> DraftRow:
    actions.install(actor=CAMAT, key=key(), standard=limited_to("ktp", 8), in_force_from=date(2027, 2, 1))
    return checked()


def written_by(who_writes: str) -> DraftRow:
    draft = begin()
    operator = actor("operator", who=who_writes)
    return in_review(save(draft, draft.text.replace("at_most: 12", "at_most: 11"), operator))


def _submit_unseen() -> object:
    return actions.submit_draft(actor=KASI, key=key(), draft=shortened().id, expected_version=1)


def _review_unseen() -> object:
    return actions.review_draft(actor=SEKRETARIS, key=key(), draft=in_review().id, digest="0" * 64)


def _discard(draft: DraftRow) -> object:
    return actions.discard_draft(actor=KASI, key=key(), draft=draft.id)


REFUSALS: tuple[tuple[str, Callable[[], object], str], ...] = (
    ("another post prepares", lambda: submit(shortened(), actor("operator")), "other_post"),
    ("the kasi of another office prepares", lambda: submit(shortened(), actor("kasi", KK_OFFICE)), "not_found"),
    ("the Sekretaris prepares", lambda: submit(shortened(), SEKRETARIS), "other_post"),
    ("the kasi checks", lambda: review(in_review(), KASI), "other_post"),
    ("the Camat checks", lambda: review(in_review(), CAMAT), "other_post"),
    ("the Sekretaris approves", lambda: approve(checked(), who=SEKRETARIS), "other_post"),
    ("IT approves", lambda: approve(checked(), who=actor("it")), "other_post"),
    ("the Camat before the check", lambda: approve(in_review()), "other_state"),
    ("the check before the submission", lambda: review(shortened()), "other_state"),
    ("submitting twice", lambda: submit(in_review()), "other_state"),
    (
        "the same person checks, holding both posts",
        lambda: review(in_review(), replace(SEKRETARIS, person_id=KASI.person_id)),
        "same_person",
    ),
    (
        "the same person approves what they checked, as a substitute",
        lambda: approve(checked(), who=replace(CAMAT, person_id=SEKRETARIS.person_id, substitute=True)),
        "same_person",
    ),
    (
        "a writer checks",
        lambda: review(written_by("1"), replace(SEKRETARIS, person_id="operator-1")),
        "wrote_it",
    ),
    ("a text saved after it was looked at", _submit_unseen, "text_changed"),
    ("a check of another text than the one seen", _review_unseen, "text_changed"),
    ("a text edited after it was prepared", lambda: review(bent_text(in_review())), "text_changed"),
    ("a text edited after the check", lambda: approve(bent_text(checked())), "text_changed"),
    ("text and digest edited after the check", lambda: approve(bent_text_and_digest(checked())), "text_changed"),
    ("saving while it is checked", lambda: save(in_review(), "x"), "not_a_draft"),
    ("throwing away while it is checked", lambda: _discard(in_review()), "not_a_draft"),
    ("from today", lambda: approve(checked(), date(2026, 12, 14)), "day_past"),
    ("from yesterday", lambda: approve(checked(), date(2026, 12, 13)), "day_past"),
    ("a version in between", lambda: approve(after_another_version()), "base_moved"),
    ("the day of another version", lambda: approve(submitted_after_another_version(), date(2027, 2, 1)), "day_taken"),
    ("before a version to come", lambda: approve(submitted_after_another_version(), date(2027, 1, 1)), "day_before_newer"),
    ("a text with an error", lambda: submit(with_text("act: examine", "act: dance")), "errors"),
    ("no YAML", lambda: submit(with_text("format:", "format")), "errors"),
    ("a revision that is there", lambda: submit(with_revision("01")), "revision_known"),
    ("another service", lambda: submit(with_text("service: ktp", "service: kk")), "other_service"),
    ("another office", lambda: submit(with_text("office: 35.08.07", "office: 35.08.17")), "other_service"),
    ("its own approver", lambda: submit(with_text("post: camat,", "post: operator,")), "signers"),
    ("no remark", lambda: send_back(in_review(), remark="  "), "remark_missing"),
    ("the kasi sends back", lambda: send_back(in_review(), KASI), "other_post"),
    ("sending back a draft", lambda: send_back(shortened()), "other_state"),
)  # fmt: skip


@pytest.mark.parametrize(("act", "code"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS])
def test_what_is_refused(act: Callable[[], object], code: str) -> None:
    versions = StandardVersion.objects.filter(office_id=KTP_OFFICE, revision="02")
    assert code_of(act) == code
    assert not versions.exists()


# From when a text may bind: the days on which others begin, the day asked for on the 14th, and what is said to it.
DAYS: tuple[tuple[str, tuple[int, ...], int, str], ...] = (
    ("a new service, the day before", (), 13, "day_past"),
    ("a new service, the same day", (), 14, ""),
    ("a new service, a coming day", (), 20, ""),
    ("a revision, the same day", (1,), 14, "day_past"),
    ("a revision, the next day", (1,), 15, ""),
    ("a second version on one day", (1, 20), 20, "day_taken"),
    ("before a version to come", (1, 20), 16, "day_before_newer"),
    ("after a version to come", (1, 20), 21, ""),
    ("a service whose first version is to come, today", (20,), 14, "day_past"),
    ("a second version on the day the first one was approved", (14,), 14, "day_past"),
)


@pytest.mark.parametrize(("begins", "day", "code"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_from_when_a_text_may_bind(begins: tuple[int, ...], day: int, code: str) -> None:
    others = [date(2026, 12, each) for each in begins]
    said = rules.usable_day(date(2026, 12, day), today=date(2026, 12, 14), begins=others)
    assert ("" if said is None else said.code) == code


@pytest.mark.parametrize(("begins", "first"), [((), 14), ((1,), 15), ((1, 20), 21), ((20,), 21)])
def test_the_day_that_is_offered_is_the_first_one_possible(begins: tuple[int, ...], first: int) -> None:
    others = [date(2026, 12, each) for each in begins]
    offered = rules.first_day(today=date(2026, 12, 14), begins=others)
    assert offered == date(2026, 12, first)
    assert rules.usable_day(offered, today=date(2026, 12, 14), begins=others) is None


def test_a_service_that_is_new_at_the_office_binds_from_the_day_of_its_approval() -> None:
    text = to_yaml(changed("kk", office=KTP_OFFICE), {}).replace("service: kk", "service: surat-domisili")
    draft = begin(service="surat-domisili", base=None, text=text)
    submit(draft)
    review(draft)
    assert queries.first_day(row_of(draft)) == date(2026, 12, 14)
    approve(draft, date(2026, 12, 14))
    bound = queries.in_force(office=KTP_OFFICE, service="surat-domisili", on=date(2026, 12, 14))
    assert bound is not None
    assert queries.first_day(row_of(begin())) == TOMORROW


@pytest.mark.parametrize(
    ("who", "found", "reason", "code"),
    [
        (SEKRETARIS, rules.finding_key(WARNING), " ", "reason_missing"),
        (actor("loket"), rules.finding_key(WARNING), "Begitu", "other_post"),
        (SEKRETARIS, "0" * 64, "Begitu", "no_finding"),
    ],
)
def test_what_cannot_be_acknowledged(
    finding: Problem, who: object, found: str, reason: str, code: str
) -> None:
    draft = in_review()
    assert (
        code_of(
            lambda: actions.acknowledge_finding(
                actor=who,  # type: ignore[arg-type]
                key=key(),
                draft=draft.id,
                finding=found,
                reason=reason,
            )
        )
        == code
    )


def test_a_finished_draft_takes_no_more_acknowledgements(finding: Problem) -> None:
    draft = begin()
    _discard(draft)
    act = rules.finding_key(finding)
    assert (
        code_of(
            lambda: actions.acknowledge_finding(
                actor=KASI, key=key(), draft=draft.id, finding=act, reason="x"
            )
        )
        == "other_state"
    )


def test_an_error_cannot_be_acknowledged_away() -> None:
    draft = with_text("act: examine", "act: dance")
    _, problems = queries.read_draft(row_of(draft))
    found = rules.finding_key(problems[0])
    assert (
        code_of(
            lambda: actions.acknowledge_finding(
                actor=KASI, key=key(), draft=draft.id, finding=found, reason="x"
            )
        )
        == "no_finding"
    )


def test_the_same_text_is_not_published_twice() -> None:
    draft = checked()
    text, digest = row_of(draft).submitted, row_of(draft).digest
    StandardVersion.objects.create(
        office_id=KTP_OFFICE, service="ktp", title="x", number="x", revision="x", text=text, digest=digest,
        in_force_from=date(2020, 1, 1), installed_at=at("2026-12-14 08:00"),
    )  # fmt: skip
    assert code_of(lambda: approve(draft)) == "text_known"
