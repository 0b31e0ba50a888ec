"""Where a list of comments goes on, as it stands in a URL: plain values, and no query."""

import re
from dataclasses import dataclass

from ethreader.base.errors import NotFound
from ethreader.comments.models import PUBLIC_ID
from ethreader.comments.threads import Order

CURSOR = re.compile(rf"(?:(?P<reply_count>\d{{1,9}})-)?(?P<public_id>{PUBLIC_ID})")


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """A comment after which a page begins, and how many replies it had when it was shown."""

    public_id: str
    reply_count: int | None


def encode_cursor(public_id: str, *, reply_count: int, order: Order) -> str:
    """Return where the page after a comment begins."""
    # The count goes along: it may be another one when the next page is asked for.
    return f"{reply_count}-{public_id}" if order is Order.REPLIES else public_id


def decode_cursor(after: str) -> Cursor:
    """Return what `encode_cursor` put into a URL; raises `NotFound` for anything else."""
    found = CURSOR.fullmatch(after)
    if found is None:
        raise NotFound
    count = found["reply_count"]
    return Cursor(public_id=found["public_id"], reply_count=int(count) if count else None)
