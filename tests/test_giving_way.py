"""Who computes for long lets those go first who give out pages, between two steps of its work."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, render_template_string
from sqlalchemy import text

from ethreader.base import driver
from ethreader.base import processor as module
from ethreader.base.db import connection, db
from ethreader.base.processor import Processor, give_way

LONG = 60.0  # Seconds: no thread of a test computes as long.

PAGE = "{% for each in range(1000) %}{{ each }}, {% endfor %}"

Count = Callable[[], int]


def wanted(turns: int = 1000) -> Processor:
    """Return a processor that somebody waits for."""
    processor = Processor()
    processor.wanted = turns
    return processor


@pytest.fixture
def gave_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[Count]:
    """Compute, and tell how often this thread has given way since the last question."""
    heard, give = [0], os.sched_yield

    def heard_and_given() -> None:
        heard[0] += 1
        give()

    def count() -> int:
        told, heard[0] = heard[0], 0
        return told

    monkeypatch.setattr(os, "sched_yield", heard_and_given)
    monkeypatch.setattr(module, "AT_ONCE", 0.0)
    with wanted().used():
        yield count


def test_who_has_just_begun_goes_on(gave_way: Count, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", LONG)

    give_way()

    assert not gave_way()


def test_who_has_given_way_goes_on(gave_way: Count, monkeypatch: pytest.MonkeyPatch) -> None:
    give_way()
    monkeypatch.setattr(module, "AT_ONCE", LONG)
    give_way()

    assert gave_way() == 1


def test_who_is_waited_for_no_more_goes_on(gave_way: Count) -> None:
    with wanted(2).used():
        for _ in range(5):
            give_way()

    assert gave_way() == 2


def test_who_shares_no_processor_goes_on(gave_way: Count) -> None:
    with wanted().used():
        pass
    give_way()

    assert not gave_way()


def test_statement_of_a_file_lets_others_go_first(app: Flask, gave_way: Count) -> None:
    db.session.execute(text("SELECT 1"))
    of_session = gave_way()

    driver.run(connection(), "SELECT 1")

    assert of_session >= 1
    assert gave_way() == 1


def test_page_lets_others_go_first_again_and_again(app: Flask, gave_way: Count) -> None:
    page = render_template_string(PAGE)

    assert page == "".join(f"{each}, " for each in range(1000))
    assert gave_way() > 10


def test_pieces_within_a_page_do_not(app: Flask, gave_way: Count) -> None:
    assert render_template_string("{% set words %}Hello{% endset %}{{ words }}") == "Hello"

    assert gave_way() == 1  # When the page is through.
