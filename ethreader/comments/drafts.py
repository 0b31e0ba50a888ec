"""What a reader hands in, as a value. There is no place in it for an email."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ethreader.base.markup import comment_html

NAME_LIMIT = 80
BODY_LIMIT = 5000


@dataclass(frozen=True, kw_only=True)
class TypedText:
    """A text of a good shape, as typed and as it is shown.

    It is rendered as it is made: by whoever has read the form, before a lock is taken that others
    wait for.
    """

    body: str = field(repr=False)
    body_html: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "body_html", comment_html(self.body))


@dataclass(frozen=True, kw_only=True)
class EditedText(TypedText):
    """Name and text, to be put in place of others."""

    name: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Draft(TypedText):
    """A comment as typed, after its shape was found good.

    `parent` is the public id of the comment that it replies to; the `idempotency_key` was made
    in the browser.
    """

    name: str = field(repr=False)
    parent: str | None
    idempotency_key: str | None = field(repr=False)
    stamped_at: datetime

    @cached_property
    def idempotency_digest(self) -> str | None:
        """What is stored of the key: for minutes, the key itself is told the author's link."""
        return (
            hashlib.sha256(self.idempotency_key.encode()).hexdigest()
            if self.idempotency_key
            else None
        )
