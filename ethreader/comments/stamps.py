"""The stamp of a form: proof that this site issued it, for which event and when.

It carries no secret of the reader's and is the same for all who ask in the same hour,
so that a page with a form in it can be cached.
"""

from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

LIFETIME = timedelta(hours=48)
PAGE_STEP = timedelta(hours=1)


class FormTokenExpired(Exception):
    """The form was opened too long ago."""


class FormTokenInvalid(Exception):
    """Another site issued that stamp, or it belongs to another event."""


def issue(slug: str, *, secret: str, now: datetime) -> str:
    """Return a stamp for a form that is made for one reader, exact to the second."""
    return _signer(secret).dumps([slug, int(now.timestamp())])


def issue_for_page(slug: str, *, secret: str, now: datetime) -> str:
    """Return a stamp for a form within a page that everybody gets: exact to the hour."""
    step = int(PAGE_STEP.total_seconds())
    seconds = int(now.timestamp()) // step * step
    return _signer(secret).dumps([slug, seconds])


def read(stamp: str, slug: str, *, secret: str, now: datetime) -> datetime:
    """Return when `stamp` was issued; raise `FormTokenInvalid` or `FormTokenExpired`."""
    try:
        stamped_slug, seconds = _signer(secret).loads(stamp)
    except (BadData, TypeError, ValueError):
        raise FormTokenInvalid from None
    if stamped_slug != slug:
        raise FormTokenInvalid
    issued = datetime.fromtimestamp(seconds, UTC)
    if now - issued > LIFETIME:
        raise FormTokenExpired
    return issued


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="comment-form")
