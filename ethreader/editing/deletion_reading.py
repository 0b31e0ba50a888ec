"""What goes with something that is deleted for good, and what stays: in sentences for editors."""

from collections.abc import Iterator
from dataclasses import dataclass

from ethreader.base.own_files import names_in
from ethreader.comments.naming_queries import published_ids_naming
from ethreader.editing.deletion_queries import (
    comments_under,
    events_with,
    side_events_of,
    versions_and_drafts_of,
)
from ethreader.events.models import Event
from ethreader.i18n.texts import gettext, ngettext
from ethreader.publishing.naming_queries import items_naming
from ethreader.publishing.queries import PATHS, Item, kind_of
from ethreader.speakers.models import Speaker


@dataclass(frozen=True, kw_only=True)
class Going:
    """What an editor is told before they delete something."""

    lines: list[str]  # What goes.
    staying: list[str]  # What stays, and is changed.
    naming: list[str]  # Paths of pages whose own words name a person: only an editor can change.


def what_goes_with(item: Item) -> Going:
    """Tell what else is deleted with something, and what is not."""
    return Going(
        lines=[gettext("The page, in all languages, and its web address."), *_lines(item)],
        staying=list(_staying(item)),
        naming=list(_naming(item)) if isinstance(item, Speaker) else [],
    )


def _lines(item: Item) -> Iterator[str]:
    if isinstance(item, Event) and (count := comments_under(item)):
        yield ngettext(
            "%(num)s comment, with its reports and messages.",
            "%(num)s comments, with their reports and messages.",
            count,
        )
    if isinstance(item, Speaker) and item.picture is not None:
        yield gettext("The portrait, wherever it is shown.")
    if files := _files_of(item):
        yield ngettext(
            "%(num)s picture or document, unless another page shows it.",
            "%(num)s pictures and documents, unless another page shows them.",
            files,
        )
    versions, drafts = versions_and_drafts_of(item)
    if versions:
        yield ngettext("%(num)s earlier version.", "%(num)s earlier versions.", versions)
    if drafts:
        yield ngettext("%(num)s draft.", "%(num)s drafts, of all editors.", drafts)


def _files_of(item: Item) -> int:
    shown = {item.picture.name} if isinstance(item, Event) and item.picture else set()
    return len(names_in(item.body) | shown)


def _staying(item: Item) -> Iterator[str]:
    if isinstance(item, Event) and (count := side_events_of(item)):
        yield ngettext(
            "%(num)s event that is part of it stays, and no longer names it.",
            "%(num)s events that are part of it stay, and no longer name it.",
            count,
        )
    if isinstance(item, Speaker) and (count := events_with(item.id)):
        yield ngettext(
            "%(num)s event stays, and no longer names this person.",
            "%(num)s events stay, and no longer name this person.",
            count,
        )
    yield gettext("Links to the page are taken out of other texts. The words of the links stay.")


def _naming(speaker: Speaker) -> Iterator[str]:
    for each in items_naming(speaker):
        yield f"{PATHS[kind_of(each)]}{each.slug}/"
    for public_id in published_ids_naming(speaker.name):
        yield f"/comments/{public_id}"
