"""Reads about comments. What the public may see leaves here as `PublicComment` only."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.comments.models import PUBLIC_ID, Comment, State
from ethreader.comments.threads import News, Node, Order, PublicComment, Thread, arrange
from ethreader.events.models import Event

# Of each branch, as many answers stand in a page of the thread; more stand behind a link.
REPLIES_SHOWN = 5
# Of a branch by itself, as many at a time.
BRANCH_PAGE = 40
NEWS_SHOWN = 40
FEED_LENGTH = 50
ANCESTORS_SHOWN = 20  # Of a comment that was asked for, deep in a branch.
MAX_ID = 2**62  # Above every id.


def published_thread(
    event: Event, *, size: int = 40, order: Order = Order.OLDEST, after: str | None = None
) -> Thread:
    """Return a page of what readers see under an event; `NotFound` if `after` leads nowhere.

    The number of queries and of rows does not depend on how much was written.
    """
    begins = select(Comment).where(
        Comment.event_id == event.id,
        Comment.root_id.is_(None),
        Comment.is_visible,
        Comment.is_pinned.is_(False),  # It stands before all others, whatever the order.
    )
    pinned = pinned_comment(event) if after is None else None
    if after is not None:
        begins = begins.where(_is_after(_decode_cursor(event, after), order))
    roots = list(db.session.scalars(begins.order_by(*_sorted_by(order)).limit(size + 1)))
    return _page(event, roots, order=order, size=size, pinned=pinned)


def thread_at(event: Event, comment: Comment, *, size: int) -> Thread:
    """Return the page that begins with a comment's branch; the comment is surely in it."""
    root_id = comment.root_id or comment.id
    roots = list(
        db.session.scalars(
            select(Comment)
            .where(
                Comment.event_id == event.id,
                Comment.root_id.is_(None),
                Comment.is_visible,
                Comment.id >= root_id,
            )
            .order_by(Comment.id)
            .limit(size + 1)
        )
    )
    return _page(event, roots, order=Order.OLDEST, size=size, wanted=comment)


def hold_comment(comment: Comment) -> None:
    """Keep other writers of this comment waiting until this transaction ends."""
    db.session.execute(select(Comment.id).where(Comment.id == comment.id).with_for_update())


def pinned_comment(event: Event) -> Comment | None:
    """Return the comment that a moderator has put before all others."""
    return db.session.scalar(select(Comment).where(Comment.event_id == event.id, Comment.is_pinned))


def branch(root: Comment, *, after: str | None = None) -> Thread:
    """Return a part of one branch: from its beginning, or going on after an answer."""
    after_id = 0
    if after is not None:
        _, last = _decode_cursor(root.event, after)
        if last.root_id != root.id:
            raise NotFound
        after_id = last.id
    rows = list(
        db.session.scalars(
            select(Comment)
            .where(Comment.root_id == root.id, Comment.is_visible, Comment.id > after_id)
            .order_by(Comment.id)
            .limit(BRANCH_PAGE + 1)
        )
    )
    more = rows[BRANCH_PAGE - 1].public_id if len(rows) > BRANCH_PAGE else None
    rows = rows[:BRANCH_PAGE]
    nodes = _arranged([*([root] if after is None else []), *rows], branch_of=root)
    return Thread(roots=nodes, count=root.reply_count, more=more)


def published_since(event: Event, publication_no: int) -> News:
    """Return what was published after a publication, the earliest first, NEWS_SHOWN at most."""
    rows = db.session.scalars(
        select(Comment)
        .where(
            Comment.event_id == event.id,
            Comment.publication_no > publication_no,
            Comment.state == State.PUBLISHED,
        )
        .order_by(Comment.publication_no)
        .limit(NEWS_SHOWN)
    ).all()
    is_all = len(rows) < NEWS_SHOWN
    until = (
        event.publication_count if is_all else rows[-1].publication_no or event.publication_count
    )
    return News(nodes=_arranged(list(rows)), until=until)


def latest_under(event: Event) -> list[PublicComment]:
    """Return what was published last under an event, the latest first."""
    return _latest(Comment.event_id == event.id)


def latest_in_branch(root: Comment) -> list[PublicComment]:
    """Return what was published last in a branch, the latest first; its beginning among it."""
    answers = _latest(Comment.root_id == root.id)
    # By itself, or the index of the answers could not be used.
    beginning = _latest(Comment.id == root.id)
    return [*answers, *beginning][:FEED_LENGTH]


def root_of(comment: Comment) -> Comment:
    """Return the comment that began a comment's branch; that may be the comment itself."""
    if comment.root_id is None:
        return comment
    return db.session.scalars(select(Comment).where(Comment.id == comment.root_id)).one()


def is_on_first_page(comment: Comment, *, size: int) -> bool:
    """Tell whether the article's own page of the thread shows a comment that is shown."""
    root_id = comment.root_id or comment.id
    stands_first = db.session.scalar(select(Comment.is_pinned).where(Comment.id == root_id))
    roots_before = _ids_before(
        size,
        Comment.id < root_id,
        Comment.event_id == comment.event_id,
        Comment.root_id.is_(None),
        Comment.is_pinned.is_(False),
    )
    if roots_before == size and not stands_first:
        return False
    if comment.root_id is None:
        return True
    answers_before = _ids_before(
        REPLIES_SHOWN, Comment.id < comment.id, Comment.root_id == comment.root_id
    )
    return answers_before < REPLIES_SHOWN


def visible_row(public_id: str) -> Comment | None:
    """Return a comment's record if readers see it, or see a stub in its place."""
    row = comment_by_public_id(public_id)
    return row if row is not None and row.is_visible else None


def public_comment(row: Comment) -> PublicComment:
    """Return a comment as the public sees it, apart from its place."""
    return _public(row, {})


def published_comment(public_id: str) -> PublicComment | None:
    """Return a comment as the public sees it, or nothing if it does not see it."""
    row = published_row(public_id)
    if row is None:
        return None
    return _public(row, {row.parent.id: row.parent.public_id} if row.parent else {})


def published_row(public_id: str) -> Comment | None:
    """Return a published comment's record, for rules; pages take `published_comment`."""
    if not _is_public_id(public_id):
        return None
    return db.session.scalar(
        select(Comment).where(Comment.public_id == public_id, Comment.state == State.PUBLISHED)
    )


def comment_by_public_id(public_id: str) -> Comment | None:
    """Return a comment's record in any state, with what a moderator reads it in."""
    if not _is_public_id(public_id):
        return None
    return db.session.scalar(
        select(Comment)
        .where(Comment.public_id == public_id)
        .options(joinedload(Comment.event), joinedload(Comment.parent))
    )


def comment_by_id(comment_id: int) -> Comment | None:
    """Return a comment by the database's own id, with its event."""
    return db.session.scalar(
        select(Comment).where(Comment.id == comment_id).options(joinedload(Comment.event))
    )


def has_replies(comment: Comment) -> bool:
    """Tell whether somebody has answered it, published yet or not."""
    answer = select(Comment.id).where(
        Comment.parent_id == comment.id, Comment.state.in_((State.PENDING, State.PUBLISHED))
    )
    return db.session.scalar(select(answer.exists())) or False


def state_of(comment_id: int) -> State | None:
    """Return the state of a comment by the database's own id."""
    return db.session.scalar(select(Comment.state).where(Comment.id == comment_id))


def comment_by_idempotency_key(idempotency_digest: str | None) -> Comment | None:
    """Return the comment that a browser sent under a key, by the key's digest."""
    if idempotency_digest is None:
        return None
    return db.session.scalar(select(Comment).where(Comment.idempotency_key == idempotency_digest))


def same_text_since(
    moment: datetime, *, event: Event, parent: Comment | None, name: str, body: str
) -> Comment | None:
    """Return a comment with the same words by the same name in the same place."""
    return db.session.scalar(
        select(Comment)
        .where(
            Comment.event_id == event.id,
            Comment.parent_id == (parent.id if parent else None),
            Comment.name == name,
            Comment.body == body,
            Comment.received_at >= moment,
        )
        .limit(1)
    )


def waiting_comments(*, limit: int) -> Sequence[Comment]:
    """Return what waits for a decision, oldest first, with what it is read in."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.state == State.PENDING)
        .order_by(Comment.id)
        .limit(limit)
        .options(joinedload(Comment.event), joinedload(Comment.parent))
    ).all()


def latest_published(*, limit: int, before: Comment | None = None) -> Sequence[Comment]:
    """Return what readers see, the latest first, for the desk; or what came before a comment."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.state == State.PUBLISHED, Comment.id < (before.id if before else MAX_ID))
        .order_by(Comment.id.desc())
        .limit(limit)
        .options(joinedload(Comment.event), joinedload(Comment.parent))
    ).all()


def waiting_count() -> int:
    """Count what waits for a decision."""
    query = select(func.count()).select_from(Comment).where(Comment.state == State.PENDING)
    return db.session.scalar(query) or 0


def _is_public_id(text: str) -> bool:
    """Tell whether a text from outside is worth a look: a NUL in it stops PostgreSQL."""
    return re.fullmatch(PUBLIC_ID, text) is not None


def _decode_cursor(event: Event, after: str) -> tuple[int, Comment]:
    """Return where a page begins: a comment and how many answers it had when it was shown."""
    count, _, public_id = after.rpartition("-")
    row = comment_by_public_id(public_id)
    if row is None or row.event_id != event.id or not re.fullmatch(r"\d{0,9}", count):
        raise NotFound
    return int(count or row.reply_count), row


def encode_cursor(row: Comment, order: Order) -> str:
    """Return where the page after a comment begins."""
    # The count goes along: it may be another one when the next page is asked for.
    return f"{row.reply_count}-{row.public_id}" if order is Order.ANSWERS else row.public_id


def _is_after(cursor: tuple[int, Comment], order: Order) -> ColumnElement[bool]:
    reply_count, row = cursor
    if order is Order.ANSWERS:
        return tuple_(Comment.reply_count, Comment.id) < tuple_(reply_count, row.id)
    return Comment.id < row.id if order is Order.NEWEST else Comment.id > row.id


def _sorted_by(order: Order) -> tuple[Any, ...]:
    if order is Order.ANSWERS:
        return Comment.reply_count.desc(), Comment.id.desc()
    return ((Comment.id.desc() if order is Order.NEWEST else Comment.id.asc()),)


def _page(
    event: Event,
    roots: list[Comment],
    *,
    order: Order,
    size: int,
    wanted: Comment | None = None,
    pinned: Comment | None = None,
) -> Thread:
    more = encode_cursor(roots[size - 1], order) if len(roots) > size else None
    roots = [*([pinned] if pinned else []), *roots[:size]]
    rows = [*roots, *_first_replies(roots)]
    if wanted is not None and wanted.root_id and wanted.id not in {row.id for row in rows}:
        rows += _around(wanted)
    return Thread(roots=_arranged(rows), count=event.comment_count, order=order, more=more)


def _first_replies(roots: list[Comment]) -> Iterable[Comment]:
    """Return the first answers in each branch, in one query that no long branch slows down."""
    ids = [root.id for root in roots if root.reply_count]
    if not ids:
        return ()
    root, other = aliased(Comment), aliased(Comment)
    last = (
        select(other.id)
        .where(other.root_id == root.id, other.is_visible)
        .order_by(other.id)
        .limit(1)
        .offset(REPLIES_SHOWN - 1)
        .correlate(root)
        .scalar_subquery()
    )
    return db.session.scalars(
        select(Comment)
        .join(root, Comment.root_id == root.id)
        .where(root.id.in_(ids), Comment.is_visible, Comment.id <= func.coalesce(last, MAX_ID))
        .order_by(Comment.id)
    )


def _around(wanted: Comment) -> list[Comment]:
    """Return a comment deep in a branch with what it answers and what follows."""
    up = select(Comment.id, Comment.parent_id, literal(0).label("steps")).where(
        Comment.id == wanted.id
    )
    above = up.cte("above", recursive=True)
    above = above.union_all(
        select(Comment.id, Comment.parent_id, above.c.steps + 1)
        .join(above, Comment.id == above.c.parent_id)
        .where(Comment.root_id.is_not(None), above.c.steps < ANCESTORS_SHOWN)
    )
    before = db.session.scalars(
        select(Comment).where(Comment.id.in_(select(above.c.id)), Comment.id < wanted.id)
    )
    on = db.session.scalars(
        select(Comment)
        .where(Comment.root_id == wanted.root_id, Comment.is_visible, Comment.id >= wanted.id)
        .order_by(Comment.id)
        .limit(BRANCH_PAGE)
    )
    return [*before, *on]


def _arranged(rows: list[Comment], *, branch_of: Comment | None = None) -> tuple[Node, ...]:
    """Put records in their places; those of one branch may come in any order."""
    by_id = {row.id: row for row in rows}
    known = {key: row.public_id for key, row in by_id.items()}
    if branch_of is not None:
        known[branch_of.id] = branch_of.public_id
    missing = {row.parent_id for row in rows if row.parent_id and row.parent_id not in by_id}
    parents = (
        db.session.scalars(select(Comment).where(Comment.id.in_(missing))).all() if missing else ()
    )
    known |= {row.id: row.public_id for row in parents}
    beside = {row.public_id: _public(row, known) for row in parents}
    roots = [row for row in by_id.values() if row.root_id is None]
    answers = sorted((row for row in by_id.values() if row.root_id), key=attrgetter("id"))
    return arrange((_public(row, known) for row in (*roots, *answers)), beside)


def _latest(*conditions: ColumnElement[bool]) -> list[PublicComment]:
    rows = db.session.scalars(
        select(Comment)
        .where(*conditions, Comment.state == State.PUBLISHED, Comment.publication_no.is_not(None))
        .order_by(Comment.publication_no.desc())
        .limit(FEED_LENGTH)
        .options(joinedload(Comment.parent))
    ).all()
    # A parent that is not shown is not named; what began the branch is told as a fact only.
    parents = {each.parent_id: each.parent for each in rows if each.parent_id}
    known = {key: row.public_id for key, row in parents.items() if row and row.is_public}
    return [_public(row, known) for row in rows]


def _ids_before(limit: int, *conditions: ColumnElement[bool]) -> int:
    """Count shown comments that meet the conditions, up to a limit."""
    some = select(Comment.id).where(Comment.is_visible, *conditions).limit(limit).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _public(row: Comment, public_ids: dict[int, str]) -> PublicComment:
    # What is not public lends its place and its day, and nothing that somebody wrote.
    is_stub = not row.is_public
    return PublicComment(
        id=row.public_id,
        parent=public_ids.get(row.parent_id) if row.parent_id else None,
        root=public_ids.get(row.root_id, "") if row.root_id else None,
        name="" if is_stub else row.name,
        html="" if is_stub else row.body_html,
        day=row.received_on,
        is_stub=is_stub,
        is_edited=row.is_edited and not is_stub,
        is_pinned=row.is_pinned and not is_stub,
        voice=row.voice.value if row.voice and not is_stub else None,
        answers=row.reply_count,
    )
