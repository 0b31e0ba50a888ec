"""The site on its production server: granian, with one sentence for whatever prevents it."""

import errno
import signal
import socket
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.common import AbstractServer

from ethreader.base.settings import Settings, WrongSetting
from ethreader.ops.border.application import Border
from ethreader.ops.border.patience import Patience
from ethreader.ops.files import connections
from ethreader.ops.mail_process import MAIL, run_beside_site
from ethreader.ops.watched import WatchedProcess
from ethreader.ops.worker_process import begin_worker

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


def serve(app: Flask, *, announce: Callable[[], None], patience: Patience | None = None) -> None:
    """Serve until stopped. No access log: it would tell who read what."""
    patience = patience or Patience()
    ip, port = _ip_and_port(app.extensions["settings"])
    server = make_server(ip=ip, port=port, patience=patience)
    server.on_startup(announce)
    # A terminal that is closed stops the site, as Ctrl+C does; granian would start workers anew.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    server.serve(target_loader=partial(_worker, app, patience), wrap_loader=False)


def make_server(*, ip: str, port: int, patience: Patience) -> AbstractServer[Any]:
    """Return the server as the site uses it, with one worker, for any application of RSGI."""
    return Granian(
        "ethreader",  # Named only; what serves is handed over.
        address=ip,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=round(patience.head * 1000)),
        workers=1,
        respawn_failed_workers=True,
        workers_kill_timeout=patience.stop,
        backpressure=connections(),
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        websockets=False,
    )


def mail_beside_site(app: Flask) -> WatchedProcess:
    """Return the mail process beside the site; it ends with it, also when the site is killed."""
    return WatchedProcess(partial(run_beside_site, app), name=MAIL)


def _worker(app: Flask, patience: Patience) -> Callable[..., Any]:
    """Return what a worker process runs."""
    begin_worker(app)
    border = Border(app, patience=patience)
    return cast("Callable[..., Any]", border)  # An object of RSGI, which granian types as ASGI.


def _ip_and_port(settings: Settings) -> tuple[str, int]:
    """Return the IP and the port behind the settings; granian resolves no names."""
    found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    return str(found[0][4][0]), settings.port
