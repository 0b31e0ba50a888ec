"""Readers with real browsers' names, and what was counted of them."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.audience.models import WHOLE_SITE, AudienceDay
from ethreader.base.db import begin_write_transaction, db
from ethreader.transfer.importing import import_files
from ethreader.web.routes import route_of
from tests.conftest import ZONE

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"
)
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
IP = "203.0.113.7"
SPEAKER_FILE = "---\nkind: speaker\nname: Mira Example\n---\n\nShe speaks.\n"

Counted = dict[str, tuple[int, int]]


def import_speaker(folder: Any, text: str) -> str:
    path = Path(folder) / "mira-example.md"
    path.write_text(text, encoding="utf-8")
    begin_write_transaction()
    outcomes = import_files([path], default_zone=ZONE, route_of=route_of)
    assert [each.findings for each in outcomes] == [[]]
    db.session.commit()
    return "/speakers/mira-example/"


def read(
    client: FlaskClient,
    path: str,
    *,
    method: str = "GET",
    address: str = IP,
    agent: str = FIREFOX,
    **headers: str,
) -> TestResponse:
    """Ask for a page as a browser does; `headers` have `_` for `-`."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(
        path,
        method=method,
        headers={"User-Agent": agent, **told},
        environ_overrides={"REMOTE_ADDR": address},
    )


def counted(app: Flask) -> Counted:
    """Take what was counted: views and visitors by path, the whole site under its own."""
    sums = app.extensions["tally"].take()
    return {place.path: (views, sums.visitors[place]) for place, views in sums.views.items()}


def stored() -> list[tuple[date, str, int, int]]:
    db.session.rollback()
    rows = db.session.query(AudienceDay).order_by(AudienceDay.day, AudienceDay.path)
    return [(each.day, each.path, each.views, each.visitors) for each in rows]


def store(day: date, path: str = WHOLE_SITE, *, views: int, visitors: int = 0) -> None:
    begin_write_transaction()
    db.session.add(AudienceDay(day=day, path=path, views=views, visitors=visitors))
    db.session.commit()


def noon(day: date) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")
