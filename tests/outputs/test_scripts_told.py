"""A text's language is told alike to browsers, search engines and calendars: with its script."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.content_files import take_in_all
from tests.outputs.structured import thing_on
from tests.pages import page_of

MEETING = "---\nkind: event\nname: Sastanak\nlanguage: sr\nstarts: 2026-02-03\n---\nTekst.\n"


@pytest.mark.parametrize(("prefix", "tag"), [("/sr", "sr-Latn"), ("/sr-Cyrl", "sr-Cyrl")])
def test_script_of_serbian_is_told_everywhere(
    app: Flask, tmp_path: Path, prefix: str, tag: str
) -> None:
    take_in_all(tmp_path, {"meeting.md": MEETING})
    client, url = app.test_client(), f"{prefix}/events/meeting/"

    page = page_of(client.get(url))

    [canonical] = [each.get("href") for each in page.iter("link") if each.get("rel") == "canonical"]
    said = {each.get("hreflang"): each.get("href") for each in page.iter("link")}
    article = page.find(".//article")
    assert article is not None
    assert (page.get("lang"), article.get("lang")) == (tag, tag)
    assert said[tag] == canonical
    assert thing_on(client.get(url).text, "Event")["inLanguage"] == tag
    assert f"SUMMARY;LANGUAGE={tag}:" in client.get(f"{url}calendar.ics").text
    feed = client.get(f"{prefix}/feed.xml").text
    assert re.findall(r'xml:lang="([\w-]+)"', feed)[:1] == [tag]
    assert re.findall(r'hreflang="([\w-]+)"', feed) == [tag]
