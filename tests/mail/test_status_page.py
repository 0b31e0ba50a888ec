"""What the link in a mail about a decision shows: how it ended, as it was, for some days."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.tokens import digest
from ethreader.comments.log import Reason
from ethreader.comments.outcomes import Outcome
from ethreader.contacts.models import ContactToken
from ethreader.contacts.queries import all_contacts
from ethreader.events.models import Event
from ethreader.mail.links import STATUS_FOR
from ethreader.mail.worker import Worker
from ethreader.retention.service import sweep
from tests.comments.forms import PAGE, SLUG, stored
from tests.conftest import ZONE
from tests.mail.inbox import Inbox
from tests.mail.old_boxes import ask_with_old_box
from tests.mail.wishes import LATER, confirmed
from tests.moderation.deciding import press
from tests.moderation.declining import send
from tests.times import utcnow

pytestmark = pytest.mark.long

GREETING = "You will know me from the choir. Greetings from all of us."
SENTENCES = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


@pytest.fixture
def decided(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
) -> "Decided":
    """A confirmed contact, and a moderator who decides."""
    confirmed(client, worker, inbox)
    return Decided(client, worker, inbox, moderator_client)


class Decided:
    """Decides about the one comment, has it mailed, and opens the link in the mail."""

    def __init__(
        self, client: FlaskClient, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
    ) -> None:
        self.client = client
        self.moderator_client = moderator_client
        self._worker = worker
        self._inbox = inbox

    def tell(self, reason: str = "") -> str:
        """Publish, or decline for a reason; return the path in the mail about it."""
        client, comment = self.moderator_client, stored()[0]
        done = send(client, comment, reason=reason) if reason else press(client, comment, "publish")
        assert done.status_code == 303
        self._worker.work(now=utcnow() + LATER)
        return self._inbox.link("mail/status")


def said(response: TestResponse) -> str:
    """Return the page's first sentences."""
    main = response.text[response.text.index("<main") :]
    found = SENTENCES.search(main)
    assert found is not None
    return re.sub(r"\s+", " ", found[1]).strip()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        pytest.param("", "It has been published.", id="that it is published"),
        pytest.param(
            "hurtful",
            "It is not published. The reason: Hurts or threatens someone.",
            id="that it is not, and why",
        ),
    ],
)
def test_page_tells(decided: Decided, reason: str, words: str) -> None:
    page = decided.client.get(decided.tell(reason))

    assert (page.status_code, said(page)) == (200, words)


def test_page_is_kept_by_nobody_and_loads_nothing_from_elsewhere(decided: Decided) -> None:
    page = decided.client.get(decided.tell())

    kept = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [page.headers[name] for name in kept] == ["no-store", "noindex", "no-referrer"]
    assert "Set-Cookie" not in page.headers
    assert '<meta name="referrer"' not in page.text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert [path.partition("?")[0] for path in loaded if not path.startswith("#")] == [
        *("/static/icon.svg", "/static/site.css", "/static/exit.js"),
        *("/exit", "/exit"),
    ]


def test_page_can_do_nothing_and_names_neither_site_nor_event_nor_comment(
    decided: Decided,
) -> None:
    path = decided.tell()
    page = decided.client.get(path)

    [comment] = stored()
    assert decided.client.get(PAGE).text.count(comment.body) == 1
    named = (comment.body, comment.name, comment.public_id, SLUG, "Winter", "ASTRA", "/mine/")
    assert [word for word in named if word in page.text] == []
    assert [tag for tag in ("<form", "<button", "<input") if tag in page.text] == []
    refused = [getattr(decided.client, verb)(path) for verb in ("post", "put", "delete", "patch")]
    assert [response.status_code for response in refused] == [405] * 4


def test_page_does_not_follow_the_comment_or_it_would_say_whose_it_is(decided: Decided) -> None:
    path = decided.tell()
    before = decided.client.get(path).data

    press(decided.moderator_client, stored()[0], "undo")

    assert stored()[0].state.value == "pending"
    assert decided.client.get(path).data == before


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(is_published=True),
        Outcome(is_published=False),
        *(Outcome(is_published=False, reason=reason) for reason in Reason),
    ],
    ids=Outcome.as_text,
)
def test_outcome_is_read_as_it_was_written_down(outcome: Outcome) -> None:
    assert Outcome.read(outcome.as_text()) == outcome


def test_reason_of_an_earlier_version_that_has_no_words_any_more_is_left_out() -> None:
    assert Outcome.read("rejected rudeness") == Outcome(is_published=False)


def test_each_mail_tells_its_own_decision(decided: Decided) -> None:
    first = decided.tell()
    second = decided.tell("private")

    told = [said(decided.client.get(path)) for path in (first, second)]

    assert told == [
        "It has been published.",
        "It is not published. The reason: Gives away private details.",
    ]


def test_who_wrote_under_anothers_email_leads_that_mailbox_to_no_text(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
) -> None:
    confirmed(client, worker, inbox, body=GREETING)  # By mistake: its owner has written nothing.
    wishes = Decided(client, worker, inbox, moderator_client)
    wishes.tell()
    assert GREETING in client.get(PAGE).text

    links = re.findall(r"https?://[^/\s]+(/\S+)", inbox.mails[-1].get_content())
    pages = [client.get(link).text for link in links]
    followed = {path for page in pages for path in re.findall('href="(/[^"]*)"', page)}

    assert {path.partition("?")[0] for path in followed} == {
        *("/exit", "/static/icon.svg", "/static/site.css"),
    }
    assert (len(pages), [page for page in pages if GREETING in page]) == (2, [])


def test_link_ends_by_itself_without_a_sweep(decided: Decided, clock: Traveller) -> None:
    path = decided.tell()
    clock.shift(timedelta(days=6, hours=12))
    early = decided.client.get(path)

    clock.shift(timedelta(hours=12))

    assert (early.status_code, decided.client.get(path).status_code) == (200, 404)
    assert "works for up to 7 days" in " ".join(early.text.split())


def test_link_ends_with_what_is_kept_of_its_author(decided: Decided) -> None:
    path = decided.tell()
    early = decided.client.get(path).status_code
    begin_write_transaction()
    [contact] = all_contacts()
    contact.expires_at = utcnow()
    db.session.commit()

    assert (early, decided.client.get(path).status_code) == (200, 404)


def test_sweep_deletes_what_is_left_of_a_link_that_has_ended(
    decided: Decided,
) -> None:
    token = decided.tell().rpartition("/")[2]
    kept = digests()

    begin_write_transaction()
    swept = sweep(zone=ZONE, now=utcnow() + LATER + STATUS_FOR)
    db.session.commit()

    assert swept["links of mails"] == 1
    assert set(kept) - set(digests()) == {digest(token)}
    assert len(all_contacts()) == 1


def digests() -> list[bytes]:
    db.session.rollback()
    return list(db.session.scalars(select(ContactToken.digest)))


def test_end_of_a_link_says_nothing_of_when_the_mail_was_sent(decided: Decided) -> None:
    decided.tell()

    ends = db.session.scalars(select(ContactToken.expires_at).where(ContactToken.news != ""))

    assert [end and end.isoformat()[10:] for end in ends] == ["T00:00:00+00:00"]


@pytest.mark.parametrize("token", ["x", "a" * 43, "0" * 5000])
def test_unknown_link_gets_a_sentence_and_no_site_around_it(
    client: FlaskClient, event: Event, token: str
) -> None:
    page = client.get(f"/mail/status/{token}")

    assert (page.status_code, "This link no longer works" in page.text) == (404, True)
    assert [word for word in ("ASTRA", "jsdelivr", "/events/") if word in page.text] == []


def test_mail_from_a_box_that_an_older_version_sealed_carries_no_private_link(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
) -> None:
    ask_with_old_box(client, "a@mail.example")
    worker.work(now=utcnow())
    client.post(inbox.link("mail/confirm"))
    path = Decided(client, worker, inbox, moderator_client).tell()

    text = inbox.mails[-1].get_content()

    assert inbox.recipients == ["a@mail.example"] * 2
    assert (client.get(path).status_code, "/mine" in text, "ttttt" in text) == (200, False, False)
