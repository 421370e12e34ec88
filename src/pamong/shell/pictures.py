"""Pictures that people send: what comes out is a JPEG of our own making, and what came in is kept nowhere.

The work is done by `picture_worker` in a process of its own; the server itself never decodes a picture and does not even
import Pillow. The worker's answer is looked at like anything else from outside.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Thread, Timer
from typing import IO, Any, Final

from pamong.standard.messages import N_, Message

MEGABYTE: Final = 1024 * 1024
ACCEPTED: Final = "image/jpeg,image/png,image/webp"
"""For the `accept` of a file field; what the bytes are is decided by the worker, whatever their name says."""
COLOURS: Final = frozenset({"red", "orange", "yellow", "green", "blue", "purple", "white", "grey", "black"})
WORKER: Final = Path(__file__).with_name("picture_worker.py")


@dataclass(frozen=True)
class Limits:
    """What one picture may cost. Bytes, dots, seconds; 0 for `memory` or `processor_seconds` leaves it to the system."""

    source_bytes: int = 10 * MEGABYTE
    # A sheet of A4 at 600 dots an inch has 35 million.
    pixels: int = 40_000_000
    # A4 at nearly 200 dots an inch: small print can be read.
    longest: int = 2200
    # Enough to see a face and the colour behind it, too little to read the number on a card.
    small: int = 120
    result_bytes: int = MEGABYTE
    memory: int = 512 * MEGABYTE
    processor_seconds: int = 10
    seconds: int = 30


LIMITS: Final = Limits()


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept. `background` is the colour around a portrait's head, empty where there is no one colour."""

    jpeg: bytes = field(repr=False)
    small: bytes = field(repr=False)
    width: int
    height: int
    background: str


class PictureRefused(Exception):  # noqa: N818 - it is a refusal, and says so
    """There is no picture; ``message`` says what is wrong with the file and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.fill())
        self.message = message


# Each worker may take half a gigabyte; a third one waits.
_turns = BoundedSemaphore(2)


def too_large(size: int, limits: Limits = LIMITS) -> Message | None:
    """Why a file of `size` bytes is not taken; None when it is."""
    if size <= limits.source_bytes:
        return None
    return Message(
        N_(
            "Berkas itu {size} MB; paling besar {most} MB. Kecilkan di perangkat asalnya, atau foto ulang dengan"
            " mutu yang lebih rendah."
        ),
        {"size": -(-size // MEGABYTE), "most": limits.source_bytes // MEGABYTE},
    )


def reencode(source: bytes, *, limits: Limits = LIMITS, worker: Path = WORKER) -> Picture:
    """The picture in `source`, made anew; PictureRefused when there is none or it costs too much."""
    if problem := too_large(len(source), limits):
        raise PictureRefused(problem)
    if not _turns.acquire(timeout=limits.seconds):
        raise PictureRefused(_WRONG["busy"])
    try:
        answer, code = _work(source, limits, worker)
    finally:
        _turns.release()
    if code != 0:
        # Ended by a limit; or by a fault that the bytes provoked, which must not be met twice.
        raise PictureRefused(_WRONG["heavy"])
    head, _, rest = answer.partition(b"\n")
    return _picture(_read(head), rest, limits)


def _work(source: bytes, limits: Limits, worker: Path) -> tuple[bytes, int]:
    """What the worker wrote, and its exit code. It is ended when its time is over or it writes more than it may."""
    most = limits.result_bytes * 2 + MEGABYTE
    command = [sys.executable, "-I", str(worker), json.dumps(asdict(limits))]
    with subprocess.Popen(  # noqa: S603 - our own file, by our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        watch = Timer(limits.seconds, process.kill)
        feeder = Thread(target=_feed, args=(process.stdin, source), daemon=True)
        watch.start()
        feeder.start()
        try:
            answer = process.stdout.read(most + 1)
            if len(answer) > most:
                process.kill()
            code = process.wait()
        finally:
            process.kill()
            watch.cancel()
            feeder.join()
    return answer, code


def _environment() -> Mapping[str, str]:
    """Nothing of ours: neither where the database is nor where the keys are. Windows starts nothing without its root."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _feed(stream: IO[bytes], source: bytes) -> None:
    # A worker that was ended reads no further.
    try:
        stream.write(source)
        stream.close()
    except OSError:
        return


def _read(head: bytes) -> dict[str, Any]:
    try:
        said = json.loads(head)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"wrong": "damaged"}


def _picture(said: Mapping[str, Any], rest: bytes, limits: Limits) -> Picture:
    wrong = said.get("wrong")
    if wrong is not None:
        text = _WRONG.get(str(wrong), _WRONG["damaged"]).text
        size = {"width": _whole(said, "width"), "height": _whole(said, "height")}
        raise PictureRefused(Message(text, {**size, "most": limits.pixels // 1_000_000}))
    length = _whole(said, "length")
    whole, little = rest[:length], rest[length:]
    if len(little) != _whole(said, "small") or not _is_jpeg(whole) or not _is_jpeg(little):
        raise PictureRefused(_WRONG["damaged"])
    seen = str(said.get("background", ""))
    return Picture(
        jpeg=whole,
        small=little,
        width=_whole(said, "width"),
        height=_whole(said, "height"),
        background=seen if seen in COLOURS else "",
    )


def _whole(said: Mapping[str, Any], name: str) -> int:
    value = said.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff") and data.endswith(b"\xff\xd9")


_WRONG: Final[Mapping[str, Message]] = {
    "kind": Message(
        N_(
            "Berkas itu bukan gambar JPEG, PNG, atau WebP, apa pun namanya. Foto berkasnya, atau atur pemindai agar"
            " menyimpan sebagai JPEG, lalu pilih lagi."
        )
    ),
    "damaged": Message(
        N_(
            "Gambar itu terpotong atau rusak, sehingga tidak terbaca sampai akhir. Buka dulu di perangkat asalnya,"
            " simpan atau foto ulang, lalu pilih lagi."
        )
    ),
    "pixels": Message(
        N_(
            "Gambar itu {width} x {height} titik; paling banyak {most} juta titik. Pindai dengan 300 titik per inci,"
            " lalu pilih lagi."
        )
    ),
    "tiny": Message(
        N_("Gambar itu hanya {width} x {height} titik; tidak ada yang dapat dibaca. Foto atau pindai ulang.")
    ),
    "heavy": Message(
        N_(
            "Gambar itu memerlukan terlalu banyak memori atau waktu untuk dibuka, jadi tidak diproses. Simpan ulang"
            " sebagai JPEG biasa, lalu pilih lagi."
        )
    ),
    "busy": Message(N_("Masih ada gambar lain yang diproses. Tunggu sebentar, lalu kirim lagi.")),
}
