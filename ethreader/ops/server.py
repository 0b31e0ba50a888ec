"""The site on its production server: granian, with one sentence for whatever prevents it."""

import errno
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, cast

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from ethreader.audience.writer import keep_writing
from ethreader.base.db import db
from ethreader.base.settings import Settings, WrongSetting
from ethreader.ops.border.application import Border
from ethreader.ops.border.patience import Patience
from ethreader.ops.early_fork import let_go
from ethreader.ops.files import connections
from ethreader.ops.first_key import wait_for_key
from ethreader.ops.fork import Fork, Program
from ethreader.ops.housekeeping import keep_house
from ethreader.ops.lean_mail_process import MAIL, run_beside_site
from ethreader.ops.memory import keep_memory_small
from ethreader.ops.one_process import OneProcess
from ethreader.ops.watched import WatchedProcess

LOGGING: dict[str, Any] = {
    "formatters": {
        "redacting": {
            "()": "ethreader.web.logging.RedactingFormatter",
            "fmt": "[%(asctime)s] %(levelname)s in %(module)s: %(message)s",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "redacting",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {
        "_granian": {"handlers": ["console"], "propagate": False},
        # In place of the handler that Flask gives it, beside which the root's would say it again.
        "ethreader": {"handlers": ["console"], "propagate": False},
    },
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
    with ExitStack() as at_end:
        border = partial(_border, app, patience, at_end)
        server.serve(target_loader=border, wrap_loader=False)


def make_server(*, ip: str, port: int, patience: Patience) -> OneProcess:
    """Return the server as the site uses it, for any application of RSGI."""
    return OneProcess(
        "ethreader",  # Named only; what serves is handed over.
        address=ip,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=round(patience.head * 1000)),
        stops_within=patience.stop,
        backpressure=connections(),
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        websockets=False,
    )


@contextmanager
def mail_beside_site(app: Flask, *, is_replayed: bool = True) -> Iterator[None]:
    """Run the mail process beside the site, which begins once there is a key to seal with.

    It ends with the site, also when the site is killed. Needs the site's context. Where erasures
    could not be replayed, it is one that keeps house itself, and mails nobody before that is done.
    """
    parent = os.getpid()
    if is_replayed:
        again: tuple[str, ...] = (sys.executable, "-m", "ethreader.mail_beside", str(parent))
        first = let_go() or partial(Fork, partial(run_beside_site, app, parent=parent))
    else:
        again = (*_this_command(), "mail", "run", "--parent", str(parent))
        first = partial(Program, again)
    with WatchedProcess(first, again=again, name=MAIL) as beside:
        wait_for_key(app.extensions["clock"].now, is_vain=lambda: beside.has_ended)
        yield


def _this_command() -> tuple[str, ...]:
    """Return how `flask serve` was started, with the same options of Python and Flask."""
    given = sys.orig_argv
    return (sys.executable, *(given[1 : given.index("serve")] if "serve" in given else ()))


def _border(app: Flask, patience: Patience, at_end: ExitStack) -> Callable[..., Any]:
    """Return what granian calls, and begin what the site does beside requests."""
    keep_memory_small()
    with app.app_context():
        db.engine.dispose(close=False)
    border = Border(app, patience=patience)
    at_end.callback(keep_writing(app))
    at_end.callback(keep_house(app))
    return cast("Callable[..., Any]", border)  # An object of RSGI, which granian types as ASGI.


def _ip_and_port(settings: Settings) -> tuple[str, int]:
    """Return the IP and the port behind the settings; granian resolves no names."""
    found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    return str(found[0][4][0]), settings.port
