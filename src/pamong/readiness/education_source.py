"""The shipped table of schooling and trainings that count as each other, read from data/education.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from pamong.readiness.rules.competence import Equivalences, Level


@cache
def equivalences() -> Equivalences:
    """The levels from the lowest to the highest, and the trainings with several names."""
    data = tomllib.loads((files("pamong.readiness") / "data" / "education.toml").read_text("utf-8"))
    levels = (
        Level(row["rank"], tuple(row["names"]), tuple(tuple(names) for names in row["equivalents"]))
        for row in data["level"]
    )
    trainings = (tuple(row["names"]) for row in data.get("training", ()))
    return Equivalences(tuple(sorted(levels, key=lambda level: level.rank)), tuple(trainings))
