"""PostgreSQL has bounds for numbers, and an odd URL must not reach them."""

from pathlib import Path

import pytest

from ethreader.base.db import db
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.moderation.long_lists import LISTS
from tests.postgres import PostgresUrl
from tests.visitors import signed_in_as


@pytest.mark.long
def test_no_place_in_a_list_is_too_far(tmp_path: Path, postgres: PostgresUrl) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_DATABASE_URL=postgres(is_migrated=True))
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        client = signed_in_as(app, "Ana")
        for name, one in LISTS.items():
            for way in ("before", "after"):
                for digits in (1, 9, 10, 11, 18):
                    url = f"{one.path}?{way}={'9' * digits}"
                    assert client.get(url).status_code == 200, (name, url)
        db.session.remove()
        db.engine.dispose()
