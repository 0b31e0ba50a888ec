"""Mistakes are told in the editor's language, and files are told theirs in English."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.accounts.sessions import COOKIE, PATH
from tests.content_files import event_file, take_in, write
from tests.editing.filled import press
from tests.editing.test_event_form import problems
from tests.pages import page_of

WRONG = {
    "name": "Lunch",
    "slug": "Čas!",
    "starts.day": "5.4.2999.",
    "online": "example.org",
    "comments_close_after": "soon",
}


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("/de", ("Geben Sie eine Webadresse an", "; vielleicht https://example.org.")),
        ("/de", ("Geben Sie einen Tag an, wie 2022-04-05 oder", "; hier vielleicht 2999-04-05.")),
        ("/de", ("Verwenden Sie Kleinbuchstaben", "; für „Čas!“ vielleicht cas.")),
        ("/de", ("Geben Sie eine ganze Zahl an, in Ziffern.",)),
        ("/sr", ("Unesite veb-adresu", "; možda https://example.org.")),
        ("/sr-Cyrl", ("Унесите дан", "; овде можда 2999-04-05.")),
        ("/sr-Cyrl", ("Користите мала слова", "; за „Čas!“ можда cas.")),
    ],
)
def test_mistake_is_told_in_the_language_of_the_page(
    editor_client: FlaskClient, prefix: str, words: tuple[str, ...]
) -> None:
    cookie = editor_client.get_cookie(COOKIE, path=PATH)
    assert cookie is not None
    editor_client.set_cookie(COOKIE, cookie.value, path=f"{prefix}{PATH}")
    begun = page_of(editor_client.get(f"{prefix}{PATH}/content/events/new"))

    told = problems(press(editor_client, begun, "publish", WRONG, status=422))

    assert [each for each in told if all(word in each for word in words)], told
    english = ("give", "perhaps", "use small", "leave")
    assert [each for each in told if any(word in each.casefold() for word in english)] == []


@pytest.mark.usefixtures("app")
def test_files_are_told_in_english(tmp_path: Path) -> None:
    files = {"lunch.md": event_file("online: example.org")}

    [said] = take_in([write(tmp_path, files)])

    assert "give a web address that starts with https:// or http://" in said
