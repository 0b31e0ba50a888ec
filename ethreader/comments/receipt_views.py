"""The page that says that a comment has arrived, for browsers without JavaScript."""

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from ethreader.authors.queries import link_by_token
from ethreader.authors.sealed_token import RECEIPT, RECEIPT_WITH_WISH, open_token
from ethreader.comments.queries import comment_by_id
from ethreader.comments.receipt_page import ReceiptPage, own_link, request_mail
from ethreader.events.queries import article
from ethreader.web.current import now
from ethreader.web.http import get_or_404, no_store, render

bp = Blueprint("received", __name__)


@bp.get("/events/<slug:slug>/comments/received")
def show(slug: str) -> ResponseReturnValue:
    """Say that a comment has arrived; for ten minutes also where its own page is."""
    event = get_or_404(article(slug))
    sealed_token = request.args.get("receipt", "")
    token, has_wish = _opened(sealed_token)
    link = link_by_token(token) if token else None
    comment = comment_by_id(link.comment_id) if link else None
    shown_id = comment.public_id if comment is not None and comment.is_public else None
    # A page of its own is kept in histories, and gives no pass for a change.
    page = ReceiptPage(
        slug=slug,
        shown_id=shown_id,
        own_link=own_link(token) if token else None,
        is_apart=comment is not None and comment.is_set_apart,
        request_mail=request_mail() if has_wish else None,
    )
    about = {"event": event, **page.context()}
    return no_store(render("comments/received.html", partial="comments/_receipt.html", **about))


def _opened(sealed_token: str) -> tuple[str | None, bool]:
    """Return the token of an author's link, and whether its author wished for news."""
    for use in (RECEIPT, RECEIPT_WITH_WISH):
        token = open_token(sealed_token, use, secret=str(current_app.secret_key), now=now())
        if token is not None:
            return token, use is RECEIPT_WITH_WISH
    return None, False
