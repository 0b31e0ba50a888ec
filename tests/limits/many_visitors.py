"""Visitors from many places who send much."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.web.admission import RateLimit, admit
from ethreader.web.amounts import amounts_of
from ethreader.web.extensions import limiter
from tests.comments.forms import COMMENTS, filled_in

Send = Callable[[FlaskClient], TestResponse]


def visitor(app: Flask, address: str) -> FlaskClient:
    """Return the browser of somebody at this address."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def addresses(count: int) -> Iterator[str]:
    """Yield addresses that belong to nobody, each in a provider's network of its own."""
    return (f"{240 + number // 250}.{number % 250}.0.1" for number in range(count))


def comment(client: FlaskClient, **also: Any) -> TestResponse:
    """Send a comment."""
    return client.post(COMMENTS, data=filled_in(client), **also)


def use_up(app: Flask, ip: str, limit: RateLimit, *, left: int = 0) -> None:
    """Count at once what may be sent of a kind in ten minutes from one IP, all but some."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": ip}):
        for _ in range(amounts_of(limit.visitor)[0].many - left):
            admit(limit)


def statuses(client: FlaskClient, send: Send, times: int) -> list[int]:
    """Send so often, and return the statuses of the answers."""
    return [send(client).status_code for _ in range(times)]


def remembered() -> dict[str, int]:
    """Return under which names something is counted, and how much."""
    counts = limiter.own.counts.values()
    return {"/".join(map(str, key)): len(held) for each in counts for key, held in each.items()}
