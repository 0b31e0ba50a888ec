"""Whose words a quoted line repeats: what goes with a deleted comment, and what stays."""

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.markup import comment_html
from ethreader.comments.models import State
from ethreader.comments.quotes import SourceText, without_quotes
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, filled_in, own_link, stored
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.visitors import HTMX

WORDS = """I lived in *Novi Sad* until 2019.

Then we moved to [Belgrade](https://example.org/), my sister & I.
1. She found work
2. 🎻

Живела сам у Нишу. أنا من دمشق"""
GONE = [
    pytest.param("> I lived in Novi Sad until 2019.", "> […]", id="a line, as the page shows it"),
    pytest.param("> I lived in *Novi Sad* until 2019.", "> […]", id="a line, as it was typed"),
    pytest.param("> ved in Novi S", "> […]", id="a part, cut within words"),
    pytest.param("> THEN we moved to Belgrade", "> […]", id="in capitals"),
    pytest.param("> …we moved to Belgrade, she says", "> […]", id="four words in a row, changed"),
    pytest.param(">> Then we moved to Belgrade", ">> […]", id="a quote within a quote"),
    pytest.param("  > She found work", "  > […]", id="set in, a line of a list"),
    pytest.param("> I lived in Novi Sad\n> until 2019.", "> […]", id="lines in a row become one"),
    pytest.param("> 🎻", "> […]", id="signs alone"),
    pytest.param("> Живела сам у Нишу.", "> […]", id="Cyrillic"),
    pytest.param("> أنا من دمشق", "> […]", id="Arabic"),
    pytest.param("> my sister & I.\n\nMine.", "> […]\n\nMine.", id="own words below stay"),
]
STAYS = {
    "words of one's own": "I lived in Novi Sad until 2019 too.",
    "a quote of somebody else": "> She found peace in the mountains",
    "an empty quote": ">\n> ",
    "a sign that begins no quote": "2 > 1, and I lived in Novi Sad",
    "other signs": "> ❤",
    "nothing": "",
}


@pytest.mark.parametrize(
    ("body", "kept"), [*GONE, *(pytest.param(text, text, id=name) for name, text in STAYS.items())]
)
def test_quoted_words_of_the_comment_go_and_all_others_stay(body: str, kept: str) -> None:
    source = SourceText([WORDS], html=comment_html(WORDS))

    assert without_quotes(body, source) == kept


@pytest.mark.parametrize("state", [State.PUBLISHED, State.PENDING, State.REJECTED])
def test_replies_of_the_branch_lose_what_they_quote(
    client: FlaskClient, event: Event, state: State
) -> None:
    own_page = own_link(
        client.post(COMMENTS, data=filled_in(client, body="Said by the river."), headers=HTMX)
    )
    client.post(f"{own_page}/edit", data={"body": "Said by the water.", "name": ""})
    begin_write_transaction()
    [comment] = stored()
    put_in_state(comment, State.PUBLISHED)
    db.session.commit()
    quote = "> Said by the water.\n\nI agree."
    reply = make_comment(event, body=quote, answering=comment, state=state)
    version, reply_id = reply.version, reply.id
    elsewhere_id = make_comment(event, body=quote).id
    db.session.rollback()

    client.post(f"{own_page}/withdraw")

    texts = {each.id: (each.body, each.version > version) for each in stored()}
    assert texts[reply_id] == ("> […]\n\nI agree.", True)
    assert texts[elsewhere_id][0] == quote  # Another branch: copied there by hand.
    assert "I agree." in client.get(PAGE).text or state is not State.PUBLISHED
