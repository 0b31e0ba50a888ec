"""Erasing by the real commands, on a running site; and a backup from before, put back."""

import re
import shutil
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.server import PATIENCE, Site
from tests.comments.forms import fields_of
from tests.mail.commenting import ARTICLE, form_with_box

pytestmark = pytest.mark.browser

ADDRESS = "marked-eraser@mail.example"
OTHER = "somebody-else@mail.example"
GONE = (b"Gone-published", b"Gone-waiting", b"Nameqx-published", b"Nameqx-waiting")
STAYS = b"Stays-where-it-is"


def post(site: Site, *, body: bytes, name: bytes, address: str) -> None:
    stamp = fields_of(form_with_box(site))["stamp"]
    fields = {"body": body, "name": name, "email": address, "notify": "y", "stamp": stamp}
    request = urllib.request.Request(
        f"{site.url}{ARTICLE}/comments",
        data=urllib.parse.urlencode(fields).encode(),
        headers={"HX-Request": "true"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        assert response.status == 201


def confirm_all(site: Site, *, count: int) -> None:
    """Press the button in each mail that lands in the instance folder."""
    deadline = time.monotonic() + PATIENCE
    while len(list(site.instance.glob("mail/*.sealed"))) < count:
        assert time.monotonic() < deadline, site.log
        time.sleep(0.1)
    for path in re.findall(r"/mail/confirm/[A-Za-z0-9_-]+", site.command("mail", "read")):
        request = urllib.request.Request(f"{site.url}{path}", data=b"")
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            assert response.status == 200


def kept(site: Site) -> list[bytes]:
    """Return which of the marked words are in any byte of the instance folder."""
    content = b"".join(path.read_bytes() for path in site.instance.rglob("*") if path.is_file())
    return [word for word in (*GONE, STAYS) if word in content]


def contacts(site: Site) -> int:
    with closing(sqlite3.connect(site.instance / "ethreader.sqlite3")) as database:
        count: int = database.execute("SELECT count(*) FROM contact").fetchone()[0]
        return count


def back_up(site: Site, path: Path) -> None:
    source = sqlite3.connect(site.instance / "ethreader.sqlite3")
    with closing(source) as now, closing(sqlite3.connect(path)) as then:
        now.backup(then)


def restore(site: Site, path: Path) -> None:
    for each in site.instance.glob("ethreader.sqlite3*"):
        each.unlink()
    shutil.copy(path, site.instance / "ethreader.sqlite3")


def until(site: Site, expected: list[bytes]) -> list[bytes]:
    """Return what is kept once it is what is expected, or after ten seconds."""
    deadline = time.monotonic() + PATIENCE
    while kept(site) != expected and time.monotonic() < deadline:
        time.sleep(0.1)
    return kept(site)


def end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(timeout=PATIENCE)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A running site with a published and a waiting comment of one address, and another's."""
    site = Site(tmp_path / "instance").start()
    mail = site.start_mail()
    try:
        post(site, body=GONE[0], name=GONE[2], address=ADDRESS)
        post(site, body=STAYS, name=b"Other", address=OTHER)
        assert site.command("comments", "publish", "--waiting", "--yes") == "2 published.\n"
        confirm_all(site, count=2)  # Who has not answered is asked once only.
        post(site, body=GONE[1], name=GONE[3], address=ADDRESS)
        confirm_all(site, count=3)
    finally:
        end(mail)
    yield site
    site.stop()


def test_erased_comments_are_gone_at_once_and_a_restored_backup_brings_none_back(
    site: Site, tmp_path: Path
) -> None:
    assert kept(site) == [*GONE, STAYS]
    back_up(site, tmp_path / "backup")

    said = site.command("privacy", "erase", "--comments", typed=ADDRESS.upper())

    assert said.startswith("2 emails and 2 comments erased.\n2 mails in the instance folder")
    assert (kept(site), contacts(site)) == ([STAYS], 1)
    with urllib.request.urlopen(f"{site.url}{ARTICLE}/comments", timeout=PATIENCE) as page:
        shown = page.read()
    assert [word for word in (*GONE, STAYS) if word in shown] == [STAYS]
    assert site.command("privacy", "report", typed=ADDRESS) == "Nothing is held under that email.\n"

    site.stop()
    restore(site, tmp_path / "backup")
    assert kept(site) == [*GONE, STAYS]
    site.start()
    assert (kept(site), contacts(site)) == ([STAYS], 1)

    site.stop()
    restore(site, tmp_path / "backup")
    mail = site.start_mail()
    try:
        assert until(site, [STAYS]) == [STAYS]
    finally:
        end(mail)
    assert contacts(site) == 1


def test_an_erased_address_does_not_come_back_either(site: Site, tmp_path: Path) -> None:
    back_up(site, tmp_path / "backup")

    said = site.command("privacy", "erase", typed=ADDRESS)

    assert said.startswith("2 emails erased.\n2 mails in the instance folder deleted.")
    assert (kept(site), contacts(site)) == ([*GONE, STAYS], 1)
    site.stop()
    restore(site, tmp_path / "backup")
    assert contacts(site) == 3
    site.start()
    assert contacts(site) == 1
    assert site.command("privacy", "report", typed=ADDRESS) == "Nothing is held under that email.\n"
    assert "email kept until" in site.command("privacy", "report", typed=OTHER)
