"""Forms that stand on one page at once: no id twice, and each label leads to its own field."""

from collections import Counter
from collections.abc import Callable
from itertools import chain, combinations
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment
from ethreader.comments.service import withdraw_comment
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, fields_of, filled_in
from tests.conftest import make_comment
from tests.times import utcnow
from tests.visitors import HTMX

OWN = "/comments/own"
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "data-count-for", "data-count-said")
Piece = Callable[["Reader"], str]


class Reader:
    """Opens forms at two comments, as htmx puts them into the article."""

    def __init__(self, client: FlaskClient, event: Event) -> None:
        self._client = client
        self.first, self.second = make_comment(event, body="1"), make_comment(event, body="2")

    def get(self, url: str) -> str:
        return self._client.get(url, headers=HTMX).text

    def post(self, url: str, **fields: Any) -> str:
        return self._client.post(url, data=fields, headers=HTMX).text

    def sent(self, **fields: Any) -> str:
        """Send a comment, and return the receipt."""
        return self.post(COMMENTS, **filled_in(self._client, **fields))

    def reply_url(self, comment: Comment) -> str:
        return f"{COMMENTS}/new?reply_to={comment.public_id}"

    def another(self, receipt: str) -> str:
        """Press “Leave another comment” on a receipt."""
        link = receipt.split('data-hx-get="')[1].split('"', maxsplit=1)[0]
        return self.get(link.replace("&amp;", "&"))


def article(reader: Reader) -> str:
    return reader.get(PAGE)


def reply(reader: Reader) -> str:
    return reader.get(reader.reply_url(reader.first))


def other_reply(reader: Reader) -> str:
    return reader.get(reader.reply_url(reader.second))


def report(reader: Reader) -> str:
    return reader.get(f"/comments/{reader.first.public_id}/report")


def refused_report(reader: Reader) -> str:
    return reader.post(f"/comments/{reader.second.public_id}/report", note="x" * 301)


def another_after_a_reply(reader: Reader) -> str:
    receipt = reader.sent(body="3", parent_id=reader.first.public_id)
    return reader.another(receipt)


def refused_other_after_a_reply(reader: Reader) -> str:
    receipt = reader.sent(body="4", parent_id=reader.second.public_id)
    form = fields_of(reader.another(receipt))
    refused = reader.post(COMMENTS, **{**form, "body": "", "name": "x" * 81})
    return reader.post(COMMENTS, **{**fields_of(refused), "body": ""})


def edit(reader: Reader) -> str:
    receipt = reader.sent(body="5")
    return reader.post(f"{OWN}/form", **fields_of(receipt))


def refused_edit(reader: Reader) -> str:
    receipt = reader.sent(body="6")
    return reader.post(f"{OWN}/change", **{**fields_of(receipt), "body": "", "name": "x" * 81})


def another_after_an_edit(reader: Reader) -> str:
    third = make_comment(reader.first.event, body="7")
    receipt = reader.sent(body="8", parent_id=third.public_id)
    opened = reader.post(f"{OWN}/form", **fields_of(receipt))
    changed = reader.post(f"{OWN}/change", **{**fields_of(opened), "body": "Changed."})
    return reader.another(changed)


def another_after_a_deletion(reader: Reader) -> str:
    third = make_comment(reader.first.event, body="9")
    receipt = reader.sent(body="10", parent_id=third.public_id)
    return reader.another(reader.post(f"{OWN}/withdrawal", **fields_of(receipt)))


def reply_whose_comment_is_gone(reader: Reader) -> str:
    """Refused, sent again with a mistake, and refused for that."""
    third = make_comment(reader.first.event, body="11")
    form = fields_of(reader.get(reader.reply_url(third)))
    begin_write_transaction()
    withdraw_comment(third, now=utcnow())
    db.session.commit()
    alone = reader.post(COMMENTS, **{**form, "body": "Still here."})
    return reader.post(COMMENTS, **{**fields_of(alone), "body": ""})


PIECES: tuple[Piece, ...] = (
    *(reply, other_reply, report, refused_report, another_after_a_reply),
    *(refused_other_after_a_reply, edit, refused_edit, another_after_an_edit),
    *(another_after_a_deletion, reply_whose_comment_is_gone),
)


def parsed(html: str) -> Element:
    document: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return document


def ids(part: Element) -> list[str]:
    return [each.get("id", "") for each in part.iter() if each.get("id")]


def references(part: Element) -> list[str]:
    """Return all ids that a part of a page refers to."""
    given = [each.get(name, "").split() for each in part.iter() for name in REFERENCES]
    targets = [each.get("data-hx-target", "") for each in part.iter()]
    links = [each.get("href", "") for each in part.iter("a")]
    named = [each.removeprefix("#") for each in (*targets, *links) if each.startswith("#")]
    return [*chain.from_iterable(given), *named]


@pytest.fixture
def reader(client: FlaskClient, event: Event) -> Reader:
    return Reader(client, event)


def test_all_that_can_be_open_at_once_shares_no_id(reader: Reader) -> None:
    pieces = {piece.__name__: set(ids(parsed(piece(reader)))) for piece in PIECES}
    page = parsed(article(reader))
    pieces["article"] = set(ids(page))

    assert [id_ for id_, count in Counter(ids(page)).items() if count > 1] == []
    assert all(len(each) > 3 for each in pieces.values())
    for (one, first), (other, second) in combinations(pieces.items(), 2):
        assert first & second == set(), f"{one} and {other}"


@pytest.mark.long
@pytest.mark.parametrize("piece", PIECES)
def test_a_form_refers_to_nothing_but_itself(reader: Reader, piece: Piece) -> None:
    part = parsed(piece(reader))

    assert [each for each in references(part) if each not in ids(part)] == []


@pytest.mark.long
@pytest.mark.parametrize("piece", PIECES)
def test_each_field_has_its_label_and_each_wrong_one_its_error(
    reader: Reader, piece: Piece
) -> None:
    part = parsed(piece(reader))
    [form, *_] = part.iter("form")
    fields = [
        each
        for each in form.iter()
        if each.tag in {"textarea", "input"} and each.get("id") and "hidden" not in each.attrib
    ]
    labels = [each.get("for") for each in form.iter("label")]
    errors = {
        each.get("id"): each for each in form.iter("p") if "field-error" in each.get("class", "")
    }

    assert [each.get("id") for each in fields if labels.count(each.get("id")) != 1] == []
    wrong = [each for each in fields if each.get("aria-invalid") == "true"]
    assert (len(wrong) > 0) is piece.__name__.startswith(("refused", "reply_whose"))
    for each in wrong:
        [place] = [
            errors[name] for name in each.get("aria-describedby", "").split() if name in errors
        ]
        assert "Error:" in "".join(place.itertext())
