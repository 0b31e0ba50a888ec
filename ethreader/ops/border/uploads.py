"""Who may send a file: asked before more of a body is read than any form has.

A stranger is told by the length alone, as everywhere: nobody else can have the site hold in
memory what is as large as a picture.
"""

from flask import Flask
from granian.rsgi import Scope

from ethreader.ops.border.bodies import Body
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import environ_of, respond
from ethreader.web.bodies import BODY_LIMIT, UPLOAD

ADMITTED = 204


class Uploads:
    """Asks the application about who sends more than a form."""

    def __init__(self, application: Flask, *, threads: Threads) -> None:
        self._application = application
        self._threads = threads

    async def is_admitted(self, scope: Scope) -> bool:
        """Tell whether a request brings a file, from somebody who may send one."""
        length = scope.headers.get("content-length") or "0"
        is_large = length.isdecimal() and int(length) > BODY_LIMIT
        if scope.method != "POST" or not is_large or not UPLOAD.search(scope.path):
            return False
        # The same page says by GET whether it is for this visitor.
        asking = environ_of(scope, Body()) | {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "0"}
        response = await self._threads.run(respond, self._application, asking)
        return response.status == ADMITTED
