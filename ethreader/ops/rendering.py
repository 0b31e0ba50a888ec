"""Texts that older rules rendered are rendered anew, part by part, while the site runs.

What is done stands in the database: whoever is killed in the midst of it begins again, and finds
most of it done. No text is rendered while others wait for the lock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, select, update

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.markup import article_html, comment_html
from ethreader.base.markup_rules import rules_digest
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.events.text_models import EventText
from ethreader.ops.chores import ALWAYS
from ethreader.retention.models import LastRun
from ethreader.retention.turns import take_turn
from ethreader.speakers.models import Speaker
from ethreader.speakers.text_models import SpeakerText

PART = 50  # Texts of one round: a few seconds at most, so that a stop need not wait.
PREFIX = "html-"


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A kind of text that is stored with its HTML, and what renders it."""

    model: type[Comment | Event | Speaker | EventText | SpeakerText]
    render: Callable[[str], str]


KINDS = (
    Stored(model=Comment, render=comment_html),
    Stored(model=Event, render=article_html),
    Stored(model=Speaker, render=article_html),
    Stored(model=EventText, render=article_html),
    Stored(model=SpeakerText, render=article_html),
)


class Rendering:
    """Brings what is stored to the rules of this version, once for all processes."""

    def __init__(
        self, kinds: Sequence[Stored] = KINDS, *, rules: str | None = None, part: int = PART
    ) -> None:
        self._name = f"{PREFIX}{rules or rules_digest()}"[:20]
        self._left = list(kinds)
        self._part = part
        self._after = 0

    def work(self, now: datetime) -> None:
        """Do the next part, if any is left; commits."""
        if not self._left:
            return
        if db.session.get(LastRun, self._name) is not None:  # Before, or by another process.
            self._left.clear()
        elif rows := self._next_rows(self._left[0]):
            for row in rows:
                _renew(self._left[0], row)
            self._after = rows[-1].id
        else:
            self._left.pop(0)
            self._after = 0
            if not self._left:
                self._record(now)
        db.session.rollback()

    def _next_rows(self, kind: Stored) -> Sequence[Row[int, str, str]]:
        of = kind.model
        texts = select(of.id, of.body, of.body_html).where(of.id > self._after)
        rows = db.session.execute(texts.order_by(of.id).limit(self._part)).all()
        db.session.rollback()  # Nobody's transaction is open while a text is rendered.
        return rows

    def _record(self, now: datetime) -> None:
        """Say that all is done. What other rules had done counts no more."""
        begin_write_transaction()
        older = LastRun.name.startswith(PREFIX), LastRun.name != self._name
        db.session.execute(delete(LastRun).where(*older))
        take_turn(self._name, every=ALWAYS, now=now)
        db.session.commit()


def _renew(kind: Stored, row: Row[int, str, str]) -> None:
    """Store a text's new HTML, unless the text has become another one meanwhile.

    Each row has a transaction of its own: nobody waits long, and nobody's order of locks matters.
    """
    html = kind.render(row.body)
    if html == row.body_html:
        return
    begin_write_transaction()
    same = kind.model.id == row.id, kind.model.body == row.body
    change = update(kind.model).where(*same).values(body_html=html)
    db.session.execute(change.execution_options(synchronize_session=False))
    db.session.commit()
