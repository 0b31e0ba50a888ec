"""The rule that takes a person who is deleted for good out of what editors keep of other things.

Drafts and versions are not shown to readers, and yet somebody reads them; and nobody can correct a
version. What a published text says in its own words is an editor's to change: see
`naming_queries`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import drafts_of
from ethreader.publishing.queries import PATHS
from ethreader.publishing.registry import Removed
from ethreader.publishing.removed_links import without_links
from ethreader.publishing.said_names import SaidNames, folded
from ethreader.publishing.version_models import ContentVersion
from ethreader.publishing.version_queries import versions_of
from ethreader.speakers.models import Speaker

_NAME = re.compile(r"^name: .+$", re.MULTILINE)
_READ_AT_ONCE = 100  # Versions.


def forget_person(removed: Removed) -> None:
    """Take who is deleted for good out of everybody's drafts, and delete versions that name them.

    Before their own drafts and versions go, which know what they were called earlier.
    """
    person = db.session.get(Speaker, removed.item_id)
    if removed.kind is not ContentKind.SPEAKER or person is None:
        return
    names = SaidNames(set(_names_of(person)))
    paths = [f"{PATHS[removed.kind]}{slug}" for slug in removed.slugs]
    for draft in db.session.scalars(select(ContentDraft)).all():
        if _is_theirs(draft, names, removed):
            db.session.delete(draft)
        else:
            _take_out(draft, names, removed.slugs, paths)
    _forget_versions(names)
    db.session.flush()
    folded.cache_clear()


def _names_of(person: Speaker) -> Iterator[str]:
    import yaml  # noqa: PLC0415 - a site that forgets nobody runs without it

    yield person.name
    for draft in drafts_of(ContentKind.SPEAKER, [person.id]):
        yield str(draft.values.get("name", ""))
    for version in versions_of(ContentKind.SPEAKER, person.id):
        if line := _NAME.search(version.text):
            yield str(yaml.safe_load(line[0])["name"])


def _is_theirs(draft: ContentDraft, names: SaidNames, removed: Removed) -> bool:
    """Tell whether somebody writes the same person's page anew; nobody could publish it."""
    if draft.kind is not ContentKind.SPEAKER or draft.item_id is not None:
        return False
    values = draft.values
    return values.get("slug") in removed.slugs or names.is_whole(str(values.get("name", "")))


def _take_out(
    draft: ContentDraft, names: SaidNames, slugs: Sequence[str], paths: Sequence[str]
) -> None:
    left = dict(draft.values)
    if isinstance(left.get("speakers"), list):
        left["speakers"] = [
            row
            for row in left["speakers"]
            if (called := str(row.get("speaker", "")).strip()) not in slugs
            and not names.is_whole(called)
        ]
    texts = {name: value for name, value in left.items() if name != "translation_of"}
    left |= _in_all_texts(texts, lambda text: names.taken_out(without_links(text, paths)))
    if left != draft.values:
        draft.values = left
        # What has the draft open still holds the name: it is told before it saves that again.
        draft.window, draft.save_number = "", draft.save_number + 1


def _in_all_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_all_texts(each, change) for each in value]
    if isinstance(value, dict):
        return {name: _in_all_texts(each, change) for name, each in value.items()}
    return value


def _forget_versions(names: SaidNames) -> None:
    texts = select(ContentVersion.id, ContentVersion.text).execution_options(
        yield_per=_READ_AT_ONCE
    )
    naming = [number for number, text in db.session.execute(texts) if names.is_in(text)]
    db.session.execute(delete(ContentVersion).where(ContentVersion.id.in_(naming)))
