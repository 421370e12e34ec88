"""The template environment and the macros, drawn without a browser."""

import re
from typing import Any

import jinja2
import pytest
from django.forms import CharField, Form
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from pamong.shell.rows import ChecklistRow, QueueRow, QuickAction
from tests.shell.gallery import samples


def drawn(text: str, **context: Any) -> str:
    return str(engines["jinja2"].from_string(text).render(context, RequestFactory().get("/")))


def test_a_missing_name_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="nobody"):
        drawn("{{ nobody }}")


def test_what_a_person_typed_is_never_markup() -> None:
    assert drawn("{{ name }}", name="<script>") == "&lt;script&gt;"


def test_a_macro_does_not_let_markup_through() -> None:
    row = QueueRow(url="/a", number="1", name="<b>x</b>", service="KK", status="late", status_text="<i>")
    page = drawn('{% from "shell/macros/queue.jinja" import queue %}{{ queue([row], "a", "") }}', row=row)
    assert "<b>x" not in page
    assert "<i>" not in page


STATUS = '{% from "shell/macros/status.jinja" import status %}{{ status(kind) }}'


@pytest.mark.parametrize(
    ("kind", "word", "english"),
    [
        ("on_time", "Tepat waktu", "On time"),
        ("due_today", "Jatuh tempo hari ini", "Due today"),
        ("late", "Lewat waktu", "Late"),
        ("returned", "Dikembalikan", "Returned"),
        ("ready", "Siap diambil", "Ready to collect"),
        ("hold", "Ditunda", "On hold"),
        ("closed", "Selesai", "Closed"),
        ("withdrawn", "Ditarik", "Withdrawn"),
        ("outside", "Di instansi lain", "At another office"),
        ("waiting", "Menunggu", "Waiting"),
    ],
)
def test_a_status_is_icon_word_and_colour(kind: str, word: str, english: str) -> None:
    page = drawn(STATUS, kind=kind)
    assert word in page
    assert "<svg" in page
    assert 'aria-hidden="true"' in page
    assert 'class="tag' in page
    with override("en"):
        assert english in drawn(STATUS, kind=kind)


def test_no_two_kinds_of_status_share_icon_and_colour() -> None:
    looks = {
        re.sub(r">[^<>]+</span>", "", drawn(STATUS, kind=kind))
        for kind in ("on_time", "due_today", "late", "ready")
    }
    assert len(looks) == 4


def test_an_unknown_status_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        drawn(STATUS, kind="lost")


CHECKLIST = '{% from "shell/macros/checklist.jinja" import checklist, checklist_fields %}'


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("not_examined", "Belum diperiksa"),
        ("present", "Ada"),
        ("deficient", "Kurang"),
        ("not_applicable", "Tidak berlaku"),
    ],
)
def test_a_requirement_has_one_of_four_states(state: Any, word: str) -> None:
    row = ChecklistRow(id="photo", clause="2.2", name="Pas foto", state=state)
    assert f"</svg>{word}</span>" in drawn(CHECKLIST + "{{ checklist([row]) }}", row=row)
    form = drawn(CHECKLIST + "{{ checklist_fields([row]) }}", row=row)
    assert re.findall(r'value="(\w+)" checked', form) == [state]


def test_the_checklist_says_what_to_look_for() -> None:
    page = drawn(CHECKLIST + "{{ checklist(rows) }}", rows=samples.CHECKLIST)
    for text in (
        "2.2",
        "latar biru",
        "Latar merah",
        "Tafsiran:",
        "dari desa",
        "bila ada",
        "Belum dapat ditentukan",
    ):
        assert text in page


def test_enter_in_a_reason_does_not_mark_everything_present() -> None:
    page = drawn(CHECKLIST + "{{ checklist_fields(rows) }}", rows=samples.CHECKLIST)
    first = re.search(r"<button[^>]*>", page)
    assert first is not None
    assert "all_present" not in first.group()
    assert "all_present" in page


class Sample(Form):
    name = CharField(label="Nama", help_text="Seperti pada KK.")


FIELD = '{% from "shell/macros/fields.jinja" import field, error_summary %}'


def test_an_error_is_named_on_top_and_at_the_field() -> None:
    page = drawn(FIELD + "{{ error_summary(form) }}{{ field(form.name) }}", form=Sample({}))
    assert '<a href="#id_name">Nama: Bidang ini tidak boleh kosong.</a>' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_error"' in page
    assert 'id="id_name_helptext"' in page


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn(FIELD + "{{ error_summary(form) }}", form=Sample()).strip() == ""


def test_a_group_of_choices_has_a_legend_and_its_error() -> None:
    form = samples.IntakeForm({})
    page = drawn(
        FIELD + "{{ error_summary(form) }}{{ field(form.reason, hints={'lost': 'Surat polisi.'}) }}",
        form=form,
    )
    assert '<a href="#id_reason_0">' in page
    assert "<legend>Alasan</legend>" in page
    assert 'aria-describedby="id_reason_error"' in page
    assert "Surat polisi." in page


def test_a_quick_action_sends_its_idempotency_key() -> None:
    action = QuickAction(label="Terima", url="/terima", post=True, hidden=(("idempotency", "k1"),))
    row = QueueRow(url="/a", number="1", name="x", service="KK", status="ready", action=action)
    page = drawn(
        '{% from "shell/macros/queue.jinja" import queue %}{{ queue([row], "a", csrf_input) }}', row=row
    )
    assert '<input type="hidden" name="idempotency" value="k1">' in page
    assert "csrfmiddlewaretoken" in page


def test_a_summary_shows_an_empty_value_as_a_dash() -> None:
    page = drawn(
        '{% from "shell/macros/summary.jinja" import summary %}{{ summary([("Telepon", ""), ("Anak", 0)]) }}'
    )
    assert "<dt>Telepon</dt><dd>–</dd>" in page
    assert "<dt>Anak</dt><dd>0</dd>" in page
