"""The site on its production server: granian, with one sentence for whatever prevents it."""

import errno
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from ethreader.base.paths import ROOT
from ethreader.base.settings import Settings, WrongSetting

THREADS = 4


LOGGING: dict[str, Any] = {
    "formatters": {
        "redacting": {
            "()": "ethreader.web.logging.RedactingFormatter",
            "fmt": "[%(levelname)s] %(message)s",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "redacting",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}


def refuse_taken_port(settings: Settings) -> None:
    """Raise `WrongSetting` where nothing can listen on the host and port."""
    where = f"{settings.host}:{settings.port}"
    try:
        ip, port = _ip_and_port(settings)
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ip, port))
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            message = (
                f"Port {settings.port} is in use: another program listens on {where}. "
                f"Stop it, or choose another port, for example PORT={settings.port + 1}."
            )
        elif problem.errno == errno.EACCES:
            message = (
                f"This user may not listen on {where}. Choose a port above 1023, "
                "for example PORT=8000."
            )
        else:
            message = f"The site cannot listen on {where}: {problem.strerror}. Check HOST and PORT."
        raise WrongSetting(message) from problem


def serve(settings: Settings, *, announce: Callable[[], None]) -> None:
    """Serve until stopped. No access log: it would tell who read what."""
    server = Granian(
        "ethreader:create_worker",
        factory=True,
        working_dir=ROOT,
        address=_ip_and_port(settings)[0],
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,
        respawn_failed_workers=True,
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        websockets=False,
    )
    server.on_startup(announce)
    server.serve()


@contextmanager
def mail_beside_site() -> Iterator[None]:
    """Run `flask mail run` beside the site; it ends with it, also when the site is killed."""
    process = subprocess.Popen([sys.executable, "-m", "flask", "mail", "run"], cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _ip_and_port(settings: Settings) -> tuple[str, int]:
    """Return the IP and the port behind the settings; granian resolves no names."""
    found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    return str(found[0][4][0]), settings.port
