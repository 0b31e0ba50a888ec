"""The serving process, killed at any moment while comments come in."""

import hashlib
import http.client
import random
import re
import secrets
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser.server import PATIENCE, Site
from tests.words import LETTERS, new_word

pytestmark = pytest.mark.browser
ARTICLE = "/events/unconditional-support-and-residence"
WRITERS = 3
RUNS = [
    pytest.param(3, id="3 kills"),
    pytest.param(200, id="200 kills", marks=pytest.mark.endurance),
]


@dataclass
class Load:
    """Readers who send one comment after the other, and again what got no answer."""

    site: Site
    stamp: str
    stopped: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[str] = field(default_factory=list)
    sent_again: int = 0

    def write(self) -> None:
        """Send comments until stopped; every second lost one is sent again until it arrives."""
        while not self.stopped.is_set():
            body, key = _new_body(), secrets.token_hex(16)
            again = False
            while not self._is_taken(body, key):
                if self.stopped.is_set() or (not again and key < "8"):
                    break
                again = True
                self.sent_again += 1
                time.sleep(0.05)
            else:
                self.acknowledged.append(body)

    def await_more(self) -> None:
        """Wait until the site takes comments: its first ones take long on a busy machine."""
        so_far, end = len(self.acknowledged), time.monotonic() + PATIENCE
        while len(self.acknowledged) <= so_far and time.monotonic() < end:
            time.sleep(0.05)

    def _is_taken(self, body: str, key: str) -> bool:
        fields = {"body": body, "name": body[:20], "stamp": self.stamp, "key": key}
        request = urllib.request.Request(
            f"{self.site.url}{ARTICLE}/comments",
            data=urllib.parse.urlencode(fields).encode(),
            headers={"HX-Request": "true"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return bool(response.status == 201)
        except urllib.error.HTTPError:
            raise  # The site refused: that is no kill.
        except (OSError, http.client.HTTPException):
            return False


def _new_body() -> str:
    """Return a text that shows whether it is whole, and that nobody takes for a phone number."""
    words = " ".join(new_word() for _ in range(60))
    return f"{words} {_sum_of(words)}"


def _sum_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest().translate(LETTERS)


def _is_whole(body: str, name: str) -> bool:
    words, _, checksum = body.rpartition(" ")
    return checksum == _sum_of(words) and name == body[:20]


def stamp_of(site: Site) -> str:
    with urllib.request.urlopen(f"{site.url}{ARTICLE}/comments/new", timeout=PATIENCE) as page:
        found = re.search(r'name="stamp" value="([^"]+)"', page.read().decode())
    assert found is not None
    return found[1]


@pytest.mark.parametrize("kills", RUNS)
def test_a_site_that_is_killed_keeps_every_acknowledged_comment_once(
    tmp_path: Path, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site(tmp_path / "instance").start()
    load = Load(site, stamp_of(site))
    dice = random.Random(11)
    with ThreadPoolExecutor(WRITERS) as pool:
        try:
            writers = [pool.submit(load.write) for _ in range(WRITERS)]
            for _ in range(kills):
                load.await_more()
                time.sleep(dice.uniform(0, 0.7))  # The moment is the subject.
                site.kill()
                site.start()
            time.sleep(0.3)
        finally:
            load.stopped.set()
        for writer in writers:
            writer.result()
    site.stop()

    with sqlite3.connect(site.instance / "ethreader.sqlite3") as database:
        intact = database.execute("PRAGMA integrity_check").fetchall()
        rows = database.execute("SELECT body, name FROM comment WHERE state = 'pending'").fetchall()
    stored = Counter(body for body, _ in rows)
    lost = [body for body in load.acknowledged if body not in stored]
    doubled = [body for body, count in stored.items() if count > 1]
    torn = [body for body, name in rows if not _is_whole(body, name)]
    with capsys.disabled():
        print(
            f"\n{len(load.acknowledged)} comments acknowledged over {kills} kills, "
            f"{load.sent_again} sendings repeated: "
            f"{len(lost)} lost, {len(doubled)} doubled, {len(torn)} torn."
        )
    assert intact == [("ok",)]
    assert (lost, doubled, torn) == ([], [], [])
    assert len(load.acknowledged) >= kills
    assert load.sent_again > 0
