"""One odd row takes no list and no home page along; a zone's rules may change after an import."""

import shutil
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.events.service import renew_moments
from ethreader.i18n.languages import LANGUAGES
from ethreader.ops.housekeeping import Housekeeping
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.pages import facts_of, links, page_of
from tests.times import utcnow

ROOTS = ["", *(f"/{code}" for code in LANGUAGES if code != "en")]
WHO = ("speakers:", "  - speaker: vera", "    role: X")
ZONES = [
    *("localtime", "Factory", "Europe/Atlantis", "Europe", "", "../../etc/passwd"),
    *("GMT", "CET", "x" * 60),
]
ODD: list[dict[str, object]] = [
    {"place_country": "??"},
    {"place_country": ""},
    {"language": "x"},
    {"language": ""},
    {"language": '"><b>'},
    {"previously": ["soon", "2026-99-99"], "status": "rescheduled"},
    {"first_day": date.max, "last_day": date.max},
    {"first_day": date.min, "last_day": date.min},
    {"last_day": date(2025, 1, 1)},
    {"ends_at": None},
    {"starts_at": None},
]


@pytest.fixture
def rows(app: Flask, tmp_path: Path) -> Path:
    """An event with hours, a speaker who speaks there, and an ordinary event beside it."""
    hours = event_file("time_zone: Europe/Belgrade", "ends: 2026-02-03T20:00", *WHO)
    odd = hours.replace("starts: 2026-02-03", "starts: 2026-02-03T18:00")
    plain = event_file().replace("Meeting", "Plain")
    files = {"vera.md": SPEAKER, "odd.md": odd, "plain.md": plain}
    take_in_all(tmp_path / "content", files)
    return tmp_path


def test_odd_rows_break_no_page(rows: Path, client: FlaskClient) -> None:
    text = (rows / "content" / "odd.md").read_text(encoding="utf-8")
    odd: list[dict[str, object]] = [*ODD]
    odd += [{"time_zone": name} for name in ZONES]
    take_in_all(rows / "more", {f"odd-{number}.md": text for number in range(len(odd))})
    for number, values in enumerate(odd):
        change(values, slug=f"odd-{number}")

    articles = [f"/events/odd-{number}/" for number in range(len(odd))]
    lists = [f"{root}{path}" for root in ROOTS for path in ("/", "/events/", "/speakers/vera/")]
    found = {path: client.get(path).status_code for path in (*articles, *lists)}

    assert found == dict.fromkeys(found, 200)


@pytest.mark.parametrize("name", ["localtime", "Factory", "Europe/Atlantis"])
def test_zone_that_names_nothing_is_local_time(rows: Path, client: FlaskClient, name: str) -> None:
    change({"time_zone": name})

    assert facts_of(page_of(client.get("/events/odd/")))["When"] == (
        "3 February 2026, 18:00–20:00 local time"
    )


def test_card_that_cannot_be_shown_is_a_link(
    rows: Path, app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it is: here a hole in the catalog's stead, a filter that fails on one event."""
    usual = app.jinja_env.filters["format_span"]

    def failing(span: object) -> str:
        if span == stored("odd").span:
            raise ArithmeticError
        said: str = usual(span)
        return said

    app.jinja_env.filters["format_span"] = failing

    page = page_of(client.get("/"))

    assert {"Meeting": "/events/odd/", "Plain": "/events/plain/"}.items() <= links(page).items()
    assert "The card of the event “odd” cannot be shown." in caplog.text


@pytest.fixture
def zones(tmp_path: Path) -> Iterator[Path]:
    """A folder of zones of our own, before those of the machine."""
    folder = tmp_path / "zones"
    folder.mkdir()
    zoneinfo.reset_tzpath(to=[str(folder), *zoneinfo.TZPATH])
    yield folder
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache(only_keys=["Testland"])


def rule(zones: Path, like: str) -> None:
    """Let `Testland` have the rules of another zone, as an update of the zones' files does."""
    source = next(
        Path(folder) / like for folder in zoneinfo.TZPATH[1:] if (Path(folder) / like).exists()
    )
    shutil.copyfile(source, zones / "Testland")
    zoneinfo.ZoneInfo.clear_cache(only_keys=["Testland"])


def test_hours_on_the_wall_stay_when_the_rules_of_a_zone_change(
    rows: Path, zones: Path, client: FlaskClient
) -> None:
    rule(zones, "Europe/Belgrade")
    change({"time_zone": "Testland"})
    assert renew_moments() == 0
    before = stored("odd").begins

    rule(zones, "Europe/Moscow")
    db.session.expire_all()
    changed = renew_moments()
    db.session.commit()

    assert (before, changed) == (datetime(2026, 2, 3, 17, tzinfo=UTC), 1)
    assert stored("odd").begins == before - timedelta(hours=2)
    assert stored("odd").ends == datetime(2026, 2, 3, 17, tzinfo=UTC)
    when = facts_of(page_of(client.get("/events/odd/")))["When"]
    assert when.startswith("3 February 2026, 18:00–20:00 Testland time")
    assert renew_moments() == 0


def test_house_is_kept_by_the_rules_of_zones(rows: Path, app: Flask) -> None:
    """An update of the zones' files needs a new start of the site, and nothing else."""
    change({"begins": datetime(2026, 2, 3, 15, tzinfo=UTC)})

    Housekeeping(app.extensions["settings"], of="site").round(now=utcnow())

    db.session.expire_all()
    assert stored("odd").begins == datetime(2026, 2, 3, 17, tzinfo=UTC)


def test_moments_stay_where_this_machine_does_not_know_the_zone(rows: Path) -> None:
    before = stored("odd").begins
    change({"time_zone": "Europe/Atlantis"})

    assert renew_moments() == 0
    assert stored("odd").begins == before


def stored(slug: str) -> Event:
    event = event_by_slug(slug)
    assert event is not None
    return event


def change(values: dict[str, object], *, slug: str = "odd") -> None:
    db.session.execute(update(Event).where(Event.slug == slug).values(values))
    db.session.commit()
