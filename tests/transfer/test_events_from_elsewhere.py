"""Five events as other sites have them in their files: what cannot be moved is told.

`elsewhere/found` has the shape of files in public repositories (front matter, markup, length), in
our own words; `elsewhere/moved` is what an editor makes of them who follows what is told.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.events.fields import EventFields
from tests.conftest import make_app
from tests.pages import facts_of, page_of, text_of
from tests.pictures.drawing import file_of, painted, pdf

HERE = Path(__file__).parent / "elsewhere"
FOUND, MOVED = HERE / "found", HERE / "moved"
SLUGS = {
    "evening-for-all": "evening-for-all",
    "open-space": "2025-06-02-virtual-open-space",
    "courts-or-counselling": "courts-or-counselling",
    "workshop-on-phones": "workshop-on-phones",
    "escucha-activa": "escucha-activa",
}
# What the site has no place for, though it is told to readers elsewhere: said in the text, or not.
NOWHERE = {
    "evening-for-all": ["price", "category"],
    "open-space": [],
    "courts-or-counselling": ["duration", "course"],
    "workshop-on-phones": ["authors", "tags", "links"],
    "escucha-activa": ["contacts", "certificates", "schedule", "code_of_conduct_url", "logo"],
}
FACTS = {
    "evening-for-all": ["1 November 2025, 19:00–23:00", "The Old Foundry"],
    "open-space": ["2 June 2025, 19:00–22:00", "Online"],
    "courts-or-counselling": ["1 June 2025, 14:30–15:15", "Ljubljana, Slovenia"],
    "workshop-on-phones": ["8 March 2025, 12:45–13:15", "Lunch talks of the school"],
    "escucha-activa": ["29 November 2025", "RED", "Olga Ejemplo"],
}


@dataclass(frozen=True)
class File:
    """A file as it stands there: its fields with something in them, and the lines of its text."""

    fields: list[str]
    text: dict[int, str]

    @classmethod
    def of(cls, path: Path) -> "File":
        lines = path.read_text(encoding="utf-8").splitlines()
        end = lines.index("---", 1)
        head = "\n".join(lines[1:end])
        has_value = r"(?=[ ]+(?!null$|\"\"$|\[\]$|false$)\S|\n[ -])"
        fields = re.findall(rf"^(\w+):{has_value}", head, re.MULTILINE)
        return cls(fields, dict(enumerate(lines[end + 1 :], start=end + 2)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site that has imported what was moved, without a word of complaint."""
    folder = tmp_path_factory.mktemp("elsewhere")
    files = Path(shutil.copytree(MOVED, folder / "moved"))
    (files / "header-event-20250602.jpg").write_bytes(file_of(painted(400, 200), "JPEG"))
    (files / "tutorial.pdf").write_bytes(pdf())
    app = make_app(folder / "instance")
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["content", "import", str(files)])
        assert re.findall("Refused|Warning|Left out", result.output) == [], result.output
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def said(site: Flask) -> list[tuple[str, int, str]]:
    """What an import says of the files as they were found: file, line, field."""
    result = site.test_cli_runner().invoke(args=["content", "import", str(FOUND)])
    told = re.findall(r"([\w-]+)\.md:(\d+): (\w+)", result.output)
    return [(name, int(line), field) for name, line, field in told]


@pytest.mark.parametrize("name", SLUGS)
def test_every_field_that_is_found_is_one_here_or_is_told(
    said: list[tuple[str, int, str]], name: str
) -> None:
    told = {field for file, _, field in said if file == name}

    silent = [field for field in File.of(FOUND / f"{name}.md").fields if field not in told]

    assert set(silent) <= EventFields.model_fields.keys()
    assert {"kind", *NOWHERE[name]} <= told


def words_of(line: str) -> list[str]:
    """Return the words of a line of Markdown that readers are to see."""
    return re.findall(r"[^\W_]+", re.sub(r"\]\([^)]*\)|^ *\d+\.", "", line))


@pytest.mark.parametrize("name", SLUGS)
def test_every_line_of_text_is_shown_or_is_told(
    site: Flask, said: list[tuple[str, int, str]], name: str
) -> None:
    told = {line for file, line, _ in said if file == name}
    article = page_of(site.test_client().get(f"/events/{SLUGS[name]}/"))
    shown = set(re.findall(r"[^\W_]+", text_of(article.find(".//div[@class='prose']"))))

    lines = File.of(FOUND / f"{name}.md").text.items()
    missing = {line: set(words_of(text)) - shown for line, text in lines if line not in told}

    left = {line: words for line, words in missing.items() if words}
    # The words with which this editor marked what is to be translated are no text.
    assert list(left.values()) == ([{"TRANSLATE", "ME"}] if name == "escucha-activa" else [])


@pytest.mark.parametrize("name", SLUGS)
def test_what_was_moved_is_said_at_a_glance(site: Flask, name: str) -> None:
    page = page_of(site.test_client().get(f"/events/{SLUGS[name]}/"))
    facts = " ".join(facts_of(page).values())

    assert [each for each in FACTS[name] if each not in facts] == []
