"""The mail process itself, killed at any moment."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.browser.server import PATIENCE, Site, free_port
from tests.mail.commenting import post_with_wish
from tests.mail.inbox import Inbox

pytestmark = pytest.mark.browser
DUPLICATES = (
    "A duplicate is a mail that the server had taken when the process was killed before it could "
    "tick it off; it comes again under the same Message-ID, which mail programs show once."
)


@dataclass(frozen=True, kw_only=True)
class Run:
    """How many mails, how many kills, and and how long a process lives before its kill."""

    mails: int
    kills: int
    shortest: float
    longest: float
    posting: float  # For which part of that time comments are posted.


RUNS = [
    pytest.param(Run(mails=30, kills=6, shortest=0.5, longest=2.5, posting=0.0), id="6 kills"),
    pytest.param(
        Run(mails=2000, kills=200, shortest=1.0, longest=2.6, posting=0.9),
        id="200 kills",
        marks=pytest.mark.endurance,
    ),
]


def post_all(site: Site, addresses: list[str], *, seconds: float) -> None:
    """Post for every address, as evenly over `seconds` as it goes."""
    begin = time.monotonic()
    for number, address in enumerate(addresses):
        post_with_wish(site, address)
        time.sleep(max(0.0, begin + seconds * number / len(addresses) - time.monotonic()))


def wait_for_all(inbox: Inbox, wishes: set[str], site: Site) -> None:
    """Wait until every address has its mail, for as long as mails come in."""
    had, still = 0, time.monotonic()
    while {str(each["To"]) for each in list(inbox.mails)} != wishes:
        if len(inbox.mails) > had:
            had, still = len(inbox.mails), time.monotonic()
        assert time.monotonic() - still < 30, f"No mail any more after {had}. {site.log}"
        time.sleep(0.2)


@pytest.mark.parametrize("run", RUNS)
def test_a_mail_process_that_is_killed_loses_no_mail(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox = Inbox()
    inbox.port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    site = Site(
        tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url, ETHREADER_MAIL_HOURLY="100000"
    ).start()
    mail = site.start_mail()
    wishes = {f"reader@{number}.mail{number}.example" for number in range(run.mails)}
    taken_at_kills = []
    try:
        with ThreadPoolExecutor(1) as pool:
            lives = run.kills * (run.shortest + run.longest) / 2
            load = pool.submit(post_all, site, sorted(wishes), seconds=run.posting * lives)
            dice = random.Random(7)
            for _ in range(run.kills):
                time.sleep(dice.uniform(run.shortest, run.longest))  # The moment is the subject.
                mail.kill()
                mail.wait(timeout=PATIENCE)
                taken_at_kills.append(len(inbox.mails))
                mail = site.start_mail()
        load.result()
        wait_for_all(inbox, wishes, site)
    finally:
        mail.terminate()
        mail.wait(timeout=PATIENCE)
        site.stop()
        controller.stop()

    # Sent twice is possible, under one Message-ID; sent to nobody is not.
    ids_of = {address: set[str]() for address in wishes}
    for each in inbox.mails:
        ids_of[str(each["To"])].add(str(each["Message-ID"]))
    duplicates = len(inbox.mails) - run.mails
    busy = sum(later > earlier for earlier, later in pairwise([0, *taken_at_kills]))
    lost = list(ids_of.values()).count(set())
    with capsys.disabled():
        print(
            f"\n{run.mails} mails, {run.kills} kills, {busy} of them of a process that had "
            f"sent something: {lost} lost, {duplicates} duplicates. {DUPLICATES}"
        )
    assert Counter(map(len, ids_of.values())) == {1: run.mails}
    assert duplicates <= run.kills
