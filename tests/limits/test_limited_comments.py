"""Too many comments, checks and previews: the wait in words, and nothing typed is lost."""

import logging
import math
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.base.db import db
from ethreader.comments.form_page import comment_form
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.screening.service import Submission
from ethreader.web import limits
from ethreader.web.visitors import LAYERS, until_new_names
from tests.comments.forms import COMMENTS, KEY, SLUG, fields_of, filled_in, stored
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.limits.many_visitors import (
    addresses,
    comment,
    remembered,
    statuses,
    use_up,
    visitor,
)
from tests.limits.test_layers import sent_from
from tests.visitors import HTMX, PLAIN, both_ways, with_visitors

pytestmark = pytest.mark.long

PREVIEW = f"{COMMENTS}/preview"
CHECK = f"{COMMENTS}/check?field=name"
TYPED = {"name": "Mira <3", "email": "mira@example.org", "body": "One.\n\n<b>Two</b>", "key": KEY}
ADDRESS = "203.0.113.77"
HERE = "127.0.0.1"  # Of whoever asks in a test and says nothing else.


def preview(client: FlaskClient, **also: Any) -> TestResponse:
    return client.post(PREVIEW, data=TYPED, **also)


def check(client: FlaskClient, **also: Any) -> TestResponse:
    return client.post(CHECK, data={"name": "Mira"}, **{"headers": HTMX, **also})


def mistake(client: FlaskClient, **also: Any) -> TestResponse:
    return client.post(COMMENTS, data={"body": ""}, **also)


def test_fifty_comments_in_ten_minutes_are_taken_and_the_next_has_to_wait(
    client: FlaskClient, event: Event
) -> None:
    taken = statuses(client, comment, 50)

    refused = comment(client)

    assert (taken, refused.status_code) == ([303] * 50, 429)
    assert refused.headers["Retry-After"] == "600"
    assert "Please wait about 10 minutes and try again." in refused.text


def test_what_was_refused_is_not_stored(client: FlaskClient, event: Event) -> None:
    use_up(client.application, HERE, limits.COMMENTS, left=2)
    for number in range(4):
        client.post(COMMENTS, data=filled_in(client, body=f"Text {number}."))

    assert [each.body for each in stored()] == ["Text 0.", "Text 1."]


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        pytest.param(0, "10 minutes", id="at once it is all of it"),
        pytest.param(362, "4 minutes", id="later it is what is left, rounded up"),
        pytest.param(545, "55 seconds", id="at last it is seconds"),
    ],
)
def test_the_wait_is_what_is_left(
    client: FlaskClient, event: Event, clock: Traveller, passed: float, words: str
) -> None:
    use_up(client.application, HERE, limits.COMMENTS)
    clock.shift(passed)

    refused = comment(client)

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(600 - passed)
    assert f"Please wait about {words} and try again." in refused.text


def test_after_the_wait_it_is_taken(client: FlaskClient, event: Event, clock: Traveller) -> None:
    use_up(client.application, HERE, limits.COMMENTS)
    refused = comment(client)
    clock.shift(int(refused.headers["Retry-After"]) - 1)
    assert comment(client).status_code == 429
    clock.shift(2)

    assert comment(client).status_code == 303


def test_a_day_has_an_end(client: FlaskClient, event: Event, clock: Traveller) -> None:
    app = client.application
    for left in (0, 0, 31):
        use_up(app, HERE, limits.COMMENTS, left=left)
        clock.shift(601)
    assert comment(client).status_code == 303

    refused = comment(client)

    assert refused.status_code == 429
    # With a new day comes a new name, and with it a new allowance.
    left_of_day = until_new_names(datetime.now(UTC)).total_seconds()
    assert refused.headers["Retry-After"] == str(math.ceil(left_of_day))


@both_ways
def test_refused_comment_keeps_everything_typed(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    parent = make_comment(event)
    form = filled_in(client, **TYPED, parent_id=parent.public_id)
    sent = {**form, "altcha": "none"}
    use_up(client.application, HERE, limits.COMMENTS)

    refused = client.post(COMMENTS, data=sent, headers=headers)

    assert refused.status_code == 429
    assert "Your text is still here." in refused.text
    assert refused.headers["Cache-Control"] == "no-store"
    if headers == HTMX:  # The form stays where it is; the notice goes into its slot.
        assert "<form" not in refused.text
        assert refused.text.startswith('<div class="notice" tabindex="-1" autofocus role="alert">')
        assert (refused.headers["HX-Retarget"], refused.headers["HX-Reswap"]) == (
            "find .form-problem",
            "innerHTML",
        )
    else:
        kept = fields_of(refused.text)
        assert {**kept, "stamp": ""} == {**form, "stamp": ""}
        assert "<title>Error: Reply" in refused.text
        assert 'class="quoted"' in refused.text


def test_the_form_that_comes_back_can_be_sent_after_the_wait(
    client: FlaskClient, event: Event, clock: Traveller
) -> None:
    use_up(client.application, HERE, limits.COMMENTS)
    kept = fields_of(client.post(COMMENTS, data=filled_in(client, **TYPED)).text)
    clock.shift(601)

    assert client.post(COMMENTS, data=kept).status_code == 303
    assert stored()[-1].body == TYPED["body"]


@both_ways
@pytest.mark.parametrize("send", [preview, check], ids=["preview", "check"])
def test_checks_and_previews_have_a_limit_of_their_own(
    client: FlaskClient, event: Event, send: Any, headers: dict[str, str]
) -> None:
    taken = Counter(statuses(client, send, 120))

    refused = send(client, headers=headers)

    assert (taken, refused.status_code) == ({200: 120}, 429)
    assert refused.headers["Retry-After"] == "60"
    assert "Please wait about 1 minute and try again." in refused.text
    if headers == PLAIN and send is preview:
        assert {**fields_of(refused.text), "stamp": ""} == {**TYPED, "parent_id": "", "stamp": ""}
    assert comment(client).status_code == 303  # Sending is not held up by checking.


def test_a_preview_of_htmx_is_told_by_its_button_where_the_notice_goes(
    client: FlaskClient, event: Event
) -> None:
    statuses(client, preview, 120)

    refused = preview(client, headers={**HTMX, "HX-Source": "button"})

    assert refused.headers["HX-Retarget"] == "previous .form-problem"


def test_mistakes_cost_nothing_of_what_may_be_sent(client: FlaskClient, event: Event) -> None:
    wrong = statuses(client, mistake, 30)

    taken = statuses(client, comment, 10)

    assert (wrong, taken) == ([422] * 30, [303] * 10)


def test_even_mistakes_have_an_end(client: FlaskClient, event: Event) -> None:
    use_up(client.application, HERE, limits.FORMS, left=1)

    assert statuses(client, mistake, 2) == [422, 429]


def test_one_visitor_does_not_use_up_what_another_may_send(app: Flask, event: Event) -> None:
    flood, neighbour = visitor(app, ADDRESS), visitor(app, "203.0.113.78")
    use_up(app, ADDRESS, limits.COMMENTS)
    assert comment(flood).status_code == 429

    assert comment(neighbour).status_code == 303


def test_one_line_of_ipv6_is_one_visitor(app: Flask, event: Event) -> None:
    use_up(app, "2001:db8::1", limits.COMMENTS)

    same = comment(visitor(app, "2001:db8::ffff"))
    other = comment(visitor(app, "2001:db8:0:1::1"))

    assert (same.status_code, other.status_code) == (429, 303)


def test_the_whole_site_has_a_limit_with_the_same_words(app: Flask, event: Event) -> None:
    form = filled_in(app.test_client(), altcha="none")
    loud = next(addresses(1))
    use_up(app, loud, limits.COMMENTS)
    # What is kept for networks that sent nothing is used up as well.
    taken = sent_from(app, islice(addresses(400), 1, 400), limit=limits.COMMENTS)
    newcomer, flood = visitor(app, ADDRESS), visitor(app, loud)

    of_site = [newcomer.post(COMMENTS, data=form, headers=way) for way in (HTMX, PLAIN)]
    of_visitor = [flood.post(COMMENTS, data=form, headers=way) for way in (HTMX, PLAIN)]

    assert taken == {"taken": 250, "refused": 149}
    for one, other in zip(of_site, of_visitor, strict=True):
        assert (one.status_code, other.status_code) == (429, 429)
        assert _without_figures(one) == _without_figures(other)


def test_a_flood_from_one_place_does_not_use_up_what_all_share(app: Flask, event: Event) -> None:
    sent = sent_from(app, [ADDRESS] * 60, limit=limits.COMMENTS)

    counted = [many for name, many in remembered().items() if "everybody" in name]

    assert sent == {"taken": 50, "refused": 10}
    assert counted == [50]


def test_comments_that_come_at_once_are_counted_too(app: Flask, event: Event) -> None:
    form = filled_in(app.test_client())
    db.session.commit()

    use_up(app, HERE, limits.COMMENTS, left=10)

    def send(number: int) -> int:
        sent = app.test_client().post(COMMENTS, data={**form, "body": f"Text {number}."})
        return sent.status_code

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(send, range(30)))

    assert answers == {303: 10, 429: 20}
    assert len(stored()) == 10


def test_a_stranger_cannot_pretend_to_be_somebody_else(app: Flask, event: Event) -> None:
    client = visitor(app, ADDRESS)
    form = filled_in(client)
    use_up(app, ADDRESS, limits.COMMENTS, left=10)
    disguises = [
        {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}"}
        | {"X-Real-IP": f"192.0.2.{number}", "CF-Connecting-IP": f"192.0.2.{number}"}
        for number in range(11)
    ]

    responses = [client.post(COMMENTS, data=form, headers=disguise) for disguise in disguises]

    assert [response.status_code for response in responses] == [303] * 10 + [429]


def test_behind_one_proxy_the_last_address_counts(tmp_path: Path) -> None:
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_TRUSTED_PROXIES="1"))
    with app.app_context():
        make_event(tmp_path, SLUG, EVENT_FILE)
        client = visitor(app, "10.0.0.1")
        form = filled_in(client)

        use_up(app, ADDRESS, limits.COMMENTS, left=10)

        def send(forwarded: str) -> int:
            told = {"X-Forwarded-For": forwarded}
            return client.post(COMMENTS, data=form, headers=told).status_code

        one = [send(f"192.0.2.{number}, {ADDRESS}") for number in range(11)]
        other = send(f"{ADDRESS}, 203.0.113.78")
        db.session.remove()
        db.engine.dispose()

    assert one == [303] * 10 + [429]
    assert other == 303


def test_limits_can_be_off(tmp_path: Path) -> None:
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_LIMITS="off"))
    with app.app_context():
        make_event(tmp_path, SLUG, EVENT_FILE)
        client = app.test_client()
        form = filled_in(client)

        def send(at: FlaskClient) -> TestResponse:
            return at.post(COMMENTS, data=form)

        answers = {
            "comments": Counter(statuses(client, send, 61)),
            "checks": Counter(statuses(client, check, 121)),
        }
        db.session.remove()
        db.engine.dispose()

    assert answers == {"comments": {303: 61}, "checks": {200: 121}}
    assert remembered() == {}


def test_a_page_that_is_not_there_is_limited_without_a_failure(client: FlaskClient) -> None:
    gone = "/events/no-such-event/comments"

    use_up(client.application, HERE, limits.FORMS, left=2)

    responses = [client.post(gone, data=TYPED).status_code for _ in range(3)]

    assert responses == [404, 404, 429]


def test_reading_has_no_limit(client: FlaskClient, event: Event) -> None:
    use_up(client.application, HERE, limits.COMMENTS)
    assert comment(client).status_code == 429

    assert Counter(client.get(COMMENTS).status_code for _ in range(70)) == {200: 70}


def test_addresses_are_nowhere(app: Flask, event: Event, caplog: pytest.LogCaptureFixture) -> None:
    client = visitor(app, ADDRESS)
    with caplog.at_level(logging.DEBUG):
        responses = [client.get(f"/events/{SLUG}/"), *(comment(client) for _ in range(11))]
        use_up(app, ADDRESS, limits.COMMENTS, left=11)
        responses.append(comment(client))

    assert responses[-1].status_code == 429
    said = caplog.text + "".join(f"{response.headers}{response.text}" for response in responses)
    files = [path for path in Path(app.instance_path).rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    names = remembered()
    assert (len(kept) > 0, len(names) > 0) == (True, True)
    named = {part for key in names for part in key.split("/") if re.fullmatch("[0-9a-f]{32}", part)}
    assert len(named) == len(LAYERS)
    for trace in (ADDRESS, *named):
        assert trace not in said
        assert trace.encode() not in kept
    assert not any(ADDRESS in key for key in names)


def test_a_private_value_has_no_telling_repr(app: Flask, client: FlaskClient, event: Event) -> None:
    with app.test_request_context(COMMENTS, method="POST", data=TYPED):
        form = comment_form()
        draft = form.draft(stamped_at=datetime.now(UTC))
        arrival = Submission(
            body=draft.body,
            stamped_at=draft.stamped_at,
            arrived_at=draft.stamped_at,
            pace=timedelta(0),
        )
        told = [repr(each) for each in (form, form.body, form.email, draft, arrival)]
    row = Comment(name=draft.name, body=draft.body, body_html="<p>One.</p>")

    assert (draft.body, draft.name) == (TYPED["body"], TYPED["name"])
    for text in (*told, repr(row)):
        assert not any(value in text for value in (*TYPED.values(), "One."))


def _without_figures(response: TestResponse) -> tuple[str, list[tuple[str, str]]]:
    text = re.sub(r'name="stamp" value="[^"]+"', "", response.text)
    text = re.sub(r"about (\d+ )(minutes|seconds)", "about …", text)
    moving = {"Retry-After", "Content-Length"}
    return text, [(name, value) for name, value in response.headers if name not in moving]
