"""Caddy in front of the site, with the configuration that the documentation gives."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.browser.server import PATIENCE, free_port
from tests.conftest import ROOT

EXAMPLE = ROOT / "docs" / "proxy" / "Caddyfile"
OLD_BUFFERS = "buffer_requests\n\t\tbuffer_responses\n\t\tmax_buffer_size 1MB\n"
BUFFERS = "request_buffers 1MB\n\t\tresponse_buffers 1MB\n"


class Caddy:
    """A running Caddy; all that it writes lies below `folder`."""

    def __init__(self, folder: Path, *, site: str) -> None:
        self.port = free_port()
        folder.mkdir()
        program = shutil.which("caddy")
        assert program is not None
        text = EXAMPLE.read_text(encoding="utf-8")
        text = text.replace("{\n", "{\n\tadmin off\n", 1).replace("127.0.0.1:8000", site)
        text = text.replace("events.example.org {", f"http://events.example.org:{self.port} {{")
        if "v2.6.2" in subprocess.check_output([program, "version"], text=True).rjust(9, "v"):
            text = text.replace(BUFFERS, OLD_BUFFERS)
        conf = folder / "Caddyfile"
        conf.write_text(text, encoding="utf-8")
        self._process = subprocess.Popen(
            [program, "run", "--config", conf, "--adapter", "caddyfile"],
            env=os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)},
            stderr=subprocess.DEVNULL,
        )

    def start(self) -> "Caddy":
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self._process.poll() is None
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise AssertionError("Caddy did not start.")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)
