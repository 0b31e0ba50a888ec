"""Responses as they are sent: the head of each is written once."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Response

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
    copy, and puts what may have to be closed around the body. Here that is left to it where there
    is something to change or to close.
    """

    protection: Protection = MappingProxyType({})
    """of which those are sent that the response does not say otherwise"""

    def get_wsgi_response(
        self, environ: "WSGIEnvironment"
    ) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """Return body, status and head."""
        body: Any = self.response
        status, head = self.status, list(self.headers)
        said = {name.lower(): value for name, value in head}
        if environ["REQUEST_METHOD"] == "HEAD" or not self._is_ready(said, body):
            body, status, head = super().get_wsgi_response(environ)
            said = dict.fromkeys((name.lower() for name, _ in head), "")
        head += [header for name, header in self.protection.items() if name not in said]
        return body, status, head

    def _is_ready(self, said: Mapping[str, str], body: Any) -> bool:
        """Tell whether werkzeug would change nothing, and do nothing afterwards."""
        if self.status_code < 200 or self.status_code in {204, 304}:  # They say nothing of a body.
            return False
        if "content-length" not in said or "content-location" in said:
            return False
        if "location" in said and PLAIN_PATH.fullmatch(said["location"]) is None:
            return False
        if self._on_close or type(body) is not list:
            return False
        return not body or (len(body) == 1 and type(body[0]) is bytes)
