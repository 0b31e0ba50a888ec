"""No text is parsed while others wait for the lock: the parser itself looks whether it is free."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from markdown_it.rules_core import StateCore
from sqlalchemy import make_url

from ethreader.base import markup
from ethreader.base.db import db
from ethreader.events.models import Event
from tests.test_busy_database import (
    Form,
    change_from_receipt,
    comment_form,
    edit_form,
    official_reply,
)
from tests.visitors import HTMX, with_visitors


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_visitors(app)


@pytest.fixture
def was_free(app: Flask) -> Iterator[list[bool]]:
    """What the parser found at each text: whether another writer could have begun."""
    found: list[bool] = []
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

    rules = markup._comment.core.ruler
    rules.push("look_at_lock", look)
    yield found
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
