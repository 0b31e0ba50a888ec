"""All that an editor's pages can say, for a look at each of their texts."""

from dataclasses import replace
from typing import Protocol

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.accounts.choices import ModeratorRole
from ethreader.base.db import db
from ethreader.events.queries import all_events, all_organisations
from ethreader.publishing.service import withdraw
from ethreader.speakers.queries import all_speakers
from ethreader.web.said_once import to_be_said
from tests.editing.writing import CONTENT, Form, Writer
from tests.visitors import HTMX, PLAIN, signed_in_in_role


class Reader(Protocol):
    """Looks at what it is given."""

    app: Flask
    moderator_client: FlaskClient

    def take(self, what: str, response: TestResponse) -> TestResponse:
        """Look at a response."""


def as_editors(reader: Reader) -> None:
    """Write, publish and go back, alone and beside another."""
    anna = Writer(reader.moderator_client)
    other = Writer(signed_in_in_role(reader.app, "Νίκη", ModeratorRole.EDITOR))
    for path in ("", "events/", "speakers/?q=ζ", "organisations/", "speakers/?state=withdrawn"):
        _look(reader, f"{CONTENT}/{path}")
    for kind in ("events", "speakers", "organisations"):
        _look(reader, f"{CONTENT}/{kind}/new")
        form = anna.open(f"{kind}/new")
        form = anna.form_of(form.press("add:links" if kind == "speakers" else "save"))
        for button in ("publish", "preview", "autosave", "save", "add:speakers"):
            for headers in (HTMX, PLAIN):
                reader.take(f"{kind} {button}", form.press(button, headers))
        _look(reader, f"{form.url}/preview")
        for what in ("picture:body", "document:body"):
            pressed = form.fields | {"do": what}
            reader.take(f"{kind} {what}", anna.client.post(f"{form.url}/files", data=pressed))
        for done in ("saved", "added", "taken", "restored"):
            _look(reader, f"{form.url}?done={done}&once={to_be_said()}")
    _beside_another(reader, anna, other)
    _back_again(reader, anna)
    _in_more_languages(reader, anna)
    _speaker_in_more_languages(reader, anna)
    reader.take("text", anna.client.post(f"{CONTENT}/text?field=f.body", data=_token(form)))


def _in_more_languages(reader: Reader, anna: Writer) -> None:
    event = next(each for each in all_events() if each.body and not each.texts)
    url = f"events/{event.id}/in"
    _look(reader, f"{CONTENT}/{url}/de")
    form = anna.open(f"{url}/de")
    for button in ("save", "preview", "publish"):
        reader.take(f"translation {button}", form.press(button))
    reader.take("translation", form.type(name="Ζωή", body="Λόγος").press("publish"))
    anna.open(f"events/{event.id}/").type(summary="Άλλο").press("publish")
    db.session.rollback()
    [text] = event.texts
    for path in ("translations/", f"translations/{text.id}/", f"translations/{text.id}/delete"):
        _look(reader, f"{CONTENT}/{path}")
    token = _token(anna.open(f"translations/{text.id}/"))
    url = f"{CONTENT}/translations/{text.id}/delete"
    gone = reader.take("translation", anna.client.post(url, data=token))
    _look(reader, gone.headers["Location"])


def _speaker_in_more_languages(reader: Reader, anna: Writer) -> None:
    speaker = all_speakers()[0]
    url, texts = f"speakers/{speaker.id}/in/de", "speaker-translations"
    form = anna.open(url)
    reader.take("about a speaker", form.type(body="").press("publish"))
    reader.take("about a speaker", form.type(headline="Ζωή", body="Λόγος").press("publish"))
    db.session.rollback()
    text = next(each for each in speaker.texts if each.language == "de")
    for path in (f"{texts}/?q=ζ", f"{texts}/{text.id}/", f"{texts}/{text.id}/delete"):
        _look(reader, f"{CONTENT}/{path}")


def _look(reader: Reader, url: str) -> TestResponse:
    return reader.take(f"GET {url}", reader.moderator_client.get(url))


def _token(form: Form) -> dict[str, str]:
    return {"csrf_token": form.fields["csrf_token"], "f.body": "Λόγος"}


def _beside_another(reader: Reader, anna: Writer, other: Writer) -> None:
    made = anna.open("speakers/new").type(name="Ζωή", slug="47", language="el", body="Λόγος")
    reader.take("publish", made.press("publish"))
    db.session.rollback()
    item = next(each.id for each in all_speakers() if each.slug == "47")
    forms = [writer.open(f"speakers/{item}/") for writer in (anna, anna, other)]
    reader.take("first window", forms[0].type(headline="Ένα").press("save"))
    reader.take("second window", forms[1].type(headline="Δύο").press("save"))
    reader.take("second window", forms[1].press("autosave"))
    theirs = forms[2].type(headline="Τρία")
    url = (theirs.press("autosave").json or {})["url"]
    foreign = replace(theirs, client=anna.client)
    foreign.fields["csrf_token"] = forms[0].fields["csrf_token"]
    reader.take("not mine", foreign.press("save"))
    for path in (url, f"{CONTENT}/speakers/{item}/", f"{CONTENT}/speakers/", f"{url}/discard"):
        _look(reader, path)
    reader.take("take over", anna.client.post(f"{url}/take-over", data=_token(forms[0])))
    reader.take("theirs", theirs.press("publish"))
    reader.take("older", forms[0].press("publish"))


def _back_again(reader: Reader, anna: Writer) -> None:
    item = next(each for each in all_speakers() if each.slug == "47")
    for path in ("versions", "versions/1", "versions/2"):
        _look(reader, f"{CONTENT}/speakers/{item.id}/{path}")
    form = anna.open(f"speakers/{item.id}/")
    restore = f"{CONTENT}/speakers/{item.id}/versions/1/restore"
    reader.take("in the way", anna.client.post(restore, data=_token(form)))
    reader.take("discard", anna.client.post(f"{form.url}/discard", data=_token(form)))
    reader.take("restore", anna.client.post(restore, data=_token(form)))
    _who_sees_it(reader, anna, item.id)
    withdraw(item)
    db.session.commit()
    for row, kind in ((item, "speakers"), (all_events()[0], "events")):
        _look(reader, f"{CONTENT}/{kind}/{row.id}/")
        _look(reader, f"{CONTENT}/{kind}/{row.id}/versions")
    for organisation in all_organisations():
        _look(reader, f"{CONTENT}/organisations/{organisation.id}/")
    for done in (f"speakers/?done={item.id}", "speakers/?done=discarded"):
        _look(reader, f"{CONTENT}/{done}&once={to_be_said()}")


def _who_sees_it(reader: Reader, anna: Writer, item_id: int) -> None:
    """Withdraw, restore and delete; schedule, hold back and publish."""
    form = anna.open("speakers/new").type(name="Ηρώ", slug="48")
    reader.take("later", form.press("later"))
    _look(reader, f"{form.url}/schedule")
    when = {"at.day": "2999-01-01", "at.hour": "10:00", "zone": "Europe/Vienna", "do": "schedule"}
    for typed in (
        when | {"at.day": ""},
        when | {"zone": "?"},
        when | {"at.day": "1999-01-01"},
        when,
    ):
        reader.take("schedule", anna.client.post(f"{form.url}/schedule", data=typed | _token(form)))
    db.session.rollback()
    other = next(each.id for each in all_speakers() if each.slug == "48")
    _look(reader, f"{CONTENT}/speakers/?done={other}&once={to_be_said()}")
    steps = [
        *((other, each, "scheduled") for each in ("hold-back", "publish")),
        (item_id, "withdraw", "published"),
        *((item_id, "restore", "withdrawn") for _ in range(2)),  # The second is too late.
    ]
    for row, step, seen in steps:
        url = f"{CONTENT}/speakers/{row}/standing"
        _look(reader, url)
        pressed = {"do": step, "seen": seen} | _token(form)
        reader.take(step, anna.client.post(url, data=pressed))
        _look(reader, f"{CONTENT}/speakers/{row}/")
        _look(reader, f"{CONTENT}/speakers/?done={row}&once={to_be_said()}")
    event_id = all_events()[0].id
    url = f"{CONTENT}/events/{event_id}/happened"
    _look(reader, url)
    for happening in ("", "moved", "back", "cancelled"):
        told = {"happening": happening, "do": "preview"} | _token(form)
        reader.take("happened", anna.client.post(url, data=told))
    reader.take("when", anna.client.post(f"{CONTENT}/when", data=_token(form)))
    for row, kind in ((other, "speakers"), (event_id, "events")):
        url = f"{CONTENT}/{kind}/{row}/delete"
        _look(reader, url)
        reader.take("ask", anna.client.post(url, data={"do": "ask"} | _token(form)))
    url = f"{CONTENT}/speakers/{other}/delete"
    reader.take("delete", anna.client.post(url, data={"do": "delete-for-good"} | _token(form)))
    _look(reader, f"{CONTENT}/speakers/?done=deleted&once={to_be_said()}")
