"""The database goes away, or is none that the site can use: what readers and watchmen are told."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, make_url, text
from sqlalchemy import event as database_events
from werkzeug.test import TestResponse

from ethreader.application import create_app
from ethreader.base.db import db
from ethreader.ops.readiness import trouble
from tests.comments.forms import COMMENTS, filled_in, stored
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.once import DATABASE, make_settings
from tests.postgres import PostgresUrl
from tests.privacy.test_log_of_failures import codes_in
from tests.schemas import revisions
from tests.visitors import HTMX, PLAIN, both_ways, with_visitors

KEPT = "Words that took an hour."
AWAY = "The site can’t reach its data right now"
NOT_OURS = "The database is not one that this version of the site can use.\n"


@pytest.fixture
def app(app: Flask) -> Flask:
    """A site on SQLite, whose requests share nothing with the test."""
    return with_visitors(app)


def file_of(app: Flask) -> Path:
    return Path(app.extensions["settings"].instance) / DATABASE


def let_go(app: Flask) -> Path:
    """Close all connections, and return the file."""
    db.session.remove()
    db.engine.dispose()
    return file_of(app)


def remove(app: Flask) -> None:
    let_go(app).unlink()


def replace_by_folder(app: Flask) -> None:
    remove(app)
    file_of(app).mkdir()


def overwrite(app: Flask) -> None:
    let_go(app).write_bytes(b"no database " * 1000)


def damage(app: Flask) -> None:
    """Leave the head of the file alone, as a bad disk would."""
    file = let_go(app)
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


def empty(app: Flask) -> None:
    let_go(app).write_bytes(b"")


def say_schema(revision: str) -> Callable[[Flask], None]:
    def change(app: Flask) -> None:
        with closing(sqlite3.connect(let_go(app))) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", [revision])
            connection.commit()

    return change


@pytest.mark.parametrize(
    ("ruin", "page", "said"),
    [
        pytest.param(remove, 503, "There is no database.\n", id="removed"),
        pytest.param(replace_by_folder, 503, "The database cannot be used.\n", id="a folder"),
        pytest.param(overwrite, 503, "The database cannot be used.\n", id="no database"),
        pytest.param(damage, 503, "The database cannot be used.\n", id="damaged"),
        pytest.param(empty, 500, "The database is not up to date.\n", id="without tables"),
        pytest.param(say_schema("9999"), 200, NOT_OURS, id="of a newer version"),
        pytest.param(
            say_schema(revisions()[0]), 200, "The database is not up to date.\n", id="not upgraded"
        ),
    ],
)
def test_health_says_no_where_the_database_cannot_be_used(
    app: Flask, client: FlaskClient, ruin: Callable[[Flask], None], page: int, said: str
) -> None:
    before = sorted(path.name for path in file_of(app).parent.iterdir())
    ruin(app)

    health = client.get("/healthz")

    assert (health.status_code, health.text) == (503, said)
    assert client.get("/").status_code == page
    left = sorted(path.name for path in file_of(app).parent.iterdir())
    assert set(left) <= {*before, f"{DATABASE}-wal", f"{DATABASE}-shm"}
    assert file_of(app).exists() is (ruin is not remove)


def test_a_file_that_is_removed_under_open_connections_is_noticed(
    app: Flask, client: FlaskClient
) -> None:
    assert client.get("/healthz").text == "ok\n"
    file_of(app).unlink()

    assert client.get("/healthz").status_code == 503


def test_what_is_asked_often_is_not_logged(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    remove(app)

    for _ in range(3):
        client.get("/healthz")

    assert caplog.text == ""


# --- what was typed ------------------------------------------------------------------------


def fill_up(app: Flask) -> None:
    """Let the disk be full: SQLite says the same of a file that may not grow, and has no gaps."""
    _tell_each_connection("PRAGMA max_page_count = 1")
    with closing(sqlite3.connect(let_go(app))) as connection:
        connection.execute("VACUUM")


def write_protect(app: Flask) -> None:
    _tell_each_connection("PRAGMA query_only = 1")
    let_go(app)


def _tell_each_connection(pragma: str) -> None:
    def tell(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute(pragma)

    database_events.listen(db.engine, "connect", tell)


@both_ways
@pytest.mark.parametrize("ruin", [remove, overwrite, fill_up, write_protect])
def test_text_is_kept_where_it_cannot_be_stored(
    app: Flask,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    ruin: Callable[[Flask], None],
    headers: dict[str, str],
) -> None:
    make_event(tmp_path, "winter-meeting", EVENT_FILE)
    client = app.test_client()
    form = filled_in(client, body=KEPT * 200)
    ruin(app)

    response = client.post(COMMENTS, data=form, headers=headers)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert AWAY in response.text or "Your text is still here" in response.text
    assert (KEPT in response.text) is (headers is PLAIN)
    assert response.headers["Cache-Control"] == "no-store"
    assert caplog.text.count("A request failed.") == 1
    assert len(codes_in(caplog.text)) == 1
    assert KEPT not in caplog.text


def test_moderators_are_told_too(app: Flask, moderator_client: FlaskClient) -> None:
    remove(app)

    response = moderator_client.get("/moderation/")

    assert (response.status_code, AWAY in response.text) == (503, True)


# --- a server that restarts ----------------------------------------------------------------


class Server:
    """PostgreSQL as its operator sees it."""

    def __init__(self, url: str) -> None:
        own = make_url(url)
        self.name = str(own.database)
        elsewhere = own.set(database="postgres")
        self._engine = create_engine(elsewhere, isolation_level="AUTOCOMMIT")

    def end_connections(self) -> None:
        """End all connections to the database, as a restart does."""
        self._say(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            f"WHERE datname = '{self.name}'"
        )

    def go_away(self) -> None:
        self._say(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self.end_connections()

    def come_back(self) -> None:
        self._say(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def close(self) -> None:
        self._engine.dispose()

    def _say(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture
def served(tmp_path: Path, postgres: PostgresUrl) -> Iterator[tuple[Flask, Server]]:
    """A site on PostgreSQL with an event, and the server."""
    url = postgres(is_migrated=True)
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_DATABASE_URL=url))
    server = Server(url)
    with app.app_context():
        make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE))
        db.session.remove()  # The test itself holds no connection.
        yield app, server
        db.session.remove()
        db.engine.dispose()
    server.close()


def send_while(
    app: Flask, server: Server, headers: dict[str, str], *, happens: Callable[[], None]
) -> TestResponse:
    """Send a comment, while whose request something happens to the server."""
    client = app.test_client()
    form = filled_in(client, body=KEPT)

    def happen() -> None:
        db.session.execute(text("SELECT 1"))
        happens()

    app.before_request_funcs[None].append(happen)
    return client.post(COMMENTS, data=form, headers=headers)


@pytest.mark.long
def test_first_request_after_a_restart_is_responded_to(
    served: tuple[Flask, Server], caplog: pytest.LogCaptureFixture
) -> None:
    app, server = served
    client = app.test_client()
    assert client.get("/").status_code == 200

    server.end_connections()

    assert client.get("/").status_code == 200
    assert "failed" not in caplog.text
    server.end_connections()
    assert client.get("/healthz").text == "ok\n"


@pytest.mark.long
def test_server_that_is_away_is_told_and_found_again(
    served: tuple[Flask, Server], caplog: pytest.LogCaptureFixture
) -> None:
    app, server = served
    client = app.test_client()
    server.go_away()

    page, health = client.get("/"), client.get("/healthz")
    server.come_back()

    assert (page.status_code, AWAY in page.text) == (503, True)
    assert (health.status_code, health.text) == (503, "The database cannot be used.\n")
    assert codes_in(page.text) == codes_in(caplog.text) != []
    assert client.get("/").status_code == 200


@pytest.mark.long
@both_ways
@pytest.mark.parametrize("stays_away", [False, True], ids=["restarts", "stays away"])
def test_restart_in_the_middle_of_a_request_keeps_the_text(
    *, served: tuple[Flask, Server], headers: dict[str, str], stays_away: bool
) -> None:
    app, server = served
    happens = server.go_away if stays_away else server.end_connections

    response = send_while(app, server, headers, happens=happens)

    server.come_back()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert headers is HTMX or KEPT in response.text
    assert [comment.body for comment in stored()] == ["Well said."]


# --- a server in another encoding ----------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "WIN1250"])
@pytest.mark.parametrize("words", ["serve", "database upgrade", "moderator list", "mail read"])
def test_database_of_another_encoding_is_refused(
    tmp_path: Path, postgres: PostgresUrl, encoding: str, words: str
) -> None:
    name = f"in_{encoding}_{words[0]}".lower() + str(len(words))
    maker = create_engine(postgres(), isolation_level="AUTOCOMMIT")
    with maker.connect() as connection:
        locale = f"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        connection.execute(text(f"CREATE DATABASE {name} {locale}"))
    url = maker.url.set(database=name).render_as_string(hide_password=False)
    maker.dispose()
    app = create_app(make_settings(tmp_path / "instance", ETHREADER_DATABASE_URL=url))

    said = app.test_cli_runner().invoke(args=words.split())

    with app.app_context():
        assert trouble() == NOT_OURS.strip()
        db.engine.dispose()
    assert said.exit_code == 1
    assert (
        f"it has the encoding {encoding}, which cannot hold every name and text. Make another one "
        f"(createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 {name}_utf8) and name "
        "it in ETHREADER_DATABASE_URL.\n"
    ) in said.output
    assert said.output.count("\n") == 1
