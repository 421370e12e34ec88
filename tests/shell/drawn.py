"""Pictures made by Pillow for tests: nobody is on them."""

import io
import logging
import zipfile
from typing import Any

from PIL import Image, ImageDraw

# Pillow tells what it writes, and tests that listen to every line would take that for the program's: the program itself
# never loads Pillow, only its worker does, whose words go nowhere.
logging.getLogger("PIL").setLevel(logging.WARNING)

COLOURS = {
    "red": (200, 25, 35),
    "blue": (30, 70, 190),
    "orange": (245, 140, 20),
    "yellow": (240, 220, 40),
    "green": (40, 150, 60),
    "purple": (130, 40, 170),
    "white": (250, 250, 250),
    "grey": (140, 140, 140),
    "black": (10, 10, 10),
}
GPS, ORIENTATION, DESCRIPTION = 0x8825, 0x0112, 0x010E
TURNED = 6
HERE = "Jalan Rekaan 1"


def portrait(colour: str = "red", size: tuple[int, int] = (300, 400)) -> Image.Image:
    """Something like a person before a wall of one colour."""
    width, height = size
    picture = Image.new("RGB", size, COLOURS[colour])
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.3, height * 0.2, width * 0.7, height * 0.6), fill=(190, 150, 120))
    draw.rectangle((width * 0.12, height * 0.65, width * 0.88, height), fill=(235, 235, 240))
    return picture


def on_a_sheet(picture: Image.Image) -> Image.Image:
    """The picture as a scanner gives it: lying on a white sheet."""
    sheet = Image.new("RGB", (1700, 2300), "white")
    sheet.paste(picture, (150, 200))
    return sheet


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def jpeg(colour: str = "red", size: tuple[int, int] = (300, 400), **options: Any) -> bytes:
    return saved(portrait(colour, size), **options)


def told_on(description: str = HERE, **options: Any) -> bytes:
    """A photo that says where and of whom it was taken, and that it must be turned."""
    said = Image.Exif()
    said[ORIENTATION] = TURNED
    said[DESCRIPTION] = description
    said.get_ifd(GPS).update({1: "S", 2: (8.0, 12.0, 0.0), 3: "E", 4: (113.0, 18.0, 0.0)})
    return saved(portrait(size=(400, 300)), exif=said, comment=description.encode(), **options)


def with_an_archive(source: bytes, name: str = "muatan.txt") -> bytes:
    """The same bytes with a ZIP archive behind them: a picture to one program, an archive to another."""
    out = io.BytesIO(source)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, "x" * 100)
    return out.getvalue()


def many_dots(width: int = 6000, height: int = 5000) -> bytes:
    """A small file that needs 120 megabytes when it is opened."""
    return saved(Image.new("RGBA", (width, height), (10, 20, 200, 128)), "PNG")
