"""HTML that older rules rendered is rendered anew, on each of the two databases."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.markup import comment_html
from ethreader.comments.models import Comment
from ethreader.comments.service import withdraw_comment
from ethreader.events.models import Event
from ethreader.ops.housekeeping import Housekeeping
from ethreader.ops.rendering import KINDS, Rendering, Stored
from ethreader.retention.models import LastRun
from ethreader.speakers.models import Speaker
from tests.comments.forms import stored
from tests.conftest import make_comment
from tests.content_files import SPEAKER, take_in_all
from tests.times import utcnow

OLD = "<p>As older rules rendered it.</p>"
# What was typed, what CommonMark made of it, and what is shown now.
OF_OLDER_RULES = [
    (
        "1999. godine\n2005. a",
        '<ol start="1999">\n<li>godine</li>\n<li>a</li>\n</ol>\n',
        "<p>1999. godine<br>\n2005. a</p>\n",
    ),
    (
        "Freund*innen und Kolleg*innen",
        "<p>Freund<em>innen und Kolleg</em>innen</p>\n",
        "<p>Freund*innen und Kolleg*innen</p>\n",
    ),
    (
        "> a\nb",
        "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n",
        "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n",
    ),
]
LINKS = "https://good.example<https://evil.example>"


def age(*models: Any) -> None:
    """Give all texts the HTML of older rules."""
    begin_write_transaction()
    for each in models or (Comment, Event, Speaker):
        db.session.execute(update(each).where(each.body != "").values(body_html=OLD))
    db.session.commit()


def shown() -> list[str]:
    db.session.rollback()
    models = [each.model for each in KINDS]
    texts = [select(each.body_html).order_by(each.id) for each in models]
    return [html for each in texts for html in db.session.scalars(each)]


def finish(rendering: Rendering, *, rounds: int = 20) -> None:
    for _ in range(rounds):
        rendering.work(utcnow())


def test_all_that_is_stored_is_rendered_anew_and_once(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    take_in_all(tmp_path / "content", {"vera.md": SPEAKER})
    comment, gone = make_comment(event, body=LINKS), make_comment(event)
    begin_write_transaction()
    withdraw_comment(gone, now=utcnow())
    db.session.commit()
    right, version = shown(), comment.version
    age()
    housekeeping = Housekeeping(app.extensions["settings"], of="site")

    for _ in range(8):
        housekeeping.round(now=utcnow())

    assert OLD not in right
    assert shown() == right
    assert stored()[0].version == version  # Moderators saw the same words.
    age()
    finish(Rendering())
    assert OLD in shown()


def test_what_older_rules_read_as_code_becomes_prose_by_itself(app: Flask, event: Event) -> None:
    for typed, old, _ in OF_OLDER_RULES:
        comment_id = make_comment(event, body=typed).id
        db.session.rollback()
        begin_write_transaction()
        this = Comment.id == comment_id
        db.session.execute(update(Comment).where(this).values(body_html=old))
        db.session.commit()
    housekeeping = Housekeeping(app.extensions["settings"], of="site")

    for _ in range(8):
        housekeeping.round(now=utcnow())

    shown = [(each.body, each.body_html) for each in stored()]
    assert shown == [(typed, new) for typed, _, new in OF_OLDER_RULES]


def test_what_was_killed_half_way_goes_on(app: Flask, event: Event) -> None:
    for _ in range(3):
        make_comment(event, body=LINKS)
    age(Comment)
    Rendering(part=2).work(utcnow())
    half = [each.body_html == OLD for each in stored()]

    finish(Rendering(part=2))

    assert half == [False, False, True]
    assert {each.body_html for each in stored()} == {comment_html(LINKS)}


def test_other_rules_render_anew_in_either_direction(app: Flask, event: Event) -> None:
    make_comment(event, body=LINKS)
    seen = []
    for rules in ("newer", "older", "older", "newer"):
        age(Comment)
        finish(Rendering(rules=rules))
        seen.append(stored()[0].body_html != OLD)

    assert seen == [True, True, False, True]
    names = db.session.scalars(select(LastRun.name)).all()
    assert names == ["html-newer"]


@pytest.mark.parametrize("becomes", ["", "Other words."])
def test_a_text_that_changes_meanwhile_is_left_alone(
    app: Flask, event: Event, becomes: str
) -> None:
    make_comment(event, body=LINKS)
    age(Comment)

    def render(text: str) -> str:
        with db.engine.begin() as writer:
            writer.execute(update(Comment).values(body=becomes, body_html=becomes))
        return comment_html(text)

    Rendering((Stored(model=Comment, render=render),)).work(utcnow())

    assert [(each.body, each.body_html) for each in stored()] == [(becomes, becomes)]
