"""Several processes count as one while their Redis is there, and each alone while it is not."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ethreader.base.db import db
from ethreader.base.setting_errors import WrongSetting
from ethreader.web import shared_memory
from ethreader.web.amounts import amount_of
from ethreader.web.counts import Counter, Counts
from ethreader.web.shared_memory import AWAY, BACK, ON_DISK, SHUT, SharedMemory
from ethreader.web.visitors import VisitorKeys
from tests.browser.server import free_port
from tests.comments.forms import SLUG
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.limits.many_visitors import comment, statuses, visitor
from tests.limits.redis_server import RedisServer
from tests.once import migrated_database
from tests.visitors import with_visitors

pytestmark = pytest.mark.long

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
NAME = "names:2026-02-03"
IP = "203.0.113.77"
SNAPSHOTS = ("--save", "900", "1", "--appendonly", "no")
TWO: Counter = (amount_of("2 per hour"), "kind", "layer", "name")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis(server: RedisServer) -> RedisServer:
    """An empty Redis."""
    server.client().flushall()
    return server


def process(url: str) -> tuple[Counts, VisitorKeys]:
    """Return what a process of the site counts with."""
    counts, keys, shared = Counts(), VisitorKeys(), SharedMemory(url)
    counts.begin(shared)
    keys.begin(shared.agree)
    return counts, keys


def name_by(keys: VisitorKeys, *, now: datetime = NOON) -> str:
    return keys.names_of(IP, now=now)["visitor"]


def test_processes_count_together(redis: RedisServer) -> None:
    (one, _), (other, _) = process(redis.url), process(redis.url)

    counted = [one.hit(TWO), other.hit(TWO), one.hit(TWO), other.hit(TWO)]

    assert counted == [True, True, False, False]
    assert one.room(TWO).left == 0


def test_processes_name_visitors_alike_for_the_day(redis: RedisServer) -> None:
    (_, one), (_, other) = process(redis.url), process(redis.url)
    today = name_by(one), name_by(other)

    tomorrow = [name_by(keys, now=NOON + timedelta(days=1)) for keys in (one, other)]

    assert today[0] == today[1]
    assert tomorrow[0] == tomorrow[1] != today[0]


def test_the_key_of_the_day_is_gone_at_its_end(redis: RedisServer) -> None:
    name_by(process(redis.url)[1], now=NOON + timedelta(hours=11, minutes=59))

    kept = redis.client().pttl(f"ethreader:{NAME}")

    assert 59_000 < kept <= 60_000


def test_a_redis_that_forgot_is_told_the_key_again(redis: RedisServer) -> None:
    _, one = process(redis.url)
    named = name_by(one)
    redis.client().flushall()  # As a restart does.

    again = name_by(one, now=NOON + timedelta(minutes=1))
    new = name_by(process(redis.url)[1], now=NOON + timedelta(minutes=1))

    assert {named, again, new} == {named}


def test_nothing_there_tells_an_ip(redis: RedisServer) -> None:
    counts, keys = process(redis.url)
    counts.hit((amount_of("2 per hour"), "kind", "visitor", name_by(keys)))

    held = [key.decode() for key in redis.client().scan_iter()]

    assert len(held) == 2
    assert not any(IP in key for key in held)
    assert all(redis.client().pttl(key) > 0 for key in held)


def test_one_that_is_away_is_done_without_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shared_memory, "PAUSE", 0.0)
    server = RedisServer(tmp_path)
    with server:
        counts, keys = process(server.url)
        name = name_by(keys)
        there = [counts.hit(TWO), counts.hit(TWO), counts.hit(TWO)]
    away = [counts.hit(TWO), counts.hit(TWO), counts.hit(TWO)]
    named = name_by(keys, now=NOON + timedelta(minutes=1))
    with server:
        back = [counts.hit(TWO), process(server.url)[0].room(TWO).left]
        alike = name_by(keys, now=NOON + timedelta(minutes=2)), name_by(process(server.url)[1])

    assert (there, away, back) == ([True, True, False], [True, True, False], [True, True])
    assert {named, *alike} == {name}
    assert [record.getMessage() for record in caplog.records] == [AWAY, BACK]


def test_while_it_is_away_it_is_not_asked_again_at_once(tmp_path: Path) -> None:
    with RedisServer(tmp_path) as server:
        shared = SharedMemory(server.url)
    asked = []

    for _ in range(3):
        shared.ask(lambda: asked.append(shared.windows.hit(*TWO)), otherwise=lambda: None)

    assert asked == []


def test_one_that_never_responds_is_waited_for_once(caplog: pytest.LogCaptureFixture) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        counts, keys = process(f"redis://127.0.0.1:{silent.getsockname()[1]}")
        begin = time.monotonic()

        counted = [counts.hit(TWO) for _ in range(3)]
        named = {name_by(keys), name_by(keys, now=NOON + timedelta(minutes=1))}

        taken = time.monotonic() - begin

    assert (counted, len(named)) == ([True, True, False], 1)
    assert taken < shared_memory.PAUSE
    assert [record.getMessage() for record in caplog.records] == [AWAY]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(SNAPSHOTS, id="snapshots"),
        pytest.param(("--save", "", "--appendonly", "yes"), id="a log"),
    ],
)
def test_one_that_writes_to_a_disk_is_refused(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, options: tuple[str, ...]
) -> None:
    with RedisServer(tmp_path, *options) as server:
        with pytest.raises(WrongSetting) as refused:
            SharedMemory(server.url).refuse_unfit()
        name_by(process(server.url)[1])  # One that came later than the start.
        held = server.client().keys()

    assert (str(refused.value), held) == (ON_DISK, [])
    assert [record.getMessage() for record in caplog.records] == [ON_DISK]


def test_one_that_lets_nobody_in_is_refused_at_the_start(tmp_path: Path) -> None:
    shut = ("--save", "", "--appendonly", "no", "--requirepass", "hunter2")
    with RedisServer(tmp_path, *shut) as server:
        wrong = server.url.replace("//", "//:hunter3@")
        with pytest.raises(WrongSetting) as refused:
            SharedMemory(wrong).refuse_unfit()

    assert (str(refused.value), "hunter" in str(refused.value)) == (SHUT, False)


def test_one_that_tells_nobody_how_it_is_set_up_is_used(tmp_path: Path) -> None:
    quiet = ("--save", "", "--appendonly", "no", "--rename-command", "CONFIG", "")
    with RedisServer(tmp_path, *quiet) as server:
        SharedMemory(server.url).refuse_unfit()
        counts, _ = process(server.url)
        counts.hit(TWO)

        assert process(server.url)[0].room(TWO).left == 1


def test_one_that_is_away_at_the_start_keeps_nobody_from_starting(tmp_path: Path) -> None:
    with RedisServer(tmp_path) as server:
        pass

    SharedMemory(server.url).refuse_unfit()

    assert process(server.url)[0].hit(TWO)


def test_a_site_does_not_start_with_one_that_writes_to_a_disk(tmp_path: Path) -> None:
    migrated_database()
    with RedisServer(tmp_path, *SNAPSHOTS) as server:
        given = {"ETHREADER_REDIS_URL": server.url, "PORT": str(free_port())}
        app = make_app(tmp_path / "instance", **given)

        said = app.test_cli_runner().invoke(args=["serve"])

    assert said.exit_code == 1
    assert f"The site cannot start. {ON_DISK}" in said.output


def test_a_site_counts_there_and_goes_on_without(tmp_path: Path) -> None:
    migrated_database()  # By a site of its own, which counts elsewhere.
    with RedisServer(tmp_path) as server:
        app = with_visitors(make_app(tmp_path / "instance", ETHREADER_REDIS_URL=server.url))
        with app.app_context():
            make_event(tmp_path, SLUG, EVENT_FILE)
            there = comment(visitor(app, IP)).status_code
            held = server.client().keys()
    with app.app_context():
        away = statuses(visitor(app, IP), comment, 3)
        db.session.remove()
        db.engine.dispose()

    assert (there, away) == (303, [303] * 3)
    assert b"ethreader:LIMITER/comments/everybody/all/225/600/second" in held
