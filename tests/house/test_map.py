"""The map in ARCHITECTURE.md is the house: the same rooms, in the same order, with the sentence each says of itself."""

import ast
import re

from tests.house.source import PACKAGE, ROOT, rooms

ROOM = re.compile(r"^ *(?P<room>[a-z]+)/ {2,}(?P<sentence>\S.*)$")
CONTINUED = re.compile(r"^ {12,}(?P<rest>\S.*)$")


def drawn(text: str) -> dict[str, str]:
    """The rooms of the page's code blocks with their sentences; an indented line continues the one above."""
    found: dict[str, str] = {}
    known = {room for row in rooms() for room in row}
    for block in re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL):
        last = ""
        for line in block.splitlines():
            match, more = ROOM.match(line), CONTINUED.match(line)
            if match and match["room"] in known:
                last = match["room"]
                found[last] = match["sentence"].strip()
            elif more and last:
                found[last] += " " + more["rest"].strip()
            else:
                last = ""
    return found


def built() -> dict[str, str]:
    """The rooms of the package with the first paragraph of their docstrings."""
    found = {}
    for room in (room for row in rooms() for room in row):
        text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or ""
        found[room] = " ".join(text.split("\n\n")[0].split())
    return found


def test_the_map_shows_every_room_with_its_own_sentence() -> None:
    assert drawn((ROOT / "ARCHITECTURE.md").read_text("utf-8")) == built()


def test_the_map_shows_the_rooms_from_top_to_bottom() -> None:
    order = [room for row in rooms() for room in row]
    assert list(drawn((ROOT / "ARCHITECTURE.md").read_text("utf-8"))) == order


def test_every_room_says_what_it_is_for() -> None:
    assert [room for room, sentence in built().items() if not sentence.endswith(".")] == []


def test_control_the_map_is_read_line_by_line() -> None:
    text = "staff/   not in a block\n```\n  staff/     People\n             and posts.\n  attic/     Nothing.\n```\n"
    assert drawn(text) == {"staff": "People and posts."}
