"""Pictures of screens, made small: a PNG with at most 256 colours, without any program but the browser at hand."""

import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import cast

Browser = Callable[[str, str], object]
"""Runs a script with one argument in a browser and gives back what it answers."""

# Screens have few colours and many shades at the edges of letters: near shades share one place in the palette, the
# commonest 256 stay, every other takes the nearest of them.
FEW_COLOURS = """async (address) => {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const { width, height } = picture, canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const paper = canvas.getContext("2d");
  paper.drawImage(picture, 0, 0);
  const dots = paper.getImageData(0, 0, width, height).data, shade = new Uint16Array(width * height), found = new Map();
  for (let at = 0, dot = 0; at < shade.length; at += 1, dot += 4) {
    const near = ((dots[dot] >> 3) << 10) | ((dots[dot + 1] >> 3) << 5) | (dots[dot + 2] >> 3);
    shade[at] = near;
    const colour = (dots[dot] << 16) | (dots[dot + 1] << 8) | dots[dot + 2];
    const met = found.get(near) ?? found.set(near, { count: 0, exact: new Map() }).get(near);
    met.count += 1;
    met.exact.set(colour, (met.exact.get(colour) ?? 0) + 1);
  }
  const commonest = [...found].sort((one, other) => other[1].count - one[1].count || one[0] - other[0]);
  const exact = (met) => [...met.exact].sort((one, other) => other[1] - one[1] || one[0] - other[0])[0][0];
  const palette = commonest.slice(0, 256).map(([, met]) => exact(met));
  const far = (one, other) => [16, 8, 0].reduce((sum, by) => sum + (((one >> by) & 255) - ((other >> by) & 255)) ** 2, 0);
  const place = new Map(commonest.map(([near, met], rank) => {
    if (rank < 256) return [near, rank];
    const colour = exact(met);
    return [near, palette.reduce((best, one, at) => (far(one, colour) < far(palette[best], colour) ? at : best), 0)];
  }));
  let text = "";
  for (const near of shade) text += String.fromCharCode(place.get(near));
  return { width, height, palette, places: btoa(text) };
}"""


def small_png(picture: bytes, browser: Browser) -> bytes:
    """The same picture with a palette; the browser counts the colours."""
    found = browser(FEW_COLOURS, f"data:image/png;base64,{b64encode(picture).decode()}")
    answer = cast("dict[str, object]", found)
    palette = cast("list[int]", answer["palette"])
    small = palette_png(cast("int", answer["width"]), palette, b64decode(cast("str", answer["places"])))
    return min(small, picture, key=len)


def palette_png(width: int, palette: list[int], places: bytes) -> bytes:
    """A PNG of colours 0xRRGGBB; `places` holds one place of the palette for each dot, row after row."""
    rows = [places[start : start + width] for start in range(0, len(places), width)]
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    colours = b"".join(colour.to_bytes(3, "big") for colour in palette)
    body = zlib.compress(b"".join(b"\0" + line for line in rows), 9)
    parts = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
