"""Every page and the feed show the same words; moderators see where links lead, too."""

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from ethreader.base.link_targets import unsaid_targets, without_links
from ethreader.base.markup import comment_html
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, filled_in, own_link, stored
from tests.comments.test_feeds import ATOM, FEED
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press
from tests.visitors import HTMX

WHERE = "Where its links lead:"
PROSE = """    1999. godine smo došli
    2005. Freund*innen, 2*3*4, don`t, ¯\\_(ツ)_/¯ &amp; C:\\_x
> 5. Mai
>> „https://example.org/a“
Own words, *right* below."""


def test_everybody_sees_the_same_words(
    client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    html = comment_html(PROSE).strip()
    form = filled_in(client, body=f"\n \n{PROSE}\n")

    preview = client.post(f"{COMMENTS}/preview", data=form, headers=HTMX).text
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    queue = moderator_client.get(QUEUE).text
    [comment] = stored()
    press(moderator_client, comment, "publish")

    assert comment.body == PROSE
    shown = [preview, client.get(own_page).text, client.get(PAGE).text]
    assert [html in each for each in shown] == [True] * 3
    assert without_links(html) in queue
    contents = ET.fromstring(client.get(FEED).data).iter(f"{ATOM}content")
    assert [(each.text or "").strip() for each in contents] == [html]


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        pytest.param("[here](https://spam.example/a?b=c&d)", ["https://spam.example/a?b=c&d"]),
        pytest.param("[](https://spam.example/a)", [], id="without words it says its URL"),
        pytest.param("[\u2800](https://spam.example/a)", [], id="so does one of a blank"),
        pytest.param("https://spam.example/a", [], id="a URL says it"),
        pytest.param("„https://spam.example/a“", [], id="so does one in quotation marks"),
        pytest.param(
            "[a](https://b.example/1) [a](https://b.example/1) [https://b.example](https://c.example/2)",
            ["https://b.example/1", "https://c.example/2"],
            id="each once, and one that says another",
        ),
        pytest.param("> [a](https://b.example/1)", ["https://b.example/1"], id="in a quote"),
        pytest.param("[a](javascript:b)", [], id="no link"),
    ],
)
def test_targets_are_told_where_the_words_do_not_say_them(body: str, targets: list[str]) -> None:
    assert unsaid_targets(comment_html(body)) == targets


def test_moderators_see_where_links_lead(moderator_client: FlaskClient, event: Event) -> None:
    make_comment(event, body="No link, *at all*.", state=State.PENDING)
    assert WHERE not in moderator_client.get(QUEUE).text
    make_comment(event, body="[here](https://spam.example/a?b=c&d)", state=State.PENDING)

    page = moderator_client.get(QUEUE).text

    assert page.count(WHERE) == 1
    assert "<li><bdi>https://spam.example/a?b=c&amp;d</bdi></li>" in page
