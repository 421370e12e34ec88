"""Keeps what was measured: one line of JSON a run under bench/results/, and a plot of the runs so far."""

import json
import time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tools.places import ROOT

FOLDER = ROOT / "bench" / "results"
WIDTH, ROW, LEFT = 760, 22, 250
COLOURS = {"server": "#0b5a8f", "database": "#7a9e3a", "floor": "#999999"}


def append(part: str, facts: dict[str, object], found: list[dict[str, Any]]) -> Path:
    """Add one run of a part to its file; answers the file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{part}.jsonl"
    line = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **facts, "found": found}
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")
    return path


def plot_mix(found: list[dict[str, Any]]) -> Path:
    """Bars of CPU-ms per request, server and database apart, with the floors; one block a target."""
    rows: list[tuple[str, list[tuple[str, float]]]] = []
    for target in found:
        rows.append((f"{target['target']}", []))
        for name, reading in target["server_ms"].items():
            parts = [("server", reading["middle"]), ("database", target["database_ms"][name]["middle"])]
            rows.append((name, parts))
        rows.append(("hello of the same server", [("floor", target["hello_ms"]["middle"])]))
        rows.append(("SQL of one application alone", [("floor", target["sql_ms"]["middle"])]))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / "mix.svg"
    path.write_text(_bars("CPU-ms per request", rows), encoding="utf-8")
    return path


def _bars(title: str, rows: list[tuple[str, list[tuple[str, float]]]]) -> str:
    most = max(sum(value for _kind, value in parts) for _name, parts in rows if parts)
    scale = (WIDTH - LEFT - 70) / most
    height = ROW * (len(rows) + 2)
    box = f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}><title>{escape(title)}</title>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="8" y="16" font-weight="bold">{escape(title)}</text>',
    ]
    for place, (name, parts) in enumerate(rows, start=1):
        drawn += _row(ROW * place + 6, name, parts, scale)
    return "\n".join([*drawn, "</svg>"]) + "\n"


def _row(y: int, name: str, parts: list[tuple[str, float]], scale: float) -> list[str]:
    weight = "" if parts else ' font-weight="bold"'
    drawn = [f'<text x="8" y="{y + 14}"{weight}>{escape(name)}</text>']
    x = float(LEFT)
    for kind, value in parts:
        size = f'width="{value * scale:.1f}" height="{ROW - 6}"'
        drawn.append(f'<rect x="{x:.1f}" y="{y + 2}" {size} fill="{COLOURS[kind]}"/>')
        x += value * scale
    if parts:
        drawn.append(f'<text x="{x + 6:.1f}" y="{y + 14}">{sum(value for _kind, value in parts):.1f}</text>')
    return drawn
