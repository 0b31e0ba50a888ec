"""Where a list goes on, as it stands in a URL."""

import pytest

from ethreader.base.errors import NotFound
from ethreader.comments.cursors import Cursor, decode_cursor, encode_cursor
from ethreader.comments.threads import Order

ID = "0123456789abcdef"


@pytest.mark.parametrize(
    ("order", "text", "reply_count"),
    [
        pytest.param(Order.OLDEST, ID, None, id="by time the comment alone says where"),
        pytest.param(Order.NEWEST, ID, None, id="backwards in time as well"),
        pytest.param(Order.REPLIES, f"3-{ID}", 3, id="by replies their number goes along"),
    ],
)
def test_cursor_comes_back_as_it_went(order: Order, text: str, reply_count: int | None) -> None:
    encoded = encode_cursor(ID, reply_count=3, order=order)

    assert encoded == text
    assert decode_cursor(encoded) == Cursor(public_id=ID, reply_count=reply_count)


@pytest.mark.parametrize(
    "text",
    ["", "3", f"-{ID}", f"x-{ID}", f"-1-{ID}", f"1234567890-{ID}", ID[:-1], f"{ID}\n", f"{ID}\0"],
)
def test_anything_else_leads_nowhere(text: str) -> None:
    with pytest.raises(NotFound):
        decode_cursor(text)
