"""Links in mails on a host of their own, which says nothing of the site."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.log import Cause
from ethreader.comments.models import State
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.transition import transition
from ethreader.contacts.queries import all_contacts
from ethreader.events.models import Event
from ethreader.mail.worker import Worker
from ethreader.ops.mail_process import MailProcess
from tests.comments.forms import COMMENTS
from tests.conftest import make_app
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.wishes import LATER, ask_for_news
from tests.times import utcnow

MAILS = "https://notes.example"
SITE = "https://events.astra.example"
URLS = {"ETHREADER_BASE_URL": SITE, "ETHREADER_MAIL_URL": MAILS}
PRESSED_FROM: list[dict[str, str]] = [
    {"Origin": MAILS},
    {"Sec-Fetch-Site": "same-origin"},
    {},  # A mail program.
    # A mail program within a browser.
    {"Origin": "null"},
    {"Origin": "https://mail.example"},
    {"Sec-Fetch-Site": "cross-site"},
]


class Browser(FlaskClient):
    """Asks the site at its public URL unless told otherwise."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"base_url": SITE, **kwargs})


@pytest.fixture
def app(tmp_path: Path, inbox: Inbox) -> Iterator[Flask]:
    """A site whose mails lead to another host."""
    app = make_app(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url, **URLS)
    app.test_client_class = Browser
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def mail_process(app: Flask, tmp_path: Path, inbox: Inbox) -> MailProcess:
    """Its mail process."""
    keys = {"ETHREADER_MAIL_KEYS": str(tmp_path / "keys")}
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url, **keys, **URLS)
    process.keep_keys(utcnow())
    return process


def publish(public_id: str) -> None:
    """Have the operator publish a comment."""
    begin_write_transaction()
    comment = comment_by_public_id(public_id)
    assert comment is not None
    transition(comment, State.PUBLISHED, cause=Cause.COMMAND, now=utcnow())
    db.session.commit()


def test_confirm_and_stop_can_be_pressed_on_both_hosts_from_anywhere(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    public_id = ask_for_news(client)
    worker.work(now=utcnow())
    confirmed = [press(client, host, inbox.link("mail/confirm")) for host in (MAILS, SITE)]
    publish(public_id)
    worker.work(now=utcnow() + LATER)

    stopped = [press(client, host, inbox.link("mail/stop")) for host in (MAILS, SITE)]

    db.session.rollback()
    assert (confirmed, stopped, list(all_contacts())) == ([{200}] * 2, [{200}] * 2, [])


def press(client: FlaskClient, host: str, path: str) -> set[int]:
    """Press the button behind a link from wherever that may happen, as one click does."""
    one_click = {"List-Unsubscribe": "One-Click"}
    return {
        client.post(path, base_url=host, headers=headers, data=one_click).status_code
        for headers in PRESSED_FROM
    }


def test_other_posts_are_refused_from_elsewhere(client: FlaskClient, event: Event) -> None:
    foreign = [client.post(COMMENTS, headers=headers).status_code for headers in PRESSED_FROM]

    assert foreign == [422, 422, 422, 403, 403, 403]


def test_mails_name_the_site_nowhere(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    public_id = ask_for_news(client)
    worker.work(now=utcnow())
    client.post(inbox.link("mail/confirm"))
    publish(public_id)
    worker.work(now=utcnow() + LATER)

    links = [inbox.link("mail/confirm", number=0)]
    links += [inbox.link(f"mail/{purpose}") for purpose in ("status", "stop")]
    pages = [client.get(link, base_url=MAILS) for link in links]

    assert [page.status_code for page in pages] == [200, 200, 200]
    texts = [*(page.text for page in pages), *(raw.decode() for raw in inbox.raw)]
    assert [text for text in texts if "astra" in text.lower()] == []
    assert [mail.get_content().count(MAILS) for mail in inbox.mails] == [2, 2]


@pytest.mark.parametrize("port", ["80", "443", "8000", "8443"])
def test_no_port_that_a_visitor_names_shows_more_there(client: FlaskClient, port: str) -> None:
    there = client.get("/", headers={"Host": f"Notes.example:{port}"})

    assert (there.status_code, "astra" in there.text.lower()) == (404, False)


def test_mails_may_have_a_port_of_their_own(tmp_path: Path) -> None:
    urls = {"ETHREADER_BASE_URL": "http://localhost:8000", "ETHREADER_MAIL_URL": "http://localhost"}
    client = make_app(tmp_path / "instance", **urls).test_client()

    found = [client.get("/", headers={"Host": f"localhost{port}"}) for port in ("", ":8000")]

    assert [each.status_code for each in found] == [404, 200]


@pytest.mark.parametrize(
    "path", ["/", "/events/", "/events/winter-meeting/", "/safety/", "/privacy", "/none", "/mine/x"]
)
def test_nothing_else_of_the_site_is_found_there(
    client: FlaskClient, event: Event, path: str
) -> None:
    there = client.get(path, base_url=MAILS.replace("notes", "NOTES"))

    assert (there.status_code, "astra" in there.text.lower()) == (404, False)
    assert "jsdelivr" not in there.text


@pytest.mark.parametrize("path", ["/exit", "/static/site.css", "/static/exit.js", "/healthz"])
def test_what_its_pages_need_is_found_there(client: FlaskClient, event: Event, path: str) -> None:
    with client.get(path, base_url=MAILS) as response:
        assert response.status_code in {200, 303}


def test_site_itself_stays_where_it_is(client: FlaskClient, event: Event) -> None:
    assert "ASTRA" in client.get("/events/", base_url=SITE).text
