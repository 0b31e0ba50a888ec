"""Every form of the site that is refused: what was typed stays in it, the error beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, fields_of, filled_in, own_link
from tests.conftest import make_comment
from tests.moderation.conversations import seen_conversation, written_about
from tests.moderation.deciding import seen, token_of
from tests.pages import by_class, page_of, text_of
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN

TOO_LONG = "Left over words. " * 400 + "End."


@dataclass
class Site:
    """A site with something in each of its lists, a reader and a moderator."""

    app: Flask
    event: Event
    reader: FlaskClient
    moderator: FlaskClient

    def moderate(self, path: str, **fields: object) -> TestResponse:
        data = {"csrf_token": token_of(self.moderator), **fields}
        return self.moderator.post(f"/moderation/comments/{path}", data=data)


@pytest.fixture
def site(app: Flask, client: FlaskClient, moderator_client: FlaskClient, event: Event) -> Site:
    return Site(app=app, event=event, reader=client, moderator=moderator_client)


def comment(site: Site, headers: dict[str, str] = PLAIN) -> TestResponse:
    form = filled_in(site.reader, body=TOO_LONG)
    return site.reader.post(COMMENTS, data=form, headers=headers)


def comment_by_htmx(site: Site) -> TestResponse:
    return comment(site, HTMX)


def name_of_a_comment(site: Site) -> TestResponse:
    return site.reader.post(COMMENTS, data=filled_in(site.reader, name=TOO_LONG), headers=HTMX)


def reply(site: Site) -> TestResponse:
    parent = make_comment(site.event)
    make_comment(site.event, body="Another.")
    form = filled_in(site.reader, body=TOO_LONG, parent_id=parent.public_id)
    return site.reader.post(COMMENTS, data=form, headers=HTMX)


def report(site: Site) -> TestResponse:
    url = f"/comments/{make_comment(site.event).public_id}/report"
    return site.reader.post(url, data={"reason": "person", "note": TOO_LONG}, headers=HTMX)


def own_page(site: Site) -> str:
    return own_link(site.reader.post(COMMENTS, data=filled_in(site.reader), headers=HTMX))


def edit(site: Site) -> TestResponse:
    return site.reader.post(f"{own_page(site)}/edit", data={"body": TOO_LONG, "name": "Mira"})


def message_to_moderators(site: Site) -> TestResponse:
    return site.reader.post(f"{own_page(site)}/message", data={"message": TOO_LONG})


def edit_on_the_receipt(site: Site) -> TestResponse:
    receipt = site.reader.post(COMMENTS, data=filled_in(site.reader), headers=HTMX)
    data = {**fields_of(receipt.text), "body": TOO_LONG}
    return site.reader.post("/comments/own/change", data=data, headers=HTMX)


def name_on_the_receipt(site: Site) -> TestResponse:
    receipt = site.reader.post(COMMENTS, data=filled_in(site.reader), headers=HTMX)
    data = {**fields_of(receipt.text), "body": "Words.", "name": TOO_LONG}
    return site.reader.post("/comments/own/change", data=data, headers=HTMX)


def message_to_an_author(site: Site) -> TestResponse:
    _, vesna, _ = [written_about(site.event, name) for name in ("Mira", "Vesna", "Teodora")]
    fields = {"message": TOO_LONG, **seen_conversation(vesna)}
    return site.moderate(f"{vesna.public_id}/message", **fields)


def official_reply(site: Site) -> TestResponse:
    parent = make_comment(site.event)
    fields = {"body": TOO_LONG, "voice": "organisation", **seen(parent)}
    return site.moderate(f"{parent.public_id}/answer", **fields)


def note(site: Site) -> TestResponse:
    waiting = make_comment(site.event, state=State.PENDING)
    fields = {"note": TOO_LONG, "decision": "reject", **seen(waiting)}
    return site.moderate(f"{waiting.public_id}/decision", **fields)


def message_on_declining(site: Site) -> TestResponse:
    waiting = make_comment(site.event, state=State.PENDING)
    fields = {"message": TOO_LONG, "do": "decline", "reason": "none", "seen_message": 0}
    return site.moderate(f"{waiting.public_id}/decline", **fields, **seen(waiting))


def note_on_declining(site: Site) -> TestResponse:
    waiting = make_comment(site.event, state=State.PENDING)
    fields = {"note": TOO_LONG, "do": "show", "reason": "none", "seen_message": 0}
    return site.moderate(f"{waiting.public_id}/decline", **fields, **seen(waiting))


def sign_in(site: Site) -> TestResponse:
    return site.reader.post("/moderation/login", data={"name": TOO_LONG, "password": "x"})


FORMS: tuple[Callable[[Site], TestResponse], ...] = (
    *(comment, comment_by_htmx, name_of_a_comment, reply, report, edit, message_to_moderators),
    *(edit_on_the_receipt, name_on_the_receipt, message_to_an_author, official_reply, note),
    *(message_on_declining, note_on_declining, sign_in),
)


def value_of(field: Element) -> str:
    """Return what a field holds, as a browser reads it."""
    return field.get("value") or (field.text or "").removeprefix("\n")


@pytest.mark.parametrize("send", FORMS)
def test_what_was_typed_is_kept_beside_its_error_and_nowhere_else(
    site: Site, send: Callable[[Site], TestResponse]
) -> None:
    page = page_of(send(site), status=422)

    fields = [each for each in page.iter() if each.tag in {"textarea", "input"}]
    kept = [each for each in fields if value_of(each) == TOO_LONG]
    wrong = [each for each in fields if each.get("aria-invalid") == "true"]
    assert len(kept) == 1
    assert wrong == kept
    described = [
        page.find(f".//*[@id='{id_}']") for id_ in kept[0].get("aria-describedby", "").split()
    ]
    told = [each for each in by_class(page, "field-error") if "hidden" not in each.attrib]
    errors = [each for each in told if text_of(each)]
    assert [each for each in described if each in errors] == errors
    assert len(errors) == 1


@pytest.mark.long
@pytest.mark.parametrize("send", FORMS)
def test_the_focus_is_where_the_error_is_told(
    site: Site, send: Callable[[Site], TestResponse]
) -> None:
    response = send(site)

    page = page_of(response, status=422)
    [focused] = [each for each in page.iter() if "autofocus" in each.attrib]
    if focused.get("aria-invalid") != "true":
        assert focused in by_class(page, "error-summary")
        [link] = focused.iter("a")
        target = page.find(f".//*[@id='{link.get('href', '').removeprefix('#')}']")
        assert target is not None
        assert target.get("aria-invalid") == "true"
    if "<title>" in response.text:
        assert text_of(page.find(".//title")).startswith("Error: ")


def test_a_refused_new_password_is_told_beside_its_field(site: Site) -> None:
    begin_write_transaction()
    token = add_moderator("Vera", now=utcnow())
    db.session.commit()
    data = {"password": "short", "again": "short"}

    page = page_of(site.reader.post(f"/moderation/link/{token}", data=data), status=422)

    [focused] = [each for each in page.iter() if "autofocus" in each.attrib]
    errors = {each.get("id"): text_of(each) for each in by_class(page, "field-error")}
    assert focused in by_class(page, "error-summary")
    assert errors["password-error"].startswith("Use at least 15 characters.")
    assert "short" not in [each.get("value") for each in page.iter("input")]
