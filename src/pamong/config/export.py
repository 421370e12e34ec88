"""`pamong standard export`: a standard in a file, printed, drawn or told, without an office and without a database."""

import argparse
import sys
from pathlib import Path

from pamong.standard.commands import line
from pamong.standard.read import StandardInvalid, read_file

FORMS = ("pdf", "html", "poster", "svg", "jsonld", "sippn")


def add_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `export FILE --to FORM --out PATH` to the verbs of `standard`."""
    export = verbs.add_parser(
        "export", help="terbitkan satu standar sebagai PDF, halaman web, poster, dan lain-lain"
    )
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--to", required=True, choices=FORMS)
    export.add_argument("--out", required=True, type=Path, metavar="PATH")
    export.add_argument("--language", choices=("id", "en"), default="id", help="language of the labels")
    export.add_argument("--url", help="address of the public page, for the QR code")
    export.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """0 when the file was written; a standard that is none prints its problems and writes nothing."""
    from pamong.library.renderings import rendered  # noqa: PLC0415 - typst and its fonts: `standard check` must not wait
    from pamong.standard.renderings.edition import Edition  # noqa: PLC0415 - only an export needs it

    try:
        standard = read_file(options.file)
        content = rendered(standard, options.to, Edition(url=options.url), options.language)
        options.out.write_bytes(content)
    except StandardInvalid as invalid:
        for problem in invalid.problems:
            print(line(problem), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{options.out}: {len(content)} bytes")
    return 0
