"""Whatever is hidden, and whatever is typed: no result tells of it; on both databases."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.site_pages.models import SitePage
from ethreader.speakers.models import Speaker
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.search.searching import committed, search
from tests.site_pages.test_simple_pages import page_file

# A word of each thing, in each place where it has words; and whose state hides it.
WORDS = {
    "lanternfish": {"event"},
    "bristlemouth": {"event", "speaker"},  # The role is the event's, the person the speaker's.
    "moonwrasse": {"speaker"},
    "sandgoby": {"page"},
    "silverbream": {"event", "comment"},
}
FILES = {
    "vera.md": SPEAKER.replace("name: Vera", "name: Vera Moonwrasse"),
    "about.md": page_file("The Sandgoby", text="Sandgoby."),
    "talk.md": event_file(
        "headline: Lanternfish",
        *("speakers:", "  - {speaker: vera, role: bristlemouth}"),
        body="A lanternfish.",
    ),
}
CONTENT: dict[str, Any] = {"event": Event, "speaker": Speaker, "page": SitePage}
SHOWN = {"comment": State.PUBLISHED, **dict.fromkeys(CONTENT, ContentState.PUBLISHED)}
STATES = st.fixed_dictionaries(
    {
        "comment": st.sampled_from([each for each in State if each is not State.WITHDRAWN]),
        **dict.fromkeys(CONTENT, st.sampled_from(ContentState)),
    }
)


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Draw what somebody might type: words, beginnings of them, side by side, in any letters."""
    typed = []
    for word in draw(st.lists(st.sampled_from(list(WORDS)), min_size=1, max_size=3)):
        part = word[: draw(st.integers(2, len(word)))]
        typed.append(
            draw(
                st.sampled_from(
                    [
                        part,
                        word,
                        part.upper(),
                        f'"{word}"',
                        f"-{part}",
                        f"{word}u",
                        f"{word}'s",
                        "a",
                    ]
                )
            )
        )
    return draw(st.sampled_from([" ", '" "', " OR ", "*"])).join(typed)


@pytest.fixture
def reader(client: FlaskClient, tmp_path: Path) -> FlaskClient:
    take_in_all(tmp_path, FILES)
    event = db.session.scalars(select(Event)).one()
    make_comment(event, body="A silverbream.", state=State.PENDING)
    return client


def put(states: dict[str, Any]) -> None:
    for name, model in CONTENT.items():
        db.session.execute(update(model).values(state=states[name]))
    put_in_state(db.session.scalars(select(Comment)).one(), states["comment"])


def test_nothing_hidden_is_told_by_any_query(reader: FlaskClient) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STATES, queries(), st.sampled_from(list(WORDS)))
    def tells_nothing(states: dict[str, Any], typed: str, alone: str) -> None:
        committed(lambda: put(states))
        hidden = {name for name, state in states.items() if state is not SHOWN[name]}

        found = search(reader, typed)

        told = " ".join((*found.titles, *found.names, *found.passages, *found.marks)).casefold()
        for word, hiding in WORDS.items():
            assert not hiding & hidden or word not in told, (word, typed)
        assert bool(search(reader, alone).urls) is not bool(WORDS[alone] & hidden), alone

    tells_nothing()
