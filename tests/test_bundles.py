"""Stylesheets and scripts: many parts, few files, and URLs that change with each part."""

import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.web.assets import HTMX
from ethreader.web.bundles import BUNDLES, STATIC, join
from ethreader.web.static_files import fingerprint_of, static_file
from tests.audience.readers import SPEAKER_FILE, import_speaker
from tests.comments.forms import COMMENTS, PAGE

PARTS = sorted(
    {(name.rpartition(".")[2], part) for name, parts in BUNDLES.items() for part in parts}
)
SHEETS = [part for kind, part in PARTS if kind == "css"]


def stylesheets_of(page: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)


def scripts_of(page: str) -> list[str]:
    """Return the files that a page loads as scripts, without what is not of the site."""
    return re.findall(r'<script[^>]* src="/static/([^"?]+)', page)


def url_of(name: str) -> str:
    file = static_file(name)
    assert file is not None
    return f"/static/{name}?v={file.fingerprint}"


@pytest.mark.parametrize("kind", ["css", "js"])
def test_every_part_stands_in_a_bundle(kind: str) -> None:
    parts = [part for each, part in PARTS if each == kind]

    assert parts == sorted(path.stem for path in (STATIC / kind).iterdir())


@pytest.mark.parametrize("part", SHEETS)
def test_a_part_stays_short(part: str) -> None:
    lines = (STATIC / f"css/{part}.css").read_text(encoding="utf-8").count("\n")

    assert 0 < lines < 300


@pytest.mark.parametrize("part", SHEETS)
def test_a_part_closes_what_it_opens(part: str) -> None:
    text = (STATIC / f"css/{part}.css").read_text(encoding="utf-8")
    braces = re.sub(r"/\*.*?\*/|[^{}]", "", text, flags=re.DOTALL)

    while "{}" in braces:
        braces = braces.replace("{}", "")
    assert braces == ""


@pytest.mark.parametrize("part", SHEETS)
def test_what_people_typed_keeps_its_blanks_wherever_it_is_shown(part: str) -> None:
    assert "pre-line" not in (STATIC / f"css/{part}.css").read_text()


def test_a_bundle_is_its_parts_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    for name in BUNDLES["moderation.css"]:
        rule = f"/* A remark. */\n.{name} {{\n  color: red;\n}}\n"
        (tmp_path / f"css/{name}.css").write_text(rule)

    assert join("moderation.css", folder=tmp_path) == b"".join(
        f".{name}{{color:red}}".encode() for name in BUNDLES["moderation.css"]
    )


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_has_no_remarks(name: str) -> None:
    text = join(name).decode()

    assert "/*" not in text
    assert not re.search(r"^\s*//", text, re.MULTILINE)


@pytest.mark.parametrize(("kind", "part"), PARTS)
def test_a_changed_part_changes_the_fingerprint(kind: str, part: str, tmp_path: Path) -> None:
    shutil.copytree(STATIC / kind, tmp_path / kind)
    names = [name for name in BUNDLES if name.endswith(f".{kind}") and part in BUNDLES[name]]
    with (tmp_path / kind / f"{part}.{kind}").open("a") as file:
        file.write("a {\n}\n" if kind == "css" else "a();\n")

    for name in names:
        served = static_file(name)
        assert served is not None
        assert f"v={fingerprint_of(served.content)}" in url_of(name)
        assert join(name, folder=tmp_path) != join(name)


@pytest.mark.parametrize("path", ["/", "/events/winter-meeting/", "/privacy", "/moderation/login"])
def test_a_reader_loads_one_stylesheet(client: FlaskClient, event: Event, path: str) -> None:
    assert stylesheets_of(client.get(path).text) == [url_of("site.css")]


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/audience"])
def test_a_moderator_loads_the_one_of_the_moderation_as_well(
    moderator_client: FlaskClient, path: str
) -> None:
    page = moderator_client.get(path).text

    assert stylesheets_of(page) == [url_of("site.css"), url_of("moderation.css")]
    assert scripts_of(page) == ["exit.js", "moderation.js", f"vendor/{HTMX.filename}"]


def test_a_page_loads_the_scripts_that_it_needs(
    client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    import_speaker(tmp_path, SPEAKER_FILE)
    own = f"vendor/{HTMX.filename}"
    read = {
        *("/", "/events/", "/speakers/", "/speakers/mira-example/", "/privacy", "/privacy/proof"),
        *("/safety/", f"{COMMENTS}/follow", "/house-rules", "/nothing-here"),
    }
    expected = {path: ["exit.js"] for path in read} | {
        PAGE: ["exit.js", "thread.js"],  # And htmx from its CDN.
        COMMENTS: ["exit.js", "thread.js", own],
        f"{COMMENTS}/latest?since=0": ["exit.js", "thread.js", own],
        f"{COMMENTS}/new": ["exit.js", "forms.js", own],
        "/moderation/login": ["exit.js", "forms.js", "passkeys.js"],
        "/mail/stop/nobody": ["exit.js"],
    }

    assert {path: scripts_of(client.get(path).text) for path in expected} == expected
