"""The flow chart: boxes that do not touch, arrows that lead where the transition table leads, and the same in words."""

import re
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pamong.standard.chapters.procedure import procedure
from pamong.standard.document import Standard
from pamong.standard.renderings.chart import Box, Chart, chart, twin, wrapped
from pamong.standard.renderings.reader import INDONESIAN
from pamong.standard.renderings.svg import flow_chart
from tests.clauses.shipped import shipped
from tests.standard.example import small
from tests.standard.renderings.variants import ENGLISH, bent

NAME = "{http://www.w3.org/2000/svg}"


def overlaps(boxes: tuple[Box, ...]) -> list[tuple[str, str]]:
    """Pairs of boxes that share a point."""
    return [
        (one.id, other.id)
        for one, other in combinations(boxes, 2)
        if one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    ]


def outside(picture: Chart) -> list[str]:
    return [
        box.id
        for box in (*picture.boxes, *picture.labels)
        if box.x < 0 or box.y < 0 or box.x + box.width > picture.width or box.y + box.height > picture.height
    ]


def long_names(data: dict[str, Any]) -> None:
    """Steps with names, and conditions, far longer than any office would write."""
    steps = [clause.get("step") for clause in data["sections"][3]["clauses"]]
    for step in filter(None, steps):
        step["name"] = {"id": f"{'Berkas-' * 9}{step['id']} " + "panjang sekali " * 9, "en": "Long"}
        if step["id"] in {"record", "send"}:
            step["when"] = {"all": [{"recording": "not_recorded"}, {"citizenship": "wni"}]}


STANDARDS = [shipped("ktp"), shipped("kk"), small(), bent(long_names)]


@pytest.mark.parametrize("standard", STANDARDS, ids=["ktp", "kk", "small", "long"])
@pytest.mark.parametrize("reader", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_no_box_and_no_words_touch_another(standard: Standard, reader: Any) -> None:
    picture = chart(standard, reader)
    assert overlaps((*picture.boxes, *picture.labels)) == []
    assert outside(picture) == []


def test_control_boxes_that_touch_are_found() -> None:
    one = Box("one", "step", 0, 0, 10, 10, ())
    assert overlaps((one, Box("two", "step", 9, 9, 10, 10, ()))) == [("one", "two")]
    assert overlaps((one, Box("two", "step", 10, 0, 10, 10, ()))) == []


@pytest.mark.parametrize("standard", STANDARDS, ids=["ktp", "kk", "small", "long"])
def test_every_line_fits_its_box(standard: Standard) -> None:
    for box in chart(standard, INDONESIAN).boxes:
        assert all(len(line) * 7.4 <= box.width for line in box.lines), box


@pytest.mark.parametrize("service", ["ktp", "kk"])
def test_each_step_is_a_box_and_each_outcome_an_arrow(service: str) -> None:
    standard = shipped(service)
    table = procedure(standard)
    picture = chart(standard, INDONESIAN)
    refusals = [
        f"{step.id}-{lead.outcome}"
        for step in table.office_steps
        for lead in table.leads(step.id)
        if lead.refuses
    ]
    assert [box.id for box in picture.boxes] == [*(step.id for step in table.steps), "end", *refusals]
    outcomes = sum(len(table.leads(step.id)) for step in table.office_steps)
    before = sum(step.act == "prepare" for step in table.steps)
    passed = sum(step.when is not None for step in table.steps)
    assert len(picture.arrows) == outcomes + before + passed
    assert sum(arrow.dashed for arrow in picture.arrows) == passed


def test_the_arrow_of_a_return_ends_at_the_handing_in() -> None:
    picture = chart(shipped("ktp"), INDONESIAN)
    boxes = {box.id: box for box in picture.boxes}
    back = next(arrow for arrow in picture.arrows if len(arrow.points) == 4 and not arrow.dashed)
    (x, y), (end_x, end_y) = back.points[0], back.points[-1]
    examine, submit = boxes["examine"], boxes["submit"]
    assert (x, y) == (examine.x + examine.width, examine.y + examine.height / 2)
    assert end_x == submit.x + submit.width
    assert submit.y < end_y < submit.y + submit.height


def test_the_twin_says_where_each_outcome_leads() -> None:
    lines = twin(shipped("ktp"), INDONESIAN)
    assert lines[3] == (
        "4.4 Memeriksa berkas (Seksi Pelayanan Umum): lengkap dan valid, lalu 4.5 Merekam KTP elektronik; "
        "kurang atau tidak valid, lalu 4.3 Mengajukan permohonan; ditolak, permohonan berakhir."
    )
    assert lines[4].startswith("4.5 Merekam KTP elektronik (Petugas Operator), hanya bila Status perekaman")
    assert lines[-2].startswith("Berkas masih dapat dikembalikan kepada pemohon pada: 4.5 Merekam")
    assert "then 4.5 Record for the electronic KTP" in twin(shipped("ktp"), ENGLISH)[3]


def test_outcomes_a_standard_names_itself_are_drawn_with_their_name() -> None:
    def change(data: dict[str, Any]) -> None:
        print_step = data["sections"][3]["clauses"][2]["steps"][1]
        print_step["outcomes"] = {
            "good_print": {"to": "ready"},
            "fair_print": {"to": "ready"},
            "bad_print": {"to": "print"},
            "spare_print": {"to": "hand-over"},
        }
        print_step["actor"] = []
        data["sections"][3]["clauses"][2]["steps"][1] = print_step

    standard = bent(change, "kk")
    picture = chart(standard, INDONESIAN)
    assert {"bad print", "fair print atau good print", "spare print"} <= {
        " ".join(label.lines) for label in picture.labels
    }
    assert overlaps((*picture.boxes, *picture.labels)) == []
    assert any(line.startswith("4.3 Mencetak KK: ") for line in picture.twin), (
        "nobody is named where nobody is"
    )


def test_a_step_that_never_leads_to_the_next_one_has_no_arrow_down() -> None:
    def change(data: dict[str, Any]) -> None:
        data["sections"][3]["clauses"][2]["steps"][1]["outcomes"] = {"spare_print": {"to": "hand-over"}}

    picture = chart(bent(change, "kk"), INDONESIAN)
    assert len(picture.arrows) == len(chart(shipped("kk"), INDONESIAN).arrows)
    middle = 170 + 340 / 2
    downward = [arrow for arrow in picture.arrows if len(arrow.points) == 2 and arrow.points[0][0] == middle]
    assert len(downward) == len(procedure(shipped("kk")).steps) - 1


def test_a_procedure_without_an_examination_can_return_nothing() -> None:
    def change(data: dict[str, Any]) -> None:
        for clause in data["sections"][3]["clauses"]:
            for step in (*clause.get("steps", ()), clause.get("step") or {}):
                if step.get("act") == "examine":
                    step.update(act="do", outcomes={})

    assert not any("dikembalikan kepada pemohon pada" in line for line in twin(bent(change), INDONESIAN))


def test_text_is_broken_at_blanks_and_long_words_are_cut() -> None:
    assert wrapped("satu dua tiga", 60, 6) == ("satu dua", "tiga")
    assert wrapped("a" * 25, 60, 6) == ("a" * 10, "a" * 10, "a" * 5)
    assert wrapped("", 60) == ()


@pytest.mark.parametrize("service", ["ktp", "kk"])
def test_the_file_is_xml_with_title_description_and_no_script(service: str) -> None:
    root = ET.fromstring(flow_chart(shipped(service), INDONESIAN))
    title, description = root.find(f"{NAME}title"), root.find(f"{NAME}desc")
    assert title is not None
    assert title.text
    assert title.text.startswith("Alur Kartu")
    assert description is not None
    assert description.text == " ".join(twin(shipped(service), INDONESIAN))
    tags = {element.tag.removeprefix(NAME) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "defs", "marker", "path", "rect", "polyline", "text"}


def test_what_a_standard_writes_is_no_markup_in_the_picture() -> None:
    def change(data: dict[str, Any]) -> None:
        data["name"] = {"id": "<script>&", "en": "x"}

    file = flow_chart(bent(change), INDONESIAN)
    assert "<script>" not in file
    assert "&lt;script&gt;&amp;" in file


def test_the_same_standard_gives_the_same_picture() -> None:
    assert flow_chart(shipped("ktp"), INDONESIAN) == flow_chart(bent(lambda data: data), INDONESIAN)
    assert not re.search(r"\d\.\d{2,}", re.sub(r"<(title|desc).*", "", flow_chart(shipped("kk"), INDONESIAN)))
