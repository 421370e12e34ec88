"""The procedure as a flow chart: where its boxes and arrows lie. Drawing them is the business of `svg`.

The layout is layered and simple: every step is a layer of one column, in the order of the document. An outcome that
leads elsewhere than to the next layer runs on the right, a step that may be skipped is passed on the left, and what ends the application early
stands at the far left. The text twin says the same in sentences, for whoever cannot see the picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pamong.standard.acts import COMPLETE, DEFICIENT, REFUSED
from pamong.standard.chapters.procedure import Procedure, procedure
from pamong.standard.chapters.procedure.leads import Lead
from pamong.standard.document import Standard, Step
from pamong.standard.messages import N_, Message
from pamong.standard.renderings import words
from pamong.standard.renderings.reader import Reader

# All measures in the units of the picture. A letter of the size 13 is taken to be as wide as a broad one is.
WIDTH, LINE, PAD, GAP, LANE = 340, 18, 10, 40, 22
LETTER, EDGE_LETTER = 7.4, 6.4
SIDE = 170
END_WIDTH = 120
OUTCOMES = {
    COMPLETE: Message(N_("lengkap dan valid")),
    DEFICIENT: Message(N_("kurang atau tidak valid")),
    REFUSED: Message(N_("ditolak")),
}


@dataclass(frozen=True)
class Box:
    """A step (`step`), a step before the office is involved (`prepare`), an end (`end`) or the words of an arrow."""

    id: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Arrow:
    """From point to point; `dashed` for the way past a step that is not needed."""

    points: tuple[tuple[float, float], ...]
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    title: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    labels: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    twin: tuple[str, ...]


def chart(standard: Standard, reader: Reader) -> Chart:
    """The whole picture of one standard's procedure."""
    table = procedure(standard)
    column = _column(standard, table, reader)
    drawn = (
        *_early_ends(table, column, reader),
        *_lanes(table, column, reader),
        *_down(table, column, reader),
        *_past(table, column, reader),
    )
    boxes = (*column, *(box for piece in drawn for box in piece.boxes))
    labels = tuple(label for piece in drawn for label in piece.labels)
    return Chart(
        title=reader.say(N_("Alur {service}"), service=words.service_name(standard, reader)),
        width=max(box.x + box.width for box in (*boxes, *labels)) + PAD,
        height=max(box.y + box.height for box in boxes) + PAD,
        boxes=boxes,
        labels=labels,
        arrows=tuple(piece.arrow for piece in drawn),
        twin=twin(standard, reader),
    )


@dataclass(frozen=True)
class _Drawn:
    """One arrow with what belongs to it."""

    arrow: Arrow
    boxes: tuple[Box, ...] = ()
    labels: tuple[Box, ...] = ()


def wrapped(text: str, width: float, letter: float = LETTER) -> tuple[str, ...]:
    """The text in lines that fit the width; a word longer than the line is cut."""
    most = int(width / letter)
    lines: list[str] = []
    for word in text.split():
        rest = word
        if lines and len(lines[-1]) + 1 + len(rest) <= most:
            lines[-1] += f" {rest}"
            continue
        while len(rest) > most:
            lines.append(rest[:most])
            rest = rest[most:]
        lines.append(rest)
    return tuple(lines)


def _column(standard: Standard, table: Procedure, reader: Reader) -> tuple[Box, ...]:
    """The steps from top to bottom, and where the last one ends."""
    boxes: list[Box] = []
    y: float = PAD
    for step in table.steps:
        kind = "prepare" if step.act == "prepare" else "step"
        lines = _lines(standard, step, reader)
        box = Box(step.id, kind, SIDE, y, WIDTH, len(lines) * LINE + 2 * PAD, lines)
        boxes.append(box)
        y = box.y + box.height + GAP
    end = Box(
        "end", "end", SIDE + (WIDTH - END_WIDTH) / 2, y, END_WIDTH, LINE + 2 * PAD, (reader.say(_DONE),)
    )
    return (*boxes, end)


_DONE = N_("Selesai")
_SKIPPED = N_("bila tidak: dilewati")


def _lines(standard: Standard, step: Step, reader: Reader) -> tuple[str, ...]:
    inside = WIDTH - 2 * PAD
    when = words.condition(standard, step.when, reader)
    lines = [*wrapped(f"{step.clause}  {reader.name(step.name)}", inside)]
    lines += wrapped(words.actors(standard, step.actor, reader), inside)
    if when:
        lines += wrapped(reader.say(N_("hanya bila {condition}"), condition=when), inside)
    return tuple(lines)


def _said(lead: Lead, reader: Reader) -> str:
    if lead.outcome is None:
        return ""
    return reader.say(OUTCOMES[lead.outcome]) if lead.outcome in OUTCOMES else lead.outcome.replace("_", " ")


def _label(name: str, text: str, x: float, y: float, width: float) -> Box:
    lines = wrapped(text, width, EDGE_LETTER)
    longest = max((len(line) for line in lines), default=0)
    return Box(name, "label", x, y, longest * EDGE_LETTER, len(lines) * 15, lines)


def _early_ends(table: Procedure, column: tuple[Box, ...], reader: Reader) -> Iterator[_Drawn]:
    """Where the application ends early: a small box at the far left, level with its step."""
    places = {box.id: box for box in column}
    for step in table.office_steps:
        here = places[step.id]
        middle = here.y + here.height / 2
        for lead in table.leads(step.id):
            if not lead.refuses:
                continue
            lines = wrapped(_said(lead, reader), END_WIDTH - 2 * PAD)
            height = len(lines) * LINE + 2 * PAD
            end = Box(f"{here.id}-{lead.outcome}", "end", PAD, middle - height / 2, END_WIDTH, height, lines)
            yield _Drawn(Arrow(((here.x, middle), (end.x + end.width, middle))), boxes=(end,))


def _lanes(table: Procedure, column: tuple[Box, ...], reader: Reader) -> Iterator[_Drawn]:
    """What leads elsewhere than to the next layer runs on the right, each in a lane of its own with its words beside it."""
    places = {box.id: place for place, box in enumerate(column)}
    lane = 0
    for step in table.office_steps:
        here = column[places[step.id]]
        words_at = here.y + here.height / 2 - 9
        for lead in table.leads(step.id):
            target = _target(lead, places)
            if lead.refuses or target == places[step.id] + 1:
                continue
            lane += 1
            there, right = column[target], here.x + here.width
            x, low = right + LANE * lane, min(words_at + 9, here.y + here.height - 4)
            # Lanes that end at the same box end side by side, and one that ends where it began is still a loop.
            high = there.y + there.height / 2 - 12 + 5 * lane
            label = _label(f"lane-{here.id}-{lane}", _said(lead, reader), x + 6, words_at, SIDE)
            words_at += label.height + 3
            points = ((right, low), (x, low), (x, high), (there.x + there.width, high))
            yield _Drawn(Arrow(points), labels=(label,))


def _target(lead: Lead, places: dict[str, int]) -> int:
    """The layer an outcome leads to; what closes the application leads to the last one."""
    return places[lead.to] if lead.to else len(places) - 1


def _down(table: Procedure, column: tuple[Box, ...], reader: Reader) -> Iterator[_Drawn]:
    """From each layer to the next; outcomes that lead to the same layer share the arrow."""
    places = {box.id: place for place, box in enumerate(column)}
    middle = SIDE + WIDTH / 2
    for step in table.steps:
        place = places[step.id]
        here, there = column[place], column[place + 1]
        said = [""]
        if step.act != "prepare":
            leads = (lead for lead in table.leads(step.id) if not lead.refuses)
            said = [_said(lead, reader) for lead in leads if _target(lead, places) == place + 1]
        if not said:
            continue
        low = here.y + here.height
        arrow = Arrow(((middle, low), (middle, there.y)))
        text = reader.say(N_(" atau ")).join(filter(None, said))
        label = _label(f"down-{here.id}", text, middle + 8, low + 5, WIDTH / 2)
        yield _Drawn(arrow, labels=(label,) if text else ())


def _past(table: Procedure, column: tuple[Box, ...], reader: Reader) -> Iterator[_Drawn]:
    """The way past a step that is done only under a condition."""
    for place, step in enumerate(table.steps):
        if step.when is None:
            continue
        here, there = column[place], column[place + 1]
        x, high, low = here.x - LANE, here.y + PAD + 4, there.y + PAD + 4
        text = _label(
            f"past-{step.id}", reader.say(_SKIPPED), 0, here.y + here.height + 4, SIDE - LANE - 2 * PAD
        )
        arrow = Arrow(((here.x, high), (x, high), (x, low), (there.x, low)), dashed=True)
        yield _Drawn(arrow, labels=(replace(text, x=x - 6 - text.width),))


def twin(standard: Standard, reader: Reader) -> tuple[str, ...]:
    """The same chart in sentences, one for each step and one for what may happen at every step."""
    table = procedure(standard)
    named = {step.id: f"{step.clause} {reader.name(step.name)}" for step in table.steps}
    lines = [_sentence(standard, table, step, named, reader) for step in table.steps]
    late = [named[step.id] for step in table.office_steps if table.returnable(step.id)]
    if late:
        text = N_("Berkas masih dapat dikembalikan kepada pemohon pada: {steps}.")
        lines.append(reader.say(text, steps=", ".join(late)))
    lines.append(reader.say(N_("Pemohon dapat menarik permohonannya pada setiap langkah.")))
    return tuple(lines)


def _sentence(standard: Standard, table: Procedure, step: Step, named: dict[str, str], reader: Reader) -> str:
    who = words.actors(standard, step.actor, reader)
    when = words.condition(standard, step.when, reader)
    told = f"{named[step.id]} ({who})" if who else named[step.id]
    if when:
        told += reader.say(N_(", hanya bila {condition}, jika tidak dilewati"), condition=when)
    ways = [] if step.act == "prepare" else [_way(lead, named, reader) for lead in table.leads(step.id)]
    return f"{told}: {'; '.join(ways)}." if ways else f"{told}."


def _way(lead: Lead, named: dict[str, str], reader: Reader) -> str:
    to = (
        reader.say(N_("lalu {step}"), step=named[lead.to])
        if lead.to
        else reader.say(N_("permohonan berakhir"))
    )
    said = _said(lead, reader)
    return f"{said}, {to}" if said else to
