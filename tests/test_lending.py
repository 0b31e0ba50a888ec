"""A site that another test has used is as new, or is not lent again."""

from pathlib import Path

from flask import Flask

from ethreader import create_app
from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.web.extensions import limiter
from tests.comments.forms import COMMENTS, filled_in
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.lending import ANEW, NOT_LOOKED_AT, _looks, take_back
from tests.once import make_settings


def used_site(folder: Path) -> Flask:
    """Return a site that somebody has read, written to and been counted in, and give it back."""
    app = make_app(folder / "used")
    with app.app_context():
        make_event(folder, "winter-meeting", EVENT_FILE)
        client = app.test_client()
        assert client.get("/").status_code == 200
        assert client.post(COMMENTS, data=filled_in(client)).status_code == 303
        app.extensions["of this test"] = "anything"
        db.session.remove()
    take_back()
    return app


def memories(app: Flask) -> dict[str, str]:
    """Return what a site remembers, but for random numbers and where objects are."""
    found = {key: app.extensions[key] for key in ANEW}
    return {
        key: repr(held if isinstance(held, dict) else sorted(vars(held)))
        for key, held in found.items()
    }


def test_site_that_was_used_is_as_a_new_one(tmp_path: Path) -> None:
    used = used_site(tmp_path)

    lent = make_app(tmp_path / "lent")

    settings: Settings = lent.extensions["settings"]
    new = create_app(make_settings(tmp_path / "lent"))
    assert lent is used
    assert settings == new.extensions["settings"]
    assert lent.config == new.config
    assert memories(lent) == memories(new)
    assert {*lent.extensions} == {*new.extensions}
    assert {*_looks(lent)} - {"jinja_loader"} == {*_looks(new)}
    assert {
        name: vars(lent)[name] for name in NOT_LOOKED_AT - {"extensions", "test_client_class"}
    } == {name: vars(new)[name] for name in NOT_LOOKED_AT - {"extensions", "test_client_class"}}
    assert limiter.storage.storage == {}
    with lent.app_context():
        assert str(db.engine.url) == settings.database_url
        assert "winter" not in lent.test_client().get("/").text
