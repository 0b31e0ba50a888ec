"""What the border says and does where no connection is needed to see it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from granian.rsgi import Scope
from werkzeug.exceptions import (
    ClientDisconnected,
    HTTPException,
    LengthRequired,
    RequestEntityTooLarge,
    RequestTimeout,
)

from ethreader.events.models import Event
from ethreader.ops.border.bodies import Bodies, Body
from ethreader.ops.border.health import SILENT, STUCK, Health
from ethreader.ops.border.patience import Patience
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response, environ_of, respond
from ethreader.web.failures import LAST_WORDS
from tests.comments.forms import COMMENTS
from tests.privacy.test_headers import ALWAYS
from tests.visitors import HTMX

WELL = Response(200, [], b"ok\n")
SHORT = Patience(body=0.05, pause=0.05, health=0.05)


T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: after browser tests this one has a loop that runs already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def arriving(*pieces: bytes, ends: bool = True) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
    if not ends:
        await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("headers", "pieces", "ends", "body"),
    [
        pytest.param({}, [], True, Body(), id="none"),
        pytest.param({"content-length": "0"}, [], True, Body(), id="an empty one"),
        pytest.param({"content-length": "3"}, [b"a", b"bc"], True, Body(b"abc"), id="whole"),
        pytest.param(
            {"content-length": "3"}, [b"ab", b"c"], False, Body(b"abc"), id="whole, its end unsaid"
        ),
        pytest.param(
            {"content-length": "3"}, [b"a"], True, Body(refusal=ClientDisconnected), id="broken off"
        ),
        pytest.param(
            {"content-length": "3"}, [b"a"], False, Body(refusal=RequestTimeout), id="never ending"
        ),
        pytest.param(
            {"content-length": "1000001"},
            [],
            False,
            Body(refusal=RequestEntityTooLarge),
            id="too large",
        ),
        pytest.param(
            {"content-length": "3", "transfer-encoding": "chunked"},
            [b"abc"],
            True,
            Body(refusal=LengthRequired),
            id="of unknown length",
        ),
    ],
)
def test_body_is_whole_or_refused(
    headers: dict[str, str], pieces: list[bytes], ends: bool, body: Body
) -> None:
    async def read() -> Body:
        return await Bodies(SHORT).read(headers, arriving(*pieces, ends=ends))

    assert run(read()) == body


def test_a_body_has_an_end_though_its_pieces_never_pause() -> None:
    patience = Patience(body=0.2, pause=0.1)

    async def dripping() -> AsyncIterator[bytes]:
        while True:
            yield b"a"
            await asyncio.sleep(0.01)

    async def read() -> Body:
        return await Bodies(patience).read({"content-length": "90000"}, dripping())

    assert run(read()) == Body(refusal=RequestTimeout)


def test_few_large_bodies_are_held_at_a_time() -> None:
    large = {"content-length": "200000"}

    async def read() -> tuple[Body, list[bool]]:
        bodies = Bodies(Patience())
        tasks = [
            asyncio.create_task(bodies.read(large, arriving(b"a", ends=False))) for _ in range(16)
        ]
        tasks += [asyncio.create_task(bodies.read(large, arriving(b"a" * 200_000)))]
        await asyncio.sleep(0)
        small = await bodies.read({"content-length": "1"}, arriving(b"a"))
        waits = [not each.done() for each in tasks]
        tasks.pop(0).cancel()
        await tasks[-1]
        for each in tasks:
            each.cancel()
        return small, waits

    assert run(read()) == (Body(b"a"), [True] * 17)


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (RequestTimeout, 408, "did not arrive in time"),
        (ClientDisconnected, 400, "incomplete or damaged"),
        (LengthRequired, 411, "incomplete or damaged"),
    ],
)
def test_refused_body_gets_the_site_s_own_page(
    client: FlaskClient, event: Event, refusal: type[HTTPException], status: int, words: str
) -> None:
    response = client.post(
        COMMENTS,
        input_stream=Body(refusal=refusal).stream(),
        environ_overrides={"wsgi.input_terminated": True},
        headers=HTMX,
    )

    assert (response.status_code, words in response.text) == (status, True)
    assert response.headers["HX-Retarget"] == "find .form-problem"


def test_response_is_whole_and_its_source_closed(app: Flask) -> None:
    closed = []

    class Pieces(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def application(_environ: object, start: Callable[..., Callable[[bytes], object]]) -> Pieces:
        start("200 OK", [("X-Kind", "odd")])(b"written, ")
        return Pieces([b"yielded, ", b"all"])

    response = respond(application, {})

    assert response == Response(200, [("X-Kind", "odd")], b"written, yielded, all")
    assert closed == [True]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as granian describes it: what came as UTF-8 is text."""

    headers: dict[str, str]
    path: str = "/moderation/"
    query_string: str = "order=ж"
    method: str = "GET"
    scheme: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "127.0.0.1:9"
    authority: str | None = None
    proto: str = "http"


@pytest.mark.parametrize(
    "name", ["cookie", "if-none-match", "host", "origin", "referer", "content-type", "hx-source"]
)
def test_letters_that_nobody_encoded_are_no_failure_of_ours(app: Flask, name: str) -> None:
    asked = Asked(headers={"host": "localhost"} | {name: "moderation=ж漢"})

    environ = environ_of(cast("Scope", asked), Body())

    assert respond(app, environ).status < 500
    assert environ["QUERY_STRING"].encode("latin-1").decode() == "order=ж"


@pytest.mark.parametrize("response", [SILENT, STUCK])
def test_sentence_of_the_border_is_protected_as_a_page_is(response: Response) -> None:
    headers = dict(response.headers)

    assert ALWAYS.items() <= headers.items()
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_failure_beyond_the_application_is_logged_without_its_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def application(_environ: object, _start: object) -> list[bytes]:
        raise ValueError("what somebody typed")

    response = respond(application, {})

    assert (response.status, response.body.startswith(LAST_WORDS)) == (500, True)
    assert ALWAYS.items() <= dict(response.headers).items()
    assert "builtins.ValueError" in caplog.text
    assert "what somebody typed" not in caplog.text


def test_context_of_one_request_does_not_reach_the_next() -> None:
    who = ContextVar("who", default="nobody")

    def work(name: str) -> str:
        before = who.get()
        who.set(name)
        return before

    async def twice() -> list[str]:
        threads = Threads(1, name="request")
        return [await threads.run(work, name) for name in ("Ana", "Berta")]

    assert run(twice()) == ["nobody", "nobody"]


@pytest.mark.parametrize(
    ("patience", "database_waits", "told"),
    [
        pytest.param(Patience(), False, WELL, id="all threads are busy"),
        pytest.param(SHORT, True, SILENT, id="the database is silent"),
        pytest.param(Patience(threads=0.0), False, STUCK, id="no request gets finished"),
    ],
)
def test_health_is_what_it_is(patience: Patience, database_waits: bool, told: Response) -> None:
    released = threading.Event()

    def ask() -> Response:
        if database_waits:
            released.wait()
        return WELL

    async def look() -> Response:
        workers = Threads(1, name="request")
        health = Health(ask, of=workers, patience=patience)
        work = asyncio.create_task(workers.run(released.wait))
        await asyncio.sleep(0)
        response = await health.response()
        released.set()
        await work
        workers.finish()
        health.finish()
        return response

    assert run(look()) == told


def test_all_who_ask_for_health_at_once_share_one_look() -> None:
    looks = []

    def ask() -> Response:
        looks.append(1)
        return WELL

    async def look() -> list[Response]:
        health = Health(ask, of=Threads(1, name="request"), patience=Patience())
        return await asyncio.gather(*(health.response() for _ in range(20)))

    assert run(look()) == [WELL] * 20
    assert looks == [1]
