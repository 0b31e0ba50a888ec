"""A file that says of itself that it is none for readers is left out, however it says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from time_machine import Traveller

from ethreader.transfer.reading import parse_file
from tests.content_files import event_file


def told(line: str) -> list[str]:
    file = parse_file(Path("meeting.md"), event_file(line))
    return [f"{each.weight.name} {each.line} {each.sentence}" for each in file.findings]


@pytest.mark.parametrize(
    "line",
    [
        *("draft: true", "Draft: True", "draft: 'true'", "draft:true", "draft: True # not yet"),
        *("draft: ja", "draft: true (Ana)", "draft: [true]", "draft: until May", "private: x"),
        *(
            "status: draft",
            "status: Draft (Ana)",
            "status: Entwurf",
            "status: нацрт",
            "state: idea",
        ),
        *("status: future", "status: trash", "status: auto-draft", "password: x", "wip: true"),
        *("headless: true", "noindex: true", "post_password: x", "exclude: true"),
        *("archived: yes", "is_draft: true", "confidential: true", "dg-publish: false"),
        *("visible: false", "listed: no", "Is-Published: false", "embargo: 2026-05-01"),
        *("hidden: true", "unlisted: 1", "trashed: yes", "deleted: 2026-01-01", "excluded: true"),
        *("ignore: true", "protected: true", "internal: true", "secret: x", "unpublished: yes"),
        *("public: no", "share: false", "published: off", "published: 0", "published: n"),
        *("published: ne", "published: не"),
        *(
            f"status: {word}"
            for word in (
                *("pending", "unpublished", "hidden", "nacrt", "archived", "deleted", "password"),
                *("confidential", "internal", "intern"),
            )
        ),
        *("entwurf: ja", "nacrt: da", "нацрт: да", "embargoed: until May", "restricted: true"),
        *("live: false", "ready: no", "veröffentlicht: nein", "objavljeno: ne", "објављено: не"),
        *("stage: draft", "workflow: draft", "review: pending", "access: private"),
        *("audience: internal", "classification: confidential", "visibility: paid"),
        *("access: restricted", "visibility: subscribers", "status: embargoed"),
        *("visibility: Members only", "post_status: private", "published: false", "publish: no"),
    ],
)
def test_draft_is_left_out_and_nobody_is_told_to_delete_what_says_so(line: str) -> None:
    [said] = told(line)

    assert said.startswith("LEAVES_OUT 5 “")
    assert "says that it is not to be published" in said


@pytest.mark.parametrize(
    "line",
    [
        *("draft: false", "draft: nein", "draft:", "private: no", "hidden: 0", "wip: off"),
        *("publish: true", "public: yes", "publish: on", "public: 1", "publish: y"),
    ],
)
def test_what_says_that_a_file_is_no_draft_is_passed_over(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    "line",
    [
        *("status: moved", "status: private-event", "visibility: public", "comments: no"),
        *("tags: [no]", "publish: maybe"),
    ],
)
def test_another_word_makes_no_draft(line: str) -> None:
    assert [each for each in told(line) if each.startswith("LEAVES_OUT")] == []


def test_day_of_an_article_that_is_still_to_come_hides_nothing_and_that_is_told(
    clock: Traveller,
) -> None:
    clock.move_to(datetime(2026, 2, 3, 12, tzinfo=UTC))

    [said] = told("published: 2026-02-05")

    assert said.startswith("WARNS 5 this day is still to come, but readers see the article as soon")
    assert told("published: 2026-02-03") == []
    assert told("published: 2026-02-04") == []  # Somewhere it is that day already.
