"""Posting to a running site, as a browser does."""

import re
import time
import urllib.parse
import urllib.request

from tests.browser.server import PATIENCE, Site
from tests.words import new_word

ARTICLE = "/events/unconditional-support-and-residence"


def post_with_wish(site: Site, address: str) -> None:
    """Post a comment with the wish to be told of answers."""
    form = form_with_box(site)
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)
    assert stamp is not None
    # Random: the same words twice within ten minutes would be one comment.
    fields = {"body": f"From {new_word()}", "name": "Reader", "email": address}
    data = urllib.parse.urlencode({**fields, "notify": "y", "stamp": stamp[1]}).encode()
    request = urllib.request.Request(
        f"{site.url}{ARTICLE}/comments", data=data, headers={"HX-Request": "true"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        assert response.status == 201


def form_with_box(site: Site) -> str:
    """Return the form once it offers the wish: the mail process makes its key first."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with urllib.request.urlopen(f"{site.url}{ARTICLE}/comments/new", timeout=PATIENCE) as page:
            text: str = page.read().decode()
        if 'name="notify"' in text:
            return text
        assert time.monotonic() < deadline, site.log
        time.sleep(0.1)
