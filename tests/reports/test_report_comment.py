"""Reporting: works, is refused, is said the same to everybody, and leaves nothing of anybody."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, comment_ids
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.limits.many_visitors import visitor
from tests.pages import links, page_of, text_of
from tests.reports.reporting import address_of, report, stored
from tests.visitors import HTMX, PLAIN, both_ways


def whole(response: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    headers = [(name, value) for name, value in response.headers if name != "Date"]
    return response.status_code, response.data, headers


def test_every_shown_comment_leads_to_its_form(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, name="Mira")

    page = page_of(client.get(PAGE))

    assert links(page)["Report the comment by Mira"] == address_of(comment)


def test_each_page_says_in_its_title_what_it_is(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)

    pages = [
        page_of(client.get(address_of(comment))),
        page_of(report(client, comment, reason="", headers=PLAIN), status=422),
        page_of(report(client, comment, headers=PLAIN, follow_redirects=True)),
    ]

    assert [text_of(page.find("head/title")).removesuffix(" – ASTRA events") for page in pages] == [
        "Report a comment – Winter meeting",
        "Error: Report a comment – Winter meeting",
        "Report received",
    ]


def test_a_stub_cannot_be_reported(client: FlaskClient, event: Event) -> None:
    parent = make_comment(event, name="Mira")
    make_comment(event, name="Luka", answering=parent)
    begin_write_transaction()
    put_in_state(parent, State.REJECTED)
    db.session.commit()

    page = page_of(client.get(PAGE))

    assert [words for words in links(page) if words.startswith("Report")] == [
        "Report the comment by Luka"
    ]


def test_the_page_shows_the_comment_and_its_form(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, body="Those words.")

    response = client.get(address_of(comment))

    page = page_of(response)
    assert text_of(page.find(".//blockquote")) == "Mira Those words."
    reasons = [each.get("value") for each in page.iter("input") if each.get("type") == "radio"]
    assert reasons == ["person", "hurtful", "advertising", "other"]
    assert response.headers["Cache-Control"] == "no-store"
    partial = client.get(address_of(comment), headers=HTMX).text
    assert partial.startswith("<section")
    assert "Those words." not in partial


def test_a_report_is_stored_and_the_comment_stays(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)

    response = report(client, comment, "person", " She lives there. \n")

    assert (response.status_code, stored()) == (201, [("person", " She lives there.", True)])
    assert response.text.startswith('<section class="comment-form receipt"')
    assert comment_ids(client.get(PAGE).text) == [comment.public_id]


def test_without_htmx_a_page_says_thanks(client: FlaskClient, event: Event) -> None:
    response = report(client, make_comment(event), headers=PLAIN)

    assert (response.status_code, response.headers["Location"]) == (303, f"{COMMENTS}/reported")
    thanks = page_of(client.get(f"{COMMENTS}/reported"))
    assert "Thank you for your report." in text_of(thanks.find(".//main"))
    assert client.get("/events/no-such-event/comments/reported").status_code == 404


@both_ways
def test_a_repeated_report_is_answered_alike_and_not_stored(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event)
    first = report(client, comment, "hurtful", "First.", headers=headers)

    second = report(client, comment, "other", "Second.", headers=headers)

    assert whole(second) == whole(first)
    assert stored() == [("hurtful", "First.", True)]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        pytest.param("203.0.113.7", "203.0.113.200", 1, id="a street of IPv4 is one reader"),
        pytest.param("203.0.113.7", "203.0.114.7", 2, id="the next street is another"),
        pytest.param("2001:db8:1:2::1", "2001:db8:1:ffff::1", 1, id="a /48 is one reader"),
        pytest.param("2001:db8:1::1", "2001:db8:2::1", 2, id="the next /48 is another"),
        pytest.param("unknown", "nowhere", 2, id="what is no address is taken as it is"),
    ],
)
def test_readers_of_one_network_count_once(
    app: Flask, event: Event, one: str, other: str, count: int
) -> None:
    comment = make_comment(event)

    for address in (one, other):
        assert report(visitor(app, address), comment).status_code == 201

    assert len(stored()) == count


def test_one_reader_may_report_several_comments(client: FlaskClient, event: Event) -> None:
    for number in range(3):
        report(client, make_comment(event, body=f"{number}"))

    assert len(stored()) == 3


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": "", "note": "Kept."}, "Choose what is wrong with the comment"),
        ({"reason": "none", "note": "Kept."}, "Choose what is wrong with the comment"),
        ({"reason": "other", "note": "Kept." + "x" * 300}, "Shorten the note: it can have 300"),
    ],
)
@both_ways
def test_a_wrong_form_comes_back_with_everything_entered(
    client: FlaskClient, event: Event, headers: dict[str, str], typed: dict[str, str], words: str
) -> None:
    response = report(client, make_comment(event), **typed, headers=headers)

    page = page_of(response, status=422)
    assert words in text_of(page)
    assert "Kept." in text_of(page.find(".//textarea"))
    chosen = [each.get("value") for each in page.iter("input") if "checked" in each.attrib]
    assert chosen == [typed["reason"]] * (typed["reason"] == "other")
    assert stored() == []


def test_300_characters_are_taken_and_a_line_counts_once(client: FlaskClient, event: Event) -> None:
    note = "š" * 149 + "\r\n" + "🙂" * 150

    assert report(client, make_comment(event), note=note).status_code == 201

    assert [len(each[1]) for each in stored()] == [300]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
@both_ways
def test_a_hidden_comment_is_answered_politely_and_like_one_that_never_was(
    client: FlaskClient, event: Event, headers: dict[str, str], state: State, method: str
) -> None:
    hidden = make_comment(event, state=state)
    data = {"reason": "other"} if method == "POST" else None
    unknown = client.open(
        "/comments/0123456789abcdef/report", method=method, data=data, headers=headers
    )

    response = client.open(address_of(hidden), method=method, data=data, headers=headers)

    assert (response.status_code, whole(response)) == (404, whole(unknown))
    assert "Thank you for looking out for others." in response.text
    assert stored() == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_verbs_do_nothing(client: FlaskClient, event: Event, method: str) -> None:
    comment = make_comment(event)

    assert client.open(address_of(comment), method=method).status_code == 405
    assert stored() == []


def test_another_site_cannot_report(client: FlaskClient, event: Event) -> None:
    response = report(client, make_comment(event), headers={"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, stored()) == (403, [])


@both_ways
def test_a_flood_from_one_place_has_to_wait_and_keeps_what_it_entered(
    clock: Traveller, client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comments = [make_comment(event, body=f"{number}") for number in range(11)]
    taken = {report(client, each).status_code for each in comments[:10]}

    refused = report(client, comments[10], "person", "Please look.", headers=headers)

    assert (taken, refused.status_code, len(stored())) == ({201}, 429, 10)
    assert refused.headers["Retry-After"] == "600"
    assert "Please wait about 10 minutes and try again. What you entered is still" in refused.text
    assert ("Please look." in refused.text) is (headers == PLAIN)
    clock.shift(601)
    assert report(client, comments[10]).status_code == 201


def test_a_flood_from_everywhere_has_to_wait(clock: Traveller, app: Flask, event: Event) -> None:
    comments = [make_comment(event, body=f"{number}") for number in range(50)]
    everywhere = [visitor(app, f"{11 + n}.5.6.7") for n in range(101)]
    taken = [report(everywhere[n], comments[n % 50]).status_code for n in range(100)]

    refused = report(everywhere[100], comments[0])

    assert (taken, refused.status_code) == ([201] * 100, 429)


def test_a_report_that_could_not_be_stored_counts_when_it_is_sent_again(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.execute(db.text("ALTER TABLE report RENAME TO gone"))
    db.session.commit()
    failed = report(client, comment)
    db.session.execute(db.text("ALTER TABLE gone RENAME TO report"))
    db.session.commit()

    again = report(client, comment)

    assert (failed.status_code, again.status_code, len(stored())) == (500, 201, 1)


def test_nothing_about_the_reader_has_a_place_in_the_database(app: Flask) -> None:
    columns = {column["name"] for column in inspect(db.engine).get_columns("report")}

    assert columns == {
        "id", "comment_id", "reason", "note", "received_on", "settled_by", "settled_on",
    }  # fmt: skip


def test_reporting_sets_no_cookie(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)
    responses = [client.get(address_of(comment)), report(client, comment, headers=PLAIN)]

    assert [response.headers.get("Set-Cookie") for response in responses] == [None, None]
