"""Each comment is an article that is called as its own headline says, for who does not see it."""

from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import Voice
from ethreader.events.models import Event
from tests.comments.forms import PAGE
from tests.conftest import make_comment
from tests.pages import by_class, page_of, text_of


def test_comment_is_called_by_its_headline(client: FlaskClient, event: Event) -> None:
    make_comment(event, name='Mira "& <Ana>"')
    make_comment(event, name="")
    make_comment(event, name="ASTRA").voice = Voice.MODERATOR
    db.session.commit()

    articles = by_class(page_of(client.get(PAGE)), "comment")

    heads = [text_of(each.findall(".//h3")[0]) for each in articles]
    assert [each.get("aria-label") for each in articles] == heads
    assert {"Anonymous", 'Mira "& <Ana>"'} < set(heads)
    assert [each.endswith(" Official reply") for each in heads].count(True) == 1
