"""The whole standard as one web page that needs nothing else: no script, no picture from elsewhere, its style inside."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape

from pamong.standard.document import Standard
from pamong.standard.messages import N_
from pamong.standard.renderings import full, words
from pamong.standard.renderings.chart import chart
from pamong.standard.renderings.edition import Edition
from pamong.standard.renderings.reader import Reader
from pamong.standard.renderings.svg import drawn

STYLE = """\
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#595959;--line:#b8b8b8;--paper:#fff;--fill:#f3f5f7}
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#b4b4b4;--line:#5c5c5c;--paper:#161616;--fill:#232323}}
body{margin:0 auto;padding:1rem;max-width:48rem;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header{text-align:center;border-bottom:2px solid var(--ink);padding-bottom:1rem}
header p,.contact{margin:.1rem 0}h1{font-size:1.5rem;margin:.6rem 0}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem}
a{color:inherit}.soft,.note,caption,nav{color:var(--soft)}.mark{border:2px solid;padding:.1rem .6rem;font-weight:bold}
.clause{display:grid;grid-template-columns:3.2rem minmax(0,1fr);margin:.7rem 0}.clause p{margin:0 0 .4rem}
.note{border-left:3px solid var(--line);padding-left:.7rem;font-size:.92rem}
.wide{overflow-x:auto}table{border-collapse:collapse;margin:.6rem 0;width:100%;font-size:.95rem}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:var(--fill)}
.card{border:1px solid var(--line);margin:.8rem 0;padding:.2rem .8rem}dl{display:grid;grid-template-columns:11rem 1fr;margin:.3rem 0}
dt{color:var(--soft)}dd{margin:0}.signed{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem;text-align:center;margin:2rem 0}
.name{border-bottom:1px solid;min-height:1.5rem;margin-top:4rem}svg{max-width:100%;height:auto}
@media(max-width:36rem){dl,.signed{grid-template-columns:1fr}.name{margin-top:2rem}}
@media print{nav{display:none}.card,.clause,tr{break-inside:avoid}}
"""


def policy() -> str:
    """The content policy under which the page can be served: its own style by digest, and nothing else at all."""
    digest = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'"


def page(standard: Standard, edition: Edition, reader: Reader) -> str:
    """The file as text. Everything that stands in the standard is escaped; only our own marks are markup."""
    document = full.printed(standard, edition, reader)
    title = escape(f"{document.cover.title} – {document.cover.office}")
    body = (
        *_cover(document),
        *_contents(document, reader),
        *(line for chapter in document.chapters for line in _chapter(chapter, reader)),
        *_picture(standard, reader),
        *_findings(document, reader),
        *_signatures(document),
    )
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{reader.language}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{STYLE}</style></head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    )
    return "\n".join(lines) + "\n"


def _cover(document: full.Printed) -> Iterator[str]:
    cover = document.cover
    yield '<header lang="id">'
    yield from (f"<p>{escape(line)}</p>" for line in cover.authority)
    yield f"<p><b>{escape(cover.office)}</b></p>"
    yield from (f'<p class="contact soft">{escape(line)}</p>' for line in cover.contact)
    yield "</header>"
    yield "<main>"
    yield from (f'<p><span class="mark">{escape(mark)}</span></p>' for mark in document.marks)
    yield f'<p class="soft" lang="id">{escape(cover.kind)}</p>'
    yield f'<h1 lang="id">{escape(cover.title)}</h1>'
    yield from (f'<p class="soft">{escape(text)}</p>' for text in (cover.source, document.note) if text)
    yield from _lines(cover.fields)
    if document.url:
        yield f'<p><a href="{escape(document.url)}">{escape(document.url)}</a></p>'


def _contents(document: full.Printed, reader: Reader) -> Iterator[str]:
    yield f"<nav><h2>{escape(reader.say(N_('Isi')))}</h2><ol>"
    for chapter in document.chapters:
        yield f'<li><a href="#bab-{chapter.number}" lang="id">{escape(chapter.heading)}</a></li>'
    yield "</ol></nav>"


def _chapter(chapter: full.Chapter, reader: Reader) -> Iterator[str]:
    yield f'<section lang="id"><h2 id="bab-{chapter.number}">{chapter.number}. {escape(chapter.heading)}</h2>'
    for one in chapter.paragraphs:
        yield from _paragraph(one, reader)
    for card in chapter.cards:
        yield f'<div class="card" id="butir-{escape(card.id)}"><h3>{escape(card.title)}</h3>'
        yield from _lines(card.lines)
        yield from _notes(card.notes, reader)
        yield "</div>"
    for grid in chapter.grids:
        yield from _grid(grid, reader)
    yield "</section>"


def _paragraph(one: full.Paragraph, reader: Reader) -> Iterator[str]:
    found = ' <a href="#temuan">†</a>' if one.findings else ""
    number = f'<span class="soft">{escape(one.number)}{found}</span>'
    yield f'<div class="clause" id="butir-{escape(one.id)}">{number}<div>'
    yield f"<p>{_law(one.text)}</p>"
    if one.continuation:
        yield f"<p>{_law(one.continuation)}</p>"
    if one.grid:
        yield from _grid(one.grid, reader)
    yield from _notes(one.notes, reader)
    yield "</div></div>"


def _law(text: str) -> str:
    return "".join(f"<b>{escape(piece)}</b>" if bold else escape(piece) for piece, bold in words.pieces(text))


def _notes(notes: Iterable[str], reader: Reader) -> Iterator[str]:
    said = escape(reader.say(N_("Tafsiran:")))
    yield from (f'<p class="note"><i>{said}</i> {escape(text)}</p>' for text in notes)


def _lines(pairs: Iterable[full.Pair]) -> Iterator[str]:
    yield "<dl>"
    yield from (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
    yield "</dl>"


def _grid(grid: full.Grid, reader: Reader) -> Iterator[str]:
    language = "id" if grid.law else reader.language
    yield f'<div class="wide" lang="{language}"><table>'
    if grid.title:
        yield f"<caption>{escape(grid.title)}</caption>"
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in grid.columns)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in grid.rows:
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table></div>"
    if not grid.law:
        yield f'<p class="soft">{escape(reader.say(full.DRAWN_UP))}</p>'


def _picture(standard: Standard, reader: Reader) -> Iterator[str]:
    """The flow chart, and beside it the same in sentences."""
    picture = chart(standard, reader)
    yield f'<section><h2 id="alur">{escape(picture.title)}</h2>'
    yield drawn(picture, reader.language)
    yield f"<ol>{''.join(f'<li>{escape(line)}</li>' for line in picture.twin)}</ol></section>"


def _findings(document: full.Printed, reader: Reader) -> Iterator[str]:
    rows = document.findings(reader.say(N_("Sampul")))
    if not rows:
        return
    yield f'<section lang="id"><h2 id="temuan">{escape(reader.say(full.FINDINGS_TITLE))}</h2>'
    yield f'<p class="soft">{escape(reader.say(full.FINDINGS_LEAD))}</p>'
    columns = (reader.say(N_("Butir")), reader.say(N_("Temuan")))
    yield from _grid(full.Grid("", columns, rows), reader)
    yield "</section>"


def _signatures(document: full.Printed) -> Iterator[str]:
    yield '<section class="signed">'
    for one in document.cover.signatures:
        under = " · ".join(part for part in (one.rank, one.signed_on) if part)
        yield f"<div><p>{escape(one.part)},<br><b>{escape(one.title)}</b></p>"
        yield f'<p class="name">{escape(one.name)}</p><p class="soft">{escape(under)}</p></div>'
    yield "</section></main>"
