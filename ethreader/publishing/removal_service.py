"""Rules that delete for good, by a name of the ledger: see `retention.content_service`.

Each may run again on what an older backup has brought back, or a crash has left.
"""

from datetime import datetime

from sqlalchemy import delete, select, update

from ethreader.audience.models import AudienceDay
from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.events.models import Appearance, Event
from ethreader.events.text_models import EventText
from ethreader.events.text_service import forget_parts
from ethreader.pictures.removing import remove
from ethreader.pictures.service import names_in_use
from ethreader.publishing.models import ContentRedirect, ContentRemoval
from ethreader.publishing.queries import (
    PATHS,
    Item,
    item_named,
    items_saying,
    kind_of,
    old_slugs_of,
    removals,
    sites_saying,
    was_removed,
)
from ethreader.publishing.registry import Removed, tell_of_removal
from ethreader.publishing.removal_names import is_removal_name_of, removal_name
from ethreader.publishing.removed_links import without_links
from ethreader.publishing.translation_service import tell_of_texts
from ethreader.publishing.version_queries import files_ever_called_by
from ethreader.site_pages.models import SitePage
from ethreader.site_pages.service import let_translations_stand
from ethreader.speakers.models import Speaker
from ethreader.speakers.text_models import SpeakerText
from ethreader.translations.models import Original
from ethreader.translations.text_queries import texts_saying


def remove_event(name: str, now: datetime) -> bool:
    """Delete an event for good, with all that was written under it; tell whether anything was."""
    return _remove(ContentKind.EVENT, name, now)


def take_out_speaker(name: str, now: datetime) -> bool:
    """Delete a person for good, and their parts in events; the events stay."""
    return _remove(ContentKind.SPEAKER, name, now)


def remove_page(name: str, now: datetime) -> bool:
    """Delete a simple page for good; its translations stay."""
    return _remove(ContentKind.PAGE, name, now)


def forget_readings(_now: datetime) -> int:
    """Delete how often pages were read that were deleted since: their paths name them."""
    gone = 0
    for kind, before in PATHS.items():
        names = removals(kind)
        paths = select(AudienceDay.path).where(AudienceDay.path.startswith(before)).distinct()
        for path in db.session.scalars(paths).all() if names else ():
            slug = path.removeprefix(before).partition("/")[0]
            if any(is_removal_name_of(name, slug) for name in names):
                db.session.execute(delete(AudienceDay).where(AudienceDay.path == path))
                gone += 1
    return gone


def _remove(kind: ContentKind, name: str, now: datetime) -> bool:
    is_new = _note(kind, name, now)
    item = item_named(kind, name)
    if item is None:
        return is_new
    slugs = (item.slug, *old_slugs_of(item))
    for slug in slugs:
        if not was_removed(kind, slug):
            _note(kind, removal_name(slug), now)
    portrait = item.picture if isinstance(item, Speaker) else None
    gone = {portrait.name} if portrait else set()
    files = files_ever_called_by(kind, item.id, body=item.body)
    for text in item.texts if isinstance(item, Original) else ():
        files |= files_ever_called_by(text.KIND, text.id, body=text.body)
    _remove_links(item, slugs)
    tell_of_removal(Removed(kind=kind, item_id=item.id, slugs=slugs))
    if isinstance(item, Original):
        tell_of_texts(item)
    _remove_rows(item)
    _remove_files(files, gone, now)
    forget_readings(now)
    return True


def _remove_files(files: set[str], gone: set[str], now: datetime) -> None:
    """Delete a portrait wherever it is shown, and what else nothing shows any more."""
    for name in sorted(gone | (files - names_in_use())):
        remove(name, now)


def _note(kind: ContentKind, name: str, now: datetime) -> bool:
    if name in removals(kind):
        return False
    db.session.add(ContentRemoval(kind=kind, name=name, removed_on=now.date()))
    db.session.flush()
    return True


def _remove_links(item: Item, slugs: tuple[str, ...]) -> None:
    paths = [f"{PATHS[kind_of(item)]}{slug}" for slug in slugs]
    in_languages = texts_saying(paths, EventText, SpeakerText)
    for each in (*items_saying(paths), *in_languages, *sites_saying(paths)):
        each.body = without_links(each.body, paths)
        each.body_html = article_html(each.body)
    db.session.flush()


def _remove_rows(item: Item) -> None:
    of_item = (ContentRedirect.kind == kind_of(item)) & (ContentRedirect.item_id == item.id)
    db.session.execute(delete(ContentRedirect).where(of_item))
    if isinstance(item, Speaker):
        forget_parts(item.slug)
        db.session.execute(delete(Appearance).where(Appearance.speaker_id == item.id))
    elif isinstance(item, SitePage):
        let_translations_stand(item.slug)
    else:
        side_events = update(Event).where(Event.parent_id == item.id)
        db.session.execute(side_events.values(parent_id=None))
    db.session.expire_all()
    db.session.delete(item)
    db.session.flush()
