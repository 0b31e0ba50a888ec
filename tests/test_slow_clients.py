"""Nobody's slowness stops the site for others: real connections to the real server."""

import re
import socket
import sqlite3
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ethreader.accounts.sessions import COOKIE, PATH
from tests.browser.people import ARTICLE
from tests.browser.server import PATIENCE, Site, demo_site
from tests.conftest import make_app
from tests.slow import KINDS, connect, form_head, head_of, response_to, slow_connections
from tests.visitors import signed_in_as

pytestmark = pytest.mark.browser

COMMENTS = f"{ARTICLE}comments"
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `make run` starts it."""
    site = demo_site(tmp_path_factory.mktemp("slow") / "instance")
    yield site
    site.stop()


@pytest.fixture(scope="module")
def impatient(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same site once more, which gives up after a second or two, behind one proxy."""
    twin = Site(site.instance, ETHREADER_TRUSTED_PROXIES="1", ETHREADER_LIMITS="on")
    twin.log_path = tmp_path_factory.mktemp("impatient") / "log"
    twin.program = [sys.executable, "-m", "tests.impatient"]
    twin.start()
    yield twin
    twin.stop()


def send(site: Site, path: str, **fields: str) -> str:
    """Send a form as htmx does, and return the response's text."""
    data = urlencode(fields).encode() if fields else None
    request = urllib.request.Request(site.url + path, data=data, headers=HTMX)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        text: str = response.read().decode()
        return text


def field(form: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', form)
    assert found is not None
    return found[1]


def withdraw_a_comment(site: Site) -> str:
    """Send a comment, take it back, and return what is said then."""
    stamp = field(send(site, f"{COMMENTS}/new"), "stamp")
    receipt = send(site, COMMENTS, body=f"Taken back {time.monotonic()}.", stamp=stamp)
    path = re.search(r'formaction="([^"]+)"', receipt)
    assert path is not None
    return send(site, path[1], **{"pass": field(receipt, "pass")})


def exchange(site: Site, request: bytes) -> str:
    with connect(site.port) as connection:
        connection.sendall(request)
        return response_to(connection)


def stored(site: Site, text: str) -> int:
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=PATIENCE)
    query = "SELECT count(*) FROM comment WHERE body LIKE ?"
    count: int = database.execute(query, (f"{text}%",)).fetchone()[0]
    database.close()
    return count


@pytest.mark.parametrize("count", [4, 40])
def test_slow_visitors_of_every_kind_stop_nobody(site: Site, count: int) -> None:
    with slow_connections(site.port, count, *KINDS):
        page = send(site, ARTICLE)
        health = send(site, "/healthz")
        taken_back = withdraw_a_comment(site)

    assert "<h1" in page
    assert health == "ok\n"
    assert "Your comment has been deleted." in taken_back


def becomes_free(database: sqlite3.Connection, *, within: float) -> bool:
    """Tell whether there is soon a moment without a transaction; housekeeping has short ones."""
    end = time.monotonic() + within
    while database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_slow_form_of_a_moderator_holds_no_transaction(site: Site) -> None:
    app = make_app(site.instance)
    with app.app_context():
        cookie = signed_in_as(app, "Ana").get_cookie(COOKIE, path=PATH)
    assert cookie is not None
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=0)
    begun = form_head("/moderation/logout", 1000, Cookie=f"{cookie.key}={cookie.value}") + b"a="
    with connect(site.port) as connection:
        connection.sendall(begun)
        withdraw_a_comment(site)
        is_free = becomes_free(database, within=5)  # The form would hold it for fifteen seconds.
    database.close()

    assert is_free


def test_health_is_told_while_every_thread_waits(site: Site) -> None:
    stamp = field(send(site, f"{COMMENTS}/new"), "stamp")
    writer = sqlite3.connect(site.instance / "ethreader.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(8) as pool:
        sending = [
            pool.submit(send, site, COMMENTS, body=f"Waiting {n}.", stamp=stamp) for n in range(8)
        ]
        health = send(site, "/healthz")
        waiting = [each.done() for each in sending]
        writer.execute("ROLLBACK")
        receipts = [each.result() for each in sending]
    writer.close()

    assert health == "ok\n"
    assert waiting == [False] * 8
    assert all("Your comment has been received." in each for each in receipts)


@pytest.mark.parametrize(
    ("piece", "pause"),
    [
        pytest.param(b"", 0.0, id="nothing more"),
        pytest.param(b"x", 0.2, id="a byte now and then"),
    ],
)
def test_body_that_never_ends_is_given_up_with_a_sentence(
    impatient: Site, piece: bytes, pause: float
) -> None:
    with connect(impatient.port) as connection:
        connection.sendall(form_head(COMMENTS, 1000, HX_Request="true") + b"body=")
        connection.settimeout(pause or PATIENCE)
        said = b""
        while not said:
            try:
                said = connection.recv(65_536)
            except TimeoutError:
                connection.sendall(piece)

    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"hx-retarget: find .form-problem" in said
    assert "did not arrive in time" in said.decode()


def test_body_that_breaks_off_is_not_taken_for_whole(impatient: Site) -> None:
    stamp = field(send(impatient, f"{COMMENTS}/new"), "stamp")
    form = urlencode({"stamp": stamp, "body": "Half of a sentence and the rest of it."}).encode()
    with connect(impatient.port) as connection:
        connection.sendall(form_head(COMMENTS, len(form)) + form[:-10])
        connection.shutdown(socket.SHUT_WR)
        said = response_to(connection)

    assert said.startswith("HTTP/1.1 400 ")
    assert "incomplete or damaged" in said
    assert stored(impatient, "Half of a sentence") == 0


def test_body_of_unknown_length_is_refused(impatient: Site) -> None:
    head = head_of(COMMENTS, verb="POST", Transfer_Encoding="chunked", Connection="close")

    said = exchange(impatient, head + b"6\r\nbody=x\r\n0\r\n\r\n")

    assert said.startswith("HTTP/1.1 411 ")
    assert "incomplete or damaged" in said


def test_too_large_a_body_is_refused_before_it_has_come(impatient: Site) -> None:
    with connect(impatient.port) as connection:
        connection.sendall(form_head(COMMENTS, 3_000_000))
        first = connection.recv(65_536)
        connection.sendall(b"x" * 3_000_000)  # As a browser does, which reads when it has sent.

    assert first.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        pytest.param("/" + "a" * 60_000, {}, 414, id="a path"),
        pytest.param("/", {"Cookie": "a" * 300_000}, 431, id="a cookie"),
    ],
)
def test_long_head_reaches_the_site_and_gets_its_page(
    impatient: Site, path: str, headers: dict[str, str], status: int
) -> None:
    said = exchange(impatient, head_of(path, Connection="close", **headers))

    assert said.startswith(f"HTTP/1.1 {status} ")
    assert "content-security-policy: default-src 'none'" in said
    assert "<h1" in said


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param(b"\x16\x03\x01\r\n\r\n", 400, id="no HTTP"),
        pytest.param(head_of("/" + "a" * 66_000), 414, id="a path beyond what the server reads"),
        pytest.param(
            head_of("/", **{f"X_{number}": "a" for number in range(100)}), 431, id="100 headers"
        ),
    ],
)
def test_what_the_server_cannot_read_gets_a_status_without_a_word(
    impatient: Site, sent: bytes, status: int
) -> None:
    head, _, body = exchange(impatient, sent).partition("\r\n\r\n")

    assert head.startswith(f"HTTP/1.1 {status} ")
    assert (body, "server:" in head.lower()) == ("", False)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(head_of(ARTICLE)[:-4], id="a piece of a head"),
    ],
)
def test_head_that_does_not_come_ends_the_connection(impatient: Site, sent: bytes) -> None:
    assert exchange(impatient, sent) == ""


def test_connection_that_is_not_used_again_is_closed(impatient: Site) -> None:
    said = exchange(impatient, head_of("/healthz"))

    assert said.startswith("HTTP/1.1 200 ")
    assert "connection: close" not in said


def is_held(site: Site, port: int) -> bool:
    """Tell whether the site still has the connection from `port`."""
    ends = f":{site.port:04X} 0100007F:{port:04X} "
    return ends in Path("/proc/net/tcp").read_text(encoding="ascii")


def test_reader_who_takes_nothing_loses_the_connection(impatient: Site) -> None:
    """The kernel takes some megabytes of responses from the site before the site has to wait."""
    wanted = re.findall(r'"(/static/[^"]+[.]css[^"]*)"', send(impatient, "/"))[0]
    with connect(impatient.port) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        connection.sendall(head_of(wanted) * 500)
        port = connection.getsockname()[1]
        assert is_held(impatient, port)
        deadline = time.monotonic() + PATIENCE
        while is_held(impatient, port) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not is_held(impatient, port)

    assert "<h1" in send(impatient, ARTICLE)


def test_visitor_cannot_speak_as_the_proxy_by_an_underscore(impatient: Site) -> None:
    head = head_of(ARTICLE.rstrip("/"), Connection="close")
    forged = head.replace(b"\r\n\r\n", b"\r\nX_Forwarded_Host: evil.example\r\n\r\n")
    told = head.replace(b"\r\n\r\n", b"\r\nX-Forwarded-Host: other.example\r\n\r\n")

    assert f"location: http://other.example{ARTICLE}\r\n" in exchange(impatient, told)
    assert f"location: http://events.example.org{ARTICLE}\r\n" in exchange(impatient, forged)


def test_stop_finishes_what_is_being_stored_and_waits_for_no_slow_visitor(
    impatient: Site,
) -> None:
    site = impatient
    stamp = field(send(site, f"{COMMENTS}/new"), "stamp")
    writer = sqlite3.connect(site.instance / "ethreader.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool, slow_connections(site.port, 2, *KINDS):
        sending = pool.submit(send, site, COMMENTS, body="Stored at the end.", stamp=stamp)
        send(site, "/healthz")
        assert site.process is not None
        site.process.terminate()
        with pytest.raises(TimeoutError):
            sending.result(timeout=0.5)
        writer.execute("ROLLBACK")
        receipt = sending.result()
        status = site.process.wait(timeout=PATIENCE)
    writer.close()

    assert "Your comment has been received." in receipt
    assert status == 0
    assert stored(site, "Stored at the end.") == 1
