"""How well a colour is seen on another one, by the formula of WCAG 2."""

import colorsys
import re
from collections.abc import Iterable

_COLOUR = re.compile(r"#[0-9a-f]{6}")
STEPS = 255


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour as it is stored, like `#0d5454`."""
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours: 1 for the same one, 21 for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, *, share: float) -> str:
    """Return a colour with a share of another one in it."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return _colour(a + (b - a) * share for a, b in pairs)


def nearest_seen(colour: str, *, on: tuple[str, ...], least: float, lighter: bool) -> str:
    """Return the nearest colour of the same hue that is seen on each of some backgrounds.

    It becomes darker step by step, or lighter, as far as it must.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end = 1.0 if lighter else 0.0
    for step in range(STEPS + 1):
        now = lightness + (end - lightness) * step / STEPS
        near = _colour(colorsys.hls_to_rgb(hue, now, saturation))
        if all(contrast(near, each) >= least for each in on):
            break
    return near


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _colour(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    if part <= 0.04045:
        return part / 12.92
    linear: float = ((part + 0.055) / 1.055) ** 2.4
    return linear
