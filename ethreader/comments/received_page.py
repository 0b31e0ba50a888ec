"""What a comment that was taken in gets: a receipt in the place of its form, or the way to it."""

from functools import lru_cache

from flask import url_for
from flask.typing import ResponseReturnValue

from ethreader.authors.sealed_token import RECEIPT, RECEIPT_WITH_WISH, seal_token
from ethreader.comments.form_page import place_of
from ethreader.comments.forms import CommentForm
from ethreader.comments.receipt_page import (
    ReceiptPage,
    change_pass,
    own_link,
    receipt_html,
    request_mail,
)
from ethreader.comments.submission import Submitted
from ethreader.web.current import Current, application, this_request
from ethreader.web.http import wants_partial


@lru_cache(maxsize=200)  # Of articles that are commented on at the same time there are few.
def path_of_receipt(_root: str, slug: str) -> str:
    """Return where the receipt is, as `url_for` has it under the root of the current request."""
    return url_for("received.show", slug=slug)


def received(
    slug: str, submitted: Submitted, current: Current, *, form: CommentForm, is_apart: bool
) -> ResponseReturnValue:
    """Return the receipt, or the way to it; `is_apart` where somebody may be in danger."""
    token = submitted.token
    has_wish = form.email_to_seal() is not None and token is not None
    if not wants_partial():
        use = RECEIPT_WITH_WISH if has_wish else RECEIPT
        there = path_of_receipt(this_request().root_path, slug)
        if token:  # Sealed, it has no sign that a URL would quote.
            there += f"?receipt={seal_token(token, use, secret=current.secret, now=current.now)}"
        return application().redirect(there, code=303)
    page = ReceiptPage(
        slug=slug,
        shown_id=submitted.public_id if submitted.is_public else None,
        own_link=own_link(token) if token else None,
        change_pass=change_pass(token) if token else None,
        is_apart=is_apart,
        place=place_of(form.place.data or form.parent_id.data or ""),
        request_mail=request_mail() if has_wish else None,
    )
    return receipt_html(page), 201
