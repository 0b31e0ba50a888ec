"""The signs of the font that pictures of links are drawn with, as the drawing library sees them."""

import pytest
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from ethreader.outputs.font_signs import signs_of
from ethreader.outputs.sharing import FONT

# It draws 55,000 signs; another font alone would change what is found.
pytestmark = pytest.mark.long

BASIC_PLANE = range(0x21, 0xD800)
NOWHERE = "\uffff"  # No font has a sign for it: what looks the same is missing, too.


def test_signs_are_those_that_can_be_drawn() -> None:
    font = ImageFont.truetype(FONT, 12, layout_engine=ImageFont.Layout.BASIC)
    missing = seen(font, NOWHERE)
    drawn = {chr(number) for number in BASIC_PLANE if seen(font, chr(number)) != missing}

    assert {sign for sign in signs_of(FONT) if ord(sign) in BASIC_PLANE} == drawn
    assert len(drawn) > 600
    assert "ђ" in drawn
    assert "ع" not in drawn


def seen(font: FreeTypeFont, sign: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(sign)
    return mask.size, bytes(mask)
