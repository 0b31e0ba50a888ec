"""Walking every address of a running site, as everybody who could."""

import http.client
import itertools
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.browser.server import PATIENCE, Site

# What a visitor brings along without typing it.
NETWORK = "db8:4711:beef"
BROWSER = "Mozilla/5.0 MarkedBrowser/77.4711"
MACHINE = "127.0.0.77"
HTMX = {"HX-Request": "true"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, for whom, and what the request itself had typed."""

    who: str
    request: str
    status: int
    headers: dict[str, str]
    content: bytes
    typed: str

    @property
    def whole(self) -> bytes:
        """Headers and body."""
        lines = "".join(f"{name}: {value}\n" for name, value in self.headers.items())
        return lines.encode("latin-1") + self.content

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")


@dataclass
class Walker:
    """Asks as a browser behind a proxy does, each time from another provider's line unless told."""

    site: Site
    cookie: str = ""
    answers: list[Answer] = field(default_factory=list)
    _lines: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def ask(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | bytes | None = None,
        *,
        who: str = "a stranger",
        headers: Mapping[str, str] | None = None,
        line: int | None = None,
        typed: str = "",
    ) -> Answer:
        """Send one request and keep its answer."""
        number = line if line is not None else next(self._lines)
        sent = {
            "User-Agent": BROWSER,
            "X-Forwarded-For": f"{0x2001 + number:x}:{NETWORK}::77",
            **(headers or {}),
        }
        body = urllib.parse.urlencode(fields).encode() if isinstance(fields, Mapping) else fields
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if who == "a moderator":
            sent["Cookie"] = self.cookie
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.site.port, timeout=PATIENCE, source_address=(MACHINE, 0)
        )
        try:
            connection.request(method, path, body=body, headers=sent)
            came = connection.getresponse()
            answer = Answer(
                who=who,
                request=f"{method} {path.partition('?')[0]}{' by htmx' if headers else ''}",
                status=came.status,
                headers={name.title(): value for name, value in came.getheaders()},
                content=came.read(),
                typed=typed,
            )
        finally:
            connection.close()
        self.answers.append(answer)
        return answer
