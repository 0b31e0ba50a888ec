"""The mail process that `flask serve` starts: killed, and with a site that is killed."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.server import PATIENCE, Site
from tests.mail.commenting import form_with_box, post_with_wish
from tests.mail.inbox import Inbox

pytestmark = pytest.mark.long


@pytest.fixture
def site(tmp_path: Path, inbox: Inbox) -> Iterator[Site]:
    """A site with its mail process."""
    site = Site(tmp_path / "instance", with_mail=True, ETHREADER_SMTP_URL=inbox.url).start()
    yield site
    site.stop()


def wait_until(is_so: Callable[[], object], site: Site) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, site.log
        time.sleep(0.05)


def mail_process_of(site: Site) -> int | None:
    """Return the mail process that the site has started."""
    assert site.process is not None
    pid = site.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").parent.parent.glob("*/children")
    for child in " ".join(each.read_text(encoding="ascii") for each in children).split():
        if Path(f"/proc/{child}/comm").read_text(encoding="ascii") == "mail process\n":
            return int(child)
    return None


def is_there(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text(encoding="ascii")


def test_a_killed_mail_process_is_there_again_and_ends_with_the_site(
    site: Site, inbox: Inbox
) -> None:
    killed = mail_process_of(site)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    post_with_wish(site, "vesna@mail.example")

    wait_until(lambda: inbox.recipients, site)
    later = mail_process_of(site)
    site.kill()

    assert later is not None
    assert later != killed
    wait_until(lambda: not is_there(later), site)
    assert inbox.recipients == ["vesna@mail.example"]
    assert "The mail process was ended by signal 9. It is started again in 1 s." in site.log


def test_a_site_that_is_stopped_stops_its_mail_process_and_says_nothing_of_it(site: Site) -> None:
    mail = mail_process_of(site)
    assert mail is not None

    site.stop()

    assert not is_there(mail)
    assert "It is started again" not in site.log
    assert "Traceback" not in site.log


def test_where_erasures_could_not_be_replayed_it_is_one_that_tries_that_again(site: Site) -> None:
    """It has a key already: without one, the site would wait for it."""
    form_with_box(site)
    site.stop()
    ledger = site.instance / "ledger" / "erasures.txt"
    assert ledger.is_file()
    ledger.unlink()
    ledger.mkdir()

    site.start()
    wait_until(lambda: mail_process_of(site), site)
    mail = mail_process_of(site)

    assert "It is tried again." in site.log
    assert b"\0mail\0run\0--parent\0" in Path(f"/proc/{mail}/cmdline").read_bytes()
