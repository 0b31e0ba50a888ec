"""Which content a request reads: what is made of it holds until content changes."""

from collections.abc import Hashable

from flask import has_request_context, request

from ethreader.base.revisions import numbers_of
from ethreader.base.topics import CONTENT, EVERYTHING

KEY = "ethreader.content_read"


def content_read() -> Hashable:
    """Return what tells the content of now from any other; asked once a request.

    To be asked before content is read: what is read after it may be newer, never older.
    """
    if not has_request_context():
        return numbers_of((CONTENT, EVERYTHING))
    environ = request.environ
    if KEY not in environ:
        environ[KEY] = numbers_of((CONTENT, EVERYTHING))
    read: Hashable = environ[KEY]
    return read
