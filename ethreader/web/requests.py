"""Requests as they are read: within bounds, and at once where all of one has arrived."""

from io import BytesIO
from typing import IO
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property
from werkzeug.wsgi import get_input_stream

from ethreader.web.bodies import BODY_LIMIT, FIELDS_LIMIT

FORM = "application/x-www-form-urlencoded"
BROKEN = "werkzeug.url_quote"
"""how werkzeug reads what is no UTF-8: as its escapes"""
NO_FILES: ImmutableMultiDict[str, object] = ImmutableMultiDict()


class LimitedRequest(Request):
    """A request that says itself how much of it is read, unless it may be more (`bodies`).

    Flask would look that up in its settings, several times for each form. werkzeug reads what may
    come bit by bit, from wherever, in whichever form; what the border hands over is there.
    """

    max_content_length = BODY_LIMIT
    max_form_memory_size = BODY_LIMIT
    max_form_parts = FIELDS_LIMIT

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body, of which no more can be read than there may be."""
        body: IO[bytes] = self.environ["wsgi.input"]
        limit = self.max_content_length or 0
        if (
            self.environ.get("wsgi.input_terminated")
            and isinstance(body, BytesIO)
            and body.getbuffer().nbytes <= limit
        ):
            return body
        return get_input_stream(self.environ, max_content_length=limit)

    def _load_form_data(self) -> None:
        """Take the fields apart, once; a form in parts is werkzeug's."""
        if "form" in vars(self) or self.mimetype != FORM:
            super()._load_form_data()
            return
        fields = parse_qsl(
            self.get_data().decode(errors=BROKEN), keep_blank_values=True, errors=BROKEN
        )
        vars(self).update(form=ImmutableMultiDict(fields), files=NO_FILES)
