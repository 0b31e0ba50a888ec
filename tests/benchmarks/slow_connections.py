"""What readers notice of 200 slow connections: `python -m tests.benchmarks.slow_connections`.

The site runs as `make run` starts it, alone and behind nginx and Caddy where they are installed.
Another process holds so many connections of one kind, sends or takes a byte of each every second
and opens anew what was closed, while one reader asks for the article again and again. Kinds take
turns, some rounds long. Times are of one run, and printed beside those without slow connections:
they say nothing across machines.
"""

import http.client
import multiprocessing
import shutil
import socket
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.proxies import Caddy
from tests.browser.nginx import HOST, Nginx
from tests.browser.people import ARTICLE
from tests.browser.server import Site, demo_site
from tests.slow import KINDS

COUNT = 200
ROUNDS = 3
SECONDS = 11.0  # Of reading, a round: longer than a head may take, so that it is opened anew.
WAIT = 30.0  # Seconds for a page; then it has failed.
NONE = "none"


@dataclass(frozen=True)
class Seen:
    """What a reader met: seconds a page, and how many pages did not come."""

    times: list[float]
    failed: int

    def percentile(self, percent: int) -> float:
        """Return the milliseconds within which so many pages came."""
        return statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1] * 1000


def hold(kind: str, port: int, count: int, begun: Event, over: Event) -> None:
    """Keep `count` slow connections open until it is over; from four IPs, as nginx counts them."""
    held: list[socket.socket] = []
    opened = 0
    while not over.is_set():
        while len(held) < count:
            with suppress(OSError):
                held.append(KINDS[kind](port, f"127.0.0.{2 + opened % 4}"))
            opened += 1
        for each in held:
            if kind == "readers" and not begun.is_set():
                each.recv(1)  # Making so many pages takes its time, slow readers or not.
            each.setblocking(False)
        begun.set()
        over.wait(1.0)
        held = [each for each in held if _is_open(each, kind)]


def _is_open(connection: socket.socket, kind: str) -> bool:
    """Send or take one byte; tell whether the site still has the connection."""
    try:
        if kind != "readers":
            connection.send(b"x")
        taken = connection.recv(1)
    except BlockingIOError:
        return True
    except OSError:
        taken = b""
    if kind == "readers" and taken:
        return True
    connection.close()  # It was closed, or refused with a response.
    return False


def read(port: int) -> Seen:
    """Open the article again and again, each time on a connection of its own."""
    times, failed = [], 0
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        begin = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
        try:
            connection.request("GET", ARTICLE, headers={"Host": HOST})
            with connection.getresponse() as response:
                is_there = response.status == 200 and b"</html>" in response.read()
        except OSError:
            is_there = False
        connection.close()
        times.append(time.perf_counter() - begin)
        failed += not is_there
    return Seen(times, failed)


def meanwhile(kind: str, port: int, count: int) -> Seen:
    """Read while slow connections of a kind are held."""
    if kind == NONE:
        return read(port)
    begun, over = multiprocessing.Event(), multiprocessing.Event()
    holder = multiprocessing.Process(target=hold, args=(kind, port, count, begun, over))
    holder.start()
    begun.wait()
    try:
        return read(port)
    finally:
        over.set()
        holder.join()


def table(name: str, port: int, count: int) -> None:
    """Print a line for each kind, and its ratio to reading undisturbed."""
    seen: dict[str, list[Seen]] = {kind: [] for kind in (NONE, *KINDS)}
    for _ in range(ROUNDS):
        for kind, rounds in seen.items():
            rounds.append(meanwhile(kind, port, count))
    quiet = _together(seen[NONE])
    for kind, rounds in seen.items():
        each = _together(rounds)
        line = f"{name:<8}{kind:<9}{len(each.times):>6} pages {each.failed:>3} failed"
        for percent in (50, 99):
            found, least = each.percentile(percent), quiet.percentile(percent)
            line += f"   p{percent} {found:>7.1f} ms {found / least:>5.2f} ×"
        print(line, flush=True)


def _together(rounds: list[Seen]) -> Seen:
    times = [time for each in rounds for time in each.times]
    return Seen(times, sum(each.failed for each in rounds))


def main(count: int) -> None:
    """Measure the site alone, then behind each proxy that there is."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        site: Site = demo_site(home / "instance", with_mail=True, ETHREADER_LIMITS="on")
        stack.callback(site.stop)
        read(site.port)  # Templates are compiled.
        table("alone", site.port, count)
        nginx = Nginx(home / "nginx", site_url=site.url).start()
        stack.callback(nginx.stop)
        table("nginx", nginx.port, count)
        if shutil.which("caddy"):
            caddy = Caddy(home / "caddy", site=urlsplit(site.url).netloc).start()
            stack.callback(caddy.stop)
            table("caddy", caddy.port, count)
        else:
            print("caddy    is not installed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
