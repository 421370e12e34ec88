"""The catalogues of user-visible text: extract from the sources, update, compile, and check that they are fresh.

Indonesian is the source language: what stands in the code is what the office reads. `en` translates it; `id` exists
for the plural rule and for a word an office wants to see differently. The `.mo` files are committed, so that an office
PC and a wheel need no tool to compile them; what is committed is a function of the sources, to the byte.

    python -m tools.messages            update and compile
    python -m tools.messages --check    only say what is stale or untranslated (exit 1)
"""

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.places import ROOT

SOURCE = ROOT / "src" / "pamong"
LOCALE = SOURCE / "shell" / "locale"
LANGUAGES = ("id", "en")
TRANSLATED = ("en",)  # complete at all times; `id` falls back to the source text
METHODS = [("**/migrations/**.py", "ignore"), ("**.py", "python"), ("**/templates/**.jinja", "jinja2")]
OPTIONS = {"**/templates/**.jinja": {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}}
PLURAL, CONTEXT, CONTEXT_PLURAL = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), CONTEXT_PLURAL),
}
SHOWN = 40
# A date of the day would make every run a change.
STILL = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = """\
# Pamong: text of the pages and papers.
# Made by ./dev messages; edit only the msgstr lines.
#"""


def extracted(source: Path = SOURCE) -> Catalog:
    """Every text of the sources that a reader may see, with the file it stands in."""
    found = Catalog(charset="utf-8")
    rows = extract_from_dir(
        source, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for filename, line, message, comments, context in rows:
        where = (source / filename).relative_to(source.parent.parent).as_posix()
        found.add(message, "", [(where, line)], auto_comments=comments, context=context)
    return found


def updated(language: str, sources: Catalog, committed: bytes | None) -> Catalog:
    """The catalogue of a language for these sources; translations are kept, texts that are gone are dropped."""
    if committed is None:
        catalog = Catalog(locale=language)
    else:
        catalog = read_po(io.BytesIO(committed), locale=language)
    catalog.update(sources, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.project, catalog.version, catalog.msgid_bugs_address = "pamong", "1", ""
    catalog.header_comment = HEADER
    catalog.creation_date = catalog.revision_date = STILL
    catalog.last_translator = catalog.language_team = "Pamong"
    catalog.fuzzy = False
    return catalog


def as_po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False)
    return out.getvalue().rstrip(b"\n") + b"\n"


def as_mo(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def untranslated(catalog: Catalog) -> Iterator[Message]:
    """Messages without a translation in every plural form, or marked doubtful."""
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            yield message


def bad_placeholders(catalog: Catalog) -> Iterator[tuple[Message, str]]:
    """Translations whose %-placeholders do not fit those of the source."""
    for message, errors in catalog.check():
        for error in errors:
            yield message, str(error)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def problems(source: Path = SOURCE, locale: Path = LOCALE) -> list[str]:
    """What is wrong with the committed catalogues, one line each; empty when they are fresh and complete."""
    lines = []
    sources = extracted(source)
    for language in LANGUAGES:
        path = locale / language / "LC_MESSAGES" / "django.po"
        committed = _read(path)
        catalog = updated(language, sources, committed)
        if committed != as_po(catalog):
            lines.append(f"{language}: django.po is not what the sources say; run ./dev messages")
        if _read(path.with_suffix(".mo")) != as_mo(catalog):
            lines.append(f"{language}: django.mo is not compiled from django.po; run ./dev messages")
        if language in TRANSLATED:
            lines += [f"{language}: no translation: {message.id!r}" for message in untranslated(catalog)]
        lines += [f"{language}: {error}: {message.id!r}" for message, error in bad_placeholders(catalog)]
    return lines


def update(source: Path = SOURCE, locale: Path = LOCALE) -> list[str]:
    """Write both files of every language; answer what still lacks a translation."""
    sources = extracted(source)
    for language in LANGUAGES:
        path = locale / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = updated(language, sources, _read(path))
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
    return problems(source, locale)


def main(arguments: Sequence[str]) -> int:
    lines = problems() if "--check" in arguments else update()
    for line in lines[:SHOWN]:
        print(line)
    print(
        f"{len(lines)} open, {min(len(lines), SHOWN)} shown"
        if lines
        else "The catalogues are fresh and complete."
    )
    return 1 if lines and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
