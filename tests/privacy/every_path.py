"""A site that has something at each of its paths, and the paths."""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from tests.audience.readers import SPEAKER_FILE, import_speaker
from tests.comments.forms import COMMENTS, SLUG, filled_in, own_link, stored
from tests.conftest import EVENT_FILE, make_event
from tests.visitors import HTMX


def fill(app: Flask, *, folder: Path) -> None:
    """Add an article, a speaker, and a comment that waits."""
    make_event(folder, SLUG, EVENT_FILE)
    import_speaker(folder, SPEAKER_FILE)
    sent = app.test_client()
    form = filled_in(sent, key="0123456789abcdef0123456789abcdef")
    app.extensions["own_page"] = own_link(sent.post(COMMENTS, data=form, headers=HTMX))


def paths(app: Flask, *, method: str = "GET") -> Iterator[tuple[Rule, str]]:
    """Yield every rule that takes a method, with a path that it leads to."""
    comment = stored()[0]
    values = {
        "public_id": comment.public_id,
        "token": app.extensions["own_page"].rpartition("/")[2],
        "filename": "site.css",
        "device_id": "1",
        "session_id": "99",
        "passkey_id": "99",
        "moderator_id": "99",
        "path_name": "events",
        "text_path": "translations",
        "item_id": 1,
        "name_id": 1,
        "number": 1,
        "name": "0" * 32,
        "width": 1,
        "ending": "webp",
        "digits": "0d5454",
        "code": "de",
        "rule_id": 1,
    }
    for rule in app.url_map.iter_rules():
        if rule.methods and method in rule.methods:
            slug = "mira-example" if rule.endpoint.startswith("speakers") else SLUG
            given = {name: {"slug": slug, **values}[name] for name in rule.arguments}
            yield rule, app.url_map.bind("").build(rule.endpoint, given, method=method)
