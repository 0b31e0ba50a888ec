"""The site as its operator starts, stops and kills it: real processes on real ports."""

import re
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.server import FLASK, PATIENCE, Site
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

ARTICLE = "/events/unconditional-support-and-residence"
WORDS = "A sentence that survives a power cut."
FIRST_LINK = re.compile(r"Nobody can sign in yet\. .+:\nhttp://[\d.:]+/moderation/link/[\w-]{43}\n")
LOADED = "The database was empty: the demo content is loaded.\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site that is not started yet."""
    site = Site(tmp_path / "instance")
    yield site
    site.stop()


def refusal_of(site: Site, **settings: str) -> str:
    """Start a site that cannot start, and return all that it says."""
    result = subprocess.run(
        [*FLASK, "serve", "--demo"],
        cwd=ROOT,
        env=site.environment | settings,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    return result.stderr


def get(site: Site, path: str) -> str:
    with urllib.request.urlopen(site.url + path, timeout=PATIENCE) as response:
        text: str = response.read().decode()
        return text


def send_comment(site: Site) -> int:
    """Send a comment as htmx does and return the status of the answer."""
    form = get(site, f"{ARTICLE}/comments/new")
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)
    assert stamp is not None
    body = urllib.parse.urlencode({"body": WORDS, "stamp": stamp[1]}).encode()
    request = urllib.request.Request(
        f"{site.url}{ARTICLE}/comments", data=body, headers={"HX-Request": "true"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        status: int = response.status
        return status


def answers(site: Site) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", site.port)) == 0


def falls_silent(site: Site, *, within: float = PATIENCE) -> bool:
    deadline = time.monotonic() + within
    while answers(site) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not answers(site)


# --- what prevents a start ----------------------------------------------------------------


def test_taken_port_gets_one_sentence(site: Site) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()

        said = refusal_of(site)

    assert said == (
        f"Error: The site cannot start. Port {site.port} is in use: another program listens on "
        f"127.0.0.1:{site.port}. Stop it, or choose another port, for example "
        f"PORT={site.port + 1}.\n"
    )


def test_second_start_on_the_same_port_gets_the_sentence_too(site: Site) -> None:
    site.start()

    said = refusal_of(site)

    assert said.startswith(f"Error: The site cannot start. Port {site.port} is in use: ")
    assert get(site, "/healthz") == "ok\n"


def test_instance_folder_that_cannot_be_made_gets_one_sentence(site: Site, tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file in its place", encoding="utf-8")

    assert refusal_of(site) == (
        f"The site cannot start. The instance folder {tmp_path}/instance cannot be made "
        "(File exists). Set ETHREADER_INSTANCE to a folder that this user may write to.\n"
    )


def test_instance_folder_below_a_file_gets_one_sentence(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")

    assert refusal_of(site, ETHREADER_INSTANCE=f"{tmp_path}/file/instance") == (
        f"The site cannot start. The instance folder {tmp_path}/file/instance cannot be made "
        "(Not a directory). Set ETHREADER_INSTANCE to a folder that this user may write to.\n"
    )


def test_folder_that_nobody_can_write_to_gets_one_sentence(site: Site) -> None:
    """Root may write past permission bits, but not into the kernel's own folder."""
    assert refusal_of(site, ETHREADER_INSTANCE="/proc/self").startswith(
        "The site cannot start. The instance folder /proc/"
    )


def test_damaged_key_gets_one_sentence(site: Site, tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_text("short", encoding="utf-8")

    assert refusal_of(site) == (
        f"The site cannot start. The secret key in {tmp_path}/instance/secret_key is damaged. "
        "Delete the file to have a new one made.\n"
    )


def test_database_that_is_none_gets_one_sentence(site: Site, tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "ethreader.sqlite3").write_text("no database " * 100, encoding="utf-8")

    said = refusal_of(site)

    assert "Traceback" not in said
    assert re.fullmatch(r"(Error: )?The site cannot start\. .*ethreader\.sqlite3.*\n", said)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        pytest.param(
            "PORT", "eighty", "PORT is “eighty”: give a whole number from 1 to 65535.", id="a port"
        ),
        pytest.param(
            "ETHREADER_TIMEZONE",
            "Belgrade",
            "ETHREADER_TIMEZONE is “Belgrade”: give a time zone by its IANA name, "
            "for example Europe/Belgrade.",
            id="a time zone",
        ),
        pytest.param(
            "HOST",
            "0.0.0.0",
            "ETHREADER_LIMITS is “off” while HOST is “0.0.0.0”: limits can be off only where "
            "nobody else can reach the site. Set HOST to 127.0.0.1 or ETHREADER_LIMITS to “on”.",
            id="limits off for everybody",
        ),
    ],
)
def test_wrong_setting_gets_one_sentence(site: Site, name: str, text: str, sentence: str) -> None:
    assert refusal_of(site, **{name: text}) == f"The site cannot start. {sentence}\n"


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_address_that_is_not_this_machine_gets_one_sentence(site: Site, host: str) -> None:
    said = refusal_of(site, HOST=host, ETHREADER_LIMITS="on")

    assert said.startswith(
        f"Error: The site cannot start. The site cannot listen on {host}:{site.port}: "
    )
    assert said.endswith(". Check HOST and PORT.\n")
    assert said.count("\n") == 1


def test_other_database_that_does_not_answer_gets_one_sentence(site: Site) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        url = f"postgresql+psycopg://site:hidden-word@127.0.0.1:{port}/site"

        said = refusal_of(site, ETHREADER_DATABASE_URL=url)

    assert "Traceback" not in said
    assert re.fullmatch(r"(Error: )?The site cannot start\. .*database.*\n", said)
    assert "hidden-word" not in said


# --- starting, stopping, starting again ---------------------------------------------------


def test_acknowledged_comment_survives_kill_9(site: Site) -> None:
    site.start()

    status = send_comment(site)
    site.kill()

    assert status == 201
    assert falls_silent(site), "Something outlives the site."
    site.start()
    assert WORDS not in get(site, f"{ARTICLE}/")
    assert site.command("comments", "publish", "--waiting", "--yes") == "1 published.\n"
    assert get(site, f"{ARTICLE}/").count(WORDS) == 1


def test_two_starts_at_once_on_an_empty_folder_both_serve(tmp_path: Path) -> None:
    sites = [Site(tmp_path / "instance"), Site(tmp_path / "instance")]
    sites[1].log_path = tmp_path / "second.log"
    try:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(Site.start, sites))

        pages = [get(site, f"{ARTICLE}/comments") for site in sites]
    finally:
        for site in sites:
            site.stop()

    assert [page.count('class="node"') for page in pages] == [6, 6]
    assert [LOADED in site.log for site in sites].count(True) == 1


def test_second_start_finds_what_the_first_one_stored(site: Site) -> None:
    site.start()
    before = get(site, f"{ARTICLE}/comments")
    assert send_comment(site) == 201
    site.stop()

    site.start()

    assert get(site, f"{ARTICLE}/comments") == before
    assert site.command("comments", "publish", "--waiting", "--yes") == "1 published.\n"
    assert site.log.count(LOADED) == 1


def test_demo_is_not_loaded_where_there_are_events(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "own-event.md"
    file.write_text(
        "---\nkind: event\nname: Our own event\nstarts: 2026-02-03\n---\n\nA text.\n",
        encoding="utf-8",
    )
    assert site.command("content", "import", str(file)) == "1 imported, 0 refused.\n"

    site.start()

    assert set(re.findall(r'href="/events/([^"/]+)/"', get(site, "/events/"))) == {"own-event"}
    assert LOADED not in site.log


def test_stop_is_clean_and_the_log_names_no_request(site: Site) -> None:
    site.start()
    get(site, "/events/?looked-for=refuge")
    assert send_comment(site) == 201
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(site, "/no-such-page-anywhere")
    process = site.process
    assert process is not None

    site.stop()

    assert process.returncode == 0
    assert FIRST_LINK.sub("", site.log) == f"{LOADED}The site is at {site.url} – Ctrl+C stops it.\n"
    assert falls_silent(site, within=5)


def test_key_and_database_are_for_the_owner_alone(site: Site) -> None:
    site.start()

    modes = {
        path.name: oct(path.stat().st_mode & 0o777)
        for path in (site.instance, site.instance / "secret_key")
    }

    assert modes == {"instance": "0o700", "secret_key": "0o600"}


def test_a_failure_is_logged_once_with_its_time(site: Site) -> None:
    site.start()
    with closing(sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)) as database:
        database.execute("ALTER TABLE event RENAME TO gone")

    with pytest.raises(urllib.error.HTTPError, match="500"):
        get(site, "/events/?page=2")

    said = [line for line in site.log.splitlines() if "A request failed." in line]
    assert len(said) == 1
    assert re.match(r"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] ERROR in \w+: ", said[0])
