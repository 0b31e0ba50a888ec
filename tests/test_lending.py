"""A site that another test has used is as new, or is not lent again."""

from collections.abc import Callable, Sized
from pathlib import Path

import pytest
from flask import Flask

from ethreader.application import create_app
from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.web.extensions import limiter
from tests.comments.forms import COMMENTS, filled_in
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.lending import ANEW, _looks, take_back
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


def memories(app: Flask) -> dict[str, dict[str, object]]:
    """Return how much a site remembers of each kind; what kind of thing it is, where none is."""
    found = {key: app.extensions[key] for key in ANEW}
    return {
        key: {
            name: len(part) if isinstance(part, Sized) else type(part)
            for name, part in (held if isinstance(held, dict) else vars(held)).items()
        }
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
    assert (lent.instance_path, lent._got_first_request) == (new.instance_path, False)
    assert limiter.own.counts == {}
    with lent.app_context():
        assert str(db.engine.url) == settings.database_url
        assert "winter" not in lent.test_client().get("/").text


@pytest.mark.parametrize(
    "change",
    [
        lambda app: app.config.update(PROPAGATE_EXCEPTIONS=False),
        lambda app: app.jinja_env.globals.update(helpline_text="0800"),
        lambda app: app.jinja_env.filters.pop("isolated"),
        lambda app: app.before_request(lambda: None),
        lambda app: app.add_url_rule("/another", view_func=lambda: "another"),
        lambda app: setattr(app, "wsgi_app", print),
    ],
    ids=["setting", "word", "filter", "hook", "route", "what stands before it"],
)
def test_site_that_a_test_has_changed_is_lent_to_nobody(
    tmp_path: Path, change: Callable[[Flask], object]
) -> None:
    site = make_app(tmp_path / "changed")
    change(site)
    take_back()

    assert make_app(tmp_path / "lent") is not site
