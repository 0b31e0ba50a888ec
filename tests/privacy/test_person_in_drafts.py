"""A person who is off the site for good is in nobody's drafts, and in no earlier version."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.models import Moderator
from ethreader.base.content_state import ContentKind
from ethreader.base.db import begin_write_transaction, db
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import draft_by_public_id
from ethreader.publishing.draft_service import DraftChanged, Typed, save_draft
from ethreader.publishing.version_models import ContentVersion
from ethreader.translations.models import Original
from tests.backups.keeping import backup_of, restore_to
from tests.content_files import write
from tests.privacy.test_person_taken_off import FILES, NAME, SLUG, SPELLINGS, names, take_off
from tests.publishing.pages import item
from tests.retention.databases import site_on
from tests.times import utcnow

EARLIER = "Milica Ranijeime"  # What her page called her before.
WITHOUT_PICTURES = {
    "markandelkovic.md": f"---\nkind: speaker\nname: {NAME}\n---\nShe speaks.\n",
    **{name: FILES[name] for name in ("ruth.md", "past.md")},
    "meeting.md": "---\nkind: event\nname: A meeting\nstarts: 2999-04-05\nspeakers:\n"
    f"  - speaker: {SLUG}\n    role: Head\n  - speaker: ruth\n    role: Chair\n---\nWelcome.\n",
    "meeting.sr.md": FILES["meeting.sr.md"],
    "markandelkovic.de.md": f"---\nkind: speaker\n---\n{NAME} spricht.\n",
    "ruth.sr.md": "---\nkind: speaker\n---\nGovori.\n",
}
BODY = f"[Our guest](/speakers/{SLUG}/) is Anđa {SPELLINGS[2]}.\n\n![Анђа {SPELLINGS[3]}](a.png)"
ROLE = {"role": "Head"}
# What an editor typed, and what is left of it.
TYPED: dict[str, tuple[ContentKind, str, dict[str, Any], dict[str, Any] | None]] = {
    "of an event": (
        *(ContentKind.EVENT, "meeting"),
        {
            "name": f"An evening with ANDJA {SPELLINGS[1].upper()}",
            "summary": f"{EARLIER} in Vienna.",
            "body": BODY,
            "speakers": [
                *({"speaker": each, **ROLE} for each in (NAME, SLUG, f"{NAME} ({SLUG})", EARLIER)),
                {"speaker": f"andja {SPELLINGS[1].lower()}", **ROLE},
                {"speaker": "Ruth Other", "topic": f"With Anđa {SPELLINGS[0]}", **ROLE},
            ],
        },
        {
            "name": "An evening with […]",
            "summary": "[…] in Vienna.",
            "body": "Our guest is […].\n\n![[…]](a.png)",
            "speakers": [{"speaker": "Ruth Other", "topic": "With […]", **ROLE}],
        },
    ),
    "of a translation": (
        *(ContentKind.TRANSLATION, "meeting.sr"),
        {"translation_of": "meeting", "speakers": [{"speaker": SLUG, **ROLE}], "body": BODY},
        {
            "translation_of": "meeting",
            "speakers": [],
            "body": "Our guest is […].\n\n![[…]](a.png)",
        },
    ),
    "about another in Serbian": (
        *(ContentKind.SPEAKER_TEXT, "ruth.sr"),
        {"translation_of": "ruth", "headline": f"Uz {NAME}", "body": BODY},
        {
            "translation_of": "ruth",
            "headline": "Uz […]",
            "body": "Our guest is […].\n\n![[…]](a.png)",
        },
    ),
    "about her in German": (
        *(ContentKind.SPEAKER_TEXT, f"{SLUG}.de"),
        {"translation_of": SLUG, "body": "Sie spricht."},
        None,
    ),
    "about her in a language anew": (
        *(ContentKind.SPEAKER_TEXT, ""),
        {"translation_of": SLUG, "language": "sr-Cyrl", "body": "Говори."},
        None,
    ),
    "of what is new": (ContentKind.EVENT, "", {"body": NAME}, {"body": "[…]"}),
    "of her page": (ContentKind.SPEAKER, SLUG, {"name": NAME}, None),
    "of her page anew": (ContentKind.SPEAKER, "", {"name": f"Anđa {SPELLINGS[1]}"}, None),
    "of others": (ContentKind.EVENT, "past", {"body": "Nobody."}, {"body": "Nobody."}),
}


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site on each database where an editor has begun much, and published it before."""
    app = site_on(request.param, tmp_path, request)
    with app.app_context():
        fill(app, tmp_path / "files")
        yield app
        db.session.remove()
        db.engine.dispose()


def fill(app: Flask, folder: Path) -> None:
    earlier = WITHOUT_PICTURES["markandelkovic.md"].replace(NAME, EARLIER)
    said = WITHOUT_PICTURES["ruth.md"].replace("She", f"With Anđa {SPELLINGS[1]} she")
    folder.mkdir()
    for files in (
        WITHOUT_PICTURES | {"markandelkovic.md": earlier},
        WITHOUT_PICTURES | {"ruth.md": said},
        WITHOUT_PICTURES,
    ):
        done = app.test_cli_runner().invoke(args=["content", "import", str(write(folder, files))])
        assert done.exit_code == 0
    begin_write_transaction()
    for number, (kind, slug, values, _) in enumerate(TYPED.values()):
        save_draft(typed(number, kind, slug, values), moderator=editor(), now=utcnow())
    db.session.commit()


def typed(number: int, kind: ContentKind, slug: str, values: dict[str, Any]) -> Typed:
    return Typed(
        public_id=f"{number:016x}",
        kind=kind,
        item_id=item_id(slug),
        based_on=1,
        save_number=0,
        window="0123456789abcdef",
        values=values,
    )


def item_id(slug: str) -> int | None:
    original, _, language = slug.partition(".")
    if not language:
        return item(slug).id if slug else None
    told = item(original)
    assert isinstance(told, Original)
    return next(int(each.id) for each in told.texts if each.language == language)


def editor() -> Moderator:
    found = db.session.scalar(select(Moderator))
    if found is None:
        found = Moderator(name="Mara", role=ModeratorRole.EDITOR, added_at=utcnow())
        db.session.add(found)
        db.session.flush()
    return found


def kept() -> str:
    """Return all that drafts and versions hold."""
    db.session.rollback()
    drafts = db.session.scalars(select(ContentDraft.values)).all()
    versions = db.session.execute(select(ContentVersion.slug, ContentVersion.text)).all()
    return repr([*drafts, *map(tuple, versions)])


def test_drafts_and_versions_forget_her(app: Flask, tmp_path: Path) -> None:
    assert names(kept())
    assert EARLIER in kept()
    backup = backup_of(app, tmp_path / "backups")
    before = kept()

    take_off(app, "consent is over")

    assert_forgotten()
    restore_to(app, backup)
    assert kept() != before
    assert_forgotten()


def assert_forgotten() -> None:
    assert not names(kept())
    assert EARLIER not in kept()
    left = [draft_by_public_id(f"{number:016x}") for number in range(len(TYPED))]
    assert [each and each.values for each in left] == [each[3] for each in TYPED.values()]
    assert "She speaks too." in kept()  # Versions of others stay.


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_open_window_does_not_bring_her_back_unseen(app: Flask) -> None:
    take_off(app, "consent is over")
    begin_write_transaction()
    kind, slug, values, _ = TYPED["of an event"]

    with pytest.raises(DraftChanged):
        save_draft(typed(0, kind, slug, values), moderator=editor(), now=utcnow())
