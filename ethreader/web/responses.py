"""Responses as they are sent: the head of each is written once."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

# Headers by their names in small letters.
Protection = Mapping[str, tuple[str, str]]

# A path of this site, with nothing in it that would have to be written in another way.
_IN_PATH = r"\w.~!$&'()*+,:;=@%-"
PLAIN_PATH = re.compile(
    rf"/(?:[{_IN_PATH}][{_IN_PATH}/]*)?(?:\?[{_IN_PATH}/?]+)?(?:#[{_IN_PATH}/?]+)?", re.ASCII
)


class SiteResponse(Response):
    """A response that is sent once, with what protects it.

    werkzeug's may be sent several times: it copies all headers, one after another, to change the
    copy. Here that is left to it where there is something to change.
    """

    protection: Protection = MappingProxyType({})
    """of which those are sent that the response does not say otherwise"""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """Return the headers that are sent, but for the protection."""
        return self.headers if self._is_ready else super().get_wsgi_headers(environ)

    def get_wsgi_response(
        self, environ: "WSGIEnvironment"
    ) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """Return body, status and head."""
        body, status, headers = super().get_wsgi_response(environ)
        own = {name.lower() for name, _ in headers}
        headers += [header for name, header in self.protection.items() if name not in own]
        return body, status, headers

    @property
    def _is_ready(self) -> bool:
        """Whether werkzeug would change nothing of the headers."""
        status = self.status_code
        if status < 200 or status in {204, 304}:  # They say nothing of a body.
            return False
        own = {name.lower(): value for name, value in self.headers}
        if "content-length" not in own or "content-location" in own:
            return False
        return "location" not in own or PLAIN_PATH.fullmatch(own["location"]) is not None
