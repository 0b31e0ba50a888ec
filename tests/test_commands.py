"""What each command prints, and what it leaves behind."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from ethreader.accounts.access_service import record_access
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.application import create_app
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.site_url import record_site_url
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.conftest import PASSWORD, make_app, make_comment
from tests.moderation.deciding import press
from tests.once import make_settings
from tests.pages import page_of, texts
from tests.times import utcnow
from tests.visitors import signed_in_as

pytestmark = pytest.mark.usefixtures("clock")

QUESTION = "Publish 2 waiting comments without reading them?"


def run(app: Flask, *words: str, typed: str = "") -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def moderators() -> list[str]:
    db.session.rollback()
    return [each.name for each in db.session.query(Moderator).order_by(Moderator.id)]


def states() -> list[State]:
    db.session.rollback()
    return [each.state for each in db.session.query(Comment).order_by(Comment.id)]


def link_in(answer: Result) -> str:
    """Return the path of the link that a command printed on its last line."""
    base, path = answer.stdout.splitlines()[-1].split("/moderation/")
    assert base == "http://127.0.0.1:8000"
    return f"/moderation/{path}"


def test_new_moderator_gets_a_link_that_opens(app: Flask, client: FlaskClient) -> None:
    result = run(app, "moderator", "add", " Ana ")

    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "This link lets Ana set a password. It works once, within 24 hours:",
    )
    assert moderators() == ["Ana"]
    assert texts(page_of(client.get(link_in(result))), ".//label") == [
        "New password",
        "Confirm password",
    ]


def test_moderator_is_added_once(app: Flask) -> None:
    run(app, "moderator", "add", "Ana")

    result = run(app, "moderator", "add", "Ana")

    assert (result.exit_code, result.output) == (
        1,
        "Error: There is a moderator “Ana” already. `flask moderator link` makes a new link.\n",
    )
    assert moderators() == ["Ana"]


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 81])
def test_moderator_needs_a_visible_name(app: Flask, name: str) -> None:
    result = run(app, "moderator", "add", name)

    assert (result.exit_code, result.output) == (
        1,
        "Error: Give the moderator a name of 1 to 80 visible characters.\n",
    )
    assert moderators() == []


def test_new_link_ends_the_older_one(app: Flask, client: FlaskClient) -> None:
    older = link_in(run(app, "moderator", "add", "Ana"))
    opened_before = client.get(older).status_code

    newer = link_in(run(app, "moderator", "link", "Ana"))

    assert opened_before == 200
    assert texts(page_of(client.get(older), status=404), ".//h1") == ["This link no longer works"]
    assert len(texts(page_of(client.get(newer)), ".//label")) == 2


def test_new_link_ends_every_older_way_in(app: Flask, moderator_client: FlaskClient) -> None:
    assert moderator_client.get("/moderation/").status_code == 200

    result = run(app, "moderator", "link", "Ana")

    said = "Ana is signed out everywhere, and the old password no longer works."
    assert result.stdout.splitlines()[0] == said
    assert moderator_client.get("/moderation/").status_code == 303
    assert run(app, "moderator", "list").stdout.endswith(
        "has no password yet, last signed in 2026-02-03, open sessions: 0, known devices: 0\n"
    )


def test_moderators_are_listed(app: Flask, moderator_client: FlaskClient) -> None:
    run(app, "moderator", "add", "Eva")
    run(app, "moderator", "add", "Iva")
    run(app, "moderator", "remove", "Iva")

    result = run(app, "moderator", "list")

    assert result.stdout.splitlines() == [
        (
            "Ana: admin, since 2026-02-03, has a password, last signed in 2026-02-03, "
            "open sessions: 2, known devices: 2"
        ),
        (
            "Eva: moderator, since 2026-02-03, has no password yet, never signed in, "
            "open sessions: 0, known devices: 0"
        ),
        "Iva: removed 2026-02-03",
    ]


def test_a_removed_moderator_is_out_at_once_and_stays_on_record(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")
    run(app, "moderator", "add", "Eva", "--role", "admin")

    result = run(app, "moderator", "remove", "Ana")

    said = "Ana is no moderator any more, and signed out everywhere.\n"
    assert (result.exit_code, result.stdout) == (0, said)
    assert moderator_client.get("/moderation/").status_code == 303
    assert "Ana" in signed_in_as(app, "Eva").get("/moderation/decided").text
    again = run(app, "moderator", "remove", "Ana")
    assert again.output == "Error: “Ana” is no moderator any more.\n"
    other = run(app, "moderator", "add", "Ana")
    assert "“Ana” was a moderator before" in other.output
    assert run(app, "moderator", "link", "Ana").exit_code == 0


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        ([], 1, "Error: “Ana” is the last moderator: nobody could read what comes in."),
        (["--yes"], 0, "Ana is no moderator any more, and signed out everywhere."),
    ],
)
def test_the_last_moderator_is_removed_on_purpose_only(
    app: Flask, moderator: str, words: list[str], exit_code: int, said: str
) -> None:
    result = run(app, "moderator", "remove", "Ana", *words)

    assert (result.exit_code, result.output.startswith(said)) == (exit_code, True)


@pytest.mark.parametrize("command", ["link", "remove"])
def test_a_stranger_has_neither_link_nor_removal(app: Flask, command: str) -> None:
    result = run(app, "moderator", command, "Nobody")

    said = "Error: There is no moderator “Nobody”. `flask moderator add` adds one.\n"
    assert (result.exit_code, result.output) == (1, said)


def test_a_name_is_one_however_its_accents_are_encoded(app: Flask) -> None:
    run(app, "moderator", "add", "Z\u030cana")

    result = run(app, "moderator", "add", "\u017dana")

    assert result.exit_code == 1
    assert moderators() == ["\u017dana"]


def test_what_happened_is_printed(app: Flask, moderator: str, client: FlaskClient) -> None:
    for password in (PASSWORD, "wrong"):
        client.post("/moderation/login", data={"name": moderator, "password": password})
    run(app, "moderator", "link", "Ana")

    result = run(app, "moderator", "log")

    assert result.stdout.splitlines() == [
        "2026-02-03 10:00  New sign-in link; signed out everywhere  Ana",
        "2026-02-03        Wrong passwords",
        "2026-02-03 10:00  Signed in  Ana",
        "2026-02-03 10:00  Password set  Ana",
        "2026-02-03 10:00  Added as a moderator  Ana",
    ]
    assert run(app, "moderator", "log", "--all").stdout == result.stdout


def test_publish_says_when_nothing_waits(app: Flask, event: Event) -> None:
    make_comment(event, state=State.REJECTED)

    result = run(app, "comments", "publish", "--waiting")

    assert (result.exit_code, result.output) == (0, "Nothing waits.\n")
    assert states() == [State.REJECTED]


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        pytest.param([], "y\n", f"{QUESTION} [y/N]: y\n2 published.\n", id="a yes publishes"),
        pytest.param([], "n\n", f"{QUESTION} [y/N]: n\n", id="a no leaves all as it was"),
        pytest.param([], "", f"{QUESTION} [y/N]: ", id="no answer leaves all as it was"),
        pytest.param(["--yes"], "", "2 published.\n", id="with --yes nobody is asked"),
    ],
)
def test_publish_asks_before_it_publishes(
    event: Event, app: Flask, words: list[str], typed: str, said: str
) -> None:
    make_comment(event, body="One.", state=State.PENDING)
    make_comment(event, body="Two.", state=State.PENDING)
    make_comment(event, body="Three.", state=State.SPAM)

    result = run(app, "comments", "publish", "--waiting", *words, typed=typed)

    is_done = said.endswith("2 published.\n")
    after = State.PUBLISHED if is_done else State.PENDING
    assert (result.exit_code, result.stdout) == (0 if is_done else 1, said)
    assert result.stderr == ("" if is_done else "Aborted!\n")
    assert states() == [after, after, State.SPAM]


def test_publish_wants_to_be_told_what(app: Flask, event: Event) -> None:
    make_comment(event, state=State.PENDING)

    result = run(app, "comments", "publish", "--yes")

    assert result.exit_code == 2
    assert "Missing option '--waiting'" in result.output
    assert states() == [State.PENDING]


def test_upgrade_may_be_said_again(app: Flask) -> None:
    result = run(app, "database", "upgrade")

    assert (result.exit_code, result.output) == (0, "The database is up to date.\n")


def test_commands_bring_the_embedded_database_up_to_date(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance")
    (tmp_path / "instance" / "ethreader.sqlite3").unlink()
    with app.app_context():
        db.engine.dispose()

        result = run(app, "moderator", "add", "Ana")

        assert result.exit_code == 0
        assert moderators() == ["Ana"]
        db.session.remove()
        db.engine.dispose()


def test_every_group_of_commands_says_what_it_is_for(app: Flask) -> None:
    shown = run(app, "--help").output

    assert [line for line in shown.splitlines() if line.startswith("  comments")] == [
        "  comments    What readers wrote."
    ]
    assert [
        group for group in ("content", "moderator", "database", "assets") if group in shown
    ] == [
        "content",
        "moderator",
        "database",
        "assets",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["mail", "run"],
        ["mail", "read"],
        ["mail", "replace-keys"],
        ["privacy", "keys"],
        ["privacy", "sweep"],
        ["privacy", "report"],
        ["privacy", "erase"],
    ],
    ids=" ".join,
)
def test_what_runs_beside_the_site_makes_no_database(tmp_path: Path, words: list[str]) -> None:
    """Its user may be another one: the site could not open the file then."""
    settings = make_settings(tmp_path / "instance")
    result = create_app(settings).test_cli_runner().invoke(args=words)

    assert result.output == (
        "Error: The database is not up to date. Start the site first, or run: "
        "flask database upgrade\n"
    )
    assert list((tmp_path / "instance").glob("*.sqlite3")) == []


# --- a database that fails in the midst of it ----------------------------------------------


def test_database_that_fails_on_the_way_gets_one_sentence(app: Flask) -> None:
    db.session.execute(text("ALTER TABLE sign_in_link RENAME expires_at TO b"))
    db.session.commit()

    result = run(app, "moderator", "add", "Hidden-word")

    assert result.exit_code == 1
    sentence = r"Error: The database /\S+ cannot be used: .* no column named expires_at\.\n"
    assert re.fullmatch(sentence, result.stderr)
    assert "Hidden-word" not in result.output


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("site:hidden-word@127.0.0.1:1/site", id="as usual"),
        pytest.param("127.0.0.1:1/site?user=site&password=hidden-word", id="in the query"),
        pytest.param("127.0.0.1:1/site?sslpassword=hidden-word", id="of a key"),
    ],
)
@pytest.mark.parametrize("words", ["mail read", "moderator add Ana", "database upgrade"])
def test_database_that_is_not_there_gets_one_sentence_without_password(
    tmp_path: Path, url: str, words: str
) -> None:
    driver = "postgresql+psycopg://"
    app = create_app(make_settings(tmp_path / "i", ETHREADER_DATABASE_URL=driver + url))

    result = app.test_cli_runner().invoke(args=words.split())

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: The database {driver}")
    assert "cannot be used: connection failed" in result.stderr
    assert (result.output.count("\n"), "hidden-word" in result.output) == (1, False)


def test_a_link_leads_where_the_site_was_started_last(app: Flask) -> None:
    """`PORT=8001 make run` in one window, and `flask moderator add` in another."""
    instance = app.extensions["settings"].instance
    guessed = run(app, "moderator", "add", "Ana")
    record_site_url(instance, "http://127.0.0.1:8001")
    known = run(app, "moderator", "add", "Eva")

    assert "if it is elsewhere, change the beginning of the link" in guessed.stderr
    assert guessed.stdout.splitlines()[-1].startswith("http://127.0.0.1:8000/moderation/link/")
    assert known.stdout.splitlines()[-1].startswith("http://127.0.0.1:8001/moderation/link/")
    assert known.stderr == ""


def test_a_link_leads_to_the_public_url_where_there_is_one(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_BASE_URL="https://events.example")
    record_site_url(app.extensions["settings"].instance, "http://127.0.0.1:8001")

    result = app.test_cli_runner().invoke(args=["moderator", "add", "Ana"])

    assert result.stdout.splitlines()[-1].startswith("https://events.example/moderation/link/")
    assert result.stderr == ""


@pytest.mark.parametrize(
    "damage", [b"", b"\xff", b"javascript:alert(1)", b"http://a\nb", b"http://"]
)
def test_a_damaged_note_of_the_sites_place_is_no_place(app: Flask, damage: bytes) -> None:
    (app.extensions["settings"].instance / "site-url").write_bytes(damage)

    result = run(app, "moderator", "add", "Ana")

    assert result.stdout.splitlines()[-1].startswith("http://127.0.0.1:8000/moderation/link/")
    assert "Note: ETHREADER_BASE_URL is not set" in result.stderr


def test_the_log_says_how_much_more_there_is(app: Flask, moderator: str) -> None:
    begin_write_transaction()
    ana = moderator_by_name(moderator)
    assert ana is not None
    for _ in range(51):
        record_access(AccessKind.SIGNED_IN, ana, now=utcnow())
    db.session.commit()

    some, everything = run(app, "moderator", "log"), run(app, "moderator", "log", "--all")

    kept = len(everything.stdout.splitlines())
    assert len(some.stdout.splitlines()) == 50
    assert some.stderr == f"{kept - 50} older entries: flask moderator log --all\n"
    assert everything.stderr == ""
