"""The mail process itself, killed at any moment."""

import random
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.conftest import ROOT
from tests.journeys.server import FLASK, Site, free_port
from tests.mail.inbox import Inbox
from tests.mail.posting import post_with_wish

pytestmark = pytest.mark.journey
MAILS = 30
KILLS = 6


def start_mail(site: Site) -> subprocess.Popen[bytes]:
    with site.log_path.open("ab") as log:
        return subprocess.Popen(
            [*FLASK, "mail", "run"], cwd=ROOT, env=site.environment, stdout=log, stderr=log
        )


def test_a_mail_process_that_is_killed_loses_no_mail(tmp_path: Path) -> None:
    inbox = Inbox()
    inbox.port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    site = Site(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url).start()
    mail = start_mail(site)
    wishes = {f"reader{number}@mail.example" for number in range(MAILS)}
    try:
        for address in sorted(wishes):
            post_with_wish(site, address)
        dice = random.Random(7)
        for _ in range(KILLS):
            time.sleep(dice.uniform(0.5, 2.5))  # The moment of the kill is the subject.
            mail.kill()
            mail.wait(timeout=20)
            mail = start_mail(site)
        deadline = time.monotonic() + 60
        while {str(each["To"]) for each in inbox.mails} != wishes:
            assert time.monotonic() < deadline, site.log
            time.sleep(0.1)
    finally:
        mail.terminate()
        mail.wait(timeout=20)
        site.stop()
        controller.stop()

    # Sent twice is possible, under one Message-ID; sent to nobody is not.
    ids_of = {address: set[str]() for address in wishes}
    for each in inbox.mails:
        ids_of[str(each["To"])].add(str(each["Message-ID"]))
    assert Counter(map(len, ids_of.values())) == {1: MAILS}
    assert len(inbox.mails) <= MAILS + KILLS
