"""Readers while others write and a moderator decides, against the same readers undisturbed."""

import html
import re
import threading
import time
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from tests.benchmarks.connection import Connection
from tests.benchmarks.figures import Figure, figure, interleaved
from tests.benchmarks.instance import HELD, OPEN, Filled, article
from tests.benchmarks.load import Load, read
from tests.benchmarks.posting import Commenter, stamp_of, stored
from tests.benchmarks.servers import Server, site
from tests.benchmarks.sizes import Sizes

READERS = 64
POSTS = 50  # A second.
COMMENTERS = 10  # Who share them: half under each article.
PAUSE = 0.5  # Seconds between two decisions.
QUEUE = "/moderation/"
FORM = re.compile(r'<form[^>]*action="(/moderation/comments/\w+/decision)".*?</form>', re.DOTALL)
FIELD = re.compile(r'name="(csrf_token|version|seen_report)"[^>]*value="([^"]*)"')
GZIP = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True, kw_only=True)
class Mixed:
    """What readers met undisturbed and disturbed, and what was done meanwhile."""

    quiet: Figure  # Milliseconds within which 99 of 100 pages came.
    busy: Figure
    quiet_rate: Figure  # Pages a second.
    busy_rate: Figure
    posts: float  # A second.
    decisions: int
    refused: int  # By the site, of readers, commenters and the moderator.
    lost: int  # Acknowledged and not stored.


class Moderator(threading.Thread):
    """Publishes the first comment that waits, again and again."""

    def __init__(self, server: Server, cookie: str, *, end: float) -> None:
        super().__init__(name="moderator")
        self._connection = Connection(server.port)
        self._headers = {"Cookie": f"moderation={cookie}"}
        self._end = end
        self.decided = 0
        self.refused = 0

    def run(self) -> None:
        """Work until the end."""
        while time.perf_counter() < self._end:
            self._decide()
            time.sleep(PAUSE)
        self._connection.close()

    def _decide(self) -> None:
        status, page = self._connection.get(QUEUE, self._headers)
        form = FORM.search(page.decode())
        self.refused += status >= 500
        if form is None:
            return
        fields = {name: html.unescape(value) for name, value in FIELD.findall(form[0])}
        sent = urlencode({**fields, "decision": "publish"})
        status, _ = self._connection.post(form[1], sent, self._headers)
        self.decided += status == 303
        self.refused += status >= 500


@dataclass(frozen=True)
class Part:
    """One half of a round."""

    load: Load
    posted: int = 0
    decisions: int = 0
    refused: int = 0
    lost: int = 0


def mixed(filled: Filled, sizes: Sizes) -> Mixed:
    """Read undisturbed and disturbed in turn."""
    with site(filled.instance) as server:
        work = {
            "quiet": partial(_quiet, server, sizes.mixed),
            "busy": partial(_busy, server, filled, sizes.mixed),
        }
        found = interleaved(work, rounds=sizes.rounds)
    busy = found["busy"]
    return Mixed(
        quiet=figure(found["quiet"], lambda each: each.load.p99),
        busy=figure(busy, lambda each: each.load.p99),
        quiet_rate=figure(found["quiet"], lambda each: each.load.rate),
        busy_rate=figure(busy, lambda each: each.load.rate),
        posts=sum(each.posted for each in busy) / (sizes.mixed * len(busy)),
        decisions=sum(each.decisions for each in busy),
        refused=sum(each.refused for each in busy),
        lost=sum(each.lost for each in busy),
    )


def _quiet(server: Server, seconds: float) -> Part:
    paths = [article(HELD), article(OPEN)]
    return Part(read(server, paths, connections=READERS, seconds=seconds, headers=GZIP))


def _busy(server: Server, filled: Filled, seconds: float) -> Part:
    before = stored(filled.database)
    end = time.perf_counter() + seconds
    slugs = [(HELD, OPEN)[number % 2] for number in range(COMMENTERS)]
    stamps = {slug: stamp_of(server, slug) for slug in set(slugs)}
    commenters = [Commenter(server, slug, stamp=stamps[slug]) for slug in slugs]
    moderator = Moderator(server, filled.cookie, end=end)
    send = {"pause": COMMENTERS / POSTS}
    threads = [threading.Thread(target=c.send_until, args=(end,), kwargs=send) for c in commenters]
    for each in (*threads, moderator):
        each.start()
    load = _quiet(server, seconds).load
    for each in (*threads, moderator):
        each.join()
    posted = sum(len(each.times) for each in commenters)
    refused = moderator.refused + sum(each.refused for each in commenters)
    return Part(
        load=load,
        posted=posted,
        decisions=moderator.decided,
        refused=refused + load.refused + load.lost,
        lost=posted - (stored(filled.database) - before),
    )
