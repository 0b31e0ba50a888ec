"""What follows from the one colour that an organisation chooses: all that is drawn in it.

Links, buttons and washes, on light paper and on dark: each as well seen as WCAG asks for text.
"""

from functools import lru_cache

from ethreader.base.contrast import contrast, mixed, nearest_seen
from ethreader.i18n.texts import gettext

READABLE = 4.5  # WCAG 2, 1.4.3: text.
COMFORTABLE = 7.0  # On dark paper the site chooses the shade itself.

# As in static/css/tokens.css.
PAPER, SHEET = "#fbf9f5", "#ffffff"
DARK_PAPER, DARK_SHEET = "#14181d", "#1b2127"
WASH = 0.9  # So much of a wash is paper.
DARK_WASH = 0.86


class PaleAccent(ValueError):
    """A colour in which nothing can be read; `nearest` is the nearest one that can."""

    def __init__(self, colour: str, nearest: str) -> None:
        self.nearest = nearest
        found = contrast(colour, SHEET)
        super().__init__(
            gettext(
                "%(colour)s is too pale to be read on white (contrast %(found)s, needed is "
                "%(needed)s); perhaps %(nearest)s",
                colour=colour,
                found=f"{found:.1f}",
                needed=READABLE,
                nearest=nearest,
            )
        )


def refuse_pale(colour: str) -> None:
    """Raise `PaleAccent` where links and buttons of this colour would be hard to read."""
    nearest = nearest_seen(colour, on=_light(colour), least=READABLE, lighter=False)
    # The wash becomes darker with the colour.
    while not is_readable(nearest):
        nearest = mixed(nearest, "#000000", share=0.05)
    if not is_readable(colour):
        raise PaleAccent(colour, nearest)


def is_readable(colour: str) -> bool:
    """Tell whether text of this colour is read on all that is light, and white text on it."""
    return all(contrast(colour, each) >= READABLE for each in _light(colour))


@lru_cache(maxsize=100)
def stylesheet(colour: str) -> str:
    """Return the rules that put a colour in place of the site's own."""
    dark = nearest_seen(
        colour,
        on=(DARK_PAPER, DARK_SHEET, mixed(colour, DARK_PAPER, share=DARK_WASH)),
        least=COMFORTABLE,
        lighter=True,
    )
    light_rules = _rules(
        colour, deep=mixed(colour, "#000000", share=0.3), wash=_wash(colour), on=SHEET
    )
    dark_rules = _rules(
        dark,
        deep=mixed(dark, "#ffffff", share=0.35),
        wash=mixed(colour, DARK_PAPER, share=DARK_WASH),
        on=DARK_PAPER,
    )
    return (
        f"@media screen{{{light_rules}}}"
        f"@media screen and (prefers-color-scheme:dark){{{dark_rules}}}"
    )


def _rules(accent: str, *, deep: str, wash: str, on: str) -> str:
    values = {"accent": accent, "accent-deep": deep, "accent-wash": wash, "on-accent": on}
    return f":root{{{';'.join(f'--{name}:{value}' for name, value in values.items())}}}"


def _wash(colour: str) -> str:
    return mixed(colour, PAPER, share=WASH)


def _light(colour: str) -> tuple[str, ...]:
    return PAPER, SHEET, _wash(colour)
