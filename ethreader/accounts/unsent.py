"""What a moderator had typed when their session was over, until they have signed in again.

The page for signing in carries it along, sealed: no cookie and no disk holds it, and whoever finds
the page reads nothing without a password. For those who go back from there, and sign in by another
page, this process also remembers the last such text of each moderator. It is never sent by itself:
it comes back in its form, beside what it is about, to be checked and sent.
"""

import json
import re
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request
from werkzeug.datastructures import MultiDict

from ethreader.accounts.models import Moderator
from ethreader.base.invisible import has_visible
from ethreader.base.sealing import open_bytes, seal_bytes
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.current import now
from ethreader.web.forms import PostedForm

Form = TypeVar("Form", bound=PostedForm)

# The fields that somebody types into; the editor's forms give theirs a common beginning.
TYPED = re.compile(r"message|body|note|f\..+|name|label|phrases|online|(at|starts|ends)\.day")
# What is asked for anew, and never carried along.
NOT_KEPT = re.compile(
    r"csrf_token|proof_.+|current|password|again|code|sealed|challenge|credential"
)
KEPT = timedelta(hours=12)
PURPOSE = b"unsent"
UNSENT = lazy_gettext(
    "You had been signed out, so nothing was sent. Your text is still here: check it and send it "
    "again."
)


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """A form that was not taken: which one, about what (as in its URL), and what stood in it.

    `moderator_id` says whose it is, where the session that was over is still known.
    """

    endpoint: str
    about: dict[str, Any]
    moderator_id: int | None
    fields: dict[str, str] = field(repr=False)

    @property
    def has_text(self) -> bool:
        """Whether somebody has typed anything; else it is a button that was pressed."""
        return any(has_visible(text) for name, text in self.fields.items() if TYPED.fullmatch(name))

    @property
    def public_id(self) -> str:
        """The comment or the draft that it is about, or nothing."""
        return str(self.about.get("public_id", ""))

    @property
    def feature(self) -> str:
        """The name of the blueprint that the form belongs to."""
        return self.endpoint.partition(".")[0]

    def belongs_to(self, moderator: Moderator) -> bool:
        """Tell whether it may be shown to a moderator, with what it is about."""
        is_theirs = self.moderator_id in {None, moderator.id}
        return is_theirs and moderator.role.may_open(self.feature)


# Shows it in its form again.
Page = Callable[[Unsent], Response]


class UnsentTexts:
    """The last text of each moderator that could not be sent; gone with the process."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages
        self._lock = threading.Lock()
        self._kept: dict[int, tuple[datetime, Unsent]] = {}

    def has_page(self, unsent: Unsent) -> bool:
        """Tell whether a form can be shown again; nothing else is kept."""
        is_about_comment = bool(unsent.public_id) and unsent.feature in self._pages
        return unsent.endpoint in self._pages or is_about_comment

    def page(self, unsent: Unsent) -> Response:
        """Show a text in its form again: on a page of its own, or that of what it is about."""
        page = self._pages.get(unsent.endpoint) or self._pages[unsent.feature]
        return page(unsent)

    def keep(self, unsent: Unsent, *, now: datetime) -> None:
        """Remember a text for its moderator, where that one is known; a mere press ousts none."""
        if unsent.moderator_id is None:
            return
        with self._lock:
            _, earlier = self._kept.get(unsent.moderator_id, (now, unsent))
            if earlier.has_text and not unsent.has_text:
                return
            self._kept[unsent.moderator_id] = now, unsent

    def take(self, moderator_id: int, *, now: datetime) -> Unsent | None:
        """Return a moderator's text and forget it."""
        with self._lock:
            kept_at, unsent = self._kept.pop(moderator_id, (now, None))
        return unsent if now - kept_at < KEPT else None


def init_app(app: Flask, pages: Mapping[str, Page]) -> None:
    """Keep unsent texts from now on; `pages` show one of them.

    They are named by its endpoint, or by its blueprint for all that is about a comment.
    """
    app.extensions["unsent_texts"] = UnsentTexts(pages)


def unsent_texts() -> UnsentTexts:
    """Return what this process remembers."""
    texts: UnsentTexts = current_app.extensions["unsent_texts"]
    return texts


def typed_in_request(*, moderator_id: int | None) -> Unsent | None:
    """Return what this request brings about something, if somebody has typed anything."""
    unsent = sent_in_request(moderator_id=moderator_id)
    return unsent if unsent is not None and unsent.has_text else None


def sent_in_request(*, moderator_id: int | None) -> Unsent | None:
    """Return what this request brings about something: what was typed, or the press of a button.

    The latter only of a moderator who is known, and about a comment or a draft: they are to see
    that nothing came of it.
    """
    unsent = Unsent(
        endpoint=str(request.endpoint),
        about=dict(request.view_args or {}),
        moderator_id=moderator_id,
        fields={name: text for name, text in request.form.items() if not NOT_KEPT.fullmatch(name)},
    )
    is_press = moderator_id is not None and bool(unsent.public_id)
    is_worth_it = unsent.has_text or is_press
    return unsent if is_worth_it and unsent_texts().has_page(unsent) else None


def form_again(kind: type[Form], unsent: Unsent) -> Form:
    """Return a form as it was typed, with word of why it was not sent."""
    form = kind(formdata=MultiDict(unsent.fields))
    form.form_errors.append(UNSENT)
    return form


def sealed(unsent: Unsent) -> str:
    """Return it as the page for signing in carries it."""
    clear = zlib.compress(json.dumps(asdict(unsent)).encode())
    return seal_bytes(clear, purpose=PURPOSE, secret=str(current_app.secret_key), now=now())


def opened(text: str) -> Unsent | None:
    """Return what `sealed` has written, or nothing after half a day."""
    secret, seconds = str(current_app.secret_key), int(KEPT.total_seconds())
    clear = open_bytes(text, purpose=PURPOSE, seconds=seconds, secret=secret, now=now())
    return Unsent(**json.loads(zlib.decompress(clear))) if clear is not None else None
