"""Reading a thread by its links."""

import html
import re
from collections import deque
from collections.abc import Iterator

from flask.testing import FlaskClient

from tests.comments.forms import comment_ids
from tests.visitors import HTMX

MORE = re.compile(r'class="more-link" href="([^"]+)"')


def walked_pages(client: FlaskClient, start: str) -> Iterator[str]:
    """Follow every “show more” from a page on; yield what is seen, piece by piece."""
    waiting = deque([start])
    while waiting:
        response = client.get(waiting.popleft(), headers=HTMX)
        assert response.status_code == 200
        waiting += [html.unescape(link) for link in MORE.findall(response.text)]
        yield response.text


def walked(client: FlaskClient, start: str) -> list[str]:
    """Return the ids of the comments that are reached from a page by links, in their order."""
    return [id_ for page in walked_pages(client, start) for id_ in comment_ids(page)]
