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

from flask import Flask, Response, current_app, request

from ethreader.accounts.models import Moderator
from ethreader.base.invisible import has_visible
from ethreader.base.sealing import open_bytes, seal_bytes
from ethreader.web.current import now

# The fields that somebody types into; the editor's forms give theirs a common beginning.
TYPED = re.compile(r"message|body|note|f\..+")
KEPT = timedelta(hours=12)
PURPOSE = b"unsent"


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """A form that was not taken: which one, about what, and what stood in it.

    `moderator_id` says whose it is, where the session that was over is still known.
    """

    endpoint: str
    public_id: str
    moderator_id: int | None
    fields: dict[str, str] = field(repr=False)

    @property
    def has_text(self) -> bool:
        """Whether somebody has typed anything; else it is a button that was pressed."""
        return any(has_visible(text) for name, text in self.fields.items() if TYPED.fullmatch(name))

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

    def page(self, unsent: Unsent) -> Response:
        """Show a text in its form again."""
        return self._pages[unsent.feature](unsent)

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
    """Keep unsent texts from now on; `pages` show one of them, by the name of its blueprint."""
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

    The latter only of a moderator who is known: they are to see that nothing came of it.
    """
    public_id = (request.view_args or {}).get("public_id")
    if public_id is None:
        return None
    fields = {name: text for name, text in request.form.items() if name != "csrf_token"}
    unsent = Unsent(
        endpoint=str(request.endpoint),
        public_id=public_id,
        moderator_id=moderator_id,
        fields=fields,
    )
    return unsent if unsent.has_text or moderator_id is not None else None


def sealed(unsent: Unsent) -> str:
    """Return it as the page for signing in carries it."""
    clear = zlib.compress(json.dumps(asdict(unsent)).encode())
    return seal_bytes(clear, purpose=PURPOSE, secret=str(current_app.secret_key), now=now())


def opened(text: str) -> Unsent | None:
    """Return what `sealed` has written, or nothing after half a day."""
    secret, seconds = str(current_app.secret_key), int(KEPT.total_seconds())
    clear = open_bytes(text, purpose=PURPOSE, seconds=seconds, secret=secret, now=now())
    return Unsent(**json.loads(zlib.decompress(clear))) if clear is not None else None
