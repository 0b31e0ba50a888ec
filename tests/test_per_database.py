"""What is remembered of a database is that database's alone, and no longer than that is in use."""

import gc
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine

from ethreader.application import create_app
from ethreader.base.db import db
from ethreader.base.per_database import PerDatabase
from ethreader.screening.recent_texts import recent_texts
from tests.once import make_settings
from tests.times import utcnow

TEXT = "I was there with my mother, and we would like to know when there is another evening."


def test_a_text_is_not_known_to_another_site_of_the_process(app: Flask, tmp_path: Path) -> None:
    recent_texts.here().add("1", TEXT, sent_on=utcnow().date())

    assert recent_texts.here().has_alike(TEXT)
    assert recent_texts.of(db.engine) is recent_texts.here()
    with create_app(make_settings(tmp_path / "other")).app_context():
        assert not recent_texts.here().has_alike(TEXT)


def test_it_begins_once_and_anew_where_it_is_to_be_forgotten(app: Flask) -> None:
    lists: PerDatabase[list[int]] = PerDatabase(list)

    assert lists.here() is lists.here()
    lists.put_here([1])
    assert lists.here() == lists.of(db.engine) == [1]
    lists.forget(db.engine)
    assert lists.here() == []


def test_nothing_is_kept_of_a_database_that_nobody_uses() -> None:
    begun: list[object] = []

    class Thing:
        def __init__(self) -> None:
            begun.append(self)

        def __del__(self) -> None:
            ended.append(True)

    ended: list[bool] = []
    things, engine = PerDatabase(Thing), create_engine("sqlite://")
    things.of(engine)
    begun.clear()
    assert not ended

    del engine
    gc.collect()

    assert ended
