"""The site on its production server: granian, with one sentence for whatever prevents it."""

import errno
import resource
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.common import AbstractServer
from werkzeug.utils import import_string

from ethreader.base.paths import ROOT
from ethreader.base.settings import Settings, WrongSetting
from ethreader.ops.border.application import Border
from ethreader.ops.border.patience import Patience
from ethreader.ops.watched import WatchedProcess

CONNECTIONS = 1024  # At once; more wait in the kernel.


OWN_FILES = 100  # That the site opens itself: database, templates, log.


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


def refuse_few_files(most: int) -> None:
    """Raise `WrongSetting` where a process may not have enough files open: visitors are such."""
    if most != resource.RLIM_INFINITY and most < 2 * OWN_FILES:
        raise WrongSetting(
            f"A process may have {most} files open at a time here, and the site needs "
            f"{CONNECTIONS + OWN_FILES} for as many visitors as it takes. Raise the limit "
            f"(ulimit -n {CONNECTIONS + OWN_FILES}, or LimitNOFILE= in systemd)."
        )


def most_files() -> int:
    """Return how many files this process may have open when it asks for as many as it can."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def serve(
    settings: Settings, *, announce: Callable[[], None], patience: Patience | None = None
) -> None:
    """Serve until stopped. No access log: it would tell who read what."""
    patience = patience or Patience()
    ip, port = _ip_and_port(settings)
    server = make_server(ip=ip, port=port, patience=patience)
    server.on_startup(announce)
    # A terminal that is closed stops the site, as Ctrl+C does; granian would start workers anew.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    server.serve(target_loader=partial(_worker, server.target, patience), wrap_loader=False)


def make_server(*, ip: str, port: int, patience: Patience) -> AbstractServer[Any]:
    """Return the server as the site uses it, with one worker, for any application of RSGI."""
    return Granian(
        "ethreader:create_worker",
        address=ip,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=round(patience.head * 1000)),
        workers=1,
        respawn_failed_workers=True,
        workers_kill_timeout=patience.stop,
        backpressure=_connections(),
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        websockets=False,
    )


def mail_beside_site() -> WatchedProcess:
    """Return `flask mail run` beside the site; it ends with it, also when the site is killed."""
    command = [sys.executable, "-m", "flask", "mail", "run"]
    return WatchedProcess(command, name="mail process", folder=ROOT)


def _connections() -> int:
    """Return how many connections this process may hold; each is an open file to the kernel."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    endless, wanted = resource.RLIM_INFINITY, CONNECTIONS + OWN_FILES
    if allowed != endless and allowed < wanted:
        allowed = wanted if most == endless else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    return CONNECTIONS if allowed == endless else min(CONNECTIONS, allowed - OWN_FILES)


def _worker(factory: str, patience: Patience) -> Callable[..., Any]:
    """Return what a worker process runs; the site is put together there."""
    app: Flask = import_string(factory)()
    border = Border(app, patience=patience)
    return cast("Callable[..., Any]", border)  # An object of RSGI, which granian types as ASGI.


def _ip_and_port(settings: Settings) -> tuple[str, int]:
    """Return the IP and the port behind the settings; granian resolves no names."""
    found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    return str(found[0][4][0]), settings.port
