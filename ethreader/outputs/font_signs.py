"""Which signs a font has, read from its file alone: drawing libraries take megabytes to tell."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack_from

_DIRECTORY, _RECORD = 12, 16  # Bytes before the table of tables, and of each of its entries.
_BASIC_PLANE = (3, 1, 4)  # Windows, Unicode, “segments”: what all fonts of letters have.


@cache
def signs_of(font: Path) -> frozenset[str]:
    """Return the signs of a TrueType font's basic plane (“cmap” of OpenType 1.9, format 4)."""
    file = font.read_bytes()
    return frozenset(map(chr, _numbers(file[_start_of_signs(file) :])))


def _start_of_signs(file: bytes) -> int:
    (tables,) = unpack_from(">H", file, 4)
    for entry in range(_DIRECTORY, _DIRECTORY + tables * _RECORD, _RECORD):
        name, _, start, _ = unpack_from(">4sIII", file, entry)
        if name == b"cmap":
            return int(start) + _start_within(file[start:])
    raise ValueError("The font has no table of signs.")


def _start_within(table: bytes) -> int:
    (count,) = unpack_from(">H", table, 2)
    for entry in range(4, 4 + count * 8, 8):
        platform, encoding, start = unpack_from(">HHI", table, entry)
        (form,) = unpack_from(">H", table, start)
        if (platform, encoding, form) == _BASIC_PLANE:
            return int(start)
    raise ValueError("The font has no table of Unicode's signs.")


def _numbers(table: bytes) -> Iterator[int]:
    """Yield the number of each sign that a glyph stands for; glyph 0 stands for none."""
    (double,) = unpack_from(">H", table, 6)
    lasts, firsts, deltas, offsets = (14 + part * double + 2 * (part > 0) for part in range(4))
    for segment in range(0, double, 2):
        last, first, delta, offset = (
            unpack_from(">H", table, start + segment)[0]
            for start in (lasts, firsts, deltas, offsets)
        )
        for number in range(first, last + 1):
            glyph = number
            if offset:
                (glyph,) = unpack_from(
                    ">H", table, offsets + segment + offset + 2 * (number - first)
                )
            if (glyph + delta) % 0x10000 and glyph:
                yield number
