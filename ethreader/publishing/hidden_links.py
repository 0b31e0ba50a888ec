"""Links in a text's HTML to pages that readers do not see: the link goes, its words stay.

A slug is often a name, and a link to a tombstone would say whose. Done when a page is made: what
is withdrawn can be shown again, and the editor's text stays as it is.
"""

import re
from collections.abc import Iterable

from sqlalchemy import select

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.db import db
from ethreader.publishing.models import ContentRedirect
from ethreader.publishing.queries import MODELS, PATHS, was_removed

_LINK = re.compile(
    r'<a href="(?:https?://[^/"]+)?(?:/[^/"]+)*?(?P<path>/(?:events|speakers)/)(?P<slug>[a-z0-9-]+)'
    r'(?:[/?#][^"]*)?"[^>]*>(?P<words>.*?)</a>',
    re.DOTALL,
)


def with_shown_links(html: str) -> str:
    """Return sanitised HTML without links to what is scheduled, withdrawn, or deleted for good."""
    asked = {(found["path"], found["slug"]) for found in _LINK.finditer(html)}
    if not asked:
        return html
    hidden = {
        (path, slug)
        for kind, path in PATHS.items()
        for slug in hidden_slugs(kind, {slug for of, slug in asked if of == path})
    }
    return _LINK.sub(lambda found: _shown(found, hidden), html) if hidden else html


def hidden_slugs(kind: ContentKind, slugs: Iterable[str]) -> set[str]:
    """Return which slugs stand, or stood before, for what readers do not see."""
    wanted, model = set(slugs), MODELS[kind]
    if not wanted:
        return set()
    is_hidden = model.state != ContentState.PUBLISHED
    now = select(model.slug).where(model.slug.in_(wanted), is_hidden)
    before = select(ContentRedirect.old_slug).where(
        ContentRedirect.kind == kind,
        ContentRedirect.old_slug.in_(wanted),
        ContentRedirect.item_id.in_(select(model.id).where(is_hidden)),
    )
    hidden = set(db.session.scalars(now.union_all(before)))
    return hidden | {slug for slug in wanted if was_removed(kind, slug)}


def _shown(found: re.Match[str], hidden: set[tuple[str, str]]) -> str:
    return found["words"] if (found["path"], found["slug"]) in hidden else found[0]
