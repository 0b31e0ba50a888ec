"""Housekeeping starts a program that learns anew; what can no longer be learned is forgotten."""

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.learning.queries import learned_filter
from ethreader.learning.service import store_learned
from ethreader.learning.weights import Weights
from ethreader.ops.teaching import TRAINING, begin_training, teach
from ethreader.retention.models import LastRun
from tests.times import utcnow


def learn_something() -> None:
    begin_write_transaction()
    learned = Weights(by_number={1: 1.0}, bias=0.0, threshold=1.0)
    store_learned(learned, published=30, spam=30, today=utcnow().date())
    db.session.commit()


@pytest.mark.long
def test_program_forgets_what_can_no_longer_be_learned(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn_something()
    db.session.remove()
    monkeypatch.setenv("ETHREADER_INSTANCE", str(app.extensions["settings"].instance))

    begin_training().join()

    assert learned_filter() is None


def test_nothing_is_started_where_there_is_nothing_to_learn(app: Flask) -> None:
    teach(utcnow())

    assert db.session.get(LastRun, TRAINING) is None
