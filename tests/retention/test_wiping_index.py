"""Erased words are in no file of the database: not in the index either; on both databases."""

from secrets import token_hex

from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.service import erase_comment
from ethreader.events.models import Event
from ethreader.retention.wiping import finish_wiping, is_due, wipe
from tests.conftest import make_comment
from tests.retention.databases import files_with
from tests.search.searching import search
from tests.times import utcnow


def test_erased_words_leave_the_index_too(client: FlaskClient, event: Event) -> None:
    mark = f"marked{token_hex(8)}".translate(str.maketrans("aeou", "bcdf"))
    for number in range(10):
        make_comment(event, body=f"Others write as well, number {number}.")
    public_id = make_comment(event, body=f"I was there, {mark}.").public_id
    for number in range(10):
        make_comment(event, body=f"And after it, number {number}.")
    assert search(client, mark).marks == [mark]
    assert files_with(mark) != set()
    db.session.rollback()

    begin_write_transaction()
    erase_comment(public_id, utcnow())
    db.session.commit()
    wipe()
    assert (is_due().is_set(), files_with(mark) != set()) == (True, True)
    is_done = finish_wiping()

    assert (is_done, files_with(mark)) == (True, set())
    assert search(client, "others number").headings == ["Comments 10"]
