"""The page of the thread that a URL asks for, in an article or by itself."""

from flask import request

from ethreader.base.errors import Invalid, NotFound
from ethreader.comments.models import Comment
from ethreader.comments.queries import visible_row
from ethreader.comments.thread_queries import published_thread, thread_at
from ethreader.comments.threads import Order, Thread
from ethreader.events.terms import Commented
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.current import settings

# What links said before, which still stand somewhere.
RENAMED_ORDERS = {"answers": Order.REPLIES}


class CommentNotVisible(NotFound):
    """A comment that readers do not see: the same words whether it ever was there or not."""

    title = lazy_gettext("This comment is not shown")
    sentence = lazy_gettext(
        "It may have been deleted or removed, or the link is incomplete. You can find "
        "articles and their comments under Events."
    )


def thread_asked_for(event: Commented) -> Thread:
    """Return the page of the thread that the URL names; the first one if it names none."""
    size = settings().thread_page
    wanted = request.args.get("at")
    if wanted is not None:
        row = visible_or_404(wanted)
        if row.event_id != event.id:
            raise CommentNotVisible
        return thread_at(event, row, size=size)
    after = request.args.get("after")
    return published_thread(event, size=size, order=_order_asked_for(), after=after)


def visible_or_404(public_id: str) -> Comment:
    """Return the record of a comment that readers see; raises `CommentNotVisible`."""
    row = visible_row(public_id)
    if row is None:
        raise CommentNotVisible
    return row


def _order_asked_for() -> Order:
    name = request.args.get("order", Order.OLDEST)
    try:
        return Order(RENAMED_ORDERS.get(name, name))
    except ValueError:
        raise Invalid from None
