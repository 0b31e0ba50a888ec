"""The token of a form: proof that this site issued it, for which event and when.

It carries no secret of the reader's and is the same for all who ask in the same hour,
so that a page with a form in it can be cached.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from ethreader.i18n.texts import Text, lazy_gettext

LIFETIME = timedelta(hours=48)
PAGE_STEP = timedelta(hours=1)


class FormTokenRefused(Exception):
    """The form has to be sent once more, with the fresh token that comes back."""

    sentence: Text


class FormTokenExpired(FormTokenRefused):
    """The form was opened too long ago."""

    sentence = lazy_gettext(
        "The form was open for more than two days, so it has to be sent once more. "
        "Your text is still here: press “Send comment” again."
    )


class FormTokenInvalid(FormTokenRefused):
    """Another site issued that token, or it belongs to another event."""

    sentence = lazy_gettext(
        "This form did not come from this page, so it has to be sent once more. "
        "Your text is still here: press “Send comment” again."
    )


def issue(slug: str, *, secret: str, now: datetime) -> str:
    """Return a token for a form that is made for one reader, exact to the second."""
    return _serializer(secret, int(now.timestamp())).dumps(slug)


def issue_for_page(slug: str, *, secret: str, now: datetime) -> str:
    """Return a token for a form within a page that everybody gets: exact to the hour."""
    step = int(PAGE_STEP.total_seconds())
    return _issued(slug, secret, int(now.timestamp()) // step * step)


@lru_cache(maxsize=1000)
def _issued(slug: str, secret: str, seconds: int) -> str:
    return _serializer(secret, seconds).dumps(slug)


def read(token: str, slug: str, *, secret: str, now: datetime) -> datetime:
    """Return when `token` was issued; raise `FormTokenInvalid` or `FormTokenExpired`."""
    try:
        token_slug, issued = _signed(token, secret)
    except BadData:
        raise FormTokenInvalid from None
    age = int(now.timestamp()) - int(issued.timestamp())
    if not 0 <= age <= LIFETIME.total_seconds():
        raise FormTokenExpired
    if token_slug != slug:
        raise FormTokenInvalid
    return issued


@lru_cache(maxsize=1000)
def _signed(token: str, secret: str) -> tuple[str, datetime]:
    """Return what a token says, and when; many send the same one. Only genuine ones are kept."""
    slug, issued = _serializer(secret, 0).loads(token, return_timestamp=True)
    return slug, issued


class _SignerAt(TimestampSigner):
    """Signs for a moment that it is given: the clock belongs to the request."""

    def __init__(self, *args: Any, seconds: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seconds = seconds

    def get_timestamp(self) -> int:
        return self._seconds


def _serializer(secret: str, seconds: int) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        secret, salt="comment-form", signer=_SignerAt, signer_kwargs={"seconds": seconds}
    )
