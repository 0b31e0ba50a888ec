"""No text is parsed while others wait for the lock: the parser itself looks whether it is free."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from markdown_it.rules_core import StateCore
from sqlalchemy import make_url

from ethreader.base import markup, markup_article_tokens
from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.comments.quote_service import forget_quotes, render_without_quotes
from ethreader.events.models import Event
from ethreader.moderation.service import REFUSED_KEPT
from ethreader.ops.housekeeping import Housekeeping
from tests.comments.forms import TEXT, stored
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.content_files import SPEAKER, event_file, write
from tests.moderation.deciding import press
from tests.test_busy_database import (
    Form,
    change_from_receipt,
    comment_form,
    edit_form,
    official_reply,
    own_page_of,
)
from tests.times import utcnow
from tests.visitors import HTMX, signed_in_as, with_visitors

QUOTES = [f"> {TEXT}\n\n*I agree.*", f"> {TEXT}\n\n*I do not.*"]
LEFT = [
    f"<blockquote>\n<p>[…]</p>\n</blockquote>\n<p><em>{own}</em></p>\n"
    for own in ("I agree.", "I do not.")
]


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_visitors(app)


@pytest.fixture
def was_free(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """What the parser found at each text: whether another writer could have begun."""
    found: list[bool] = []
    # Words alone go to the parser, too: it stands for whatever renders a text.
    monkeypatch.setattr(markup, "is_prose", lambda _text: False)
    file = str(make_url(str(db.engine.url)).database)

    def look(_state: StateCore) -> None:
        writer = sqlite3.connect(file, isolation_level=None, timeout=0)
        try:
            writer.execute("BEGIN IMMEDIATE")
            found.append(True)
        except sqlite3.OperationalError:
            found.append(False)
        finally:
            writer.close()

    kinds = [markup._comment.core.ruler, markup_article_tokens._article.core.ruler]
    for rules in kinds:
        rules.push("look_at_lock", look)
    yield found
    for rules in kinds:
        rules.disable("look_at_lock")
        rules.__rules__[:] = [rule for rule in rules.__rules__ if rule.name != "look_at_lock"]


@pytest.mark.parametrize("fill_in", [comment_form, edit_form, change_from_receipt, official_reply])
def test_a_text_is_parsed_before_the_lock_is_taken(
    app: Flask, event: Event, was_free: list[bool], fill_in: Callable[[Flask, Event], Form]
) -> None:
    form = fill_in(app, event)
    was_free.clear()

    response = form.send(HTMX)

    assert response.status_code in {200, 201, 204, 303}
    assert was_free == [True]


def quoted(event: Event) -> Comment:
    """Return the one comment that is there, after two others have quoted it."""
    [comment] = stored()
    put_in_state(comment, State.PUBLISHED)
    db.session.commit()
    for body in QUOTES:
        make_comment(event, body=body, answering=comment)
    return comment


def withdrawal(app: Flask, event: Event) -> Form:
    client = app.test_client()
    return Form(client=client, url=f"{own_page_of(client)}/withdraw", data={})


def withdrawal_from_receipt(app: Flask, event: Event) -> Form:
    form = change_from_receipt(app, event)
    return Form(client=form.client, url="/comments/own/withdrawal", data=form.data)


@pytest.mark.parametrize("fill_in", [withdrawal, withdrawal_from_receipt])
def test_what_is_left_of_quotes_is_parsed_before_the_lock_is_taken(
    app: Flask, event: Event, was_free: list[bool], fill_in: Callable[[Flask, Event], Form]
) -> None:
    form = fill_in(app, event)
    quoted(event)
    was_free.clear()

    response = form.send(HTMX)

    assert (response.status_code, was_free) == (200, [True, True])
    assert [each.body_html for each in stored()] == ["", *LEFT]


def test_a_sweep_parses_before_the_lock_is_taken(
    app: Flask, event: Event, was_free: list[bool]
) -> None:
    own_page_of(app.test_client())
    comment = quoted(event)
    press(signed_in_as(app, "Ana"), comment, "reject")
    db.session.rollback()
    was_free.clear()
    housekeeping = Housekeeping(app.extensions["settings"], of="site")

    housekeeping.sweep(utcnow() + REFUSED_KEPT + timedelta(days=1))

    assert was_free == [True, True]
    assert [each.body_html for each in stored()] == ["", *LEFT]


def test_a_reply_that_was_edited_meanwhile_loses_the_quote_it_has_now(
    app: Flask, event: Event
) -> None:
    own_page_of(app.test_client())
    comment = quoted(event)
    render_without_quotes(comment)
    reply = stored()[1]
    reply.body = reply.body.replace("agree", "disagree")
    db.session.flush()

    forget_quotes(comment, now=utcnow())

    assert reply.body_html == LEFT[0].replace("agree", "disagree")


def test_an_import_parses_before_the_lock_is_taken(
    app: Flask, was_free: list[bool], tmp_path: Path
) -> None:
    files = {"vera.md": SPEAKER, "meeting.md": event_file(body="A *text*.")}
    folder = write(tmp_path / "content", files)

    said = app.test_cli_runner().invoke(args=["content", "import", str(folder)])

    assert (said.output, was_free) == ("2 imported, 0 refused.\n", [True, True])
