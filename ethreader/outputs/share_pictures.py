"""The picture that stands beside a shared link: the headline, drawn here, so nobody else is asked.

Loaded when somebody asks for one, with the library that draws: it takes six megabytes.
Drawn once for the same words: `drawn` remembers the last ones.
"""

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from ethreader.outputs.sharing import FONT, HEIGHT, WIDTH, Sharing

PAPER, INK, SOFT, ACCENT = "#fbf9f5", "#1b2330", "#5a6370", "#0d5454"
MARGIN, BAR = 80, 16
TOP, BOTTOM = 150, 530  # Of the headline.
LARGEST, SMALLEST, STEP = 76, 34, 3
SMALL = 32
REMEMBERED = 64  # Of some 20 kB each.


@lru_cache(maxsize=REMEMBERED)
def drawn(sharing: Sharing) -> bytes:
    """Return the picture as a PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, BAR), fill=ACCENT)
    room = WIDTH - 2 * MARGIN
    small = _font(SMALL)
    draw.text((MARGIN, 64), _cut(sharing.site, small, room), font=small, fill=ACCENT)
    draw.text((MARGIN, 550), _cut(sharing.facts, small, room), font=small, fill=SOFT)
    font, lines = _fitted(sharing.headline)
    height = _line_height(font)
    top = TOP + max(0, (BOTTOM - TOP - height * len(lines)) // 2)
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * height), line, font=font, fill=INK)
    written = BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()


@cache
def _font(size: int, path: Path = FONT) -> FreeTypeFont:
    return ImageFont.truetype(path, size)


def _fitted(headline: str) -> tuple[FreeTypeFont, list[str]]:
    """Return the largest font in which the headline has room, and its lines; else it is cut."""
    most = 1
    for size in range(LARGEST, SMALLEST, -STEP):
        font = _font(size)
        lines = _lines(headline, font)
        most = (BOTTOM - TOP) // _line_height(font)
        if len(lines) <= most:
            return font, lines
    font = _font(SMALLEST)
    most = (BOTTOM - TOP) // _line_height(font)
    lines = _lines(headline, font)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} …", font, WIDTH - 2 * MARGIN)]
    return font, lines


def _line_height(font: FreeTypeFont) -> int:
    return round(font.size * 1.2)


def _lines(text: str, font: FreeTypeFont) -> list[str]:
    """Break a text between its words, and a word that is too long for a line within it."""
    room, lines = WIDTH - 2 * MARGIN, [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if font.getlength(joined) <= room:
            lines[-1] = joined
            continue
        lines.append(word)
        while font.getlength(lines[-1]) > room:
            fits = _fitting(lines[-1], font, room)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line for line in lines if line]


def _fitting(text: str, font: FreeTypeFont, room: int) -> int:
    """Return how many of the first signs have room, one at least."""
    return max(1, next((n for n in range(len(text), 0, -1) if font.getlength(text[:n]) <= room), 1))


def _cut(text: str, font: FreeTypeFont, room: int) -> str:
    if font.getlength(text) <= room:
        return text
    return f"{text[: _fitting(text, font, room - SMALL)].rstrip()}…"
