"""docs/dependencies.md names exactly the packages that pyproject.toml asks for, each with its reason."""

import re
import tomllib
from typing import Any

from tests.house.source import ROOT

ROW = re.compile(r"^\| `(?P<name>[a-z0-9.-]+)` \|(?P<rest>.*)\|$", re.MULTILINE)


def asked(project: dict[str, Any]) -> set[str]:
    """The names in all lists of the project file: needed, optional, for development."""
    lists = [
        project["project"]["dependencies"],
        *project["project"].get("optional-dependencies", {}).values(),
        *project.get("dependency-groups", {}).values(),
        project["build-system"]["requires"],
    ]
    return {re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0].lower() for names in lists for line in names}


def explained(text: str) -> dict[str, list[str]]:
    """The rows of the page: name, then licence, reason, what would replace it."""
    return {row["name"]: [cell.strip() for cell in row["rest"].split("|")] for row in ROW.finditer(text)}


def test_every_dependency_is_explained_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    page = explained((ROOT / "docs" / "dependencies.md").read_text("utf-8"))
    assert set(page) == asked(project)


def test_every_row_has_licence_reason_and_replacement() -> None:
    page = explained((ROOT / "docs" / "dependencies.md").read_text("utf-8"))
    assert {name: cells for name, cells in page.items() if len(cells) != 3 or not all(cells)} == {}


def test_control_names_are_read_from_every_list() -> None:
    project = {
        "build-system": {"requires": ["hatchling>=1"]},
        "project": {
            "dependencies": ["Django>=5,<6"],
            "optional-dependencies": {"pg": ["psycopg[binary]>=3"]},
        },
        "dependency-groups": {"dev": ["ruff"]},
    }
    assert asked(project) == {"django", "psycopg", "ruff", "hatchling"}
    assert explained("| `django` | BSD | pages |  |\n") == {"django": ["BSD", "pages", ""]}
