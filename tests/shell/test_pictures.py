"""Hostile and honest files, and the process that opens them: what it makes of them and what it cannot do."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from textwrap import dedent
from threading import BoundedSemaphore
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from pamong.shell import picture_worker as worker
from pamong.shell import pictures
from pamong.shell.pictures import LIMITS, MEGABYTE, Limits, Picture, PictureRefused, reencode
from tests.shell import drawn

NUMBERS: Mapping[str, int] = asdict(LIMITS)
HEAVY, DAMAGED, KIND = "terlalu banyak memori atau waktu", "terpotong atau rusak", "bukan gambar"


def refused(source: bytes, **options: Any) -> str:
    with pytest.raises(PictureRefused) as why:
        reencode(source, **options)
    return str(why.value)


def image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    "source",
    [
        drawn.jpeg(),
        drawn.jpeg(progressive=True),
        drawn.saved(drawn.portrait().convert("CMYK")),
        drawn.saved(drawn.portrait(), "MPO", save_all=True, append_images=[drawn.portrait("blue")]),
        drawn.saved(drawn.portrait(), "PNG"),
        drawn.saved(drawn.portrait().convert("P"), "PNG"),
        drawn.saved(drawn.portrait().convert("RGBA"), "PNG"),
        drawn.saved(drawn.portrait(), "WEBP"),
        drawn.saved(drawn.portrait(), "WEBP", lossless=True),
    ],
    ids=["jpeg", "progressive", "cmyk", "two in one", "png", "palette", "transparent", "webp", "lossless"],
)
def test_an_honest_picture_becomes_a_jpeg_of_our_own_making(source: bytes) -> None:
    made = reencode(source)
    assert (made.width, made.height, made.background) == (300, 400, "red")
    assert (image(made.jpeg).format, image(made.jpeg).size) == ("JPEG", (300, 400))
    assert max(image(made.small).size) == LIMITS.small
    assert len(made.jpeg) <= LIMITS.result_bytes
    assert made.jpeg not in repr(made).encode("latin-1", "replace")


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    made = reencode(drawn.saved(Image.new("I;16", (300, 400), 36_000), "PNG"))
    assert image(made.jpeg).convert("L").getpixel((150, 200)) == pytest.approx(140, abs=3)


def test_transparency_becomes_white() -> None:
    made = reencode(drawn.saved(Image.new("RGBA", (300, 400), (0, 0, 0, 0)), "PNG"))
    assert image(made.jpeg).getpixel((150, 200)) == (255, 255, 255)


def test_a_large_picture_is_made_smaller_and_never_larger_than_it_may_be() -> None:
    noise = Image.effect_noise((2600, 3000), 90).convert("RGB")
    source = drawn.saved(noise, quality=60)
    made = reencode(source)
    assert max(made.width, made.height) == LIMITS.longest
    assert len(made.jpeg) <= LIMITS.result_bytes
    assert refused(source, limits=replace(LIMITS, result_bytes=20_000)).count(HEAVY)


def test_what_a_photo_says_of_its_owner_is_gone_and_the_photo_is_turned() -> None:
    source = drawn.told_on()
    before = image(source).getexif()
    assert before.get_ifd(drawn.GPS), "control: the photo did say where it was taken"
    assert drawn.HERE.encode() in source
    made = reencode(source)
    assert (made.width, made.height) == (300, 400), "it lay on its side"
    for data in (made.jpeg, made.small):
        assert dict(image(data).getexif()) == {}
        assert {"exif", "comment", "icc_profile"} & set(image(data).info) == set()
        assert drawn.HERE.encode() not in data


def test_an_archive_behind_a_picture_is_left_behind() -> None:
    source = drawn.with_an_archive(drawn.jpeg())
    assert zipfile.ZipFile(io.BytesIO(source)).namelist() == ["muatan.txt"], (
        "control: it is an archive as well"
    )
    made = reencode(source)
    assert not zipfile.is_zipfile(io.BytesIO(made.jpeg))
    assert b"PK" not in made.jpeg[-200:]


def bomb() -> bytes:
    """A picture of ten thousand million dots, by what its head says; the file itself is small."""
    head = bytearray(drawn.saved(Image.new("L", (100, 100)), "PNG"))
    head[16:24] = (100_000).to_bytes(4, "big") * 2
    import zlib

    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    return bytes(head)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", KIND),
        (b"<!doctype html><script>1</script>", KIND),
        (b"%PDF-1.7\n", KIND),
        (drawn.saved(drawn.portrait(), "GIF"), KIND),
        (drawn.saved(drawn.portrait(), "TIFF"), KIND),
        (drawn.with_an_archive(b"<svg/>"), KIND),
        (drawn.jpeg()[:2000], DAMAGED),
        (drawn.saved(drawn.portrait(), "PNG")[:300], DAMAGED),
        (b"\xff\xd8\xff" + b"x" * 500, "ambar"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 500, "ambar"),
        (bomb(), "100000 x 100000 titik; paling banyak 40 juta"),
        (drawn.saved(Image.new("L", (8000, 6000)), "PNG"), "8000 x 6000 titik"),
        (drawn.jpeg(size=(300, 20)), "hanya 300 x 20 titik"),
        (b"x" * (LIMITS.source_bytes + 1), "11 MB; paling besar 10 MB"),
    ],
    ids=[
        "empty", "svg", "html", "pdf", "gif", "tiff", "svg and archive", "cut jpeg", "cut png", "false jpeg", "false png",
        "bomb", "too many dots", "too few dots", "too many bytes",
    ],
)  # fmt: skip
def test_what_is_no_usable_picture_is_refused_with_what_to_do(source: bytes, said: str) -> None:
    why = refused(source)
    assert said in why
    assert why.rstrip(".").split(". ")[-1], "the last sentence is the mend"


def test_control_a_picture_of_as_many_dots_as_allowed_is_taken() -> None:
    small = replace(LIMITS, pixels=300 * 400)
    assert reencode(drawn.jpeg(), limits=small).width == 300
    assert "titik; paling banyak 0 juta" in refused(drawn.jpeg(size=(301, 400)), limits=small)


# What the process may cost. Each limit beside a run without it, which goes on to the end.


def test_a_picture_that_needs_more_memory_than_allowed_is_refused_and_without_the_limit_it_is_made() -> None:
    source = drawn.many_dots()
    assert len(source) < MEGABYTE
    assert HEAVY in refused(source, limits=replace(LIMITS, memory=128 * MEGABYTE))
    assert reencode(source, limits=replace(LIMITS, memory=0)).background == "blue"


def program(folder: Path, text: str) -> Path:
    """A worker of a test's own, with `limit` as ours has it and the limits in `limits`."""
    path = folder / "worker.py"
    start = f"""
        import json, os, runpy, socket, subprocess, sys, time
        ours = runpy.run_path({str(pictures.WORKER)!r})
        limits = json.loads(sys.argv[1])
        grown = open(limits.get("place", os.devnull), "wb", buffering=0)
        ours["limit"](limits)
    """
    path.write_text(dedent(start) + dedent(text))
    return path


def test_a_process_that_works_on_and_on_is_ended_and_without_the_limit_it_answers(tmp_path: Path) -> None:
    busy = program(
        tmp_path,
        """
        while time.process_time() < 2:
            pass
        print('{"wrong": "kind"}')
        """,
    )
    assert HEAVY in refused(b"x", worker=busy, limits=replace(LIMITS, processor_seconds=1))
    assert KIND in refused(b"x", worker=busy, limits=replace(LIMITS, processor_seconds=0))


def test_a_process_that_only_waits_is_ended_and_one_that_answers_is_not(tmp_path: Path) -> None:
    waits = program(
        tmp_path, "time.sleep(3600 if limits['longest'] == 1 else 0)\nprint('{\"wrong\": \"kind\"}')"
    )
    assert HEAVY in refused(b"x", worker=waits, limits=replace(LIMITS, seconds=2, longest=1))
    assert KIND in refused(b"x", worker=waits)


def test_a_process_that_writes_without_end_is_ended(tmp_path: Path) -> None:
    pours = program(tmp_path, "while True: sys.stdout.buffer.write(bytes(65536))")
    assert HEAVY in refused(b"x", worker=pours)


REACH = """
def tried(what):
    try:
        what()
    except BaseException as error:
        return type(error).__name__
    return "done"

found = {
    "file": tried(lambda: open(__file__)),
    "socket": tried(socket.socket),
    "program": tried(lambda: subprocess.run([sys.executable, "-V"], capture_output=True)),
    "writing": tried(lambda: grown.write(b"x")),
    "secrets": sorted(name for name in os.environ if name.startswith(("PAMONG", "DJANGO"))),
}
print(json.dumps(found))
"""


def reach(folder: Path, *, limited: bool) -> dict[str, Any]:
    path = program(folder, REACH)
    if not limited:
        path.write_text(path.read_text().replace('ours["limit"](limits)', ""))
    place = folder / "grown"
    made = subprocess.run(
        [sys.executable, "-I", str(path), json.dumps({**NUMBERS, "place": str(place)})],
        capture_output=True,
        check=True,
        env=dict(pictures._environment()),
    )
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def test_the_process_reaches_no_file_no_network_and_no_secret_and_without_limits_it_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAMONG_KEYS", "/tempat/kunci")
    assert reach(tmp_path, limited=True) == {
        "file": "OSError",
        "socket": "OSError",
        "program": "OSError",
        "writing": "OSError",
        "secrets": [],
    }
    free = reach(tmp_path, limited=False)
    assert [free[name] for name in ("file", "socket", "program", "writing")] == ["done"] * 4


def test_the_server_itself_never_loads_pillow() -> None:
    code = "import sys, django; django.setup(); import pamong.config.urls; print('PIL' in sys.modules)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"
    control = subprocess.run(
        [sys.executable, "-c", code.replace("import sys", "import sys, PIL", 1)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert control.stdout.strip() == "True"


# The answer of the process is looked at like anything else from outside.

PICTURE = b"\xff\xd8\xff...\xff\xd9"
GOOD = {"length": len(PICTURE), "small": len(PICTURE), "width": 3, "height": 4, "background": "red"}


def answered(said: Any, rest: bytes = PICTURE * 2) -> Picture:
    return pictures._picture(pictures._read(json.dumps(said).encode()), rest, LIMITS)


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ([], PICTURE * 2),
        ({}, PICTURE * 2),
        ({**GOOD, "length": "7"}, PICTURE * 2),
        ({**GOOD, "small": None}, PICTURE * 2),
        (GOOD, PICTURE),
        (GOOD, b"<svg/>" + PICTURE),
        (GOOD, PICTURE + b"<svg/>..."),
        ({"wrong": "never heard of"}, b""),
        ({"wrong": "pixels", "width": "<b>", "height": 1}, b""),
    ],
)
def test_an_answer_that_does_not_fit_is_no_picture(said: Any, rest: bytes) -> None:
    with pytest.raises(PictureRefused):
        answered(said, rest)


def test_an_answer_that_fits_is_one_and_an_unknown_colour_is_none() -> None:
    assert answered(GOOD) == Picture(PICTURE, PICTURE, 3, 4, "red")
    assert answered({**GOOD, "background": "<script>"}).background == ""
    with pytest.raises(PictureRefused, match=DAMAGED):
        pictures._picture(pictures._read(b"\xff"), b"", LIMITS)


def test_a_third_picture_at_once_waits_and_is_told_when_it_waited_in_vain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns = BoundedSemaphore(1)
    monkeypatch.setattr(pictures, "_turns", turns)
    turns.acquire()
    assert "Tunggu sebentar" in refused(drawn.jpeg(), limits=replace(LIMITS, seconds=0))
    turns.release()
    assert reencode(drawn.jpeg()).width == 300


# The worker's own parts, in this process.


def answer(source: bytes, **changes: int) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(worker.answer(source, {**NUMBERS, **changes}).split(b"\n", 1)[0])
    return said


def test_the_worker_answers_a_line_and_two_pictures() -> None:
    line, rest = worker.answer(drawn.jpeg("blue"), NUMBERS).split(b"\n", 1)
    said = json.loads(line)
    assert said["background"] == "blue"
    assert said["length"] + said["small"] == len(rest)
    assert answer(b"") == {"wrong": "kind"}
    assert answer(drawn.jpeg()[:2000]) == {"wrong": "damaged"}
    assert answer(drawn.jpeg(), pixels=10) == {"wrong": "pixels", "width": 300, "height": 400}
    assert answer(drawn.jpeg(size=(300, 20))) == {"wrong": "tiny", "width": 300, "height": 20}
    assert answer(drawn.jpeg(), result_bytes=100) == {"wrong": "heavy"}


def test_memory_that_runs_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Any:
        raise MemoryError

    monkeypatch.setattr(worker, "opened", fails)
    assert answer(drawn.jpeg()) == {"wrong": "heavy"}


def test_the_worker_rehearses_gives_up_and_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    caps: dict[str, Any] = {}
    kinds = ("AS", "CPU", "FSIZE", "CORE", "NPROC", "NOFILE")

    def setrlimit(kind: str, amounts: tuple[int, int]) -> None:
        if kind == "NPROC":
            raise ValueError(kind)  # as on a system that knows it by name only
        caps[kind] = amounts

    system = SimpleNamespace(
        **{f"RLIMIT_{kind}": kind for kind in kinds},
        RLIM_INFINITY=-1,
        getrlimit=lambda kind: (0, 2 if kind == "NOFILE" else -1),
        setrlimit=setrlimit,
    )
    monkeypatch.setattr(worker, "resource", system)
    out = io.BytesIO()
    worker.main([json.dumps(NUMBERS)], io.BytesIO(drawn.saved(drawn.portrait().convert("LA"), "PNG")), out)
    assert out.getvalue().startswith(b'{"length"')
    memory = (LIMITS.memory, LIMITS.memory)
    seconds = (LIMITS.processor_seconds, LIMITS.processor_seconds)
    assert caps == {"AS": memory, "CPU": seconds, "FSIZE": (0, 0), "CORE": (0, 0), "NOFILE": (2, 2)}
    caps.clear()
    worker.limit({"memory": 0, "processor_seconds": 0})
    assert "AS" not in caps
    assert "CPU" not in caps


def test_on_windows_the_process_is_merely_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(worker, "import_module", missing)
    monkeypatch.setattr(worker, "resource", worker._limits_of_the_system())
    assert worker.resource is None
    worker.limit(NUMBERS)
    monkeypatch.setenv("SYSTEMROOT", "/windows")
    assert pictures._environment() == {"SYSTEMROOT": "/windows"}


# The colour behind a person.


@pytest.mark.parametrize("colour", drawn.COLOURS)
def test_the_colour_behind_a_person_is_named(colour: str) -> None:
    assert worker.background(drawn.portrait(colour)) == colour


@pytest.mark.parametrize("colour", ["red", "blue", "orange", "green"])
def test_a_photo_that_lies_on_a_white_sheet_is_found(colour: str) -> None:
    assert worker.background(drawn.on_a_sheet(drawn.portrait(colour))) == colour


def test_no_colour_is_named_where_there_is_no_one_colour() -> None:
    two = drawn.portrait("red")
    two.paste(drawn.COLOURS["blue"], (0, 0, 300, 25))
    two.paste(drawn.COLOURS["green"], (250, 0, 300, 400))
    assert worker.background(two) == ""
    assert worker.background(Image.new("RGB", (300, 400), "white")) == "white"
    assert worker.background(drawn.on_a_sheet(drawn.portrait("black"))) == "white"


def test_a_little_light_does_not_change_the_colour() -> None:
    from PIL import ImageEnhance

    for colour in ("red", "blue"):
        for light in (0.6, 1.3):
            assert worker.background(ImageEnhance.Brightness(drawn.portrait(colour)).enhance(light)) == colour


def test_limits_are_what_the_page_says() -> None:
    assert pictures.too_large(LIMITS.source_bytes) is None
    assert Limits().source_bytes == 10 * MEGABYTE
