"""Seeing that something is new: what waits is compared with what waited at the last look.

No request does it, so a comment is stored as fast as ever. What begins to wait in the moment in
which something else of its kind is decided, and is older, is seen with the next news.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import update

from ethreader.alerts.choices import WhatWaits
from ethreader.alerts.models import Digest, WaitingMark
from ethreader.alerts.queries import Seen, marks, seen_now
from ethreader.base.db import db

CALLED = (WhatWaits.WAITING, WhatWaits.APART, WhatWaits.REPORTED)


def has_changed(seen: Mapping[WhatWaits, Seen]) -> bool:
    """Tell whether anything waits that did not at the last look, or does no more."""
    known = marks()
    return any(
        kind not in known
        or (known[kind].count, known[kind].last_id) != (now_seen.count, now_seen.last_id)
        for kind, now_seen in seen.items()
    )


def take_note() -> Collection[WhatWaits]:
    """Note what waits now; return of which kinds there is something new, which digests know."""
    known, news = marks(), []
    for kind, seen in seen_now().items():
        mark = known.get(kind) or _new_mark(kind)
        if seen.count > mark.count or seen.last_id > mark.last_id:
            news.append(kind)
        mark.count, mark.last_id = seen.count, seen.last_id
    if news:
        db.session.execute(update(Digest).values(has_news=True))
    db.session.flush()
    return news


def let_webhook_tell(news: Collection[WhatWaits]) -> None:
    """Let the webhook's next call tell of what it tells of."""
    for kind, mark in marks().items():
        if kind in news and kind in CALLED:
            mark.is_to_call = True
    db.session.flush()


def _new_mark(kind: WhatWaits) -> WaitingMark:
    mark = WaitingMark(kind=kind, count=0, last_id=0)
    db.session.add(mark)
    return mark
