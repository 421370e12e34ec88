"""Makes a small, clean picture out of bytes that somebody sent. Runs in a process of its own, never in the server.

Decoders of pictures are where hostile bytes find holes. So `pamong.shell.pictures` starts this file by itself, isolated
and with an empty environment: no key, no database, no module of ours is in reach. Before the first byte is read the
process gives up what it does not need: memory and processor time beyond a bound, every file (none can be written, and no
descriptor is left to open one or a socket), and children. Windows has no such limits; there the process is merely apart.

Reads the bytes from standard input and the numbers of `pictures.Limits` as JSON from its first argument. Writes one line of
JSON, and after it the picture and its small copy; or a line that says what is `wrong`.
"""

import io
import json
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
SMALLEST = 60
"""Dots on the shorter side below which nothing can be read or recognised."""
QUALITIES = (85, 75, 60, 45, 30)
_OPEN_DESCRIPTORS = 3


def _limits_of_the_system() -> Any:
    """The standard library's module for them; None on Windows."""
    try:
        return import_module("resource")
    except ImportError:
        return None


resource = _limits_of_the_system()


class Wrong(Exception):  # noqa: N818 - it is an answer, and no error of the program
    """Why there will be no picture; ``said`` is the line of JSON."""

    def __init__(self, what: str, **more: int) -> None:
        super().__init__(what)
        self.said = {"wrong": what, **more}


def limit(limits: Mapping[str, int]) -> None:
    """Give up, for good, what this process will not need. A limit of 0 is left as it is."""
    if resource is None:
        return
    wanted = (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["processor_seconds"]),
    )
    for kind, amount in wanted:
        if amount:
            _cap(kind, amount)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_NPROC, 0)
    _cap(resource.RLIMIT_NOFILE, _OPEN_DESCRIPTORS)


def _cap(kind: int, amount: int) -> None:
    # Where a system knows a limit by name only (macOS and memory), the others still hold.
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(kind)
        lowest = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (lowest, lowest))


def answer(source: bytes, limits: Mapping[str, int]) -> bytes:
    """Everything that is written to standard output."""
    try:
        picture = opened(source, limits)
        small = picture.copy()
        small.thumbnail((limits["small"], limits["small"]))
        whole, little = encoded(picture, limits["result_bytes"]), encoded(small, limits["result_bytes"])
    except Wrong as wrong:
        return json.dumps(wrong.said).encode() + b"\n"
    except MemoryError:
        return json.dumps({"wrong": "heavy"}).encode() + b"\n"
    said = {
        "length": len(whole),
        "small": len(little),
        "width": picture.width,
        "height": picture.height,
        "background": background(picture),
    }
    return json.dumps(said).encode() + b"\n" + whole + little


def opened(source: bytes, limits: Mapping[str, int]) -> Image.Image:
    """The picture the right way up, on white, in red, green and blue, no longer than `longest`; nothing else of the file."""
    Image.MAX_IMAGE_PIXELS = None  # ours is checked below, and says how many there are
    longest = (limits["longest"], limits["longest"])
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(source), formats=FORMATS) as picture:
            # A file that is merely odd in what it says of itself is no reason to send somebody home.
            warnings.simplefilter("ignore")
            _refuse_size(picture, limits["pixels"])
            picture.thumbnail(longest)  # a large JPEG is decoded at a fraction of its size
            return _on_white(ImageOps.exif_transpose(picture))
    except UnidentifiedImageError:
        raise Wrong("kind") from None
    except (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError, OverflowError):
        # What Pillow raises over a broken file differs by format; all of it means the same.
        raise Wrong("damaged") from None


def _refuse_size(picture: Image.Image, most: int) -> None:
    width, height = picture.size
    if width * height > most:
        raise Wrong("pixels", width=width, height=height)
    if min(width, height) < SMALLEST:
        raise Wrong("tiny", width=width, height=height)


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, and without anything but the dots."""
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        picture = Image.alpha_composite(ground, layer)
    if picture.mode.startswith("I;16"):
        # Sixteen bits of grey; without this every one of them above the lowest eight is white.
        picture = picture.convert("I").point(lambda light: light / 256)
    plain = picture.convert("RGB")
    # A fresh picture: the old one carries EXIF, comments and profiles along.
    return Image.frombytes("RGB", plain.size, plain.tobytes())


def encoded(picture: Image.Image, most: int) -> bytes:
    """The picture as JPEG of at most `most` bytes, as good as that allows."""
    found = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        found = out.getvalue()
        if len(found) <= most:
            return found
    raise Wrong("heavy")


# --- The colour behind a person ---------------------------------------------------------------------------------------

_HUES = (
    (16, "red"),
    (45, "orange"),
    (70, "yellow"),
    (165, "green"),
    (265, "blue"),
    (335, "purple"),
    (361, "red"),
)
"""Degrees of hue up to which a colour has its name."""
_CLEAR = 0.6
"""The part of the dots behind the person that must have one colour before it is named."""


def background(picture: Image.Image) -> str:
    """The colour behind a person on a portrait, by its English name; empty when there is no one colour.

    Looked at are the strip above the head and those beside it. A photo lying on a white sheet is looked for first.
    """
    found = _around(picture)
    if found != "white":
        return found
    sheet = picture.convert("L").point(lambda light: 255 if light < 225 else 0)
    box = sheet.getbbox()
    within = _around(picture.crop(box)) if box else ""
    return within if within in {name for _, name in _HUES} else found


def _around(picture: Image.Image) -> str:
    portrait = picture.resize((60, 80)).convert("HSV")
    strips = ((0, 0, 60, 10), (0, 10, 7, 40), (53, 10, 60, 40))
    names = Counter(_name(dot) for strip in strips for dot in _dots(portrait.crop(strip)))
    name = max(names, key=lambda each: names[each])
    return name if names[name] >= _CLEAR * names.total() else ""


def _dots(strip: Image.Image) -> Iterable[tuple[int, int, int]]:
    raw = strip.tobytes()
    return zip(raw[0::3], raw[1::3], raw[2::3], strict=True)


def _name(dot: tuple[int, int, int]) -> str:
    hue, strength, light = dot
    if light < 50:
        return "black"
    if strength < 45:
        return "white" if light > 215 else "grey"
    degrees = hue * 360 / 255
    return next(name for end, name in _HUES if degrees < end)


def rehearse(limits: Mapping[str, int]) -> None:
    """Do the whole work once with pictures of our own: Pillow imports much of itself at the first use, and once the
    descriptors are given up no module can be read any more.
    """
    turned = Image.Exif()
    turned[0x0112] = 6  # orientation: to be turned by a quarter
    # Telephones write MPO: a JPEG with further pictures behind the first.
    for kind in (*FORMATS, "MPO"):
        out = io.BytesIO()
        sheet = Image.new("RGBA" if kind in {"PNG", "WEBP"} else "RGB", (SMALLEST, SMALLEST), "white")
        several = {"save_all": True, "append_images": [sheet]} if kind == "MPO" else {}
        sheet.save(out, kind, exif=turned, **several)
        answer(out.getvalue(), limits)
    answer(b"", limits)


def main(arguments: list[str], source: BinaryIO, out: BinaryIO) -> None:
    """Rehearse, give up the rest of the world, read, answer."""
    limits: dict[str, Any] = json.loads(arguments[0])
    rehearse(limits)
    limit(limits)
    out.write(answer(source.read(limits["source_bytes"] + 1), limits))
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer)
