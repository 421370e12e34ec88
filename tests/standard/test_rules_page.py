"""The table of rules on the format page holds every rule the code can report, and nothing else; each has a test."""

import ast
import re
from pathlib import Path

from pamong.standard.findings import RULES
from tests.standard.test_malformed import SLIPS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "pamong" / "standard"
ROW = re.compile(
    r"^\| `([a-z0-9-]+)` \| (error|finding) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
# Rules about files that are no standard: their cases stand in test_bad_input.py, test_commands.py, test_register.py.
BESIDE_SLIPS = {
    "duplicate-block", "duplicate-instrument", "empty", "file-missing", "instrument-shape", "not-utf8", "too-large",
    "unknown-duty", "unknown-instrument",
}  # fmt: skip
# These belong to controlled documents, which have a format of their own.
OF_DOCUMENTS = "controlled.py"


def rows() -> dict[str, tuple[str, ...]]:
    page = (ROOT / "docs" / "standard-format.md").read_text(encoding="utf-8")
    return {row[0]: row[1:] for row in ROW.findall(page)}


def reported() -> set[str]:
    """Every text in the source that is the name of a rule on the page or looks like one where a rule is expected."""
    found: set[str] = set()
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name == OF_DOCUMENTS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= _named_in(node)
    return found


RULE_AT = {"found": 2, "Problem": 3, "Malformed": 0, "_stop": 2, "warn": 0, "_problem": 2}


def _named_in(call: ast.Call) -> set[str]:
    """The constants among the first arguments of a call that reports something, shaped like the name of a rule."""
    if getattr(call.func, "id", getattr(call.func, "attr", "")) not in RULE_AT:
        return set()
    texts = (
        each.value for each in call.args[:5] if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )
    return {text for text in texts if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text)}


def test_every_rule_the_code_reports_is_on_the_page() -> None:
    assert reported() - set(rows()) == set()
    assert len(reported()) > 60


def test_every_rule_on_the_page_has_a_case() -> None:
    errors = {rule for rule, (severity, *_) in rows().items() if severity == "error"}
    assert errors == {slip.rule for slip in SLIPS} | BESIDE_SLIPS
    assert {rule for rule, (severity, *_) in rows().items() if severity == "finding"} == set(RULES)


def test_every_row_says_where_what_why_and_how_to_mend() -> None:
    for rule, (_severity, *cells) in rows().items():
        assert all(len(cell.strip()) >= 3 for cell in cells), rule
