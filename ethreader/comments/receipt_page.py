"""The receipt for a comment: what its template needs, wherever it stands."""

import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from flask import current_app, render_template, url_for
from markupsafe import escape

from ethreader.authors.sealed_token import CHANGE, seal_token
from ethreader.contacts.service import CONFIRM_WITHIN
from ethreader.mail.sender_names import sender_name, subject
from ethreader.web.current import now, settings
from ethreader.web.localisation import language, root

SHAPES = 64  # Of receipts that are kept: languages, and kinds in each. Then it begins anew.
# Nobody can write such a sign into what is put in the place of another one.
_SIGN = secrets.token_hex(16)
_SIGNS = {
    name: f"{name.replace('_', '')}{_SIGN}"
    for name in ("slug", "shown_id", "own_link", "change_pass", "place")
}


@dataclass(frozen=True, kw_only=True)
class MailRequest:
    """The mail that asks to confirm an email, as its mailbox lists it."""

    sender: str
    email: str
    subject: str
    days: int


@dataclass(frozen=True, kw_only=True)
class ReceiptPage:
    """Says that a comment, or a change of one, has arrived.

    Where no link can be told (any more), it names the `contact` for those who never got it.

    `is_apart` says that it waits apart, since somebody may be in danger: there is the help line.
    `place` is the comment in whose place for replies it stands, if any.
    `shown_id` is the public id of a comment that readers see already. `change_pass` opens the
    form for a change from within the page, for `change_seconds`. `request_mail` is told to whoever
    wished for news, whatever is known of their email.
    """

    slug: str
    shown_id: str | None
    own_link: str | None
    change_pass: str | None = None
    change_seconds: int = CHANGE.seconds
    is_change: bool = False
    is_apart: bool = False
    place: str = ""
    request_mail: MailRequest | None = None
    contact: str = field(default_factory=lambda: settings().privacy_contact)

    def context(self) -> dict[str, Any]:
        """Return the names by which the templates know it all."""
        return dict(vars(self))


def request_mail() -> MailRequest:
    """Return what to look for in a mailbox."""
    site = settings()
    return MailRequest(
        sender=sender_name(site),
        email=site.mail_from,
        subject=subject(site),
        days=CONFIRM_WITHIN.days,
    )


def own_link(token: str) -> str:
    """Return the author's link in full, to be copied."""
    return f"{settings().origin}{url_for('own_page.show', token=token)}"


def change_pass(token: str) -> str:
    """Return what lets a page change the comment that was sent from it."""
    return seal_token(token, CHANGE, secret=str(current_app.secret_key), now=now())


def receipt_html(page: ReceiptPage) -> str:
    """Return a receipt as the element that stands in the place of the form.

    Everybody who sends a comment gets one, and it is long: it is rendered once for all that differ
    in values alone. In what is kept, signs stand for what belongs to one comment.
    """
    given: dict[str, Any] = {name: sign for name, sign in _SIGNS.items() if getattr(page, name)}
    html = _shape(replace(page, **given))
    for name, sign in given.items():
        html = html.replace(sign, str(escape(getattr(page, name))))
    return html


def _shape(page: ReceiptPage) -> str:
    shapes: dict[object, str] = current_app.extensions.setdefault("receipts", {})
    key = (language().code, root(), page)
    html = shapes.get(key)
    if html is None:
        if len(shapes) >= SHAPES:
            shapes.clear()
        html = render_template("comments/_receipt.html", **page.context()).strip()
        shapes[key] = html
    return html
