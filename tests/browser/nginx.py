"""The real nginx in front of the site, with the configuration that the documentation gives."""

import http.client
import re
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.browser.server import PATIENCE, free_port
from tests.conftest import ROOT

EXAMPLE = ROOT / "docs" / "proxy" / "nginx.conf"
START_LIMIT = 10.0  # Seconds.
HOST = "events.example.org"  # The name that the example stands for.
QUIETLY = ("-e", "error.log", "-g", "daemon off;")
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """A running nginx; all that it writes lies below `folder`."""

    def __init__(self, folder: Path, *, site_url: str, talkative: bool = False) -> None:
        self.folder = folder
        self.port = free_port()
        folder.mkdir()
        self._conf = folder / "nginx.conf"
        self._conf.write_text(
            _adapted(folder, port=self.port, site=urlsplit(site_url).netloc, talkative=talkative),
            encoding="utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Nginx":
        program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
        assert program, "nginx is missing: `make test` installs it, or names it where it cannot."
        with (self.folder / "said.log").open("ab") as said:
            self._process = subprocess.Popen(
                [program, "-p", self.folder, "-c", self._conf, *QUIETLY],
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            assert self._process.poll() is None, (self.folder / "said.log").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise AssertionError("nginx did not start.")

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def written(self) -> bytes:
        """Return all bytes that it has written, its configuration aside."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and path != self._conf]
        return b"".join(path.read_bytes() for path in files)


def _adapted(folder: Path, *, port: int, site: str, talkative: bool) -> str:
    """Return the example for this machine: its ports and folders, and no certificate."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = re.sub(r"listen 80( default_server)?;", rf"listen 127.0.0.1:{free_port()}\1;", text)
    text = re.sub(
        r"listen 443 ssl( default_server)?( http2)?;", rf"listen 127.0.0.1:{port}\1;", text
    )
    text = re.sub(r"(?m)^ +ssl_.*\n", "", text)
    text = text.replace("/run/nginx.pid", f"{folder}/nginx.pid")
    text = text.replace("/var/log/nginx/", f"{folder}/").replace("127.0.0.1:8000", site)
    paths = "".join(f"    {name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    text = text.replace("http {\n", f"http {{\n{paths}", 1)
    if talkative:
        text = text.replace("error.log emerg;", "error.log info;")
        text = text.replace("access_log off;", f"access_log {folder}/access.log combined;")
    return text


@dataclass
class Answer:
    """What a visitor gets."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass(kw_only=True)
class Caller:
    """A visitor who comes from an address of this machine's own, under a name of a browser."""

    port: int
    address: str
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        """Open a page, or send a form as htmx does."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE, source_address=(self.address, 0)
        )
        headers = {"Host": HOST, **self.headers}
        if fields is None:
            connection.request("GET", path, headers=headers)
        else:
            headers |= {"HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, body=urlencode(fields), headers=headers)
        with connection.getresponse() as got:
            answer = Answer(got.status, got.headers, got.read().decode())
        connection.close()
        return answer
