"""The letters of headlines: cut out of the font that was fetched, a small file for each script.

The stylesheet says which signs each file has, so that browsers and set-up read one list.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

from ethreader.ops.assets import FOLDER, FOR_ALL
from ethreader.web.bundles import STATIC

SHEET = STATIC / "css" / "serif.css"
PART = re.compile(
    r'url\("vendor/(?P<name>[\w-]+\.woff2)"\).*?unicode-range:\s*(?P<signs>[^;]+);', re.DOTALL
)


def cut_parts(font: Path, folder: Path = FOLDER) -> int:
    """Write the files that the stylesheet names; return how many there are."""
    options = Options(flavor="woff2", hinting=False, layout_features=["kern"])
    parts = dict(_parts())
    for name, signs in parts.items():
        with load_font(font, options) as letters:
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=parse_unicodes(signs))
            subsetter.subset(letters)
            save_font(letters, folder / name, options)
        (folder / name).chmod(FOR_ALL)
    return len(parts)


def _parts() -> Iterator[tuple[str, str]]:
    for part in PART.finditer(SHEET.read_text(encoding="utf-8")):
        yield part["name"], re.sub(r"\s+", "", part["signs"])
