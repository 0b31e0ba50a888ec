"""A stranger who wants somebody mailed, by whatever way there is but for the visitors' limits."""

import itertools
from collections.abc import Iterator

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.tokens import new_token
from ethreader.events.queries import article
from ethreader.mail.service import ask_to_confirm
from tests.conftest import make_comment
from tests.times import utcnow

VICTIM = "vic.tim@gmail.com"


def spellings(mailbox: str) -> Iterator[str]:
    """Yield emails that all lead to one mailbox, for ever."""
    local, _, domain = mailbox.partition("@")
    for number in itertools.count():
        yield f"{local}+{number}@{domain}"
        yield f"{local.upper()}+{number}@{domain}"
        yield f"{'.'.join(local.replace('.', ''))}+{number}@googlemail.com"


def ask_as(email: str) -> int:
    """Have a comment stored with the wish for news at an email; return the comment's number."""
    event = article("winter-meeting")
    assert event is not None
    comment = make_comment(event, body=f"For {new_token()}.")
    begin_write_transaction()
    ask_to_confirm(comment.id, email=email, language="en", days=90, now=utcnow())
    db.session.commit()
    return comment.id
