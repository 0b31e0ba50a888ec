"""Requests as they are read: within bounds, and at once where all of one has arrived."""

from io import BytesIO
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property
from werkzeug.wsgi import get_input_stream

from ethreader.web.bodies import BODY_LIMIT, FIELDS_LIMIT, FORM

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
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
        body: Any = self.environ["wsgi.input"]
        limit = self.max_content_length
        # One that is no plain `BytesIO` raises why there is none.
        is_here = self.environ.get("wsgi.input_terminated") and type(body) is BytesIO
        if is_here and (limit is None or body.getbuffer().nbytes <= limit):
            whole: IO[bytes] = body
            return whole
        return get_input_stream(self.environ, max_content_length=limit)

    @property
    def want_form_data_parsed(self) -> bool:
        """Whether a form is read; none is where no guard has looked at what it costs to read."""
        return self.method not in SAFE_METHODS and bool(super().want_form_data_parsed)

    def _load_form_data(self) -> None:
        """Take the fields apart, once; a form in parts is werkzeug's."""
        if "form" in vars(self):
            return
        if self.mimetype != FORM or not self.want_form_data_parsed:
            super()._load_form_data()
            return
        try:
            text = self.get_data().decode()
        except UnicodeDecodeError:
            text = ""
        fields = parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")
        vars(self).update(form=ImmutableMultiDict(fields), files=NO_FILES)
